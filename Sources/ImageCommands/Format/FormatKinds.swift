extension Listing {
  /// What `--format` of a command takes that lists such rows.
  var formatKind: ArgumentKind { .format(fields: fields.map(\.name), words: FormatWords.listing) }

  /// The same where docker has a `raw` form.
  var formatKindWithRaw: ArgumentKind {
    .format(fields: fields.map(\.name), words: FormatWords.listing + [FormatWords.raw])
  }
}

/// The formats that have a name.
enum FormatWords {
  static let json = KnownWord("json", gloss: "An object a line", group: "Formats")
  static let table = KnownWord("table", gloss: "Columns; a template may follow it", group: "Formats")
  static let raw = KnownWord("raw", gloss: "A field a line", group: "Formats")
  static let listing = [json, table]
}
