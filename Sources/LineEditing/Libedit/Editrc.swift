import CLibedit
import Glibc

/// The user's `.editrc`: what libedit is told to do, for every program or behind `NAME:` for one.
///
/// Not read by libedit itself (`el_source`): a change of the editing mode drops all that was bound before, so that has to
/// come first, then our keys, then the rest; and libedit reads on through wild memory behind a quote without its end.
///
/// - SeeAlso: `editrc(5)`
struct Editrc {
  /// The keys that it asks for, if it does.
  let keys: LibeditEditor.Configuration.Keys?
  private let lines: [String]

  /// Reads a file; one that is not there or can't be read says nothing.
  init(path: String?, programName: String) {
    var keys: LibeditEditor.Configuration.Keys?
    var lines: [String] = []
    for line in path.map(Self.lines) ?? [] {
      let words = line.split(whereSeparator: \.isWhitespace)
      guard let first = words.first, !first.hasPrefix("#") else { continue }
      let isMode = first == "bind" || first == "\(programName):bind"
      switch words.dropFirst().first {
      case "-v" where isMode: keys = .vi
      case "-e" where isMode: keys = .emacs
      default: lines.append(line)
      }
    }
    (self.keys, self.lines) = (keys, lines)
  }

  /// Does all that it says but for the editing mode. What libedit does not know is passed over.
  func apply(to editor: OpaquePointer) {
    for line in lines { _ = libedit_run(editor, line) }
  }

  private static func lines(of path: String) -> [String] {
    guard let file = fopen(path, "re") else { return [] }
    defer { fclose(file) }
    var lines: [String] = []
    var buffer: UnsafeMutablePointer<CChar>?
    var size = 0
    defer { free(buffer) }
    while getline(&buffer, &size, file) >= 0, let buffer {
      lines.append(String(String(cString: buffer).prefix { !$0.isNewline }))
    }
    return lines
  }
}
