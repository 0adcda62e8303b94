/// The fields that templates for `inspect` begin with, as far as every image and every container has them.
enum InspectFields {
  static let image = [
    "Id", "RepoTags", "RepoDigests", "Parent", "Comment", "Created", "Author", "Config", "Architecture", "Os", "Size",
    "RootFS", "Metadata",
  ]

  static let container = [
    "Id", "Name", "Created", "Path", "Args", "State", "Image", "Platform", "HostConfig", "Mounts", "Config",
  ]

  static let imageFormat = format(image)
  static let containerFormat = format(container)
  /// What either may be asked for.
  static let anyFormat = format(image + container.filter { !image.contains($0) })

  private static func format(_ fields: [String]) -> ArgumentKind { .format(fields: fields, words: [FormatWords.json]) }
}
