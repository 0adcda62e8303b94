/// Whose keys edit a line at the prompt.
public enum EditingMode: String, CaseIterable, Sendable, Hashable {
  case emacs, vi
}
