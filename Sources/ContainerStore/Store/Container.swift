import ImageSpec

/// A container: a name, an image to start from, and what was changed since.
public struct Container: Hashable, Sendable {
  /// Its identity.
  public let id: ContainerID
  /// Its name, of which there is one in a store.
  public var name: ContainerName
  /// The image as it was named when the container was made.
  public var image: String
  /// The image's manifest.
  public var manifest: Descriptor
  /// The image's id: its configuration's digest.
  public var imageID: Digest
  /// What the image runs on; decides how the files are laid out in layers.
  public var platform: Platform
  /// When the container was made.
  public var created: Timestamp
  /// The words that it would start with.
  public var command: [String]
  /// How it would be started: what its maker asked for over what its image says. Empty for a container that an older
  /// version made.
  public var configuration: ExecutionParameters

  /// Composes a container; see ``ContainerStore/create(id:name:image:created:command:configuration:randomness:)``.
  public init(
    id: ContainerID, name: ContainerName, image: String, manifest: Descriptor, imageID: Digest, platform: Platform,
    created: Timestamp, command: [String], configuration: ExecutionParameters = ExecutionParameters()
  ) {
    self.id = id
    self.name = name
    self.image = image
    self.manifest = manifest
    self.imageID = imageID
    self.platform = platform
    self.created = created
    self.command = command
    self.configuration = configuration
  }

  /// The version of `container.json` that is written: 2 has the configuration. Later versions are not read.
  static let version: Int64 = 2

  /// The one state that a container which nothing runs can have.
  public var state: String { "Created" }

  /// Reads `container.json`.
  ///
  /// - Throws: `DocumentError`, and what the values' parsers throw.
  init(decoding json: JSONCursor) throws {
    let version = try json.optional("version")?.integer() ?? 1
    guard version <= Self.version else {
      throw DocumentError.invalid(path: "version", reason: "written by a later version of Drydock")
    }
    id = try ContainerID(parsing: try json.required("id").string())
    name = try ContainerName(parsing: try json.required("name").string())
    image = try json.required("image").string()
    manifest = try Descriptor(decoding: try json.required("manifest"))
    imageID = try json.required("imageID").parsed { try Digest(parsing: $0) }
    platform = try Platform(decoding: try json.required("platform"))
    let moment = try json.required("created")
    guard let time = Timestamp(parsing: try moment.string()) else {
      throw DocumentError.invalid(path: moment.path, reason: "no time of RFC 3339")
    }
    created = time
    command = try json.required("command").strings()
    configuration = ExecutionParameters(try json.optional("configuration")?.value.object ?? JSONObject())
  }

  var json: JSON {
    [
      "version": .integer(Self.version), "id": .string(id.description), "name": .string(name.description),
      "image": .string(image),
      "manifest": manifest.json, "imageID": .string(imageID.description), "platform": platform.json,
      "created": .string(created.description), "command": .strings(command), "state": .string(state),
      "configuration": .object(configuration.object),
    ]
  }
}
