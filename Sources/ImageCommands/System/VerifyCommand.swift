import ArgumentParser
import ByteStreams
import ContainerStore
import ContentStore
import ImageOperations
import ImageSpec
import LayoutStore
import Presentation
import Worlds

/// `verify`: hashes every piece of content again.
public struct VerifyCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Check the store: hash all content again")
  public static let synopsis = "[OPTIONS]"
  public static let examples = [
    Example("verify", "what is damaged or missing, and which images and containers it hurts"),
    Example("verify --repair", "fetch it again from the registries that it came from"),
  ]

  @Flag(name: .long, help: "Fetch again what is damaged or missing")
  package var repair = false

  public init() {}

  public func run(in context: CommandContext) async throws {
    let progress = VerifyProgress(context, total: try await context.world.store.contentBytes())
    let result: Verify.Result
    do { result = try await Verify(repairs: repair).run(in: context.world, progress: progress) } catch {
      progress.finish()
      throw error
    }
    progress.finish()
    for repair in result.repairs { try tell(repair, in: context) }
    for problem in result.problems { try context.errors.line(Self.text(problem)) }
    for problem in result.containerProblems {
      try context.errors.line(
        Escaping.line("container \(problem.container.name): \(problem.path) \(problem.reason)"))
    }
    if !result.damagedCaches.isEmpty {
      let done = repair ? "was dropped" : "is dropped by 'verify --repair'"
      try context.errors.line("\(result.damagedCaches.count) files of the cache can't be read, which \(done).")
    }
    guard result.problems.isEmpty, result.containerProblems.isEmpty, repair || result.damagedCaches.isEmpty else {
      if !repair, !result.problems.isEmpty {
        try context.errors.line("Fetch it again from where it came from with 'verify --repair'.")
      }
      throw ToldStatus(.failure)
    }
    try context.output.line("The store is sound.")
  }

  private func tell(_ repair: Verify.Repair, in context: CommandContext) throws {
    let digest = repair.descriptor.digest
    if let source = repair.source {
      return try context.output.line("Repaired: \(digest) from \(Escaping.line(source.description))")
    }
    if repair.failures.isEmpty { try context.errors.line("\(digest) can't be had: no repository is known to have it") }
    for failure in repair.failures {
      let why = ErrorWording.texts(for: failure.error).first?.headline ?? "\(failure.error)"
      try context.errors.line(Escaping.line("\(digest) can't be had from \(failure.source): \(why)"))
    }
  }

  private static func text(_ problem: Verify.Problem) -> String {
    let content = problem.content
    let what =
      switch content.kind {
      case .missing: "is missing"
      case .wrongSize(let found): "has \(found) bytes and should have \(content.descriptor.size)"
      case .wrongDigest(let found): "is damaged: its bytes have the digest \(found)"
      case .unreadable(let reason): "can't be read: \(reason)"
      }
    let hurt = problem.images + problem.containers.map { "container \($0.name)" }
    return Escaping.line(
      "\(content.descriptor.digest) \(what)" + (hurt.isEmpty ? "" : ", which hurts \(hurt.joined(separator: ", "))"))
  }
}

/// Shows on a terminal how much was hashed; elsewhere it shows nothing, and the result says all.
private final class VerifyProgress: ProgressSink {
  private let output: (any TextOutput)?
  private let total: Int64
  private let done = Locked<(seen: Set<Digest>, bytes: Int64)>(([], 0))

  init(_ context: CommandContext, total: Int64) {
    output = context.terminal.isTerminal ? context.errors : nil
    self.total = total
  }

  func report(_ event: ProgressEvent) {
    guard let output, case .complete = event.phase else { return }
    done.withLock { done in
      guard done.seen.insert(event.digest).inserted else { return }
      done.bytes += event.total
      let bytes = ByteSize.text(done.bytes, precision: .four)
      try? output.write(
        "\r\u{1b}[KChecked \(done.seen.count) blobs, \(bytes) of \(ByteSize.text(total, precision: .four))")
    }
  }

  func finish() {
    if done.withLock({ !$0.seen.isEmpty }) { try? output?.write("\r\u{1b}[K") }
  }
}
