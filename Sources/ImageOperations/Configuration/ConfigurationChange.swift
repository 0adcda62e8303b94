import ImageSpec

/// One instruction of a Dockerfile that changes an image's configuration and nothing else: what `commit -c` and
/// `import -c` take.
///
/// See the [Dockerfile reference](https://docs.docker.com/reference/dockerfile/). Words are as they were written;
/// variables in them are replaced when the change is applied.
public enum ConfigurationChange: Hashable, Sendable {
  /// `CMD`.
  case command(CommandForm)
  /// `ENTRYPOINT`.
  case entryPoint(CommandForm)
  /// `ENV`: names and values.
  case environment([NamedValue])
  /// `EXPOSE`: ports.
  case expose([String])
  /// `HEALTHCHECK`.
  case healthCheck(HealthCheck)
  /// `LABEL`: names and values.
  case label([NamedValue])
  /// `ONBUILD`: an instruction for builds over the image.
  case onBuild(String)
  /// `USER`.
  case user(String)
  /// `VOLUME`: paths.
  case volume([String])
  /// `WORKDIR`.
  case workingDirectory(String)

  /// A command as it is written: words, or a line for the shell.
  public enum CommandForm: Hashable, Sendable {
    /// `["word", "word"]`.
    case exec([String])
    /// Everything else; empty for a line without words.
    case shell(String)
  }

  /// `NAME=VALUE`, both with their quotes.
  public struct NamedValue: Hashable, Sendable {
    /// The name.
    public let name: String
    /// The value.
    public let value: String
  }
}

/// Why an instruction is none that changes a configuration.
public enum ConfigurationChangeError: Error, Hashable {
  /// There is no instruction, only comments or nothing.
  case noInstructions
  /// docker takes this instruction in builds only, or not at all; its name in small letters.
  case notAChange(String)
  /// An instruction without what it needs.
  case noArguments(String)
  /// An instruction that takes one argument has none.
  case notOneArgument(String)
  /// `ENV NAME` and `LABEL NAME` without a value.
  case noValue(String)
  /// A word among others of the form `NAME=VALUE` has no `=`.
  case noEquals(word: String)
  /// The name in front of a `=` is empty.
  case blankName(String)
  /// A list in brackets has something else than strings in it.
  case notOnlyStrings
  /// An option that the instruction does not have.
  case unknownFlag(String)
  /// An option stands twice.
  case repeatedFlag(String)
  /// An option stands without its value.
  case flagWithoutValue(String)
  /// An option's value is no duration, as `1m30s`.
  case malformedDuration(String)
  /// A duration of a health check is too short.
  case shortDuration(flag: String)
  /// A number of tries is no number, or less than one.
  case malformedRetries(String)
  /// `HEALTHCHECK` with something else than `CMD` or `NONE`.
  case unknownHealthCheck(String)
  /// `HEALTHCHECK CMD` without a command.
  case emptyHealthCheck
  /// `HEALTHCHECK NONE` with a command.
  case healthCheckNoneWithCommand
  /// `ONBUILD ONBUILD`.
  case chainedOnBuild
  /// `ONBUILD FROM` and `ONBUILD MAINTAINER`.
  case notATrigger(String)
  /// A volume's path is empty.
  case emptyVolume
  /// No port has that number.
  case invalidPort(String)
  /// No protocol of that name has ports.
  case invalidProtocol(String)
  /// A word's quote or brace is never closed; what was looked for.
  case unterminated(String)
  /// `${NAME:x}` with something else than `-`, `+` and `?` behind the colon.
  case unsupportedModifier(String)
  /// `${NAME:?WORD}` of a variable that is not set; its name and the word.
  case requiredVariable(String, message: String)
  /// `# escape=` with something else than a backslash or a backtick.
  case invalidEscape(String)
}
