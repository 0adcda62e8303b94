import ImageSpec
import LayoutStore
import Worlds

/// The names of a world's own images, found by their beginning or their ids, however many there are: for completion and
/// hints, which ask at every key.
///
/// Reads a cache or memory, takes no lock, and never waits for anybody. What can't be read is not offered: whoever runs
/// the command then hears why. All of it blocks, but for milliseconds.
public struct LocalNames: Sendable {
  private let list: NameList

  /// Takes the names as they are now.
  ///
  /// - Parameters:
  ///   - world: whose names.
  ///   - looking: looks at the images of which nothing is known yet; nil leaves them as they are.
  public init(in world: World, looking: ImageLook? = nil) {
    let names = { (try? world.store.names(for: world.platform)) ?? NameList([]) }
    let list = names()
    self.list = looking?.look(at: { list.unsummarized }, in: world) == true ? names() : list
  }

  /// How many names and nameless images there are.
  public var count: Int { list.count }

  /// The places of the names that begin with a text, sorted by their bytes.
  public func positions(beginningWith prefix: String) -> [Int] { Array(list.positions(beginningWith: prefix)) }

  /// The places of the names that contain a text, whatever its case.
  public func positions(containing part: String) -> [Int] { list.positions(containing: part) }

  /// The places of the names whose images' ids begin with hexadecimal digits, and of such images without a name. An
  /// image that nobody looked at yet is not found.
  public func positions(identifiedBy digits: String) -> [Int] { list.positions(identifierBeginningWith: digits) }

  /// The places of the images without a name.
  public var namelessPositions: [Int] { Array(list.namelessPositions) }

  /// The name at a place; empty where there is none.
  public func text(at position: Int) -> String { list.name(at: position) }

  /// What is known of the image at a place; nil where the cache is damaged.
  public func name(at position: Int) -> LocalName? { list[position].map(LocalName.init) }

  /// The repositories of all names, familiar and without tags, each once, sorted.
  public var repositories: [String] {
    var found: [Substring] = []
    for position in list.positions(beginningWith: "") {
      let name = list.name(at: position)
      guard let colon = name.utf8.lastIndex(of: UInt8(ascii: ":")) else { continue }
      if found.last != name[..<colon] { found.append(name[..<colon]) }
    }
    // A repository's names stand together but for those of one that its own goes on to, as `a-b` between `a` and `a:`.
    return Set(found.map(String.init)).sorted()
  }
}

extension LocalNames {
  /// The image that a word means by a name, familiar or whole, with or without `latest`.
  public func name(written word: String) -> LocalName? {
    guard let reference = try? ImageReference(parsing: word), reference.digest == nil else { return nil }
    let familiar = reference.withDefaultTag.familiar
    let place = list.positions(beginningWith: familiar).first
    return place.flatMap { text(at: $0) == familiar ? name(at: $0) : nil }
  }
}
