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
      return try Self.entry(
        image.descriptor, image.manifest, image.configuration?.body.platform, found.reference.description
      ).text(.indented("\t"))
    case .index(_, let entries):
      let shown = try entries.compactMap { entry in
        try entry.manifest.map {
          try Self.entry(entry.descriptor, $0, nil, "\(found.reference)@\(entry.descriptor.digest)")
        }
      }
      return JSON.array(shown).text(.indented("\t"))
    }
  }

  private static func entry(
    _ listed: Descriptor, _ manifest: Document<Manifest>, _ platform: Platform?, _ name: String
  ) throws -> JSON {
    var descriptor = JSONObject()
    descriptor["mediaType"] = .string(listed.mediaType.description)
    descriptor["digest"] = .string(listed.digest.description)
    descriptor["size"] = .integer(listed.size)
    if let platform = listed.platform ?? platform { descriptor["platform"] = platform.json }
    let isOCI = listed.mediaType == .ociManifest
    return [
      "Ref": .string(name), "Descriptor": .object(descriptor),
      "Raw": .string(Data(manifest.bytes).base64EncodedString()),
      isOCI ? "OCIManifest" : "SchemaV2Manifest": try JSON(parsing: manifest.bytes),
    ]
  }
}
