import DistributionSpec
import ImageSpec

/// Why a request is refused: the status, the errors of the standard's envelope, and headers that go with them.
public struct Refusal: Error {
  /// The HTTP status.
  public let status: Int
  /// The errors, most often one.
  public let entries: [ErrorEnvelope.Entry]
  /// Headers of the answer.
  public let headers: RegistryHeaders

  /// Composes a refusal; the code's usual message where none is given.
  public init(
    _ status: Int, _ code: ErrorCode, message: String? = nil, detail: JSON? = nil, headers: RegistryHeaders = [:]
  ) {
    self.status = status
    entries = [ErrorEnvelope.Entry(code, message: message, detail: detail)]
    self.headers = headers
  }

  /// Composes a refusal of parts that a manifest names: one error each.
  init(_ missing: PartsMissing) {
    status = 404
    entries = missing.parts.map {
      ErrorEnvelope.Entry(.manifestBlobUnknown, detail: ["digest": .string($0.digest.description)])
    }
    headers = [:]
  }

  /// What a request gets whose condition does not hold.
  init(_ failed: ConditionFailed) {
    self.init(412, .denied, message: "the manifest is another one than the request's condition names")
  }

  /// What a path that is no endpoint gets.
  init(_ error: EndpointError) {
    switch error {
    case .unknownPath(let path):
      self.init(404, .unsupported, message: "no such endpoint", detail: ["path": .string(path)])
    case .invalidName(let name): self.init(400, .nameInvalid, detail: ["name": .string(name)])
    case .invalidDigest(let text):
      self.init(400, .digestInvalid, message: "invalid digest", detail: ["digest": .string(text)])
    case .invalidTag(let tag): self.init(400, .manifestInvalid, message: "invalid tag", detail: ["tag": .string(tag)])
    }
  }

  /// A method that the endpoint does not have.
  static func method(_ allowed: String...) -> Refusal {
    Refusal(405, .unsupported, headers: ["Allow": allowed.joined(separator: ", ")])
  }

  static func unknownManifest(_ name: RepositoryName, _ reference: ManifestReference) -> Refusal {
    Refusal(
      404, .manifestUnknown, detail: ["name": .string(name.description), "reference": .string(reference.description)])
  }

  static func unknownBlob(_ digest: Digest) -> Refusal {
    Refusal(404, .blobUnknown, detail: ["digest": .string(digest.description)])
  }

  static func unknownRepository(_ name: RepositoryName) -> Refusal {
    Refusal(404, .nameUnknown, detail: ["name": .string(name.description)])
  }
}
