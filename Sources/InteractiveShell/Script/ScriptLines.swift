import LineEditing

/// A script's lines with their numbers.
struct ScriptLines {
  /// The number of the last line, from 1; 0 before the first.
  private(set) var number = 0
  private var rest: [Substring]
  private let reader: (any LineEditor)?

  init(_ source: Script.Source) {
    switch source {
    case .text(let text):
      reader = nil
      rest = text.split(separator: "\n", omittingEmptySubsequences: false).reversed()
    case .reader(let editor):
      reader = editor
      rest = []
    }
  }

  /// The next line; nil at the end.
  mutating func next() async throws -> String? {
    number += 1
    guard let reader else { return rest.popLast().map(String.init) }
    switch try await reader.readLine(prompt: "") {
    case .line(let text): return text
    case .endOfInput: return nil
    case .interrupted: throw CancellationError()
    }
  }

  /// Whether there may be lines behind one that could not be read.
  func canGoOn(behind error: any Error) -> Bool {
    switch error as? LineEditingError {
    case .lineTooLong, .notUTF8: true
    case .system, .editorUnavailable, nil: false
    }
  }
}
