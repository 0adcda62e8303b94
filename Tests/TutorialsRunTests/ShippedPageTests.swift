import ContentStore
import Foundation
import ImageCommands
import ImageOperations
import ImageSpec
import LayoutStore
import RegistryClient
import Testing
import Tutorials
import Worlds

/// The two proofs that every shipped page owes: it passes, and it can't pass by chance.
@Suite struct ShippedPageTests {
  @Test(arguments: Pages.shipped) func everyStepPasses(name: String) async throws {
    let page = try Pages.shipped(name)
    let report = try await Pages.check().run(page)
    #expect(report.isClean, "\(report.text)")
    let count = page.steps.count
    #expect(report.summary == "\(count) steps: \(count) pass, 0 drift, 0 defect, 0 unmet, 0 fail, 0 skipped")
    #expect(report.steps.allSatisfy { $0.assertions > $0.commands.count })
    #expect(report.text.contains("simulated world"))
  }

  @Test(arguments: PlacedCommand.all) func aDoubleThatPrintsTheSampleFailsTheStep(command: PlacedCommand) async throws {
    let page = try Pages.shipped(command.page)
    var check = try Pages.check().replacing({ $0.command.line == command.line }, by: Doubles.sample)
    check.range = command.step...command.step
    let step = try #require(try await check.run(page).steps.first)
    #expect(step.verdict == .fail, "\(step)")
  }

  static let wrongOutcomes: [(name: String, command: String, double: CommandDouble)] = [
    (
      "a pull leaves a damaged layer", "docker pull microsoft/nanoserver",
      Doubles.then { world in
        let image = try await LocalImages(in: world).find(try ImageName(parsing: "microsoft/nanoserver"))
        let layer = try #require(image.manifest.body.layers.last)
        try Data(repeating: 7, count: Int(layer.size)).write(
          to: URL(filePath: "\(world.store.path)/blobs/sha256/\(layer.digest.hex)"))
      }
    ),
    (
      "a pull names another image", "docker pull microsoft/nanoserver",
      Doubles.then { world in
        let other = try ImageReference(parsing: "microsoft/windowsservercore:latest")
        let descriptor = try await world.store.resolve(other)
        try await world.store.tag(descriptor, as: try ImageReference(parsing: "microsoft/nanoserver:latest"))
      }
    ),
    ("a pull takes another tag", "docker pull microsoft/aspnet", Doubles.instead(["pull", "microsoft/iis"])),
    ("images has another size", "docker images", Doubles.printing { $0.replacing("783kB", with: "784kB") }),
    ("images leaves a row out", "docker images", Doubles.printing { $0.lines(without: "nanoserver") }),
    (
      "create takes another image", "docker create --name web microsoft/windowsservercore cmd",
      Doubles.instead(["create", "--name", "web", "microsoft/nanoserver", "cmd"])
    ),
    (
      "cp takes another file", "docker cp index.html web:C:\\index.html",
      Doubles.instead(["cp", "Default.htm", "web:C:\\index.html"])
    ),
    (
      "commit leaves the change out", "docker commit web windowsservercoreiis",
      { _, context in
        let dispatcher = Dispatcher(context.table)
        var silent = context
        silent.output = Discarding()
        _ = await dispatcher.run(["create", "--name", "empty", "microsoft/windowsservercore", "cmd"], in: silent)
        let status = await dispatcher.run(["commit", "empty", "windowsservercoreiis"], in: context)
        _ = await dispatcher.run(["rm", "empty"], in: silent)
        return status
      }
    ),
    (
      "commit names the base", "docker commit web windowsservercoreiis",
      Doubles.instead(["tag", "microsoft/windowsservercore", "windowsservercoreiis"])
    ),
    (
      "history is another image's", "docker history windowsservercoreiis",
      Doubles.instead(["history", "microsoft/windowsservercore"])
    ),
    (
      "a refused removal removes", "docker rmi windowsservercoreiis",
      { call, context in
        if call.command.expectsFailure {
          var silent = context
          silent.output = Discarding()
          _ = await Dispatcher(context.table).run(["rmi", "-f", "windowsservercoreiis"], in: silent)
          for line in call.command.sample.lines { try context.errors.line(line.text) }
          return .failure
        }
        return await Dispatcher(context.table).run(call.words, in: context)
      }
    ),
    (
      "a removal leaves an orphan", "docker rmi containername username/containername",
      Doubles.then { world in
        let bytes = Array("nobody needs this".utf8)
        try Data(bytes).write(to: URL(filePath: "\(world.store.path)/blobs/sha256/\(try Digest(of: bytes).hex)"))
      }
    ),
    ("rm removes a container more", "docker rm site", Doubles.instead(["rm", "site", "web"])),
    ("search shows other stars", "docker search '*'", Doubles.printing { $0.replacing("1     ", with: "2     ") }),
    (
      "login keeps a wrong password", "docker login",
      Doubles.then { world in
        try await world.credentials.store(Credential(username: "username", password: "wrong"), for: .dockerHub)
      }
    ),
    (
      "login shows the password", "docker login",
      { call, context in
        try context.output.line("a simulated password")
        return await Dispatcher(context.table).run(call.words, in: context)
      }
    ),
    (
      "tag takes another image", "docker tag containername username/containername",
      Doubles.instead(["tag", "microsoft/aspnet", "username/containername"])
    ),
    (
      "push takes another tag", "docker push username/containername",
      { call, context in
        let dispatcher = Dispatcher(context.table)
        _ = await dispatcher.run(["tag", "username/containername", "username/containername:other"], in: context)
        let status = await dispatcher.run(["push", "username/containername:other"], in: context)
        _ = await dispatcher.run(["rmi", "username/containername:other"], in: context)
        return status
      }
    ),
  ]

  @Test(arguments: wrongOutcomes.indices) func aWrongOutcomeFailsTheStep(index: Int) async throws {
    let wrong = Self.wrongOutcomes[index]
    let page = try Pages.shipped("windows-container-images")
    let step = try #require(page.steps.first { $0.commands.contains { $0.source == wrong.command } })
    let last = try #require(page.steps.last { $0.commands.contains { $0.source == wrong.command } })
    var check = try Pages.check().replacing({ $0.command.source == wrong.command }, by: wrong.double)
    check.range = step.ordinal...last.ordinal
    let report = try await check.run(page)
    #expect(
      report.steps.contains { $0.verdict == .fail && $0.ordinal <= last.ordinal }, "\(wrong.name): \(report.text)")
    #expect(report.isRefused())
  }
}

/// Takes text and forgets it.
private struct Discarding: TextOutput {
  func write(_ text: String) {}
}

extension String {
  fileprivate func lines(without part: String) -> String {
    split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.contains(part) }.joined(separator: "\n")
  }
}
