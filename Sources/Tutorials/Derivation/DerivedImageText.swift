import ImageSpec

/// An image of a derived fixture as YAML.
struct DerivedImageText {
  let name: String
  let platform: Platform
  /// Whether the platform is not the world's and must be said.
  let isOtherPlatform: Bool
  let evidence: ImageEvidence
  /// Files that the image must hold.
  let paths: [String]

  private var isWindows: Bool { platform.os == "windows" }

  var lines: [String] {
    let scalar = DerivedText.scalar
    var lines = ["  \(scalar(name)):"]
    if isOtherPlatform { lines.append("    platform: \(scalar(platform.description))") }
    let created = Timestamp(seconds: DerivedFixture.clock.seconds - (evidence.age ?? 86_400))
    lines.append("    created: \(created)")
    lines.append("    command: \(DerivedText.list([isWindows ? #"c:\windows\system32\cmd.exe"# : "/bin/sh"]))")
    lines.append("    history:")
    var isFirst = true
    for (index, layer) in evidence.layers.enumerated() {
      var step = "      - by: \(scalar(layer.createdBy ?? (isFirst ? "the base of a stand-in" : "step \(index + 1)")))"
      if let comment = layer.comment { step += "\n        comment: \(scalar(comment))" }
      lines += step.split(separator: "\n").map(String.init)
      guard let size = layer.size, size > 0 else { continue }
      if isWindows {
        let hive = isFirst ? "System_Base" : "System_Delta"
        lines.append("        hives: \(DerivedText.mapping([(hive, scalar("regf \(name) \(index)\n"))]))")
      }
      lines.append("        files:")
      // The name in the text keeps the layers of different images apart.
      let text = scalar("layer \(index + 1) of \(name)\n")
      lines.append("          \(file(index)): {size: \(size), fill: \(text)}")
      if isFirst { lines += others.map { "          \(scalar($0)): \(scalar("a stand-in for \($0)\n"))" } }
      isFirst = false
    }
    return lines
  }

  private func file(_ index: Int) -> String {
    isWindows ? "Windows/System32/stand-in-\(index + 1).dll" : "usr/lib/stand-in-\(index + 1).so"
  }

  /// The files that commands ask for, but none that another one's folder is.
  private var others: [String] {
    let own = Set(paths)
    return own.filter { path in
      !own.contains { $0 != path && $0.hasPrefix(path + "/") } && !path.contains("/stand-in-")
    }.sorted()
  }
}
