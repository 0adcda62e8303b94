/// What is wrong with a setting.
public enum SettingError: Error, Hashable {
  case noName
  case unknownName(String)
  /// Too few values or too many.
  case valueCount(SettingName)
  case invalidHost(String)
  /// No URL of a mirror; with the reason.
  case invalidMirror(String, reason: String)
  case invalidWord(String, allowed: [String])
  /// Docker Hub is never spoken to in plain http.
  case plainDockerHub
}
