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
    /// What it does.
    public let gloss: String

    /// What docker says of a value that the option does not take.
    func refuses(_ value: String, _ reason: String) -> String {
      let spelled = (short.map { "-\($0), " } ?? "") + "--\(long)"
      return "invalid argument \"\(value)\" for \"\(spelled)\" flag: \(reason)"
    }
  }

  /// The options, in the order of their declaration.
  public let options: [Option]
  /// How many arguments it needs.
  public let minimumArguments: Int
  /// How many arguments it takes; nil for any number.
  public let maximumArguments: Int?

  /// Reads a command's declarations.
  public init(_ command: any DrydockCommand.Type) {
    let json = try? JSON(parsing: Array(command._dumpHelp().utf8))
    let arguments = json?.object?["command"]?.object?["arguments"]?.array?.compactMap(\.object) ?? []
    var options: [Option] = []
    var minimum = 0
    var maximum: Int? = 0
    for argument in arguments {
      guard argument["kind"]?.string != "positional" else {
        if argument["isOptional"]?.bool == false { minimum += 1 }
        maximum = argument["isRepeating"]?.bool == true ? nil : maximum.map { $0 + 1 }
        continue
      }
      if let option = Self.option(argument) { options.append(option) }
    }
    self.options = options
    minimumArguments = minimum
    maximumArguments = maximum
  }

  private static func option(_ argument: JSONObject) -> Option? {
    let names = argument["names"]?.array?.compactMap(\.object) ?? []
    func name(_ kind: String) -> String? { names.first { $0["kind"]?.string == kind }?["name"]?.string }
    guard let long = name("long"), long != "help" else { return nil }
    let isFlag = argument["kind"]?.string == "flag"
    let valueName = argument["valueName"]?.string
    return Option(
      long: long, short: name("short")?.first, valueName: isFlag || valueName == "bool" ? nil : valueName,
      isBoolean: isFlag || valueName == "bool", isFlag: isFlag, gloss: argument["abstract"]?.string ?? "")
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
