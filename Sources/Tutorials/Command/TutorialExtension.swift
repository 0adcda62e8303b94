import ImageCommands

/// The tutorials as an extension of sessions: the commands `tutorial …`.
public struct TutorialExtension: SessionExtension {
  private let library: Library
  /// What learners did on pages.
  let progress: LessonProgress

  /// Adds tutorials to a session.
  ///
  /// - Parameters:
  ///   - library: where pages are found by name.
  ///   - progress: where is kept what learners did; nowhere, unless it is said.
  public init(library: Library = Library(folders: []), progress: LessonProgress = .none) {
    self.library = library
    self.progress = progress
  }

  public var commands: [CommandEntry] {
    [
      CommandEntry("tutorial check", TutorialCheckCommand.self),
      CommandEntry("tutorial lint", TutorialLintCommand.self),
      CommandEntry("tutorial fixture", TutorialFixtureCommand.self),
      CommandEntry("tutorial list", TutorialListCommand.self),
    ]
  }

  public func candidates(for kind: ArgumentKind) -> [String] { kind == .page ? library.pages : [] }
}
