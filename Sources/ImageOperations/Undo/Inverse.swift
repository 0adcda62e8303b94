import ContainerStore
import ContentStore
import ImageSpec
import LayoutStore

/// The changes that take others back, names first.
struct Inverse {
  private let effects: [Effect]

  /// Inverts changes; those that can't be taken back have no inverse.
  init(of effects: [Effect]) { self.effects = effects.reversed() }

  /// The images that get a name or their place in the list back, and whose content must be there.
  var restored: [Descriptor] {
    effects.compactMap { effect in
      switch effect {
      case .reference(_, let before, _): before
      case .imageRemoved(let root): root
      default: nil
      }
    }
  }

  /// The inverse changes; `container` tells of the containers that come back.
  func effects(_ container: (String) -> Container?) -> [Effect] {
    effects.compactMap { effect in
      switch effect {
      case .reference(let name, let before, let after): .reference(name, before: after, after: before)
      case .imageAdded(let root): .imageRemoved(root)
      case .imageRemoved(let root): .imageAdded(root)
      case .containerCreated(let id, _, _): .containerRemoved(id: id)
      case .containerRemoved(let id):
        container(id).map { .containerCreated(id: id, name: $0.name.description, image: $0.imageID) }
      default: nil
      }
    }
  }

  /// Takes the changes of names and images back.
  ///
  /// - Throws: ``UndoObstacle/nameChanged(_:)`` where the index is not as the changes left it.
  func apply(to index: inout LayoutIndex) throws {
    let names = UndoState.names(of: index)
    for case .reference(let name, _, let after) in effects where names[name]?.bare != after?.bare {
      throw UndoObstacle.nameChanged(name)
    }
    for case .reference(let name, let before, _) in effects {
      if let before { index.set(name, to: before) } else { index.remove(name, leavingDangling: true) }
    }
    for effect in effects {
      switch effect {
      case .imageAdded(let root): index.removeDangling(root.digest)
      case .imageRemoved(let root): index.add(root)
      default: break
      }
    }
  }
}
