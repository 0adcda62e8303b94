import ImageCommands
import ImageOperations

extension Story {
  /// What a page's command needs and leaves behind. A run that only tells what would be done leaves all as it is.
  init(of command: any DrydockCommand, words: [String]) throws {
    self = try command.story
    if words.contains("--dry-run") { (provides, removes) = ([], []) }
  }
}
