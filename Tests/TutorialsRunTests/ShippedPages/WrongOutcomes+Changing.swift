import ContainerStore
import Foundation
import ImageCommands
import ImageOperations
import ImageSpec
import LayoutStore
import Testing
import Tutorials
import Worlds

extension WrongOutcome {
  /// Of the verbs that change the store and containers.
  static let changing = [
    WrongOutcome("another image comes under that name", "pull") { call, context in
      let status = await context.run(call.words)
      let other = try await context.anotherImage(named: "another")
      for name in call.words.operands { try await context.rename(name, to: other) }
      return status
    },
    WrongOutcome("a layer is damaged", "pull") { call, context in
      let status = await context.run(call.words)
      let image = try await context.image(try #require(call.words.operands.last))
      try context.damage(try #require(image.manifest.body.layers.last))
      return status
    },
    WrongOutcome("it comes under another name", "pull") { call, context in
      let status = await context.run(call.words)
      let name = try #require(call.words.operands.last)
      await context.silently("tag", name, "misplaced")
      await context.silently("rmi", name)
      return status
    },
    WrongOutcome("another image gets the name", "tag") { call, context in
      let other = try await context.anotherImage(named: "another")
      return await context.run(["tag", other.id.hex, try #require(call.words.operands.last)])
    },
    WrongOutcome("the name that was there moves", "tag") { call, context in
      let status = await context.run(call.words)
      await context.silently("rmi", try #require(call.words.operands.first))
      return status
    },
    WrongOutcome("an orphan is left", "rmi") { call, context in
      let status = await context.run(call.words)
      let bytes = Array("nobody needs this".utf8)
      try Data(bytes).write(
        to: URL(filePath: "\(context.world.store.path)/blobs/sha256/\(try Digest(of: bytes).hex)"))
      return status
    },
    WrongOutcome("a name comes back", "rmi") { call, context in
      let name = try #require(call.words.operands.first)
      let image = try await context.image(name)
      let status = await context.run(call.words)
      let named = try? ImageReference(parsing: name).withDefaultTag
      let back = try #require(image.references.first { $0 == named } ?? image.references.first)
      try await context.world.store.tag(image.root, as: back)
      return status
    },
    WrongOutcome("it is over another image", "create") { call, context in
      _ = try await context.anotherImage(named: "another")
      let image = try #require(call.words.operands.first)
      return await context.run(call.words.map { $0 == image ? "another" : $0 })
    },
    WrongOutcome("it has another name", "create", where: { $0.source.contains("--name") }) { call, context in
      let place = try #require(call.words.firstIndex(of: "--name"))
      var words = call.words
      words[place + 1] += "-2"
      return await context.run(words)
    },
    WrongOutcome("other bytes arrive", "cp") { call, context in
      let status = await context.run(call.words)
      let target = try #require(call.words.operands.last)
      let other = Data("other bytes\n".utf8)
      guard target.contains(":") else {
        try context.write(other, to: target)
        return status
      }
      try context.write(other, to: "other-bytes")
      await context.silently("cp", "other-bytes", target)
      return status
    },
    WrongOutcome("the container's change is left out", "commit") { call, context in
      let container = try #require(call.words.operands.first)
      let image = try await context.world.containers.container(container).image
      await context.silently("create", "--name", "twin", image)
      let status = await context.run(call.words.map { $0 == container ? "twin" : $0 })
      await context.silently("rm", "twin")
      return status
    },
    WrongOutcome("the base gets the name", "commit") { call, context in
      let image = try await context.world.containers.container(try #require(call.words.operands.first)).image
      await context.silently("tag", image, try #require(call.words.operands.last))
      try context.output.line(try await context.image(image).id.description)
      return .success
    },
    WrongOutcome("an image loses its name as well", "rm") { call, context in
      let status = await context.run(call.words)
      let image = try #require(try await LocalImages(in: context.world).all.first?.references.first)
      await context.silently("rmi", "-f", image.familiar)
      return status
    },
    WrongOutcome("something else is taken back as well", "undo") { call, context in
      let status = await context.run(call.words)
      for container in try await context.world.containers.list() {
        await context.silently("rm", container.id.description)
      }
      return status
    },
    WrongOutcome("damage is called sound", "verify", Doubles.claim),
  ]
}
