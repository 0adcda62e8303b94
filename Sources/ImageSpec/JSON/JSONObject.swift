/// The members of a JSON object in the order in which they were written, each key once.
public struct JSONObject: Hashable, Sendable {
  /// Keys and values, in order.
  public private(set) var members: [(key: String, value: JSON)] = []
  /// Where the keys stand; empty while there are so few that looking at each is faster.
  private var positions: [Key: Int] = [:]
  private static let fewMembers = 12

  /// An object without members.
  public init() {}

  /// The keys, in order.
  public var keys: [String] { members.map(\.key) }

  /// Whether there are no members.
  public var isEmpty: Bool { members.isEmpty }

  /// The value of a key. Setting a new key appends it; setting nil removes it.
  public subscript(key: String) -> JSON? {
    get { position(of: Key(text: key)).map { members[$0].value } }
    set {
      switch (position(of: Key(text: key)), newValue) {
      case (let position?, let value?): members[position].value = value
      case (nil, let value?):
        members.append((key, value))
        if !positions.isEmpty {
          positions[Key(text: key)] = members.count - 1
        } else if members.count > Self.fewMembers {
          indexMembers()
        }
      case (let position?, nil):
        members.remove(at: position)
        indexMembers()
      case (nil, nil): break
      }
    }
  }

  private func position(of key: Key) -> Int? {
    positions.isEmpty ? members.firstIndex { Key(text: $0.key) == key } : positions[key]
  }

  private mutating func indexMembers() {
    positions.removeAll(keepingCapacity: true)
    guard members.count > Self.fewMembers else { return }
    for (position, member) in members.enumerated() { positions[Key(text: member.key)] = position }
  }

  /// Two objects are equal when they have the same members, in whatever order.
  public static func == (left: JSONObject, right: JSONObject) -> Bool {
    left.members.count == right.members.count && left.members.allSatisfy { right[$0.key] == $0.value }
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(Set(members.map { Key(text: $0.key) })) }

  /// A key by its bytes: `String` takes canonically equivalent texts for equal, JSON doesn't.
  private struct Key: Hashable {
    let text: String

    static func == (left: Key, right: Key) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    func hash(into hasher: inout Hasher) {
      var text = text
      text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
  }
}
