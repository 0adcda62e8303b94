import ByteStreams
import ContentStore
import ImageSpec

/// One run of a verb, as it is noted in the journal: nothing as long as it changes nothing, then one entry that grows.
public final class JournalRun: Sendable {
  private let journal: Journal
  private let clock: any WorldClock
  private let verb: String
  private let undoes: Int?
  private let noted = Locked<Int?>(nil)

  /// Begins a run; nothing is written yet.
  ///
  /// - Parameters:
  ///   - verb: what the verb is called; never with a secret.
  ///   - journal: where it is noted.
  ///   - clock: tells when.
  ///   - undoes: the entry that this run takes back.
  public init(_ verb: String, in journal: Journal, clock: any WorldClock, undoes: Int? = nil) {
    self.verb = verb
    self.journal = journal
    self.clock = clock
    self.undoes = undoes
  }

  /// The number of the run's entry; nil while there is none.
  public var number: Int? { noted.withLock { $0 } }

  /// Notes changes that are about to be made. Blocks.
  ///
  /// - Throws: `SystemError`; the changes must then not be made.
  public func note(_ effects: [Effect]) throws {
    guard !effects.isEmpty else { return }
    try noted.withLock { number in
      if let number { return try journal.note(effects, of: number) }
      number = try journal.note(JournalEntry(time: clock.now(), verb: verb, effects: effects, undoes: undoes))
    }
  }

  /// Notes that the run ended with an error; nothing where it changed nothing. What it noted may or may not be done.
  public func fail() throws {
    try noted.withLock { number in if let number { try journal.noteFailure(of: number) } }
  }
}
