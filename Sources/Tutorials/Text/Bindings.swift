/// What the ids and names of a page stand for. Ids map one to one: over the whole page one id of the page is one id of
/// the world, and the other way round.
public struct Bindings: Hashable, Sendable {
  /// Why something can't stand for something.
  public enum Conflict: Hashable, Sendable {
    /// The page's id or name stood for another value before, first on that line.
    case standsFor(String, line: Int)
    /// The value was called otherwise before, first on that line: two ids for one thing.
    case calledBefore(String, line: Int)
  }

  private struct Bound: Hashable {
    let text: String
    let line: Int
  }

  private var realByPage: [String: Bound] = [:]
  private var pageByReal: [String: Bound] = [:]
  private var names: [String: Bound] = [:]

  /// Nothing bound yet.
  public init() {}

  /// Binds an id of the page, or compares it with what it is bound to.
  ///
  /// - Parameters:
  ///   - page: the id as the page shows it, with or without `sha256:`, in full or cut to 12 digits.
  ///   - real: the id that was printed.
  ///   - line: where the page shows it; 0 for an id that a fixture gives.
  /// - Returns: the conflict; then nothing was bound.
  public mutating func bind(id page: String, to real: String, line: Int) -> Conflict? {
    let pageKey = Self.key(page)
    let realKey = Self.key(real)
    if let bound = realByPage[pageKey] {
      return Self.key(bound.text) == realKey ? nil : .standsFor(bound.text, line: bound.line)
    }
    if let bound = pageByReal[realKey] { return .calledBefore(bound.text, line: bound.line) }
    realByPage[pageKey] = Bound(text: real, line: line)
    pageByReal[realKey] = Bound(text: page, line: line)
    return nil
  }

  /// Binds `<name>`, or compares it with what it is bound to.
  public mutating func bind(name: String, to value: String, line: Int) -> Conflict? {
    if let bound = names[name] { return bound.text == value ? nil : .standsFor(bound.text, line: bound.line) }
    names[name] = Bound(text: value, line: line)
    return nil
  }

  /// What an id of the page stands for, as it was printed.
  public func id(_ page: String) -> String? { realByPage[Self.key(page)]?.text }

  /// What the page calls an id.
  public func pageID(of real: String) -> String? { pageByReal[Self.key(real)]?.text }

  /// What `<name>` stands for.
  public func value(of name: String) -> String? { names[name]?.text }

  /// Ids are compared by their first 12 digits: as much as every command prints.
  private static func key(_ id: String) -> String {
    let hex = id.split(separator: ":", maxSplits: 1).last ?? ""
    return hex.prefix(12).lowercased()
  }
}
