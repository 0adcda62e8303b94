import DistributionSpec
import ImageSpec
import RegistrySimulator

/// What a registry has to hold after a sequence of requests, by the simplest means.
struct RegistryModel {
  struct Repository: Equatable {
    var blobs: Set<Digest> = []
    var manifests: [Digest: Document<Manifest>] = [:]
    var tags: [Tag: Digest] = [:]
  }

  struct Upload {
    let repository: String
    var bytes: [UInt8] = []
    var touched: Int64
    /// Which came first.
    let order: Int
  }

  static let names = ["a", "a/b", "team/app"]
  static let tags = ["1", "latest"]

  var repositories = Dictionary(uniqueKeysWithValues: names.map { ($0, Repository()) })
  var uploads: [String: Upload] = [:]

  /// All content that may be asked for.
  let contents: [[UInt8]]
  let digests: [Digest]
  let images: [Document<Manifest>]

  init() throws {
    let layers = (0..<4).map { number in [UInt8](repeating: UInt8(number), count: number * 3) }
    contents = [Image.configuration] + layers
    digests = try contents.map { try Digest(of: $0) }
    images = try layers.map { try Image(layer: $0).manifest }
  }

  func order(_ location: String) -> Int { uploads[location]?.order ?? 0 }

  /// Whether a repository has everything that an image needs.
  func holdsParts(of image: Document<Manifest>, in name: String) -> Bool {
    let parts = [image.body.configuration] + image.body.layers
    return parts.allSatisfy { repositories[name]?.blobs.contains($0.digest) ?? false }
  }
}

/// A sequence of numbers that a seed decides: SplitMix64.
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
