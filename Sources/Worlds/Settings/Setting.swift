import ImageSpec

/// One setting: what stands behind `set` in `drydockrc`, parsed.
public enum Setting: Hashable, Sendable {
  case mirror(RegistryHost, MirrorAddress)
  case plainHTTP(RegistryHost)
  /// A PEM file's absolute path, for one registry or for all.
  case authorities(RegistryHost?, file: String)
  case platform(Platform)
  case foreignLayers(ForeignLayerHandling)
  case editingMode(EditingMode)
  case pager(Pager)
  case hints(Bool)

  /// Its name.
  public var name: SettingName {
    switch self {
    case .mirror: .mirror
    case .plainHTTP: .plainHTTP
    case .authorities: .authorities
    case .platform: .platform
    case .foreignLayers: .foreignLayers
    case .editingMode: .editingMode
    case .pager: .pager
    case .hints: .hints
    }
  }

  /// The registry that it is about, if it is about one.
  public var host: RegistryHost? {
    switch self {
    case .mirror(let host, _), .plainHTTP(let host): host
    case .authorities(let host, _): host
    case .platform, .foreignLayers, .editingMode, .pager, .hints: nil
    }
  }

  /// The words behind `set`, which read back as the same setting.
  public var words: [String] {
    let value: [String] =
      switch self {
      case .mirror(let host, let address): [host.description, address.description]
      case .plainHTTP(let host): [host.description]
      case .authorities(let host, let file): (host.map { [$0.description] } ?? []) + [file]
      case .platform(let platform): [platform.description]
      case .foreignLayers(let handling): [handling.rawValue]
      case .editingMode(let mode): [mode.rawValue]
      case .pager(let pager): pager.words
      case .hints(let areShown): [areShown ? Self.on : Self.off]
      }
    return [name.rawValue] + value
  }

  /// Parses the words behind `set`.
  ///
  /// - Parameters:
  ///   - words: a name and its values.
  ///   - path: gives the absolute path of one that was written.
  /// - Throws: ``SettingError``, and what `path` throws.
  public init(parsing words: [String], path: (String) throws -> String) throws {
    guard let text = words.first else { throw SettingError.noName }
    guard let name = SettingName(rawValue: text) else { throw SettingError.unknownName(text) }
    let values = Array(words.dropFirst())
    func expect(_ range: ClosedRange<Int>) throws(SettingError) {
      guard range.contains(values.count) else { throw .valueCount(name) }
    }
    switch name {
    case .mirror:
      try expect(2...2)
      self = .mirror(try Self.host(values[0]), try MirrorAddress(parsing: values[1]))
    case .plainHTTP:
      try expect(1...1)
      let host = try Self.host(values[0])
      guard host != .dockerHub else { throw SettingError.plainDockerHub }
      self = .plainHTTP(host)
    case .authorities:
      try expect(1...2)
      let host = values.count == 2 ? try Self.host(values[0]) : nil
      self = .authorities(host, file: try path(values[values.count - 1]))
    case .platform:
      try expect(1...1)
      self = .platform(try Platform(parsing: values[0]))
    case .foreignLayers:
      try expect(1...1)
      self = .foreignLayers(try Self.word(values[0]))
    case .editingMode:
      try expect(1...1)
      self = .editingMode(try Self.word(values[0]))
    case .pager:
      guard let pager = Pager(values) else { throw SettingError.valueCount(name) }
      self = .pager(pager)
    case .hints:
      try expect(1...1)
      guard [Self.on, Self.off].contains(values[0]) else {
        throw SettingError.invalidWord(values[0], allowed: [Self.on, Self.off])
      }
      self = .hints(values[0] == Self.on)
    }
  }

  private static let (on, off) = ("on", "off")

  private static func word<Value: RawRepresentable<String> & CaseIterable>(
    _ text: String
  ) throws(SettingError) -> Value {
    guard let value = Value(rawValue: text) else {
      throw .invalidWord(text, allowed: Value.allCases.map(\.rawValue))
    }
    return value
  }

  private static func host(_ text: String) throws(SettingError) -> RegistryHost {
    do { return try RegistryHost(parsing: text) } catch { throw .invalidHost(text) }
  }

  /// Looks whether what it names is there. Blocks for a moment.
  ///
  /// - Throws: ``CertificateError`` for a file of authorities that can't be used.
  public func check() throws(CertificateError) {
    if case .authorities(_, let file) = self { _ = try CertificateFolders.authorities(in: file) }
  }

  /// Whether setting this takes the other's place.
  func replaces(_ other: Setting) -> Bool {
    switch (self, other) {
    case (.platform, .platform), (.foreignLayers, .foreignLayers): true
    case (.editingMode, .editingMode), (.pager, .pager), (.hints, .hints): true
    case (.authorities(let host, _), .authorities(let otherHost, _)): host == otherHost
    default: self == other
    }
  }
}
