import CommandLanguage
import Presentation
import Worlds

extension SettingError: WordedError {
  public var words: ErrorText {
    let help = "Run 'help settings' to see them all."
    return switch self {
    case .noName: ErrorText("set: a setting's name is missing", nextStep: help)
    case .unknownName(let text):
      ErrorText(
        "set: there is no setting \"\(text)\"",
        nextStep: ErrorText.didYouMean(Spelling.nearest(to: text, among: SettingName.allCases.map(\.rawValue))) ?? help)
    case .valueCount(let name):
      ErrorText("set: \(name.rawValue) is written 'set \(name.rawValue) \(name.synopsis)'", nextStep: help)
    case .invalidHost(let text):
      ErrorText(
        "set: \"\(text)\" is no registry's host",
        nextStep: "Write HOST or HOST:PORT, without https:// and without a path.")
    case .invalidMirror(let text, let reason):
      ErrorText(
        "set: \"\(text)\" is no address of a mirror: \(reason)",
        nextStep: "Write 'set mirror docker.io https://mirror.example'.")
    case .invalidWord(let text, let allowed):
      ErrorText("set: \"\(text)\" is none of \(allowed.joined(separator: ", "))", nextStep: help)
    case .plainDockerHub:
      ErrorText(
        "set: Docker Hub is never spoken to in plain http",
        nextStep: "For a mirror of it write 'set mirror docker.io http://HOST:PORT'.")
    }
  }

  public var status: ExitStatus { .badFlag }
}

extension SettingsFile.Failure: WordedError {
  public var words: ErrorText {
    let inner: ErrorText
    if let own = reason as? SettingsFile.NotASetting {
      inner = ErrorText("\"\(own.word)\" is not 'set', and nothing else stands in this file")
    } else {
      inner = ErrorWording.texts(for: reason).first ?? ErrorText("\(reason)")
    }
    return ErrorText(
      "\(path):\(line): \(inner.headline)", detail: inner.detail,
      // Not the inner one's: no command runs before the line is mended.
      nextStep: "Mend the line, or start with '--no-config'.")
  }
}

extension SettingRefused: WordedError {
  var words: ErrorText {
    switch self {
    case .withoutEffect(let words):
      ErrorText(
        "set: nothing would come of it: this run ends here",
        nextStep: "Keep it for later runs: 'drydock set --save \(CommandLine.quote(words))'.")
    case .simulated(let name):
      ErrorText(
        "set: \(name.rawValue) has no effect in a simulated world",
        detail: "Every registry is inside of it, and is reached in its own way.")
    case .simulatedSave:
      ErrorText(
        "set: a simulated world changes nothing of yours", nextStep: "Leave out --save, or leave the world first.")
    }
  }
}

extension NothingSet: WordedError {
  var words: ErrorText {
    ErrorText("set: \(CommandLine.quote(asked)) is not set", nextStep: "See what is with 'set'.")
  }
}

extension CertificateError: WordedError {
  public var words: ErrorText {
    switch self {
    case .unreadable(let path, let errno): ErrorText("open \(path): \(ErrorWording.system(errno))")
    case .noCertificate(let path):
      ErrorText(
        "\(path) holds no certificate", nextStep: "It must be in PEM form, with a line '-----BEGIN CERTIFICATE-----'.")
    case .withoutPartner(let path, let missing):
      ErrorText(
        "missing \(missing) beside \(path)",
        detail: "A client's certificate and its key lie side by side; authorities end in .crt.")
    }
  }
}
