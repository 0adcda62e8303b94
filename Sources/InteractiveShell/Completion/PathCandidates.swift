import ByteStreams
import ImageOperations
import Worlds

/// The files within an image or a container that `NAME:PATH` may become.
struct PathCandidates {
  let world: World
  /// How long an image may take that nobody looked into yet.
  let patience: Duration

  /// The files of the path's folder; hidden ones where the name begins with a dot. None where no path is begun.
  func list(_ prefix: String) -> [Proposal] {
    guard let colon = prefix.firstIndex(of: ":") else { return [] }
    // What stands before the names; a path need not begin at the root, which it is taken from all the same.
    let stem: Substring
    let folder: String
    if let slash = prefix[colon...].lastIndex(of: "/") {
      stem = prefix[...slash]
      folder = String(stem)
    } else {
      let end = prefix.lastIndex(of: ":").map { prefix.index(after: $0) } ?? colon
      stem = prefix[..<end] + (end == prefix.endIndex ? "/" : "")
      folder = "\(prefix[..<end])/"
    }
    let isHidden = prefix.dropFirst(stem.count).first == "."
    return files(of: folder).filter { file in
      // A control character would be a key on its way through the line.
      (isHidden || !file.name.hasPrefix("."))
        && file.name.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }.map { file in
      Proposal(stem + file.name + (file.isFolder ? "/" : ""), among: .files, goesOn: file.isFolder)
    }
  }

  private func files(of folder: String) -> [KnownFiles.File] {
    let answer = Condition<[KnownFiles.File]?>(nil)
    let give: @Sendable ([KnownFiles.File]) -> Void = { files in
      answer.withLock { $0 = $0 ?? files }
      answer.signal()
    }
    let reading = Task { [world] in give(await KnownFiles.list(folder, in: world)) }
    let deadline = Task { [patience] in
      try? await Task.sleep(for: patience)
      give([])
    }
    defer {
      reading.cancel()
      deadline.cancel()
    }
    return answer.wait { $0 }
  }
}
