import FoundationEssentials
import ImageOperations
import ImageSpec

/// `manifest inspect -v`: each manifest with its descriptor, its bytes and what they say, as docker writes it.
///
/// See [ImageManifest](https://github.com/docker/cli/blob/v28.2.2/cli/manifest/types/types.go).
struct VerboseManifests {
  private let found: InspectRemote.Result

  init(_ found: InspectRemote.Result) { self.found = found }

  /// The text, with tabs.
  func text() throws -> String {
    switch found.content {
    case .image(let image):
      return JSON.object(try Self.entry(image, found.reference.description)).text(.indented("\t"))
    case .index(_, let images):
      let entries = try images.map { image in
        let name = "\(found.reference)@\(image.descriptor.digest)"
        return JSON.object(try Self.entry(image, name))
      }
      return JSON.array(entries).text(.indented("\t"))
    }
  }

  private static func entry(_ image: InspectRemote.Image, _ name: String) throws -> JSONObject {
    var descriptor = JSONObject()
    descriptor["mediaType"] = .string(image.descriptor.mediaType.description)
    descriptor["digest"] = .string(image.descriptor.digest.description)
    descriptor["size"] = .integer(image.descriptor.size)
    if let platform = image.descriptor.platform ?? image.configuration?.body.platform {
      descriptor["platform"] = platform.json
    }
    var entry = JSONObject()
    entry["Ref"] = .string(name)
    entry["Descriptor"] = .object(descriptor)
    entry["Raw"] = .string(Data(image.manifest.bytes).base64EncodedString())
    let isOCI = image.descriptor.mediaType == .ociManifest
    entry[isOCI ? "OCIManifest" : "SchemaV2Manifest"] = try JSON(parsing: image.manifest.bytes)
    return entry
  }
}
