import ImageCommands

/// Reads the pages that a command line names, one after the other, and tells what keeps each from being read.
enum ReadPages {
  /// The page can't be read, or what it needs is not there.
  static let unusable = ExitStatus(rawValue: 2)

  /// Does something with each page; an error of one keeps none of the others from its turn.
  ///
  /// - Returns: the gravest status.
  /// - Throws: `CancellationError`, `BrokenPipe`.
  static func each(
    _ names: [String], in context: CommandContext, _ body: (Page) async throws -> ExitStatus
  ) async throws -> ExitStatus {
    var status = ExitStatus.success
    for name in names {
      let ended: ExitStatus
      do { ended = try await body(try page(name, context)) } catch let error as CancellationError {
        throw error
      } catch let error as BrokenPipe { throw error } catch {
        _ = ExitStatus.tell(error, on: context.errors, style: context.terminal.style)
        ended = unusable
      }
      if ended.rawValue > status.rawValue { status = ended }
    }
    return status
  }

  /// Reads a page by its file or name.
  ///
  /// - Throws: `SeveralErrors` with every problem of a page that can't be read, `Library.NotFound`, `FileFailure`.
  static func page(_ name: String, _ context: CommandContext) throws -> Page {
    do { return try Page(contentsOf: try context.library.page(name)) } catch let error as PageError {
      throw SeveralErrors(error.problems.map { UnreadablePage(path: error.path, problem: $0) }, status: unusable)
    }
  }
}
