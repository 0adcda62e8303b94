import FoundationEssentials

extension FixtureReader {
  /// Files by their paths, sorted.
  func files(_ node: FixtureNode?) throws(FixtureError) -> [FixtureFile] {
    var files: [FixtureFile] = []
    for (path, value) in try node?.entries() ?? [] {
      let path = try self.path(path, of: value)
      guard !files.contains(where: { $0.path == path }) else {
        throw value.error(.invalid(path, reason: "stands twice"))
      }
      let isExecutable = value.isMapping ? try content(members: value)["executable"]?.flag() ?? false : false
      files.append(FixtureFile(path: path, content: try content(value), isExecutable: isExecutable))
    }
    return files.sorted { $0.path < $1.path }
  }

  private func content(members node: FixtureNode) throws(FixtureError) -> FixtureMembers {
    try node.members(["text", "base64", "size", "fill", "executable"])
  }

  /// A text, or a mapping with `text`, `base64`, or `size` and `fill`.
  private func content(_ node: FixtureNode) throws(FixtureError) -> FixtureContent {
    guard node.isMapping else { return .bytes(Array(try node.text().utf8)) }
    let members = try content(members: node)
    let kinds = ["text", "base64", "size"].filter { members[$0] != nil }
    guard kinds.count <= 1 else {
      throw node.error(.invalid(kinds[1], reason: "stands beside \"\(kinds[0])\""))
    }
    if let text = members["text"] { return .bytes(Array(try text.text().utf8)) }
    if let base64 = members["base64"] {
      let text = try base64.text()
      guard let data = Data(base64Encoded: text, options: .ignoreUnknownCharacters) else {
        throw base64.error(.invalid(text, reason: "not base64"))
      }
      return .bytes(Array(data))
    }
    let size = try members.required("size").integer(0...Fixture.maximumFileSize)
    return .fill(size: Int(size), text: try members["fill"]?.text() ?? "")
  }

  /// A path as archives have it: relative, with slashes, and leading nowhere else.
  func path(_ text: String, of node: FixtureNode) throws(FixtureError) -> String {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    let isClean = parts.allSatisfy { part in
      !part.isEmpty && part != "." && part != ".." && !part.hasPrefix(".wh.")
        && part.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "\\" }
    }
    guard isClean else {
      throw node.error(.invalid(text, reason: "not a relative path with slashes"))
    }
    return text
  }
}
