/// What a command is about: the heading under which help and completion list it.
public enum CommandTopic: String, CaseIterable, Sendable {
  /// Images in the store, and their way to and from registries and archives.
  case images = "Images"
  /// Containers: what is changed before it becomes an image.
  case containers = "Containers"
  /// Files within images and containers.
  case files = "Files in images and containers"
  /// Registries and accounts.
  case registries = "Registries"
  /// The store and what was done to it.
  case store = "The store"
  /// Documentation pages, and the one that is being learnt.
  case tutorials = "Tutorials"
  /// The session, settings and help; what extensions add without a word on it.
  case session = "The session"
}
