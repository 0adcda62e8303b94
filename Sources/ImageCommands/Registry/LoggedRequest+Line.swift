import ImageSpec
import Presentation
import RegistrySimulator

extension LoggedRequest {
  /// The request in one line, for who watches a registry.
  var line: String {
    let who = [account, address].compactMap { $0 }.joined(separator: "@")
    var words = [started.description, who.isEmpty ? "-" : who, method, target, "\(status)", "\(bytes)B"]
    if let agent { words.append(agent) }
    if !weather.isEmpty { words.append("[\(weather.joined(separator: ", "))]") }
    return Escaping.line(words.joined(separator: " "))
  }
}
