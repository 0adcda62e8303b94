import ByteStreams
import Glibc
import LineEditing

// A program for the tests of the line editor: it shows what each read returned. A line that is one of the words below
// does something else instead.

/// Completes the first word from a fixed list; `message` shows a message from within.
struct Words: Completer {
  static let many = (0..<60).map { Candidate("many\($0)") }
  static let all = [
    Candidate("images", gloss: "List the images of the local store, with their sizes and their ages in a table"),
    Candidate("import", gloss: "Make an image of a tar archive"), Candidate("größe"), Candidate("tag"),
  ]

  func completions(for line: String, cursor: Int) -> Completion {
    let bytes = Array(line.utf8)
    let start = bytes[..<cursor].lastIndex(of: UInt8(ascii: " ")).map { $0 + 1 } ?? 0
    let word = String(decoding: bytes[start..<cursor], as: UTF8.self)
    let fitting = (Words.all + Words.many).filter { $0.text.hasPrefix(word) }
    return Completion(replaceRange: start..<cursor, candidates: fitting)
  }
}

/// Knows how `hel` goes on, and what stands behind `tag `.
struct Hints: Hinter {
  func mayOffer(_ line: String) -> Bool { !line.hasPrefix("typo") }

  func hint(for line: String) -> Hint? {
    switch line {
    case "hel": .continuation("lo world")
    case "tag ": .placeholder("IMAGE")
    default: nil
    }
  }
}

func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

func say(_ text: String) {
  var text = text + "\n"
  text.withUTF8 { _ = write(1, $0.baseAddress, $0.count) }
}

func shown(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
  switch scalar.value {
  case 0x0A: "|"
  case 0x09: scalar
  case 0..<0x20, 0x7F..<0xA0: "?"
  default: scalar
  }
}

func shown(_ read: LineRead) -> String {
  switch read {
  case .line(let line) where line.utf8.count > 1 << 16:
    "[\(line.utf8.count) bytes, \(line.utf8.count { $0 == UInt8(ascii: "\n") } + 1) lines]"
  case .line(let line):
    // A quoted Escape is the line's and not the terminal's.
    "[\(String(String.UnicodeScalarView(line.unicodeScalars.map { shown($0) })))]"
  case .interrupted: "interrupted"
  case .endOfInput: "end"
  }
}

/// Shows each line of a fifo above the line that is being edited.
func showMessages(of path: String, in editor: LibeditEditor) {
  Task {
    try await BlockingThreads.run {
      let descriptor = open(path, O_RDWR)
      var bytes = [UInt8](repeating: 0, count: 4096)
      while true {
        let count = read(descriptor, &bytes, bytes.count)
        guard count > 0 else { return }
        editor.printAbove(String(decoding: bytes[..<count], as: UTF8.self))
      }
    }
  }
}

func converse(with editor: LibeditEditor) async throws {
  while true {
    let read = try await editor.readLine(prompt: "upper\n\u{1b}[1;32mprobe>\u{1b}[0m ")
    say("read \(shown(read))")
    switch read {
    case .endOfInput: return
    case .interrupted: continue
    case .line("secret"): say("secret \(shown(try await editor.readSecret(prompt: "Password: ")))")
    case .line("answer"): say("answer \(shown(try await editor.readAnswer(prompt: "Sure? ")))")
    case .line("run"):
      say("running")
      let outcome = await Interrupts.process.cancelling { try await Task.sleep(for: .seconds(60)) }
      say("ran \(outcome.signal.map { "\($0.exitStatus)" } ?? "through")")
    case .line("cancel"):
      let task = Task { try await editor.readLine(prompt: "never> ") }
      task.cancel()
      do {
        say("not cancelled: \(shown(try await task.value))")
      } catch {
        say("cancelled \(error is CancellationError)")
      }
    case .line(let line): try await editor.addHistory(line)
    }
  }
}

let base = Interrupts.process.register(for: [.interrupt]) { _ in }
var configuration = LibeditEditor.Configuration()
configuration.terminalType = variable("TERM")
configuration.editrcPath = variable("EDITRC")
configuration.historyPath = variable("PROBE_HISTORY")
configuration.historyPolicy = HistoryPolicy { !$0.contains("password") }
configuration.completer = Words()
configuration.hinter = Hints()
configuration.keys = { variable("PROBE_KEYS") == "vi" ? .vi : .emacs }
configuration.usesStyles = variable("NO_COLOR") == nil
let editor = try LibeditEditor(configuration)
if let path = variable("PROBE_MESSAGES") { showMessages(of: path, in: editor) }
try await converse(with: editor)
base.cancel()
