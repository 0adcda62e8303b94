import Archive
import ByteStreams
import Glibc
import ImageSpec

extension ContainerStore {
  /// The most bytes of a `container.json`.
  private static let maximumSize = 4 << 20

  func readAll() throws -> [Container] {
    var found: [Container] = []
    for name in try Folder.names(folder) {
      // What is no whole id is the lock, or a container that is being made or removed.
      guard let id = try? ContainerID(parsing: name), let container = try? read(id) else { continue }
      found.append(container)
    }
    return found.sorted { ($0.created, $0.id) > ($1.created, $1.id) }
  }

  private func read(_ id: ContainerID) throws -> Container { try read(id, at: path(of: id)) }

  /// Reads a container in a folder, which is its own or the one where it was moved aside.
  func read(_ id: ContainerID, at folder: String) throws -> Container {
    let path = "\(folder)/container.json"
    let sink = MemorySink(limit: Self.maximumSize)
    try OpenFile(path).copy(into: sink)
    let container = try Container(decoding: JSONCursor(root: try JSON(parsing: sink.bytes)))
    guard container.id == id else { throw ContainerError.damaged(path: path, reason: "another container's id") }
    return container
  }

  func find(_ text: String, in all: [Container]) throws(ContainerError) -> Container {
    let name = text.hasPrefix("/") ? String(text.dropFirst()) : text
    if let exact = all.first(where: { $0.id.description == text }) { return exact }
    if let named = all.first(where: { $0.name.description == name }) { return named }
    let matches = text.isEmpty ? [] : all.filter { $0.id.description.hasPrefix(text) }
    guard let match = matches.first else { throw .notFound(text) }
    guard matches.count == 1 else { throw .ambiguous(text, ids: matches.map(\.id).sorted()) }
    return match
  }

  func write(_ container: Container) throws {
    let temporary = "\(folder)/.new-\(container.id)"
    do {
      try Folder.create(temporary)
      try Folder.create("\(temporary)/changes")
      try Folder.replace("container.json", in: temporary, with: container.json.encoded(.indented("  ")))
      guard Glibc.rename(temporary, path(of: container.id)) == 0 else {
        throw SystemError(call: "rename", path: path(of: container.id))
      }
      try Folder.synchronize(folder)
    } catch {
      try? Folder.removeTree(temporary)
      throw error
    }
  }

  func freeName(_ others: [Container], _ randomness: () -> UInt64) -> ContainerName {
    let taken = Set(others.map(\.name))
    for _ in 0..<8 {
      let name = ContainerName.generated(by: randomness())
      if !taken.contains(name) { return name }
    }
    while true {
      let name = ContainerName.generated(by: randomness()).numbered(randomness())
      if !taken.contains(name) { return name }
    }
  }

  /// Removes what a killed process left; to be called under the lock, so that nobody is at it.
  func sweep() throws {
    for name in try Folder.names(folder) where name.hasPrefix(".new-") || name.hasPrefix(".purged-") {
      try Folder.removeTree("\(folder)/\(name)")
    }
  }

  func lockForChange(_ id: ContainerID) throws -> OpenFile? {
    guard access(path(of: id), F_OK) == 0 else { throw ContainerError.notFound(id.description) }
    return try Folder.lock("\(folder)/lock", exclusively: true)
  }
}
