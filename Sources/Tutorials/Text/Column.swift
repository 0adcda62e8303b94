/// A column of a table that the command line tools print.
public struct Column: Hashable, Sendable {
  /// What stands in it.
  public enum Kind: Hashable, Sendable {
    /// A repository, an image's name, or (in `history` and `ps`) an id in its place.
    case reference
    /// A tag.
    case tag
    /// An id or a digest.
    case id
    /// An age.
    case age
    /// A point in time.
    case instant
    /// A size.
    case size
    /// A whole number.
    case count
    /// `[OK]` or nothing.
    case mark
    /// Text that may be cut.
    case cutText
    /// Any other text.
    case text
  }

  /// The header as it is written.
  public let header: String
  /// The header of docker's classic generation that means the same.
  public let name: String
  /// What stands in it.
  public let kind: Kind

  /// The known headers. Those of more words come first.
  static let known: [Column] = [
    Column(header: "VIRTUAL SIZE", name: "SIZE", kind: .size),
    Column(header: "BLOB SIZE", name: "BLOB SIZE", kind: .size),
    Column(header: "CONTENT SIZE", name: "CONTENT SIZE", kind: .size),
    Column(header: "DISK USAGE", name: "DISK USAGE", kind: .size),
    Column(header: "CONTAINER ID", name: "CONTAINER ID", kind: .id),
    Column(header: "IMAGE ID", name: "IMAGE ID", kind: .id),
    Column(header: "CREATED AT", name: "CREATED AT", kind: .instant),
    Column(header: "CREATED BY", name: "CREATED BY", kind: .cutText),
    Column(header: "REPOSITORY", name: "REPOSITORY", kind: .reference),
    Column(header: "TAG", name: "TAG", kind: .tag), Column(header: "DIGEST", name: "DIGEST", kind: .id),
    Column(header: "CREATED", name: "CREATED", kind: .age), Column(header: "SIZE", name: "SIZE", kind: .size),
    Column(header: "IMAGE", name: "IMAGE", kind: .reference),
    Column(header: "COMMENT", name: "COMMENT", kind: .cutText),
    Column(header: "NAME", name: "NAME", kind: .reference),
    Column(header: "DESCRIPTION", name: "DESCRIPTION", kind: .cutText),
    Column(header: "STARS", name: "STARS", kind: .count), Column(header: "OFFICIAL", name: "OFFICIAL", kind: .mark),
    Column(header: "AUTOMATED", name: "AUTOMATED", kind: .mark),
    Column(header: "COMMAND", name: "COMMAND", kind: .cutText),
    Column(header: "STATUS", name: "STATUS", kind: .text), Column(header: "PORTS", name: "PORTS", kind: .text),
    Column(header: "NAMES", name: "NAMES", kind: .text), Column(header: "TYPE", name: "TYPE", kind: .text),
    Column(header: "TOTAL", name: "TOTAL", kind: .count), Column(header: "ACTIVE", name: "ACTIVE", kind: .count),
    Column(header: "RECLAIMABLE", name: "RECLAIMABLE", kind: .text), Column(header: "ID", name: "IMAGE ID", kind: .id),
    Column(header: "EXTRA", name: "EXTRA", kind: .text),
    Column(header: "PLATFORM", name: "PLATFORM", kind: .text),
  ]

  /// Whether the column, or its header, belongs to one generation of the tools only.
  var isOfOneGeneration: Bool {
    ["VIRTUAL SIZE", "AUTOMATED", "DISK USAGE", "CONTENT SIZE", "EXTRA", "ID", "BLOB SIZE", "PLATFORM"].contains(header)
  }
}
