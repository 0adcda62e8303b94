import ImageCommands

extension Lesson {
  /// Shows a part of the page's own text: without the page's title, which was told at the beginning, and with other
  /// pages as the commands that open them.
  func tell(prose: String, _ voice: LessonVoice) {
    let title = "# \(page.title)\n"
    voice.prose(prose.hasPrefix(title) ? String(prose.dropFirst(title.count)) : prose, address: command)
  }

  /// What opens a link: a command, where it leads to a page that has a name here; else its address.
  private func command(for address: String) -> String {
    let file = address.hasPrefix("./") ? address.dropFirst(2) : address[...]
    let name = String(file.dropLast(3))
    guard file.hasSuffix(".md"), check.library.pages.contains(name) else { return address }
    return "tutorial learn \(name)"
  }
}
