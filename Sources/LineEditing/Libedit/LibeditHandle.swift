import CLibedit
import Glibc

/// An `EditLine` and what has to live as long: its streams and the prompt's bytes.
final class LibeditHandle {
  let editor: OpaquePointer
  /// The terminal understands the control sequences of ECMA-48, as nearly all do.
  let isANSI: Bool
  /// False where editing is switched off: in an emacs shell buffer, or by `edit off` in `.editrc`.
  let canEdit: Bool
  private let streams: [UnsafeMutablePointer<FILE>]
  /// libedit keeps no copy: they stay until the next prompt.
  private var prompt = strdup("")
  /// libedit walks its list.
  private let history: MemoryHistory
  private let editrc: Editrc
  /// What was asked for last.
  private var keys: LibeditEditor.Configuration.Keys

  /// Sets libedit up on the configuration's terminal; `session` is the `EditorSession` that the callbacks are for, and
  /// owns this object. Throws `editorUnavailable`.
  init(
    _ configuration: LibeditEditor.Configuration, history: MemoryHistory, session: UnsafeMutableRawPointer
  ) throws(LineEditingError) {
    guard libedit_use_utf8() == 1,
      let input = fdopen(fcntl(configuration.input, F_DUPFD_CLOEXEC, 0), "r"),
      let output = fdopen(fcntl(configuration.output, F_DUPFD_CLOEXEC, 0), "w"),
      // libedit's notices about unknown terminals are for nobody.
      let notices = fopen("/dev/null", "we"),
      let editor = el_init_fd(
        configuration.programName, input, output, notices, configuration.input, configuration.output, fileno(notices))
    else { throw .editorUnavailable }
    self.editor = editor
    self.history = history
    keys = configuration.keys()
    streams = [input, output, notices]
    let type = configuration.terminalType.flatMap { $0.isEmpty ? nil : $0 } ?? "dumb"
    _ = libedit_set_string(editor, EL_TERMINAL, type)
    // Not by the way up, which screen and tmux have a sequence of their own for. A delay may stand behind it.
    isANSI = libedit_capability(editor, "ce").map { String(cString: $0).hasPrefix("\u{1b}[K") } ?? false
    _ = libedit_set_client_data(editor, session)
    // The system would make one of the two characters at the end of a pasted line the other, and stop at Ctrl-S.
    _ = libedit_free_keys(editor)
    // Signals come through the mailbox: libedit would send them on to the whole process group.
    _ = libedit_set_int(editor, EL_SIGNAL, 0)
    _ = libedit_set_read_function(editor) { editor, character in
      EditorSession.of(editor)?.readCharacter(into: character) ?? -1
    }
    if let list = history.list { _ = libedit_set_history(editor, list) }
    LibeditHandle.addFunctions(editor)
    editrc = Editrc(path: configuration.editrcPath, programName: configuration.programName)
    LibeditHandle.use(editrc.keys ?? keys, editrc, on: editor)
    canEdit = libedit_edit_mode(editor) == 1 && type != "emacs"
    _ = libedit_set_prompt(
      editor, { EditorSession.of($0)?.promptBytes }, CChar(bitPattern: Prompt.escape.asciiValue ?? 1))
  }

  deinit {
    el_end(editor)
    for stream in streams { fclose(stream) }
    free(prompt)
  }

  /// The prompt in libedit's form, from the next line on.
  func setPrompt(_ text: String) {
    free(prompt)
    prompt = strdup(text)
  }

  /// Whether the keys are vi's now, by whomever.
  var hasViKeys: Bool { libedit_editor_name(editor).map { String(cString: $0) } == "vi" }

  /// Changes the keys, when other ones are asked for than before. What `.editrc` binds besides stays bound.
  func setKeys(_ configuration: LibeditEditor.Configuration) {
    let wanted = configuration.keys()
    guard wanted != keys else { return }
    keys = wanted
    LibeditHandle.use(wanted, editrc, on: editor)
  }

  private static func use(_ keys: LibeditEditor.Configuration.Keys, _ editrc: Editrc, on editor: OpaquePointer) {
    _ = libedit_set_string(editor, EL_EDITOR, keys.rawValue)
    KeyBindings.bind(editor)
    editrc.apply(to: editor)
  }

  var promptBytes: UnsafeMutablePointer<CChar>? { prompt }

  /// Writes what libedit has in its buffer, so that what is written past it comes after.
  func flush() { fflush(streams[1]) }

  /// What the keys' functions do, and what `bind -l` says of them.
  private static let functions: [(name: String, help: String, function: libedit_function)] = [
    (
      KeyBindings.complete, "Complete the word at the cursor",
      { editor, _ in EditorSession.of(editor)?.complete() ?? UInt8(CC_ERROR) }
    ),
    (
      KeyBindings.explain, "Explain what comes next, or insert the key",
      { editor, _ in EditorSession.of(editor)?.explainOrInsert() ?? UInt8(CC_ERROR) }
    ),
    (
      KeyBindings.paste, "Insert what the terminal pastes",
      { editor, _ in EditorSession.of(editor)?.paste() ?? UInt8(CC_ERROR) }
    ),
    (
      KeyBindings.forward, "Go right, or take over the hint",
      { editor, _ in EditorSession.of(editor)?.forward() ?? UInt8(CC_ERROR) }
    ),
    (
      KeyBindings.forwardWord, "Go a word right, also of the hint",
      { editor, _ in EditorSession.of(editor)?.forwardWord() ?? UInt8(CC_ERROR) }
    ),
    (
      KeyBindings.end, "Go to the end, or take over the hint",
      { editor, _ in EditorSession.of(editor)?.goToEnd() ?? UInt8(CC_ERROR) }
    ),
    (
      KeyBindings.older, "Find the line before that begins alike",
      { editor, _ in EditorSession.of(editor)?.older() ?? UInt8(CC_ERROR) }
    ),
    (
      KeyBindings.newer, "Find the line after that begins alike",
      { editor, _ in EditorSession.of(editor)?.newer() ?? UInt8(CC_ERROR) }
    ),
    (KeyBindings.search, "Search the history", { editor, _ in EditorSession.of(editor)?.search() ?? UInt8(CC_ERROR) }),
    (
      KeyBindings.undo, "Take the last change back",
      { editor, _ in EditorSession.of(editor)?.undo() ?? UInt8(CC_ERROR) }
    ),
  ]

  private static func addFunctions(_ editor: OpaquePointer) {
    for (name, help, function) in functions { _ = libedit_add_function(editor, name, help, function) }
  }
}

extension EditorSession {
  /// The session behind a callback.
  static func of(_ editor: OpaquePointer?) -> EditorSession? {
    guard let editor, let data = libedit_client_data(editor) else { return nil }
    return Unmanaged<EditorSession>.fromOpaque(data).takeUnretainedValue()
  }
}
