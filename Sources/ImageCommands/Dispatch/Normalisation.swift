import ArgumentParser
import CommandLanguage

/// Brings docker's habits of writing options to the one form that ArgumentParser takes, and finds what is wrong with
/// them in docker's terms.
///
/// `-aq`, `-fdangling=true`, `-m -dash`, `--no-trunc=false` and `-H=false` become `--name` and `--name=value`, first all
/// options, then `--` and the arguments.
struct Normalisation {
  let command: any DrydockCommand.Type
  let name: String
  let declared: DeclaredCommand
  private var options: [String] = []
  private var arguments: [String] = []
  /// Whether `--help` or `-h` asks for help instead.
  private(set) var wantsHelp = false
  /// The options that were given and mean nothing here, with their dashes.
  private(set) var runtimeOptions: [String] = []

  init(_ words: some Sequence<String>, for entry: CommandEntry, in table: CommandTable) throws(UsageError) {
    command = entry.command
    name = entry.name
    declared = table.declaration(of: command)
    var rest = Array(words)[...]
    while let word = rest.popFirst() {
      if word == "--" || (command.endsOptionsAtFirstArgument && !arguments.isEmpty) {
        arguments += (word == "--" ? [] : [word]) + rest
        break
      }
      if word.hasPrefix("--") {
        try long(word.dropFirst(2), &rest)
      } else if word.hasPrefix("-"), word != "-" {
        try short(word.dropFirst(), &rest)
      } else {
        arguments.append(word)
      }
      if wantsHelp { return }
    }
    let (least, most) = (declared.minimumArguments, declared.maximumArguments)
    guard arguments.count >= least, arguments.count <= most ?? .max else {
      throw .argumentCount(
        command: name, minimum: least, maximum: most, near: Slips.meant(by: entry, arguments, in: table))
    }
  }

  /// The words for ArgumentParser.
  var words: [String] { options + ["--"] + arguments }

  private mutating func long(_ text: Substring, _ rest: inout ArraySlice<String>) throws(UsageError) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let long = String(parts[0])
    if long == "help" {
      wantsHelp = true
      return
    }
    if let option = command.runtimeOptions.first(where: { $0.long == long }) {
      return try drop(option, parts.count > 1, &rest, written: "--\(long)")
    }
    guard let option = declared.option(long: long) else {
      let near = Spelling.nearest(to: long, among: declared.options.map(\.long) + ["help"]).map { "--\($0)" }
      throw .unknownFlag("--\(long)", command: name, near: near)
    }
    try add(option, parts.count > 1 ? String(parts[1]) : nil, &rest, written: "--\(long)")
  }

  private mutating func short(_ letters: Substring, _ rest: inout ArraySlice<String>) throws(UsageError) {
    let cluster = letters.prefix { $0 != "=" }
    var letters = letters
    while let letter = letters.popFirst() {
      if let option = command.runtimeOptions.first(where: { $0.short == letter }) {
        if !option.takesValue, letters.first != "=" {
          runtimeOptions.append("-\(letter)")
          continue
        }
        return try drop(option, !letters.isEmpty, &rest, written: "-\(letter)")
      }
      guard let option = declared.option(short: letter) else {
        if letter == "h" {
          wantsHelp = true
          return
        }
        throw .unknownFlag("-\(letter)", command: name, near: nearLong(cluster))
      }
      if option.isBoolean {
        guard letters.first == "=" else {
          try add(option, nil, &rest, written: "-\(letter)")
          continue
        }
        return try add(option, String(letters.dropFirst()), &rest, written: "-\(letter)")
      }
      let attached = letters.first == "=" ? letters.dropFirst() : letters
      return try add(option, letters.isEmpty ? nil : String(attached), &rest, written: "-\(letter)")
    }
  }

  /// Takes an option that means nothing here, with its value.
  private mutating func drop(
    _ option: RuntimeOption, _ hasValue: Bool, _ rest: inout ArraySlice<String>, written: String
  ) throws(UsageError) {
    if option.takesValue, !hasValue, rest.popFirst() == nil { throw .missingValue(written, command: name) }
    runtimeOptions.append(written)
  }

  private mutating func add(
    _ option: DeclaredCommand.Option, _ value: String?, _ rest: inout ArraySlice<String>, written: String
  ) throws(UsageError) {
    if option.isBoolean {
      guard let flag = Self.boolean(value ?? "true") else {
        throw .invalidValue(
          option.refuses(value ?? "", "strconv.ParseBool: parsing \"\(value ?? "")\": invalid syntax"), command: name)
      }
      if !option.isFlag {
        options.append("--\(option.long)=\(flag)")
      } else if flag {
        options.append("--\(option.long)")
      }
    } else {
      guard let text = value ?? rest.popFirst() else { throw .missingValue(written, command: name) }
      // ArgumentParser takes "--name=" for a missing value, and a word that begins with a dash for an option.
      options += text.isEmpty ? ["--\(option.long)", ""] : ["--\(option.long)=\(text)"]
    }
  }

  /// The long option that was probably meant by letters behind one dash: `-quiet`.
  private func nearLong(_ word: Substring) -> String? {
    declared.options.first { word.count > 2 && $0.long == word }.map { "--\($0.long)" }
  }

  /// The spellings that Go's `ParseBool` takes, see <https://pkg.go.dev/strconv#ParseBool>.
  private static func boolean(_ text: String) -> Bool? {
    switch text {
    case "1", "t", "T", "true", "TRUE", "True": true
    case "0", "f", "F", "false", "FALSE", "False": false
    default: nil
    }
  }
}
