import Foundation
import HTTPTransport

extension Check {
  static let tagChecks: [Check] = [
    Check("list of tags", .must, .tags) { probe in
      for tag in ["b", "a", "c"] { try await probe.pushImage(tag) }
      let answer = try await probe.send(.get, "tags/list").expect(200)
      guard try answer.object()["name"] as? String == probe.repository else { throw answer.violation("another name") }
      try await expectTags(probe, "", ["a", "b", "c"])
    },
    Check("list of tags is JSON", .should, .tags) { probe in
      try await probe.pushImage("a")
      let type = try await probe.send(.get, "tags/list").expect(200).value("Content-Type")
      guard type.lowercased().hasPrefix("application/json") else { throw Violation("Content-Type is \(type)") }
    },
    Check("list of tags is sorted", .must, .tags) { probe in
      let image = try await probe.image()
      let tags = ["v10", "v9", "v1", "B", "a", "_", "1.0", "1.0-rc"]
      for tag in tags { try await probe.put(image, as: tag).expect(201) }
      let found = try await allTags(probe)
      let lexical = tags.sorted { ($0.lowercased(), $0) < ($1.lowercased(), $1) }
      guard found == tags.sorted() || found == lexical else { throw Violation("the order is \(found)") }
    },
    Check("list of tags of a repository without tags", .must, .tags) { probe in
      try await probe.pushImage()
      try await expectTags(probe, "", [])
    },
    Check("list of tags of an unknown repository is 404", .should, .tags) { probe in
      try await probe.send(.get, "tags/list").expect(404)
    },
    Check("several tags of one manifest", .must, .tags) { probe in
      let image = try await probe.image()
      for tag in ["one", "two"] { try await probe.put(image, as: tag).expect(201) }
      try await expectTags(probe, "", ["one", "two"])
    },
    Check("a moved tag is listed once", .must, .tags) { probe in
      for _ in 0..<3 { try await probe.pushImage("one") }
      try await expectTags(probe, "", ["one"])
    },
    Check("tags of other repositories are not listed", .must, .tags) { probe in
      try await probe.beside().pushImage("other")
      try await probe.pushImage("one")
      try await expectTags(probe, "", ["one"])
    },
    Check("tags pushed at the same time are all listed", .must, .tags) { probe in
      let image = try await probe.image()
      let tags = (0..<8).map { "tag-\($0)" }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for tag in tags { group.addTask { try await probe.put(image, as: tag).expect(201) } }
        try await group.waitForAll()
      }
      try await expectTags(probe, "", tags)
    },
    Check("digests are not listed as tags", .must, .tags) { probe in
      try await probe.pushImage("one")
      try await probe.pushImage(nil, .sha512)
      try await expectTags(probe, "", ["one"])
    },
  ]

  /// The tags of an answer; null stands for none.
  static func tags(_ answer: Answer) throws -> [String] {
    try answer.expect(200)
    guard let list = try answer.object()["tags"] else { throw answer.violation("no tags") }
    guard let tags = list as? [String] else {
      if list is NSNull { return [] }
      throw answer.violation("tags are no list of strings")
    }
    return tags
  }

  /// Requires a list, over all pages that the registry makes of it; its order is a check of its own.
  static func expectTags(_ probe: Probe, _ query: String, _ wanted: [String]) async throws {
    let found = try await allTags(probe, query)
    guard found.sorted() == wanted.sorted() else {
      throw Violation("tags/list\(query) lists \(found), wanted \(wanted)")
    }
  }

  /// The tags of all pages.
  static func allTags(_ probe: Probe, _ query: String = "") async throws -> [String] {
    var answer = try await probe.send(.get, "tags/list\(query)")
    var all = try tags(answer)
    var pages = 1
    while let next = try nextPage(answer) {
      pages += 1
      guard pages < 100 else { throw answer.violation("the pages have no end") }
      answer = try await probe.send(.get, next)
      all += try tags(answer)
    }
    return all
  }

  /// The URL behind `Link`, where there is one.
  static func nextPage(_ answer: Answer) throws -> HTTPURL? {
    guard let link = answer.headers["Link"] else { return nil }
    let parts = link.split(separator: ">", maxSplits: 1)
    guard link.hasPrefix("<"), parts.count == 2 else { throw answer.violation("Link is \(link)") }
    let parameters = parts[1].lowercased().filter { !" \"".contains($0) }
    guard parameters.contains(";rel=next") else { throw answer.violation("Link has no rel=next: \(link)") }
    return try answer.url.resolving(String(parts[0].dropFirst()))
  }
}
