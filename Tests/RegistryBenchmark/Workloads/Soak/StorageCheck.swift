import FoundationEssentials
import ImageSpec

/// Looks at a storage folder of ours: nothing half written, every blob what its name says, nothing shown that was
/// deleted.
struct StorageCheck {
  let folder: String

  /// Says whether the folder is clean, and tells what is not.
  func run() throws -> Bool {
    var problems: [String] = []
    let uploads = try files("uploads")
    if !uploads.isEmpty { problems.append("\(uploads.count) files in uploads") }
    let blobs = try files("blobs")
    for path in blobs { try check(path, "\(folder)/blobs/\(path)", &problems) }
    let shown = try files("repositories").filter { $0.contains("/_layout/blobs/") }
    for path in shown { problems.append("still shown: \(path)") }
    for path in try files("repositories") where path.hasSuffix(".new") { problems.append("litter: \(path)") }
    for problem in problems.prefix(20) { say("storage: \(problem)") }
    say("storage: \(blobs.count) blobs in the pool, \(shown.count) shown, \(problems.count) problems")
    return problems.isEmpty
  }

  private func check(_ name: String, _ path: String, _ problems: inout [String]) throws {
    let parts = name.split(separator: "/")
    guard parts.count == 2, let algorithm = Digest.Algorithm(rawValue: String(parts[0])) else {
      return problems.append("no blob: \(name)")
    }
    let bytes = Array(try Data(contentsOf: URL(filePath: path)))
    if try Digest(of: bytes, algorithm: algorithm).hex != parts[1] { problems.append("wrong bytes: \(name)") }
  }

  /// The files below a folder, by their paths in it.
  private func files(_ name: String) throws -> [String] {
    let root = "\(folder)/\(name)"
    return try FileManager.default.subpathsOfDirectory(atPath: root).filter { path in
      var isFolder = false
      return FileManager.default.fileExists(atPath: "\(root)/\(path)", isDirectory: &isFolder) && !isFolder
    }
  }
}
