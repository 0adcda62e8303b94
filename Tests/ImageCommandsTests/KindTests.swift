import ImageCommands
import Testing
import Tutorials

/// What completion is drawn from: each option's value and each argument of every command is of a kind, or free.
@Suite struct KindTests {
  private static let table = CommandTable(adding: TutorialExtension().commands)

  /// What may be anything, with the reason why nothing can be offered: an argument as `VERB N`, an option as
  /// `VERB --NAME`, of any verb as `--NAME`.
  private static let free = [
    "rename 2": "a name of one's own", "create 2": "what the container would start", "search 1": "words to look for",
    "apropos 1": "words to look for",
    "--name": "a name of one's own", "--env": "a variable of one's own", "--label": "a label of one's own",
    "--workdir": "a path in the image", "--user": "an account", "--entrypoint": "a program in the image",
    "--hostname": "a name of one's own", "--domainname": "a name of one's own", "--expose": "a port",
    "--publish": "a port", "--volume": "a path in the image", "--stop-signal": "any signal of any platform",
    "--stop-timeout": "a number", "--health-cmd": "a command in the image", "--health-interval": "a duration",
    "--health-retries": "a number", "--health-start-interval": "a duration", "--health-start-period": "a duration",
    "--health-timeout": "a duration", "--message": "a text of one's own", "--author": "a name of one's own",
    "--change": "an instruction of one's own", "--limit": "a number", "--lines": "a number", "--last": "a number",
    "--listen": "an address", "--reader": "an account", "--seed": "a number", "--rate-limit": "a rate",
    "--username": "an account", "--password": "a secret", "--layer": "a number or a digest", "--jobs": "a number",
    "--timeout": "a duration", "--allow-unmet": "names of a page of one's own",
  ]

  @Test(arguments: table.entries.filter { !$0.isAlias }.map(\.name))
  func `each value of an option is of a kind, or free for a reason`(name: String) throws {
    let entry = try #require(Self.table.entries.first { $0.name == name })
    for option in Self.table.declaration(of: entry.command).options {
      let isFree = (Self.free["\(name) --\(option.long)"] ?? Self.free["--\(option.long)"]) != nil
      #expect((entry.kind(of: option) != .text) != isFree, "\(name) --\(option.long)")
    }
    let declared = Set(Self.table.declaration(of: entry.command).options.map(\.long))
    let unknown = Set(entry.command.optionKinds.keys).subtracting(declared)
    #expect(unknown.isEmpty, "kinds of options that there are not")
    #expect(entry.command.exclusiveOptions.allSatisfy { $0.isSubset(of: declared) && $0.count > 1 })
  }

  @Test(arguments: table.entries.filter { !$0.isAlias }.map(\.name))
  func `each argument is of a kind, or free for a reason`(name: String) throws {
    let entry = try #require(Self.table.entries.first { $0.name == name })
    let arguments = Self.table.declaration(of: entry.command).arguments
    for index in arguments.indices {
      let kind = entry.command.argumentKind(behind: Array(repeating: "x", count: index))
      let isFree = Self.free["\(name) \(index + 1)"] != nil
      #expect((kind != nil && kind != .text) != isFree, "\(name) \(index + 1)")
    }
    if arguments.isEmpty { #expect(entry.command.argumentKind(behind: []) == nil, "\(name) takes no argument") }
  }
}
