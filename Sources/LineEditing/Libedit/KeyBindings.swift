import CLibedit

/// The keys that libedit does not bind by itself, as its readline face binds them, and ours.
enum KeyBindings {
  static let complete = "drydock-complete"
  static let explain = "drydock-explain"
  static let paste = "drydock-paste"
  static let forward = "drydock-forward"

  /// Stands for vi's Escape key alone: a control character that no terminal sends.
  static let viEscape: Unicode.Scalar = "\u{9b}"

  private static let keys: [(key: String, function: String)] = [
    ("^I", complete), ("?", explain),
    (#"\e[200~"#, paste),
    (#"\e[C"#, forward), (#"\eOC"#, forward),
    (#"\e[A"#, "ed-search-prev-history"), (#"\eOA"#, "ed-search-prev-history"),
    (#"\e[B"#, "ed-search-next-history"), (#"\eOB"#, "ed-search-next-history"),
    (#"\e[H"#, "ed-move-to-beg"), (#"\eOH"#, "ed-move-to-beg"),
    (#"\e[1~"#, "ed-move-to-beg"), (#"\e[7~"#, "ed-move-to-beg"),
    (#"\e[F"#, "ed-move-to-end"), (#"\eOF"#, "ed-move-to-end"),
    (#"\e[4~"#, "ed-move-to-end"), (#"\e[8~"#, "ed-move-to-end"),
    (#"\e[3~"#, "ed-delete-next-char"), (#"\e[3;5~"#, "em-delete-next-word"),
    (#"\e[1;5C"#, "em-next-word"), (#"\e[5C"#, "em-next-word"), (#"\e[1;3C"#, "em-next-word"),
    (#"\e[1;5D"#, "ed-prev-word"), (#"\e[5D"#, "ed-prev-word"), (#"\e[1;3D"#, "ed-prev-word"),
    // Insert and the page keys would type a `~`.
    (#"\e[2~"#, "ed-ignore"), (#"\e[5~"#, "ed-ignore"), (#"\e[6~"#, "ed-ignore"),
    ("^R", "em-inc-search-prev"),
    // libedit's own kills a region that nobody has set.
    ("^W", "ed-delete-prev-word"),
  ]

  /// Binds them all; to be called again when a change of the editing mode has dropped them.
  static func bind(_ editor: OpaquePointer) {
    for (key, function) in keys { _ = libedit_bind(editor, key, function) }
    _ = libedit_bind(editor, #"\233"#, "vi-command-mode")
  }
}
