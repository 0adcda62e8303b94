import CommandLanguage
import ImageCommands
import Programs
import Worlds

/// The program that shows what is taller than the screen.
struct PagerProgram: Sendable {
  let call: ProgramCall

  /// Chooses the program: the setting, else `PAGER`, else `less` or `more`, whichever there is. `PAGER` is split into
  /// words as a command line is; where it is empty, or says `cat`, nothing is paged.
  ///
  /// - Returns: nil where nothing is to be paged.
  /// - Throws: ``ProgramRefused`` for a program that was asked for and can't be started.
  init?(_ setting: Pager?, on host: ProgramHost, isSimulated: Bool) throws {
    var environment = host.environment
    // What git sets, too: less leaves at once what fits, shows colours, and lets stand what it showed.
    if environment["LESS"] == nil { environment["LESS"] = "FRX" }
    if environment["LV"] == nil { environment["LV"] = "-c" }
    // A simulated world starts no program, and no pager does that in its name.
    if isSimulated { environment["LESSSECURE"] = "1" }
    do {
      switch try setting ?? Self.pager(of: environment) {
      case .off: return nil
      case .program("cat", arguments: []): return nil
      case .program(let name, let arguments): call = try ProgramCall(name, arguments, environment: environment)
      case nil:
        let found = ["less", "more"].lazy.compactMap { try? ProgramCall($0, environment: environment) }.first
        guard let found else { return nil }
        call = found
      }
    } catch let error as ProgramError {
      throw ProgramRefused.unusable(error)
    }
  }

  /// What `PAGER` says; nil where it is not set.
  private static func pager(of environment: [String: String]) throws -> Pager? {
    guard let text = environment["PAGER"] else { return nil }
    // A line that another shell would have to read is no program's name.
    guard let line = try? CommandLine(text), line.filters.isEmpty, line.output == nil else {
      throw ProgramError.notFound(text)
    }
    return Pager(line.words.map(\.value)) ?? .off
  }
}
