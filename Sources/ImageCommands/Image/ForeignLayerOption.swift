import ArgumentParser
import ContentStore
import Worlds

/// `--foreign-layers` of `pull`.
extension ForeignLayerHandling: ExpressibleByArgument {}

/// `--foreign-layers` of `push`.
enum PushedForeignLayers: String, ExpressibleByArgument, CaseIterable {
  case reference
  case upload

  var policy: GraphCopy.ForeignLayers { self == .upload ? .copy : .reference }
}
