import ArgumentParser
import ImageSpec

/// The options and arguments that a command declares, read once from ArgumentParser's own description of it.
public struct DeclaredCommand: Sendable {
  /// One option or flag.
  public struct Option: Sendable, Hashable {
    /// Its long name, without dashes.
    public let long: String
    /// Its letter, if it has one.
    public let short: Character?
    /// What its value is called; nil for a flag, which has none.
    public let valueName: String?
    /// Whether it is `true` or `false`, as docker's boolean flags are.
    public let isBoolean: Bool
    /// Whether it is declared as a flag: there or not, without a value.
    public let isFlag: Bool
    /// Whether it may be given more than once.
    public let repeats: Bool
    /// What it does.
    public let gloss: String

    /// What docker says of a value that the option does not take.
    func refuses(_ value: String, _ reason: String) -> String {
      let spelled = (short.map { "-\($0), " } ?? "") + "--\(long)"
      return "invalid argument \"\(value)\" for \"\(spelled)\" flag: \(reason)"
    }
  }

  /// One argument, or the last with all that follow it.
  public struct Argument: Sendable, Hashable {
    /// Whether it may be left out.
    public let isOptional: Bool
    /// Whether more of the same may follow.
    public let repeats: Bool
    /// What it is.
    public let gloss: String
  }

  /// The options, in the order of their declaration.
  public let options: [Option]
  /// The arguments, in their order.
  public let arguments: [Argument]
  /// How many arguments it needs.
  public var minimumArguments: Int { arguments.count { !$0.isOptional } }
  /// How many arguments it takes; nil for any number.
  public var maximumArguments: Int? { arguments.contains(where: \.repeats) ? nil : arguments.count }

  /// Reads a command's declarations.
  public init(_ command: any DrydockCommand.Type) {
    let json = try? JSON(parsing: Array(command._dumpHelp().utf8))
    let declared = json?.object?["command"]?.object?["arguments"]?.array?.compactMap(\.object) ?? []
    var arguments: [Argument] = []
    var options: [Option] = []
    for argument in declared {
      if argument["kind"]?.string == "positional" {
        arguments.append(
          Argument(
            isOptional: argument["isOptional"]?.bool != false, repeats: argument["isRepeating"]?.bool == true,
            gloss: argument["abstract"]?.string ?? ""))
      } else if let option = Self.option(argument) {
        options.append(option)
      }
    }
    self.options = options
    self.arguments = arguments
  }

  private static func option(_ argument: JSONObject) -> Option? {
    let names = argument["names"]?.array?.compactMap(\.object) ?? []
    func name(_ kind: String) -> String? { names.first { $0["kind"]?.string == kind }?["name"]?.string }
    guard let long = name("long"), long != "help" else { return nil }
    let isFlag = argument["kind"]?.string == "flag"
    let valueName = argument["valueName"]?.string
    return Option(
      long: long, short: name("short")?.first, valueName: isFlag || valueName == "bool" ? nil : valueName,
      isBoolean: isFlag || valueName == "bool", isFlag: isFlag,
      repeats: argument["isRepeating"]?.bool == true, gloss: argument["abstract"]?.string ?? "")
  }

  /// What ArgumentParser says of an option's value that it can't read, as docker would say it; nothing where its message
  /// is about something else.
  func refusal(in message: String) -> String? {
    guard
      let match = message.firstMatch(of: #/^The value '(.*)' is invalid for '(?:-., )?--([\w-]+)[^']*'(?:[.:] (.*))?/#),
      let option = option(long: String(match.output.2))
    else { return nil }
    return option.refuses(String(match.output.1), match.output.3.map(String.init) ?? "invalid syntax")
  }

  /// The option with a long name.
  public func option(long: String) -> Option? { options.first { $0.long == long } }

  /// The option with a letter.
  public func option(short: Character) -> Option? { options.first { $0.short == short } }
}
