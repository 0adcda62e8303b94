import ByteStreams
import ImageSpec

/// The settings in force, in the order in which they were made.
public struct Settings: Hashable, Sendable {
  /// All of them.
  public private(set) var list: [Setting] = []

  /// Nothing is set.
  public init() {}

  /// Sets something: in the place of what it replaces, else behind all others.
  public mutating func set(_ setting: Setting) {
    guard let index = list.firstIndex(where: setting.replaces) else { return list.append(setting) }
    list[index] = setting
  }

  /// Takes settings back.
  ///
  /// - Returns: what was taken back.
  @discardableResult
  public mutating func remove(where isMeant: (Setting) -> Bool) -> [Setting] {
    defer { list.removeAll(where: isMeant) }
    return list.filter(isMeant)
  }

  /// The mirrors of a registry, in the order in which they are asked.
  public func mirrors(of host: RegistryHost) -> [MirrorAddress] {
    list.compactMap { if case .mirror(host, let address) = $0 { address } else { nil } }
  }

  /// Whether a registry is spoken to in plain http.
  public func usesPlainHTTP(_ host: RegistryHost) -> Bool { list.contains(.plainHTTP(host)) }

  /// The PEM files of authorities for a registry.
  public func authorityFiles(for host: RegistryHost) -> [String] {
    list.compactMap { setting in
      guard case .authorities(let owner, let file) = setting, owner == nil || owner == host else { return nil }
      return file
    }
  }

  /// The platform that is taken from an index.
  public var platform: Platform? {
    for case .platform(let platform) in list { return platform }
    return nil
  }

  /// Whose keys edit a line at the prompt.
  public var editingMode: EditingMode {
    for case .editingMode(let mode) in list { return mode }
    return .emacs
  }

  /// What shows output that is taller than the screen; nil for what the environment says.
  public var pager: Pager? {
    for case .pager(let pager) in list { return pager }
    return nil
  }

  /// Whether the prompt shows how a line may go on.
  public var hints: Bool {
    for case .hints(let areShown) in list { return areShown }
    return true
  }

  /// What is done with foreign layers.
  public var foreignLayers: ForeignLayerHandling {
    for case .foreignLayers(let handling) in list { return handling }
    return .reference
  }
}

/// The settings of a run, which `set` changes: a world and what asks it see the same.
public final class RunSettings: Sendable {
  private let settings: Locked<Settings>

  /// Begins with what was read.
  public init(_ settings: Settings = Settings()) { self.settings = Locked(settings) }

  /// The settings as they are now.
  public var current: Settings { settings.withLock { $0 } }

  /// Changes them for the rest of the run, in one step.
  public func change<Result>(_ body: (inout Settings) -> Result) -> Result { settings.withLock { body(&$0) } }
}
