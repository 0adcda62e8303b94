import ByteStreams
import ImageCommands
import ImageOperations
import ImageSpec
import Worlds

/// Remembers which registry a session used last, for the prompt to say as whom.
final class RegistryWatch: Sendable {
  private let last = Locked<RegistryHost?>(nil)

  /// Notes the registry that a command used, as its story says it.
  func note(_ words: [String], _ table: CommandTable) {
    guard let story = try? Dispatcher(table).parse(words).story else { return }
    let hosts = (story.requires + story.provides).compactMap { fact -> RegistryHost? in
      switch fact {
      case .credential(let host): host
      case .remote(let reference): reference.host
      case .image, .container, .file: nil
      }
    }
    if let host = hosts.last { last.withLock { $0 = host } }
  }

  /// The account to show: that of the registry used last, else the only one there is.
  func account(in world: World) async -> KnownNames.Account? {
    Self.chosen(of: await KnownNames.accounts(in: world), lastUsed: last.withLock { $0 })
  }

  static func chosen(of known: [KnownNames.Account], lastUsed host: RegistryHost?) -> KnownNames.Account? {
    known.first { $0.host == host } ?? (known.count == 1 ? known[0] : nil)
  }
}
