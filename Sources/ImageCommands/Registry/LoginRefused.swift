import Presentation

/// Why a login did not begin.
enum LoginRefused: WordedError {
  /// Both ways to give a password.
  case passwordTwice
  /// A password comes from standard input, which then can't be asked for a name.
  case stdinWithoutUsername
  /// Nothing came from standard input.
  case emptyInput
  case noUsername
  case noPassword
  case notATerminal

  var words: ErrorText {
    let nonTTY = "Error: Cannot perform an interactive login from a non TTY device"
    return switch self {
    case .passwordTwice:
      ErrorText(
        "conflicting options: cannot specify both --password and --password-stdin",
        nextStep: "Leave --password out: --password-stdin is the safe one.")
    case .stdinWithoutUsername:
      ErrorText("the --password-stdin option requires --username to be set", nextStep: "Add '-u NAME'.")
    case .emptyInput: ErrorText(nonTTY, detail: "No password came from standard input.")
    case .noUsername: ErrorText("Error: Non-null Username Required")
    case .noPassword: ErrorText("Error: Password Required")
    case .notATerminal: ErrorText(nonTTY, nextStep: "Add '-u NAME --password-stdin' and pipe the password in.")
    }
  }
}
