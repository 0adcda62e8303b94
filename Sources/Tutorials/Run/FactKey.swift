import ImageOperations
import ImageSpec

/// A fact of a story in the one writing that makes two mentions of the same thing equal: names normalised, ids as the
/// page writes them.
public struct FactKey: Hashable, Sendable, CustomStringConvertible {
  /// What kind of thing it is.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A local image.
    case image
    /// A container.
    case container
    /// A credential for a registry.
    case credential
    /// A name in a registry.
    case remote
    /// A file of the working folder.
    case file
  }

  /// What kind of thing it is.
  public let kind: Kind
  /// Its name.
  public let name: String

  private init(_ kind: Kind, _ name: String) {
    self.kind = kind
    self.name = name
  }

  /// The key of a fact.
  public init(_ fact: Story.Fact) {
    switch fact {
    case .image(let image): self.init(.image, image.reference?.description ?? image.idPrefix ?? image.description)
    case .container(let name): self = .container(name)
    case .credential(let host): self.init(.credential, host.description)
    case .remote(let reference): self.init(.remote, reference.withDefaultTag.description)
    case .file(let path): self = .file(path)
    }
  }

  /// The key of a local image's name.
  public static func image(_ reference: ImageReference) -> FactKey {
    FactKey(.image, reference.withDefaultTag.description)
  }

  /// The key of a container's name or id.
  public static func container(_ name: String) -> FactKey {
    FactKey(.container, name.hasPrefix("/") ? String(name.dropFirst()) : name)
  }

  /// The key of a file of the working folder.
  public static func file(_ path: String) -> FactKey {
    FactKey(.file, path.hasPrefix("./") ? String(path.dropFirst(2)) : path)
  }

  /// The thing for people: `image microsoft/nanoserver:latest`.
  public var description: String {
    let shown = (kind == .image || kind == .remote) ? (try? ImageReference(parsing: name).familiar) ?? name : name
    return switch kind {
    case .image: "image \(shown)"
    case .container: "container \(shown)"
    case .credential: "login to \(shown)"
    case .remote: "\(shown) in its registry"
    case .file: "file \(shown)"
    }
  }
}
