@preconcurrency import Glibc
import ImageCommands
import LineEditing
import Presentation

/// What the process was given, read once: nothing else looks at the environment or at descriptors.
struct ProcessEnvironment: Sendable {
  let variables: [String: String]
  let workingFolder: String
  /// As `uname -m` says it.
  let machine: String
  let executable: String

  init() {
    var variables: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee.map({ String(cString: $0) }) {
      if let equals = text.firstIndex(of: "=") {
        variables[String(text[..<equals])] = String(text[text.index(after: equals)...])
      }
      entry += 1
    }
    self.variables = variables
    workingFolder = Self.path { getcwd($0, $1) != nil } ?? "/"
    executable = Self.path { readlink("/proc/self/exe", $0, $1 - 1) > 0 } ?? "/"
    var system = utsname()
    uname(&system)
    machine = withUnsafeBytes(of: &system.machine) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }

  /// What is set and not empty.
  subscript(name: String) -> String? { variables[name].flatMap { $0.isEmpty ? nil : $0 } }

  /// Where programs keep their state: `XDG_STATE_HOME`, else below the home folder.
  var stateFolder: String? {
    if let folder = self["XDG_STATE_HOME"], folder.hasPrefix("/") { return folder }
    return self["HOME"].map { "\($0)/.local/state" }
  }

  /// The user's bindings of keys, as libedit looks for them: `EDITRC`, else `.editrc` in the home folder.
  var editrc: String? { self["EDITRC"] ?? self["HOME"].map { "\($0)/.editrc" } }

  /// Standard output as a terminal, if it is one; as it is now.
  var terminal: TerminalTraits {
    let size = TerminalSize(of: 1) ?? .standard
    let isDrawable = TerminalMode.isTerminal(1) && self["TERM"] != nil && self["TERM"] != "dumb"
    return TerminalTraits(
      isTerminal: isDrawable, columns: size.columns, rows: size.rows,
      style: Style(enabled: isDrawable && self["NO_COLOR"] == nil && TerminalMode.isTerminal(2)))
  }

  /// Where tutorials and fixtures are: in the working folder, installed beside the program, and in the package that the
  /// program was built in.
  var library: Library {
    var folders = ["\(workingFolder)/tutorials"]
    var parts = executable.split(separator: "/").dropLast()
    folders.append("/\((parts.dropLast() + ["share", "drydock", "tutorials"]).joined(separator: "/"))")
    while !parts.isEmpty {
      let folder = "/" + parts.joined(separator: "/")
      if access("\(folder)/Package.swift", F_OK) == 0, access("\(folder)/tutorials", F_OK) == 0 {
        folders.append("\(folder)/tutorials")
        break
      }
      parts = parts.dropLast()
    }
    return Library(folders: folders)
  }

  private static func path(_ read: (UnsafeMutablePointer<CChar>, Int) -> Bool) -> String? {
    var bytes = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let isRead = bytes.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { read($0, buffer.count) } ?? false
    }
    return isRead ? String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
  }
}
