import ImageSpec

/// An image of a fixture.
public struct FixtureImage: Hashable, Sendable {
  /// The image that it is built on, whose layers, history and settings it takes over.
  public let base: String?
  /// Its platform; nil takes the base's, else the fixture's.
  public let platform: Platform?
  /// When it was made.
  public let created: Timestamp
  /// Who made it.
  public let author: String?
  /// What its containers start; nil takes the base's.
  public let command: [String]?
  /// Variables `NAME=VALUE`, added to the base's.
  public let environment: [String]
  /// Labels, added to the base's.
  public let labels: [String: String]
  /// Which media types its documents have.
  public let format: Format
  /// What it adds to its base, lowest first.
  public let history: [FixtureHistory]

  /// The families of media types.
  public enum Format: String, Hashable, Sendable, CaseIterable {
    /// docker's schema 2.
    case docker
    /// The OCI's.
    case oci
  }
}

/// One step of how an image came to be.
public struct FixtureHistory: Hashable, Sendable {
  /// The layer that it made; nil for a step that changed no file.
  public let layer: FixtureLayer?
  /// When it was made; nil takes the image's.
  public let created: Timestamp?
  /// The command that made it.
  public let createdBy: String?
  /// What its maker said.
  public let comment: String?
}

/// A layer of a fixture: its files, not yet an archive.
public struct FixtureLayer: Hashable, Sendable {
  /// Whether registries hold only its descriptor, and its bytes come from another host.
  public let isForeign: Bool
  /// The files, sorted by path; a Windows layer's are those below `Files`.
  public let files: [FixtureFile]
  /// The registry hives of a Windows layer, sorted by name.
  public let hives: [FixtureFile]
  /// Symbolic links, sorted by path, with their targets.
  public let links: [FixtureLink]
  /// The paths of the layers below that it takes away, sorted.
  public let removed: [String]
}

/// A file of a layer, of a container, or of the working folder.
public struct FixtureFile: Hashable, Sendable {
  /// Its path, relative, without `.` and `..`.
  public let path: String
  /// What is in it.
  public let content: FixtureContent
  /// Whether it may be executed; Windows layers don't tell.
  public let isExecutable: Bool
}

/// A symbolic link of a layer.
public struct FixtureLink: Hashable, Sendable {
  /// Its path, relative, without `.` and `..`.
  public let path: String
  /// Its text.
  public let target: String
}

/// What is in a file.
public enum FixtureContent: Hashable, Sendable {
  /// These bytes.
  case bytes([UInt8])
  /// So many bytes of a text that is repeated.
  case fill(size: Int, text: String)

  /// The number of bytes.
  public var size: Int {
    switch self {
    case .bytes(let bytes): bytes.count
    case .fill(let size, _): size
    }
  }

  /// The bytes.
  public var bytes: [UInt8] {
    switch self {
    case .bytes(let bytes): return bytes
    case .fill(let size, let text):
      var bytes = Array(text.utf8)
      guard !bytes.isEmpty else { return [UInt8](repeating: 0, count: size) }
      while bytes.count < size { bytes += bytes }
      bytes.removeLast(bytes.count - size)
      return bytes
    }
  }
}
