import ImageSpec

/// One setting: what stands behind `set` in `drydockrc`, parsed.
public enum Setting: Hashable, Sendable {
  case mirror(RegistryHost, MirrorAddress)
  case plainHTTP(RegistryHost)
  /// A PEM file's absolute path, for one registry or for all.
  case authorities(RegistryHost?, file: String)
  case platform(Platform)
  case foreignLayers(ForeignLayerHandling)

  /// Its name.
  public var name: SettingName {
    switch self {
    case .mirror: .mirror
    case .plainHTTP: .plainHTTP
    case .authorities: .authorities
    case .platform: .platform
    case .foreignLayers: .foreignLayers
    }
  }

  /// The registry that it is about, if it is about one.
  public var host: RegistryHost? {
    switch self {
    case .mirror(let host, _), .plainHTTP(let host): host
    case .authorities(let host, _): host
    case .platform, .foreignLayers: nil
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
      guard let handling = ForeignLayerHandling(rawValue: values[0]) else {
        throw SettingError.invalidWord(values[0], allowed: ForeignLayerHandling.allCases.map(\.rawValue))
      }
      self = .foreignLayers(handling)
    }
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
    case (.authorities(let host, _), .authorities(let otherHost, _)): host == otherHost
    default: self == other
    }
  }
}

/// What is done with layers that registries need not hold.
public enum ForeignLayerHandling: String, CaseIterable, Sendable, Hashable {
  /// Their descriptors are kept, with the addresses in them.
  case reference
  /// Their bytes are fetched from the addresses in their descriptors, where the registry does not have them.
  case fetch
}

/// What is wrong with a setting.
public enum SettingError: Error, Hashable {
  case noName
  case unknownName(String)
  /// Too few values or too many.
  case valueCount(SettingName)
  case invalidHost(String)
  /// No URL of a mirror; with the reason.
  case invalidMirror(String, reason: String)
  case invalidWord(String, allowed: [String])
  /// Docker Hub is never spoken to in plain http.
  case plainDockerHub
}
