import ImageSpec

extension ExecutionParameters {
  /// Applies instructions in their order, each to what those before it made, with docker's results.
  ///
  /// - Parameters:
  ///   - changes: the instructions.
  ///   - platform: decides the shell and how paths are joined.
  /// - Throws: ``ConfigurationChangeError`` for a variable or a port that can't be.
  mutating func apply(
    _ changes: [ConfigurationChange], for platform: Platform
  ) throws(ConfigurationChangeError) {
    var isCommandSet = false
    for change in changes {
      // An instruction sees the variables as those before it left them, not its own.
      let before = self
      let expansion = VariableExpansion { before.variable($0) }
      switch change {
      case .command(let form):
        command = words(of: form, platform)
        isCommandSet = form != .exec([]) && form != .shell("")
      case .entryPoint(let form):
        entryPoint = words(of: form, platform)
        // A new entry point has nothing to do with the old one's arguments.
        if !isCommandSet { command = nil }
      case .environment(let values):
        for pair in values { setVariable(try expansion.expand(pair.name), to: try expansion.expand(pair.value)) }
      case .label(let values):
        for pair in values { labels[try expansion.expand(pair.name)] = try expansion.expand(pair.value) }
      case .expose(let texts):
        for text in texts {
          for port in try expansion.expand(text).split(whereSeparator: \.isWhitespace) {
            exposedPorts.formUnion(try PortSpecification(parsing: String(port)).ports)
          }
        }
      case .healthCheck(let check): healthCheck = check.object
      case .onBuild(let trigger): onBuild.append(trigger)
      case .user(let name): user = try expansion.expand(name)
      case .volume(let paths): for path in paths { volumes.insert(try expansion.expand(path)) }
      case .workingDirectory(let path):
        workingDirectory = Self.join(workingDirectory, try expansion.expand(path), platform)
      }
    }
  }

  private func words(of form: ConfigurationChange.CommandForm, _ platform: Platform) -> [String] {
    switch form {
    case .exec(let words): words
    case .shell(let line):
      (shell ?? (platform.os == "windows" ? ["cmd", "/S", "/C"] : ["/bin/sh", "-c"])) + (line.isEmpty ? [] : [line])
    }
  }

  /// A working directory: a relative path starts from the one before.
  private static func join(_ current: String, _ path: String, _ platform: Platform) -> String {
    guard platform.os == "windows" else {
      return path.hasPrefix("/") ? path : "/" + components(current + "/" + path).joined(separator: "/")
    }
    let path = path.replacing("/", with: "\\")
    let isAbsolute = path.dropFirst().first == ":"
    let drive =
      isAbsolute
      ? path.prefix(2).uppercased() : current.dropFirst().first == ":" ? current.prefix(2).uppercased() : "C:"
    let base = isAbsolute || path.hasPrefix("\\") ? "" : current.dropFirst(current.dropFirst().first == ":" ? 2 : 0)
    let rest = isAbsolute ? String(path.dropFirst(2)) : path
    return drive + "\\" + components((base + "\\" + rest).replacing("\\", with: "/")).joined(separator: "\\")
  }

  private static func components(_ path: String) -> [Substring] {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return parts
  }
}
