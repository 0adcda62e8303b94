import ContentStore
import DistributionSpec
import ImageCommands
import ImageOperations
import ImageSpec
import RegistryClient
import RegistrySimulator
import Worlds

/// The lines of `registry ls` are the registry's repositories, and it was really asked.
struct RepositoriesContract: Contract {
  let command: RegistryListCommand

  init(_ command: RegistryListCommand) { self.command = command }

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) async throws {
    assertions.expect(evidence.wasAsked(["GET"], "/_catalog"), "the registry was not asked")
    RefusalContract.looking.judge(evidence, &assertions)
    let found = try await ListRepositories(try RegistryHost(server: command.host), limit: max(1, command.limit))
      .run(in: evidence.world).repositories
    guard let column = evidence.column("NAME", isBare: command.quiet) else {
      assertions.expect(
        found.allSatisfy { evidence.output.contains($0.repository.description) }, "a repository is not listed",
        expected: found.map(\.repository.description).joined(separator: ", "))
      return
    }
    assertions.expectEqual(column, found.map(\.familiarName), "the registry has other repositories")
  }
}

/// The lines of `registry tags` are the repository's tags, and the registry was really asked.
struct TagsContract: Contract {
  private let name: String
  private let limit: Int
  private let isQuiet: Bool

  init(_ command: RegistryTagsCommand) {
    (name, limit, isQuiet) = (command.repository, max(1, command.limit), command.quiet)
  }

  init(_ command: SearchCommand) {
    (name, limit, isQuiet) = (command.term, command.limit == 0 ? ListTags.defaultLimit : command.limit, false)
  }

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) async throws {
    let reference = try ImageReference(parsing: name).bare
    assertions.expect(
      evidence.wasAsked(["GET"], "/\(reference.repository)/tags/"), "the registry was not asked for the tags")
    RefusalContract.looking.judge(evidence, &assertions)
    let repository = try evidence.repository(of: reference)
    let tags = try await repository.tags().prefix(limit)
    let shown = isQuiet ? tags.map { reference.with(tag: $0).familiar } : tags.map(\.description)
    guard let column = evidence.column("TAG", isBare: isQuiet) else {
      assertions.expect(
        tags.allSatisfy { evidence.output.contains($0.description) }, "a tag is not listed",
        expected: tags.map(\.description).joined(separator: ", "))
      return
    }
    assertions.expectEqual(Set(column), Set(shown), "the repository has other tags")
    for row in evidence.printedTable?.rows ?? [] {
      guard let digest = row.cells["DIGEST"], let tag = row.cells["TAG"].flatMap({ try? Tag(parsing: $0) }) else {
        continue
      }
      let root = try await repository.resolve(reference.with(tag: tag))
      assertions.expectEqual(digest, root.digest.description, "\(tag) has another digest")
    }
  }
}

extension Evidence {
  /// The cells of a column of the printed table; its lines where only names are printed; nil where a format of one's
  /// own was used.
  fileprivate func column(_ name: String, isBare: Bool) -> [String]? {
    if isBare { return lines }
    if let table = printedTable, table.column(name) != nil { return table.rows.map { $0.cells[name] ?? "" } }
    guard lines.first == name else { return nil }
    return Array(lines.dropFirst())
  }
}

/// After `registry rm` the registry serves the names no more, and others still.
struct RegistryRemoveContract: Contract {
  let command: RegistryRemoveCommand

  init(_ command: RegistryRemoveCommand) { self.command = command }

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) async throws {
    for case .remote(let reference) in try command.story.removes {
      let isAsked = evidence.wasAsked(["DELETE"], "/\(reference.repository)/manifests/")
      if !command.force { assertions.expect(isAsked, "the registry was not asked to remove \(reference.familiar)") }
      do {
        let left = try await evidence.repository(of: reference).resolve(reference)
        assertions.expect(
          false, "the registry still serves \(reference.familiar)", expected: "nothing", seen: "\(left.digest)")
      } catch ContentError.unknownReference { assertions.expect(true, "") }
    }
    assertions.expect(evidence.before.names == evidence.after.names, "the names of local images changed")
  }
}

/// After `registry start` the address that was printed is open, after `registry stop` none is.
struct ListenerContract: Contract {
  let isOpen: Bool

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) {
    let open = evidence.world.simulation?.listeners ?? []
    let printed = (evidence.lines.last ?? "").split(separator: " ").last.map(String.init) ?? ""
    if isOpen {
      assertions.expect(open.contains(printed), "nothing listens there", expected: "a listener", seen: printed)
    } else {
      assertions.expect(open.isEmpty, "a listener is still open", seen: open.joined(separator: ", "))
    }
  }
}

/// After `registry weather add` the registry has the rule, after `rm` no more; a list shows all.
struct WeatherContract: Contract {
  let command: WeatherCommand

  init(_ command: WeatherCommand) { self.command = command }

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) async throws {
    let host = try command.at.map { try RegistryHost(server: $0) }
    let entries = try await evidence.world.weather(of: host).entries()
    let rest = Array(command.words.dropFirst())
    switch command.words.first {
    case "add":
      let rule = try WeatherRule(parsing: rest.joined(separator: " "))
      assertions.expectEqual(entries.last?.rule, rule, "the registry has no such rule")
      let number = entries.last.map { String($0.number) } ?? ""
      assertions.expect(
        evidence.output.contains(number), "the output does not say the rule's number", expected: number,
        seen: evidence.lines.last ?? "")
    case "rm", "remove":
      let left = rest == ["all"] ? entries : entries.filter { rest.contains(String($0.number)) }
      assertions.expect(
        left.isEmpty, "the rule is still there", seen: left.map(\.rule.description).joined(separator: ", "))
    default:
      for entry in entries {
        assertions.expect(
          evidence.lines.contains { $0.hasPrefix(String(entry.number)) }, "a rule is not listed",
          expected: "\(entry.number) \(entry.rule)")
      }
      try await ReadingContract.printsAgain(command, evidence, &assertions)
    }
  }
}
