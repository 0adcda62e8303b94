import ContainerStore
import ImageSpec
import LayoutStore

/// Who keeps an image in the store without a name; its text stands in the index.
enum Keeper: Hashable, CustomStringConvertible {
  /// A container over the image, until its files are gone for good.
  case container(ContainerID)
  /// An image that was committed over it here: docker's parent. Holds while the child is in the list.
  case child(Digest)

  var description: String {
    switch self {
    case .container(let id): "container/\(id)"
    case .child(let manifest): "image/\(manifest)"
    }
  }

  /// Reads a keeper of the index; nil for somebody else's.
  init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return nil }
    switch parts[0] {
    case "container":
      guard let id = try? ContainerID(parsing: parts[1]) else { return nil }
      self = .container(id)
    case "image":
      guard let digest = try? Digest(parsing: parts[1]) else { return nil }
      self = .child(digest)
    default: return nil
    }
  }

  /// The keepers of an index that have no claim any more: containers that are gone, though they may still be brought
  /// back, and children that are in the list no more. Those of others always have one. Blocks.
  ///
  /// - Parameters:
  ///   - index: the index.
  ///   - containers: the containers.
  ///   - gone: containers that count as gone already.
  /// - Returns: the keepers' texts.
  static func void(
    in index: LayoutIndex, _ containers: ContainerStore, without gone: Set<ContainerID> = []
  ) -> Set<String> {
    let listed = Set(index.images.filter(\.isListed).map(\.descriptor.digest))
    return Set(
      index.keepers.filter { text in
        switch Keeper(text) {
        case .container(let id): gone.contains(id) || !containers.holds(id)
        case .child(let digest): !listed.contains(digest)
        case nil: false
        }
      })
  }
}
