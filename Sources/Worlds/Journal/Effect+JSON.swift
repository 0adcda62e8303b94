import ContentStore
import ImageSpec

extension Effect {
  /// The effect as the journal has it: an object with the effect's `kind` and its facts.
  public var json: JSON {
    var object = JSONObject()
    switch self {
    case .reference(let reference, let before, let after):
      object["kind"] = "reference"
      object["reference"] = .string(reference.description)
      object["before"] = before?.json
      object["after"] = after?.json
    case .imageAdded(let root):
      object["kind"] = "image-added"
      object["root"] = root.json
    case .imageRemoved(let root):
      object["kind"] = "image-removed"
      object["root"] = root.json
    case .contentAdded(let digest):
      object["kind"] = "content-added"
      object["digest"] = .string(digest.description)
    case .contentRemoved(let digest):
      object["kind"] = "content-removed"
      object["digest"] = .string(digest.description)
    case .containerCreated(let id, let name, let image):
      object["kind"] = "container-created"
      object["id"] = .string(id)
      object["name"] = .string(name)
      object["image"] = .string(image.description)
    case .containerChanged(let id):
      object["kind"] = "container-changed"
      object["id"] = .string(id)
    case .containerRemoved(let id):
      object["kind"] = "container-removed"
      object["id"] = .string(id)
    case .containerPurged(let id):
      object["kind"] = "container-purged"
      object["id"] = .string(id)
    case .credentialStored(let host, let username):
      object["kind"] = "credential-stored"
      object["host"] = .string(host.description)
      object["username"] = .string(username)
    case .credentialErased(let host):
      object["kind"] = "credential-erased"
      object["host"] = .string(host.description)
    case .remoteReference(let reference, let before, let after):
      object["kind"] = "remote-reference"
      object["reference"] = .string(reference.description)
      object["before"] = before.map { .string($0.description) }
      object["after"] = after.map { .string($0.description) }
    }
    return .object(object)
  }

  /// Reads an effect that ``json`` wrote.
  ///
  /// - Throws: `DocumentError` that names the member and its rule.
  public init(decoding json: JSONCursor) throws(DocumentError) {
    func reference() throws(DocumentError) -> ImageReference {
      try json.required("reference").parsed { try ImageReference(parsing: $0) }
    }
    func digest(_ key: String) throws(DocumentError) -> Digest? {
      guard let member = try json.optional(key) else { return nil }
      return try member.parsed { try Digest(parsing: $0) }
    }
    func descriptor(_ key: String) throws(DocumentError) -> Descriptor? {
      guard let member = try json.optional(key) else { return nil }
      return try Descriptor(decoding: member)
    }
    func root() throws(DocumentError) -> Descriptor { try Descriptor(decoding: json.required("root")) }
    func content() throws(DocumentError) -> Digest {
      try json.required("digest").parsed { try Digest(parsing: $0) }
    }
    func id() throws(DocumentError) -> String { try json.required("id").string() }
    func host() throws(DocumentError) -> RegistryHost {
      try json.required("host").parsed { try RegistryHost(parsing: $0) }
    }
    let kind = try json.required("kind")
    switch try kind.string() {
    case "reference":
      self = .reference(try reference(), before: try descriptor("before"), after: try descriptor("after"))
    case "image-added": self = .imageAdded(try root())
    case "image-removed": self = .imageRemoved(try root())
    case "content-added": self = .contentAdded(try content())
    case "content-removed": self = .contentRemoved(try content())
    case "container-created":
      self = .containerCreated(
        id: try id(), name: try json.required("name").string(),
        image: try json.required("image").parsed { try Digest(parsing: $0) })
    case "container-changed": self = .containerChanged(id: try id())
    case "container-removed": self = .containerRemoved(id: try id())
    case "container-purged": self = .containerPurged(id: try id())
    case "credential-stored":
      self = .credentialStored(try host(), username: try json.required("username").string())
    case "credential-erased": self = .credentialErased(try host())
    case "remote-reference":
      self = .remoteReference(try reference(), before: try digest("before"), after: try digest("after"))
    case let other: throw .invalid(path: kind.path, reason: "no kind of effect: \(other)")
    }
  }
}
