/// The weather of a registry: its rules in their order, and what they did so far.
///
/// The same requests in the same order meet the same weather. Each rule counts only the requests that it is about, so
/// that requests to other endpoints don't disturb it, and its chance depends on the seed, its number and its own count.
///
/// Several rules can strike one request, as a delay and a reset do. Of rules that can't both be (two statuses), the first
/// that strikes counts, and the others don't see the request: `429 once` and `503 once` are two requests.
public struct Weather: Hashable, Sendable {
  /// A rule with its number and its counts.
  public struct Entry: Hashable, Sendable {
    /// The number that it has for as long as the registry lives, from 1; never given twice.
    public let number: Int
    /// The rule.
    public let rule: WeatherRule
    /// How many requests it met: those that it is about, and that its fault could harm.
    public fileprivate(set) var met = 0
    /// How many of them it struck.
    public fileprivate(set) var struck = 0

    init(number: Int, rule: WeatherRule, met: Int = 0, struck: Int = 0) {
      self.number = number
      self.rule = rule
      self.met = met
      self.struck = struck
    }
  }

  /// The most rules that are reached by adding one.
  public static let limit = 100

  /// The rules, oldest first.
  public private(set) var entries: [Entry] = []
  /// What chance is decided by.
  public let seed: UInt64
  private var lastNumber = 0

  /// The weather of some rules, numbered from 1.
  public init(_ rules: [WeatherRule] = [], seed: UInt64 = 1) {
    self.seed = seed
    for rule in rules { append(rule) }
  }

  /// Adds a rule behind the others.
  ///
  /// - Returns: its number; nil where there are ``limit`` rules already.
  @discardableResult
  public mutating func add(_ rule: WeatherRule) -> Int? {
    guard entries.count < Self.limit else { return nil }
    append(rule)
    return lastNumber
  }

  private mutating func append(_ rule: WeatherRule) {
    lastNumber += 1
    entries.append(Entry(number: lastNumber, rule: rule))
  }

  /// Takes a rule away.
  ///
  /// - Returns: the rule with its counts; nil where none has that number.
  @discardableResult
  public mutating func remove(_ number: Int) -> Entry? {
    entries.firstIndex { $0.number == number }.map { entries.remove(at: $0) }
  }

  /// Takes all rules away; returns them with their counts.
  @discardableResult
  public mutating func removeAll() -> [Entry] {
    defer { entries = [] }
    return entries
  }

  /// The faults that strike, in the order of the rules, and counts them.
  ///
  /// - Parameters:
  ///   - subject: the request.
  ///   - isConcerned: whether a fault belongs to this moment and can harm what there is.
  /// - Returns: the faults, each of another aspect.
  mutating func strike(_ subject: WeatherSubject, where isConcerned: (WeatherFault) -> Bool) -> [WeatherFault] {
    var faults: [WeatherFault] = []
    for index in entries.indices {
      let entry = entries[index]
      guard !faults.contains(where: { $0.aspect == entry.rule.fault.aspect }), entry.rule.requests.contains(subject),
        isConcerned(entry.rule.fault)
      else { continue }
      entries[index].met += 1
      let chance = Occurrence.mixed(seed) &+ Occurrence.mixed(UInt64(entry.number))
      if entry.rule.occurrence.strikes(met: entry.met, struck: entry.struck, seed: chance) {
        entries[index].struck += 1
        faults.append(entry.rule.fault)
      }
    }
    return faults
  }
}

extension WeatherFault {
  /// What of an exchange a fault changes: one fault at a time.
  enum Aspect: Hashable {
    case answer, end, content, pace, delay, digest, token, clock
    case header(String)
  }

  var aspect: Aspect {
    switch self {
    case .status, .redirect, .hostile, .noRange, .broken(_, nil), .stall(nil): .answer
    case .broken, .stall, .lostAnswer, .endless, .length: .end
    case .flip, .html, .badJSON, .hugeJSON, .mediaType: .content
    case .drip, .slow: .pace
    case .delay: .delay
    case .wrongDigest, .noDigest: .digest
    case .staleToken: .token
    case .skew: .clock
    case .header(let name, _): .header(name.lowercased())
    }
  }
}
