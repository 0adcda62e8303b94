/// The settings that there are, by the names that `set` knows them by.
public enum SettingName: String, CaseIterable, Sendable {
  /// Where a registry's images are pulled from first.
  case mirror
  /// A registry that is spoken to in plain http.
  case plainHTTP = "plain-http"
  /// The authorities that vouch for registries.
  case authorities = "ca-file"
  /// The platform that is taken from an index.
  case platform
  /// What is done with foreign layers.
  case foreignLayers = "foreign-layers"

  /// What stands behind the name.
  public var synopsis: String {
    switch self {
    case .mirror: "HOST URL"
    case .plainHTTP: "HOST"
    case .authorities: "[HOST] FILE"
    case .platform: "OS[/ARCH[/VARIANT]]"
    case .foreignLayers: "reference|fetch"
    }
  }

  /// What it does, in a few words.
  public var gloss: String {
    switch self {
    case .mirror: "Pull HOST's images from URL first"
    case .plainHTTP: "Speak plain http with HOST, not https"
    case .authorities: "Trust a PEM file's authorities too"
    case .platform: "Take this platform's image of an index"
    case .foreignLayers: "What to do with foreign layers"
    }
  }
}
