import ContainerStore
import DistributionSpec
import ImageCommands
import ImageOperations
import ImageSpec
import RegistryClient
import Worlds

/// The rows of `images` are the images of the store.
struct ImagesContract: Contract {
  let command: ImagesCommand

  init(_ command: ImagesCommand) { self.command = command }

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) async throws {
    let images = try await command.verb(now: evidence.world.clock.now()).run(in: evidence.world)
      .rows(withDigests: command.digests)
    func id(_ digest: Digest) -> String { command.noTrunc ? digest.description : digest.short }
    guard !command.quiet else {
      assertions.expectEqual(evidence.lines.sorted(), images.map { id($0.id) }.sorted(), "the ids are not the store's")
      return
    }
    guard let table = evidence.printedTable else {
      assertions.expect(false, "no table of images was printed", seen: evidence.lines.first ?? "")
      return
    }
    assertions.expectEqual(table.rows.count, images.count, "as many rows must be printed as there are images")
    for image in images {
      let name = image.reference?.familiarName ?? "<none>"
      let tag = image.reference?.tag?.description ?? "<none>"
      let row = table.rows.first {
        $0.cells["REPOSITORY"] == name && ($0.cells["TAG"] ?? tag) == tag && $0.cells["IMAGE ID"] == id(image.id)
      }
      assertions.expect(
        row != nil, "the store's image \(name):\(tag) is not listed with its id",
        expected: "\(name) \(tag) \(id(image.id))")
      guard let row else { continue }
      let size = row.cells["SIZE"].flatMap { SizeText($0) }
      assertions.expect(
        size.map { $0.bytes.contains(Double(image.size)) } ?? false, "\(name):\(tag) has another size",
        expected: "\(image.size) bytes", seen: row.cells["SIZE"] ?? "")
      if command.digests {
        assertions.expectEqual(
          row.cells["DIGEST"], image.digest?.description ?? "<none>", "\(name):\(tag) has another digest")
      }
    }
  }
}

/// The rows of `history` are the image's history.
struct HistoryContract: Contract {
  let command: HistoryCommand

  init(_ command: HistoryCommand) { self.command = command }

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) async throws {
    let rows = try await command.verb.run(in: evidence.world).rows
    let ids = rows.map { row in
      row.id.map { command.noTrunc ? $0.description : $0.short } ?? "<missing>"
    }
    guard !command.quiet else {
      assertions.expectEqual(evidence.lines, ids, "the ids are not the history's")
      return
    }
    guard let table = evidence.printedTable else {
      assertions.expect(false, "no history was printed", seen: evidence.lines.first ?? "")
      return
    }
    assertions.expectEqual(table.rows.map { $0.cells["IMAGE"] ?? "" }, ids, "the ids are not the history's")
    for (row, printed) in zip(rows, table.rows) {
      let text = printed.cells["SIZE"] ?? ""
      let size = SizeText(text)?.bytes.contains(Double(row.size)) ?? (Int64(text) == row.size)
      assertions.expect(size, "a step has another size", expected: "\(row.size) bytes", seen: text)
      let command = (row.entry.createdBy ?? "").split { $0 == " " || $0 == "\t" }.joined(separator: " ")
      let shown = (printed.cells["CREATED BY"] ?? "").split { $0 == " " || $0 == "\t" }.joined(separator: " ")
      let uncut = ["…", "..."].first(where: shown.hasSuffix).map { String(shown.dropLast($0.count)) } ?? shown
      assertions.expect(command.hasPrefix(uncut), "a step was made otherwise", expected: command, seen: shown)
      if let comment = printed.cells["COMMENT"] {
        let said = (row.entry.comment ?? "").split { $0 == " " || $0 == "\t" }.joined(separator: " ")
        assertions.expectEqual(LinePattern.folded(comment), said, "a step has another comment")
      }
    }
  }
}

/// The rows of `ps` are the containers.
struct ContainersContract: Contract {
  let command: ContainersCommand

  init(_ command: ContainersCommand) { self.command = command }

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) async throws {
    // Nothing runs here, so without -a there may be nothing to list.
    let containers = try await command.verb()?.run(in: evidence.world).containers ?? []
    let ids = containers.map { command.noTrunc ? $0.id.description : $0.id.short }
    guard !command.quiet else {
      assertions.expectEqual(evidence.lines, ids, "the ids are not the containers'")
      return
    }
    guard let table = evidence.printedTable else {
      assertions.expect(false, "no table of containers was printed", seen: evidence.lines.first ?? "")
      return
    }
    assertions.expectEqual(table.rows.map { $0.cells["CONTAINER ID"] ?? "" }, ids, "the ids are not the containers'")
    for (container, row) in zip(containers, table.rows) {
      assertions.expectEqual(row.cells["NAMES"], container.name.description, "the container has another name")
      // A name that came to mean another image gives way to the id.
      let named = try? evidence.after.images.find(try ImageName(parsing: container.image))
      let shown = named?.id == container.imageID ? container.image : container.imageID.short
      assertions.expectEqual(row.cells["IMAGE"], shown, "the container is over another image")
    }
  }
}

/// The rows of `search` are what the registry holds, and it was really asked.
struct SearchContract: Contract {
  let command: SearchCommand

  init(_ command: SearchCommand) { self.command = command }

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) async throws {
    let isAsked = evidence.wasAsked(["GET"], "/search") || evidence.wasAsked(["GET"], "/_catalog")
    assertions.expect(isAsked, "the registry was not asked")
    let results = try await command.verb.run(in: evidence.world).results
    guard let table = evidence.printedTable else {
      assertions.expect(false, "no results were printed", seen: evidence.lines.first ?? "")
      return
    }
    assertions.expectEqual(
      table.rows.map { $0.cells["NAME"] ?? "" }, results.map(\.name), "the registry's results differ")
    for (result, row) in zip(results, table.rows) {
      assertions.expectEqual(row.cells["STARS"], String(result.stars), "\(result.name) has other stars")
      assertions.expectEqual(
        row.cells["OFFICIAL"], result.isOfficial ? "[OK]" : "", "\(result.name) is otherwise official")
    }
  }
}
