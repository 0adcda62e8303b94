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
  /// The keys of the prompt.
  case editingMode = "editing-mode"
  /// What shows output that is taller than the screen.
  case pager
  /// Whether the prompt shows how a line may go on.
  case hints

  /// Whether it is about the prompt, in whatever world the commands work; the others are about a world.
  public var isOfPrompt: Bool {
    switch self {
    case .editingMode, .pager, .hints: true
    case .mirror, .plainHTTP, .authorities, .platform, .foreignLayers: false
    }
  }

  /// What stands behind the name.
  public var synopsis: String {
    switch self {
    case .mirror: "HOST URL"
    case .plainHTTP: "HOST"
    case .authorities: "[HOST] FILE"
    case .platform: "OS[/ARCH[/VARIANT]]"
    case .foreignLayers: "reference|fetch"
    case .editingMode: "emacs|vi"
    case .pager: "off|PROGRAM [WORD...]"
    case .hints: "on|off"
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
    case .editingMode: "The keys that edit a line at the prompt"
    case .pager: "Show output taller than the screen in it"
    case .hints: "Show dimly how a line may go on"
    }
  }
}
