import ImageCommands
import ImageOperations
import ImageSpec
import LayoutStore
import RegistryClient
import Testing
import Tutorials
import Worlds

extension WrongOutcome {
  /// Of the verbs that speak with registries.
  static let sharing = [
    WrongOutcome("it is denied, and the status is 0", "push") { call, context in
      try context.output.line("The push refers to repository [docker.io/\(call.words.operands.last ?? "")]")
      try context.errors.line("denied: requested access to the resource is denied")
      return .success
    },
    WrongOutcome("another image is pushed", "push") { call, context in
      let name = try #require(call.words.operands.last)
      let image = try await context.image(name)
      let other = try await context.anotherImage(named: "another")
      await context.silently("tag", other.id.hex, name)
      let status = await context.run(call.words)
      try await context.world.store.tag(image.root, as: try ImageReference(parsing: name).withDefaultTag)
      await context.silently("rmi", "another")
      return status
    },
    WrongOutcome("another tag is pushed", "push") { call, context in
      let reference = try ImageReference(parsing: try #require(call.words.operands.last))
      let other = reference.with(tag: try Tag(parsing: "other")).familiar
      await context.silently("tag", reference.familiar, other)
      let status = await context.run(["push", other])
      await context.silently("rmi", other)
      return status
    },
    WrongOutcome("the credential is another", "login") { call, context in
      let status = await context.run(call.words)
      let host = try call.words.operands.last.map { try RegistryHost(parsing: $0) } ?? .dockerHub
      try await context.world.credentials.store(Credential(username: "username", password: "wrong"), for: host)
      return status
    },
    WrongOutcome("the secret is shown", "login") { call, context in
      try context.output.line("a simulated password")
      return await context.run(call.words)
    },
    WrongOutcome("another registry's credential goes", "logout") { call, context in
      await context.silently("logout", "registry.example")
      for line in call.command.sample.lines { try context.output.line(line.text) }
      return .success
    },
    WrongOutcome("another image arrives", "copy") { call, context in
      let status = await context.run(call.words)
      await context.silently("copy", "-q", "docker://httpd", try #require(call.words.operands.last))
      return status
    },
    WrongOutcome("it arrives under another name", "copy") { call, context in
      let target = try #require(call.words.operands.last)
      return await context.run(call.words.map { $0 == target ? target + "-2" : $0 })
    },
    WrongOutcome("another tag goes", "registry rm") { call, context in
      let name = try ImageReference(parsing: try #require(call.words.operands.last))
      let other = name.with(tag: try Tag(parsing: "another")).familiar
      await context.silently("copy", "-q", "docker://httpd", "docker://\(other)")
      await context.silently("registry", "rm", other)
      for line in call.command.sample.lines { try context.output.line(line.text) }
      return .success
    },
    WrongOutcome("it is done, and not only told", "registry rm --dry-run") { call, context in
      for line in call.command.sample.lines { try context.output.line(line.text) }
      return await context.silently("registry", "rm", try #require(call.words.operands.last))
    },
    WrongOutcome("it is another rule", "registry weather add") { call, context in
      let printed = call.command.sample.lines.map(\.text)
      await context.silently("registry", "weather", "add", "delay=1ms", "on", "foreign")
      for line in printed { try context.output.line(line) }
      return .success
    },
    WrongOutcome("a rule stays", "registry weather rm") { call, context in
      let status = await context.run(call.words)
      await context.silently("registry", "weather", "add", "delay=1ms", "on", "foreign")
      return status
    },
  ]
}
