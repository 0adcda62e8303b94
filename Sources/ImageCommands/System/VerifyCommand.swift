import ArgumentParser
import ImageOperations
import ImageSpec
import LayoutStore
import Presentation

/// `verify`: hashes every piece of content again.
public struct VerifyCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Check the store: hash all content again")
  public static let synopsis = ""
  public static let examples = [Example("verify", "Hash all content again and name what is damaged")]

  public init() {}

  public func run(in context: CommandContext) async throws {
    let problems = try await Verify().run(in: context.world).problems
    for problem in problems { try context.errors.line(Self.text(problem)) }
    if !problems.isEmpty { throw ToldStatus(.failure) }
    try context.output.line("The store is sound.")
  }

  private static func text(_ problem: ContentProblem) -> String {
    let names = problem.references.map(\.familiar).joined(separator: ", ")
    let what =
      switch problem.kind {
      case .missing: "is missing"
      case .wrongSize(let found): "has \(found) bytes and should have \(problem.descriptor.size)"
      case .wrongDigest(let found): "is damaged: its bytes have the digest \(found)"
      case .unreadable(let reason): "can't be read: \(reason)"
      }
    return Escaping.line("\(problem.descriptor.digest) \(what)" + (names.isEmpty ? "" : ", which hurts \(names)"))
  }
}
