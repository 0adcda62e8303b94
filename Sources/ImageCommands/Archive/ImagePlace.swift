import ImageOperations
import ImageSpec
import Presentation

/// A place of images as `copy` is given one, in the words of skopeo's users: `TRANSPORT:DETAILS`, or a name alone, which
/// means the store.
///
/// A path ends at the first colon; `-` is standard input or output. An image whose repository is called like a transport
/// is written with its host: `docker.io/library/oci:1`.
package enum ImagePlace: Hashable, Sendable {
  /// `docker://NAME[:TAG|@DIGEST]`: a registry.
  case registry(ImageReference)
  /// `NAME[:TAG]` or an id: the store.
  case store(ImageName)
  /// `oci:FOLDER[:NAME]`: an OCI image layout.
  case layout(path: String, name: String?)
  /// `oci-archive:FILE[:NAME]`: such a layout in a tar archive.
  case layoutArchive(path: String, name: String?)
  /// `docker-archive:FILE[:NAME]`: what `docker save` writes.
  case dockerArchive(path: String, name: String?)

  /// Reads a place.
  ///
  /// - Throws: ``Malformed`` and `ReferenceError`.
  package init(parsing text: String) throws {
    let colon = text.firstIndex(of: ":")
    let transport = colon.map { String(text[..<$0]) }
    let rest = colon.map { text[text.index(after: $0)...] } ?? ""
    switch transport {
    case "docker"?:
      guard rest.hasPrefix("//") else { throw Malformed.noSlashes(text) }
      self = .registry(try ImageReference(parsing: rest.dropFirst(2)).withDefaultTag)
    case "oci"?:
      let (path, name) = try Self.split(rest, of: text)
      self = .layout(path: path, name: name)
    case "oci-archive"?:
      let (path, name) = try Self.split(rest, of: text)
      self = .layoutArchive(path: path, name: name)
    case "docker-archive"?:
      let (path, name) = try Self.split(rest, of: text)
      self = .dockerArchive(path: path, name: name)
    case let other? where Self.otherTransports.contains(other): throw Malformed.unknownTransport(other)
    default: self = .store(try ImageName(parsing: text))
    }
  }

  /// The transports of other tools that there are not here.
  private static let otherTransports: Set<String> = [
    "atomic", "containers-storage", "dir", "docker-daemon", "http", "https", "ocidir", "ostree", "sif", "tarball",
  ]

  private static func split(_ rest: Substring, of text: String) throws(Malformed) -> (path: String, name: String?) {
    let parts = rest.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let path = parts.first, !path.isEmpty else { throw .noPath(text) }
    let name = parts.count > 1 ? String(parts[1]) : ""
    return (String(path), name.isEmpty ? nil : name)
  }

  /// The path of a file or a folder, as it was written; nil for other places and for standard input or output.
  package var file: String? {
    switch self {
    case .layout(let path, _), .layoutArchive(let path, _), .dockerArchive(let path, _): path == "-" ? nil : path
    case .registry, .store: nil
    }
  }

  /// Whether it is an OCI image layout, in a folder or an archive.
  var isLayout: Bool {
    switch self {
    case .layout, .layoutArchive: true
    case .registry, .store, .dockerArchive: false
    }
  }

  /// The rule that a place breaks.
  enum Malformed: WordedError, Hashable {
    case unknownTransport(String)
    case noSlashes(String)
    case noPath(String)

    var words: ErrorText {
      let known = "Known are docker://NAME, oci:FOLDER, oci-archive:FILE, docker-archive:FILE, and NAME for the store."
      return switch self {
      case .unknownTransport(let name): ErrorText("unknown transport \"\(name)\"", detail: known)
      case .noSlashes(let text):
        ErrorText("\"\(text)\" is no place of an image", nextStep: "Write 'docker://\(text.dropFirst(7))'.")
      case .noPath(let text): ErrorText("\"\(text)\" names no file", detail: known)
      }
    }
  }
}
