import ImageCommands

/// The tutorials as an extension of sessions: the commands `tutorial …`.
public struct TutorialExtension: SessionExtension {
  private let library: Library

  /// Adds tutorials to a session.
  ///
  /// - Parameter library: where pages are found by name.
  public init(library: Library = Library(folders: [])) { self.library = library }

  public var commands: [CommandEntry] {
    [
      CommandEntry("tutorial check", TutorialCheckCommand.self),
      CommandEntry("tutorial list", TutorialListCommand.self),
    ]
  }

  public func candidates(for kind: ArgumentKind) -> [String] { kind == .page ? library.pages : [] }
}
