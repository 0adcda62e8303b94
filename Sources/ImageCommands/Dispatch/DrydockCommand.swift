import ArgumentParser
import ImageOperations

/// A command as its options, and nothing else: what it works in comes with ``run(in:)``.
///
/// The declarations of its options and arguments are the one definition that parsing, help and completion are drawn
/// from.
public protocol DrydockCommand: ParsableCommand, Sendable {
  /// What stands behind the verb in the usage line: `[OPTIONS] NAME[:TAG|@DIGEST]`.
  static var synopsis: String { get }
  /// Command lines that show what the command is good for, each with a few words.
  static var examples: [Example] { get }
  /// What each argument is, for completion; the last one holds for all that follow.
  static var argumentKinds: [ArgumentKind] { get }
  /// What the values of options are, by the option's long name; of options that several commands share
  /// ``SharedOptions`` says it.
  static var optionKinds: [String: ArgumentKind] { get }
  /// Options of which at most one may be given, by their long names.
  static var exclusiveOptions: [Set<String>] { get }
  /// Options of docker's that mean nothing here, because nothing runs: taken, and told so.
  static var runtimeOptions: [RuntimeOption] { get }
  /// Whether everything behind the first argument is an argument, as a container's command is.
  static var endsOptionsAtFirstArgument: Bool { get }

  /// What the argument behind some others is, for completion; nil where nothing is known of it.
  static func argumentKind(behind arguments: [String]) -> ArgumentKind?

  /// Whether what it writes is a table or a text to be read: at the prompt a pager shows it where it is taller than the
  /// screen. Nothing that shows progress, asks, or goes on for as long as one likes.
  var isPaged: Bool { get }

  /// What the command requires and provides, without any world.
  ///
  /// - Throws: what is wrong with an argument.
  var story: Story { get throws }

  /// Does what the command is asked for.
  func run(in context: CommandContext) async throws
}

extension DrydockCommand {
  public static var examples: [Example] { [] }
  public static var argumentKinds: [ArgumentKind] { [] }
  public static var optionKinds: [String: ArgumentKind] { [:] }
  public static var exclusiveOptions: [Set<String>] { [] }
  public static func argumentKind(behind arguments: [String]) -> ArgumentKind? {
    arguments.count < argumentKinds.count ? argumentKinds[arguments.count] : argumentKinds.last
  }
  public static var runtimeOptions: [RuntimeOption] { [] }
  public static var endsOptionsAtFirstArgument: Bool { false }
  public var isPaged: Bool { false }
  public var story: Story { Story() }
}

/// A command line that shows what a command is good for.
public struct Example: Hashable, Sendable {
  /// The command line, without the program's name.
  public let line: String
  /// What it does.
  public let gloss: String

  /// Shows a command line.
  public init(_ line: String, _ gloss: String) {
    self.line = line
    self.gloss = gloss
  }
}

/// What an argument or an option's value is: what completion offers for it.
public enum ArgumentKind: Hashable, Sendable {
  /// Anything.
  case text
  /// An image in the store, by name or id.
  case localImage
  /// An image in the store by a name that it has.
  case localName
  /// A repository that the store has images of, or a name in it.
  case localRepository
  /// An image in the store or a container, by name or id.
  case imageOrContainer
  /// A name for a new image.
  case newReference
  /// An image in a registry.
  case remoteImage
  /// A repository in a registry.
  case remoteRepository
  /// A container, by name or id.
  case container
  /// A path in a container, `CONTAINER:PATH`, or on this machine.
  case containerPath
  /// A path in a container, `CONTAINER:PATH`.
  case pathInContainer
  /// A path in an image or a container, `NAME:PATH`.
  case pathInImageOrContainer
  /// A file or a folder.
  case file
  /// A registry's host.
  case registry
  /// A registry that somebody is logged in to.
  case account
  /// A platform.
  case platform
  /// An entry of the journal that can be undone.
  case journalEntry
  /// A verb.
  case verb
  /// A tutorial, by name or file.
  case page
  /// A step of the tutorial that stands before it.
  case step
  /// A command that was put aside.
  case job
  /// A fixture, by name or file.
  case fixture
  /// A place of images, `TRANSPORT:DETAILS` or a name in the store.
  case imagePlace
  /// A program of this machine.
  case program
  /// One of some words.
  case word([String])
  /// One of some words, each with a few words on it.
  case known([KnownWord])
  /// `NAME=VALUE`, with one of some names.
  case pair([NamedValue])
  /// What `--format` takes: a template with the fields of a row, or one of some words.
  case format(fields: [String], words: [KnownWord])
  /// Any of several.
  indirect case anyOf([ArgumentKind])
}

/// A name in front of `=` with what its value is.
public struct NamedValue: Hashable, Sendable {
  /// The name.
  public let name: String
  /// What its value is.
  public let kind: ArgumentKind
  /// A few words on it.
  public let gloss: String

  /// Names a value.
  public init(_ name: String, _ kind: ArgumentKind, _ gloss: String) {
    self.name = name
    self.kind = kind
    self.gloss = gloss
  }

  /// Names a value that may be anything.
  public init(_ name: String, _ gloss: String) { self.init(name, .text, gloss) }
}
