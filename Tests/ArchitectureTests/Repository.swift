import Foundation
import TestSupport

/// The repository that this test was built from.
enum Repository {
  /// A Swift file of `Sources`.
  struct SourceFile: CustomStringConvertible {
    /// `Sources/Room/Folder/File.swift`.
    let path: String
    let text: String

    var description: String { path }

    /// The target that the file belongs to.
    var room: String { String(path.split(separator: "/")[1]) }

    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
  }

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// All Swift files below `Sources`, in the order of their paths.
  static func sources() throws -> [SourceFile] {
    let folder = root.appending(path: "Sources").resolvingSymlinksInPath()
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    return try paths.filter { $0.hasSuffix(".swift") }.sorted().map { path in
      try SourceFile(
        path: "Sources/\(path)", text: String(contentsOf: folder.appending(path: path), encoding: .utf8))
    }
  }

  /// The targets of the manifest below `Sources`, each with the names of what it depends on.
  static func manifestTargets() throws -> [String: Set<String>] {
    let scratch = try ScratchFolder()
    let output = scratch("manifest.json")
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    // The lock is the running test command's own, and would be waited for for ever.
    process.arguments = [
      "swift", "package", "--package-path", root.path, "--scratch-path", scratch.path, "--ignore-lock", "dump-package",
    ]
    try Data().write(to: URL(filePath: output))
    process.standardOutput = try FileHandle(forWritingTo: URL(filePath: output))
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let manifest = try JSONDecoder().decode(Manifest.self, from: Data(contentsOf: URL(filePath: output)))
    let rooms = manifest.targets.filter { $0.type != "test" && !($0.path ?? "").hasPrefix("Tests/") }
    return Dictionary(uniqueKeysWithValues: rooms.map { ($0.name, Set($0.dependencies.compactMap(\.name))) })
  }

  private struct Manifest: Decodable {
    let targets: [Target]

    struct Target: Decodable {
      let name: String
      let type: String
      let path: String?
      let dependencies: [Dependency]
    }

    /// `{"byName": ["Room", null]}` or `{"product": ["Module", "package", null, null]}`.
    struct Dependency: Decodable {
      let name: String?

      init(from decoder: any Decoder) throws {
        name = try [String: [Part?]](from: decoder).values.first?.first??.text
      }
    }

    /// A name, or a condition that no target of ours has.
    struct Part: Decodable {
      let text: String?

      init(from decoder: any Decoder) throws { text = try? decoder.singleValueContainer().decode(String.self) }
    }
  }
}
