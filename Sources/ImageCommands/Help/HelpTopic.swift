import Worlds

/// What `help` explains besides commands.
public enum HelpTopic: String, CaseIterable, Sendable {
  case keys
  case lines
  case settings
  case weather

  /// What it is about.
  public var gloss: String {
    switch self {
    case .keys: "The keys of the prompt, and what a line can do"
    case .lines: "Files, programs and $id in a line; scripts and their statuses"
    case .settings: "What 'set' and drydockrc know"
    case .weather: "How a registry of ours is made to fail"
    }
  }

  /// The text; `settingsFile` is where settings are saved, where they are.
  func text(settingsFile: SettingsFile?) -> String {
    switch self {
    case .keys: KeysHelp.text
    case .lines: LinesHelp.text
    case .settings: SettingsHelp.text(settingsFile)
    case .weather: WeatherHelp.text
    }
  }
}
