import CLibedit

/// The keys that libedit does not bind by itself, as its readline face binds them, and ours.
enum KeyBindings {
  static let complete = "drydock-complete"
  static let explain = "drydock-explain"
  static let paste = "drydock-paste"
  static let forward = "drydock-forward"
  static let forwardWord = "drydock-forward-word"
  static let end = "drydock-end"
  static let older = "drydock-older"
  static let newer = "drydock-newer"
  static let search = "drydock-search"
  static let undo = "drydock-undo"

  /// Stands for vi's Escape key alone: a control character that no terminal sends.
  static let viEscape: Unicode.Scalar = "\u{9b}"
  private static let viEscapeKey = #"\233"#

  private static let keys: [(key: String, function: String)] = [
    ("^I", complete), ("?", explain),
    (#"\e[200~"#, paste),
    (#"\e[C"#, forward), (#"\eOC"#, forward),
    (#"\e[A"#, older), (#"\eOA"#, older),
    (#"\e[B"#, newer), (#"\eOB"#, newer),
    (#"\e[H"#, "ed-move-to-beg"), (#"\eOH"#, "ed-move-to-beg"),
    (#"\e[1~"#, "ed-move-to-beg"), (#"\e[7~"#, "ed-move-to-beg"),
    (#"\e[F"#, end), (#"\eOF"#, end),
    (#"\e[4~"#, end), (#"\e[8~"#, end),
    (#"\e[3~"#, "ed-delete-next-char"), (#"\e[3;5~"#, "em-delete-next-word"),
    (#"\e[1;5C"#, forwardWord), (#"\e[5C"#, forwardWord), (#"\e[1;3C"#, forwardWord),
    (#"\e[1;5D"#, "ed-prev-word"), (#"\e[5D"#, "ed-prev-word"), (#"\e[1;3D"#, "ed-prev-word"),
    ("^R", search), ("^L", "ed-clear-screen"), ("^P", older), ("^N", newer), ("^E", end), ("^_", undo),
    // libedit's own kills a region that nobody has set.
    ("^W", "ed-delete-prev-word"),
  ]

  /// In vi Escape and a letter are two keys.
  private static let emacsKeys: [(key: String, function: String)] = [
    // libedit's own commands crash it at an open quote.
    (#"\ex"#, "ed-ignore"), (#"\eX"#, "ed-ignore"),
    ("^F", forward), (#"\ef"#, forwardWord), (#"\eF"#, forwardWord), ("^X^U", undo),
  ]

  /// What vi types as control characters.
  private static let viKeys: [(key: String, function: String)] = [
    ("^A", "ed-move-to-beg"), ("^K", "ed-kill-line"), ("^Y", "em-yank"), ("^F", forward), ("^B", "ed-prev-char"),
  ]

  /// The sequences of keys that mean nothing here, with Shift, Alt and Ctrl: libedit would type their tails. A paste's
  /// end without its beginning and a window's coming into focus are no keys, and mean as little.
  private static let idle: [String] = {
    let modifiers = 2...8
    let numbers = (1...34).flatMap { number in ["\(number)~"] + modifiers.map { "\(number);\($0)~" } }
    let letters = "ABCDEFHPQRS".flatMap { letter in modifiers.map { "1;\($0)\(letter)" } }
    let functions = "PQRSM".map { #"\eO\#($0)"# }
    return (numbers + letters + ["E", "I", "O", "P", "Q", "R", "S", "Z", "201~"]).map { #"\e[\#($0)"# } + functions
  }()

  /// Binds them all; to be called again when a change of the editing mode has dropped them.
  static func bind(_ editor: OpaquePointer) {
    for key in idle { _ = libedit_bind(editor, key, "ed-ignore") }
    for (key, function) in keys { _ = libedit_bind(editor, key, function) }
    if libedit_editor_name(editor).map({ String(cString: $0) }) == "emacs" {
      for (key, function) in emacsKeys { _ = libedit_bind(editor, key, function) }
      _ = libedit_bind(editor, viEscapeKey, "ed-ignore")
    } else {
      for (key, function) in viKeys { _ = libedit_bind(editor, key, function) }
      _ = libedit_bind(editor, viEscapeKey, "vi-command-mode")
      bindCommandMode(editor)
    }
  }

  /// vi's command mode reads `\e[3~` as Escape and three commands, the last of which changes the line.
  private static func bindCommandMode(_ editor: OpaquePointer) {
    for key in idle { _ = libedit_bind_command(editor, key, "ed-ignore") }
    for (key, function) in keys where key.hasPrefix(#"\e"#) { _ = libedit_bind_command(editor, key, function) }
    for (key, function) in [("k", older), ("j", newer), ("^R", search), (":", "ed-ignore"), (viEscapeKey, "ed-ignore")]
    {
      _ = libedit_bind_command(editor, key, function)
    }
  }
}
