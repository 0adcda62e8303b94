import ContainerStore
import ContentStore
import ImageSpec
import Worlds

/// A path in a container or an image, as people write it: `NAME[:PATH]`.
///
/// What the name means is known in a world only, for an image's own name may have colons: a container of that name or id
/// comes first, then the image with the longest name that fits, and the rest is the path.
public struct FilePlace: Hashable, Sendable, CustomStringConvertible {
  /// What was written.
  public let description: String

  /// Names a place.
  public init(_ text: String) { description = text }

  /// What a place is in.
  public enum Owner: Sendable {
    case container(Container)
    case image(LocalImage)
  }

  /// A place that was found.
  public struct Opened: Sendable {
    /// What the path is in.
    public let owner: Owner
    /// How the owner was called.
    public let name: String
    /// The path as it was written; `/` where there was none.
    public let path: String
    /// All files of the owner.
    public let files: RootFilesystem
    /// The layers that they come from.
    public let layers: LayerStack
    /// The digests of the layers when they are uncompressed.
    public let diffIDs: [Digest]

    /// Gives errors about paths the owner's name.
    func naming<Value>(_ body: () async throws -> Value) async throws -> Value {
      do { return try await body() } catch let error as CopyPathError {
        throw PathError(error, in: name, isImage: isImage)
      }
    }

    private var isImage: Bool { if case .image = owner { true } else { false } }
  }

  /// Finds the place.
  ///
  /// - Throws: ``NoSuchOwner``, `ContainerError`, ``LocalImageError``, ``ImageFormatError/notAnImage(_:)``.
  public func open(in world: World) async throws -> Opened {
    let splits = self.splits
    // No container's name has a colon: only the whole, or what stands before the first.
    for (name, path) in [splits[0], splits[splits.count - 1]] where !name.isEmpty {
      guard let container = try await container(name, in: world) else { continue }
      let files = try await world.files(of: container)
      guard let layers = try await world.layers(of: container) else { throw Commit.BaseAbsent(container: container) }
      return Opened(
        owner: .container(container), name: name, path: path, files: files.rootFilesystem, layers: layers,
        diffIDs: await diffIDs(of: container, in: world))
    }
    let images = try await LocalImages(in: world)
    for (name, path) in splits {
      guard let imageName = try? ImageName(parsing: name) else { continue }
      do {
        let image = try images.find(imageName)
        guard let configuration = image.configuration?.body else { throw ImageFormatError.notAnImage(imageName) }
        let layers = try await LayerStack(of: image.manifest.body, in: world.store)
        let files = RootFilesystem(platform: configuration.platform, layers: layers.present, fetcher: world.store)
        return Opened(
          owner: .image(image), name: name, path: path, files: files, layers: layers, diffIDs: configuration.diffIDs)
      } catch LocalImageError.noSuchImage { continue }
    }
    throw NoSuchOwner(text: description)
  }

  /// The readings as name and path, the longest name first.
  private var splits: [(name: String, path: String)] {
    var found = [(description, "/")]
    for colon in description.indices.reversed() where description[colon] == ":" {
      let path = String(description[description.index(after: colon)...])
      found.append((String(description[..<colon]), path.isEmpty ? "/" : path))
    }
    return found
  }

  private func container(_ name: String, in world: World) async throws -> Container? {
    do { return try await world.containers.container(name) } catch ContainerError.notFound { return nil }
  }

  private func diffIDs(of container: Container, in world: World) async -> [Digest] {
    guard let manifest: Document<Manifest> = try? await world.store.document(of: container.manifest),
      let configuration: Document<ImageConfiguration> = try? await world.store.document(
        of: manifest.body.configuration)
    else { return [] }
    return configuration.body.diffIDs
  }

  /// Neither a container nor an image has such a name.
  public struct NoSuchOwner: Error, Hashable {
    /// What was written.
    public let text: String
  }
}

/// A path that could not be found, read or changed, with what it should have been in.
public struct PathError: Error, Hashable {
  /// What is wrong with the path.
  public let error: CopyPathError
  /// How the container or the image was called.
  public let owner: String
  /// Whether the owner is an image.
  public let isImage: Bool

  /// Says where a path was looked for.
  public init(_ error: CopyPathError, in owner: String, isImage: Bool = false) {
    (self.error, self.owner, self.isImage) = (error, owner, isImage)
  }
}
