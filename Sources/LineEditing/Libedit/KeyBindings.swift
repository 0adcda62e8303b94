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

  /// Stands for vi's Escape key alone: a control character that no terminal sends.
  static let viEscape: Unicode.Scalar = "\u{9b}"

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
    // Insert and the page keys would type a `~`.
    (#"\e[2~"#, "ed-ignore"), (#"\e[5~"#, "ed-ignore"), (#"\e[6~"#, "ed-ignore"),
    ("^R", "em-inc-search-prev"),
    // libedit's own kills a region that nobody has set.
    ("^W", "ed-delete-prev-word"),
  ]

  /// In vi these characters mean something else.
  private static let emacsKeys: [(key: String, function: String)] = [
    ("^E", end), ("^F", forward), (#"\ef"#, forwardWord), (#"\eF"#, forwardWord), ("^P", older), ("^N", newer),
  ]

  /// Binds them all; to be called again when a change of the editing mode has dropped them.
  static func bind(_ editor: OpaquePointer) {
    for (key, function) in keys { _ = libedit_bind(editor, key, function) }
    if libedit_editor_name(editor).map({ String(cString: $0) }) == "emacs" {
      for (key, function) in emacsKeys { _ = libedit_bind(editor, key, function) }
    }
    _ = libedit_bind(editor, #"\233"#, "vi-command-mode")
  }
}
