import ImageSpec
import Presentation
import RegistryClient
import Worlds

extension CommandContext {
  /// This context with a world that tells of waits and of mirrors that fail, on the error output.
  func tellingNotices() -> CommandContext {
    var context = self
    let errors = errors
    // A notice that nobody can read any more is no reason to stop.
    context.world = world.telling { try? errors.line(Self.line($0)) }
    return context
  }

  /// A notice as one line.
  static func line(_ notice: RegistryNotice) -> String { Escaping.line(text(notice)) }

  private static func text(_ notice: RegistryNotice) -> String {
    switch notice {
    case .waiting(let notice):
      let seconds = max(1, notice.delay.components.seconds)
      return switch notice.cause {
      case .status(429): "Notice: \(notice.host) asks for fewer requests: waiting \(seconds) s"
      case .status(let status): "Notice: \(notice.host) can't answer now (\(status)): waiting \(seconds) s"
      case .connection: "Notice: the connection to \(notice.host) was lost: waiting \(seconds) s"
      }
    case .mirrorFailed(let address, let error):
      let reason = ErrorWording.headline(of: error)
      return "Notice: mirror \(address) did not serve: \(reason)"
    }
  }

  /// Says how many pulls a registry still allows, where it told, and where that is little. To be called when a command
  /// has pulled.
  func tellQuota(of host: RegistryHost) throws {
    guard let quota = world.quota(of: host), quota.isLow else { return }
    try notice(quota.text(host))
  }
}

extension RegistryQuota {
  /// The quota as a sentence.
  func text(_ host: RegistryHost) -> String {
    let left = remaining == 1 ? "1 more pull" : "\(remaining) more pulls"
    return "\(host) allows \(remaining == 0 ? "no more pulls" : left) of \(limit)"
      + (window.map { " within \(Self.period($0))" } ?? "") + "."
  }

  private static func period(_ seconds: Int) -> String {
    switch seconds {
    case 3600...: seconds / 3600 == 1 ? "an hour" : "\(seconds / 3600) hours"
    case 60...: seconds / 60 == 1 ? "a minute" : "\(seconds / 60) minutes"
    default: "\(seconds) seconds"
    }
  }
}

extension ErrorText {
  /// The text without docker's words for who answered: its engine prints errors bare once a transfer runs.
  var withoutDaemonPrefix: ErrorText {
    let prefix = "Error response from daemon: "
    guard headline.hasPrefix(prefix) else { return self }
    return ErrorText(String(headline.dropFirst(prefix.count)), detail: detail, nextStep: nextStep)
  }
}
