/// The members of a JSON object in the order in which they were written, each key once.
public struct JSONObject: Hashable, Sendable {
  /// Keys and values, in order.
  public private(set) var members: [(key: String, value: JSON)] = []
  private var positions: [Key: Int] = [:]

  /// An object without members.
  public init() {}

  /// The keys, in order.
  public var keys: [String] { members.map(\.key) }

  /// Whether there are no members.
  public var isEmpty: Bool { members.isEmpty }

  /// The value of a key. Setting a new key appends it; setting nil removes it.
  public subscript(key: String) -> JSON? {
    get { positions[Key(text: key)].map { members[$0].value } }
    set {
      switch (positions[Key(text: key)], newValue) {
      case (let position?, let value?): members[position].value = value
      case (nil, let value?):
        positions[Key(text: key)] = members.count
        members.append((key, value))
      case (let position?, nil):
        members.remove(at: position)
        positions = Dictionary(uniqueKeysWithValues: members.enumerated().map { (Key(text: $1.key), $0) })
      case (nil, nil): break
      }
    }
  }

  /// Two objects are equal when they have the same members, in whatever order.
  public static func == (left: JSONObject, right: JSONObject) -> Bool {
    left.members.count == right.members.count && left.members.allSatisfy { right[$0.key] == $0.value }
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(Set(positions.keys)) }

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
