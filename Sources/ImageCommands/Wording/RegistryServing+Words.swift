import Presentation
import RegistrySimulator

extension Allowance.Invalid: WordedError {
  public var words: ErrorText {
    ErrorText(
      "\"\(Escaping.line(text))\" is no rate limit",
      nextStep: "Write COUNT/DURATION, as 100/6h: a hundred pulls in six hours.")
  }
}

extension ListenerError: WordedError {
  public var words: ErrorText {
    switch self {
    case .cannotListen(let host, let port, let reason):
      // Go's line, which docker's users and servers know.
      ErrorText(
        "listen tcp \(Escaping.line(host)):\(port): bind: \(Escaping.line(reason).lowercased())",
        nextStep: "Take another address with '--listen HOST:PORT'; port 0 takes a free one.")
    case .startedBefore: ErrorText(description)
    }
  }
}

extension StorageError: WordedError {
  public var words: ErrorText {
    switch self {
    case .inUse(let path):
      ErrorText(
        "\(Escaping.line(path)) is in use by another registry",
        nextStep: "Stop that one first, or serve another folder with '--storage FOLDER'.")
    case .damaged(let path, let reason): ErrorText("\(Escaping.line(path)) can't be read: \(Escaping.line(reason))")
    default: ErrorText("the registry's storage failed: \(Escaping.line(description))")
    }
  }
}
