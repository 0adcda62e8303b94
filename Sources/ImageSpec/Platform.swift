/// The platform that an image runs on.
///
/// See [the `platform` member of an index](https://github.com/opencontainers/image-spec/blob/v1.1.0/image-index.md).
/// The names are Go's `GOOS` and `GOARCH`; parsing brings the usual other spellings to them.
public struct Platform: Hashable, Sendable, CustomStringConvertible {
  /// The operating system, as `linux` or `windows`.
  public var os: String
  /// The architecture, as `amd64`; empty where it does not matter.
  public var architecture: String
  /// The architecture's variant, as `v7`.
  public var variant: String?
  /// `os.version`: the Windows build that the image needs, as `10.0.14393.1066`.
  public var osVersion: String?
  /// `os.features`, as `win32k`.
  public var osFeatures: [String]

  /// Names a platform with Go's names.
  public init(
    os: String, architecture: String, variant: String? = nil, osVersion: String? = nil, osFeatures: [String] = []
  ) {
    self.os = os
    self.architecture = architecture
    self.variant = variant
    self.osVersion = osVersion
    self.osFeatures = osFeatures
  }

  /// Reads the `platform` of an index's entry or the members of a configuration.
  public init(decoding json: JSONCursor) throws(DocumentError) {
    self.init(
      os: try json.optional("os")?.string() ?? "", architecture: try json.optional("architecture")?.string() ?? "",
      variant: try json.optional("variant")?.string(), osVersion: try json.optional("os.version")?.string(),
      osFeatures: try json.optional("os.features")?.strings() ?? [])
    if variant == "" { variant = nil }
    if osVersion == "" { osVersion = nil }
  }

  /// Parses `OS[/ARCH[/VARIANT]]` and `windows(10.0.14393)/amd64`; a lone architecture means Linux.
  ///
  /// - Throws: ``PlatformError`` that names the rule broken.
  public init(parsing text: String) throws(PlatformError) {
    var parts = text.split(separator: "/", omittingEmptySubsequences: false).map { $0.lowercased() }
    guard (1...3).contains(parts.count) else { throw .wrongForm(text) }
    var osVersion: String?
    if let open = parts[0].firstIndex(of: "("), parts[0].hasSuffix(")") {
      osVersion = String(parts[0][parts[0].index(after: open)...].dropLast())
      parts[0] = String(parts[0][..<open])
      guard let version = osVersion, !version.isEmpty,
        version.utf8.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: ".") })
      else { throw .wrongVersion(text) }
    }
    for part in parts {
      guard let first = part.utf8.first, first.isAlphanumeric,
        part.utf8.allSatisfy({ $0.isAlphanumeric || "._-".utf8.contains($0) })
      else {
        throw .wrongForm(text)
      }
    }
    if parts.count == 1, let (architecture, variant) = Self.architectures[parts[0]] {
      self.init(os: "linux", architecture: architecture, variant: variant)
      return
    }
    let os = Self.systems[parts[0]] ?? parts[0]
    guard Self.knownSystems.contains(os) else { throw .unknownSystem(text) }
    let known = parts.count > 1 ? Self.architectures[parts[1]] : ("", nil)
    self.init(
      os: os, architecture: known?.name ?? parts[1], variant: parts.count > 2 ? parts[2] : known?.variant,
      osVersion: osVersion)
  }

  private static let systems = ["macos": "darwin"]
  private static let knownSystems: Set<String> = [
    "aix", "android", "darwin", "dragonfly", "freebsd", "illumos", "ios", "js", "linux", "netbsd", "openbsd", "plan9",
    "solaris", "wasip1", "windows",
  ]
  private static let architectures: [String: (name: String, variant: String?)] = [
    "amd64": ("amd64", nil), "x86_64": ("amd64", nil), "x86-64": ("amd64", nil), "386": ("386", nil),
    "i386": ("386", nil), "arm64": ("arm64", nil), "aarch64": ("arm64", nil), "arm": ("arm", nil),
    "armhf": ("arm", "v7"), "armel": ("arm", "v6"), "ppc64le": ("ppc64le", nil), "s390x": ("s390x", nil),
    "riscv64": ("riscv64", nil), "mips64le": ("mips64le", nil), "loong64": ("loong64", nil), "wasm": ("wasm", nil),
  ]

  /// `OS/ARCH[/VARIANT]`, with the Windows version in brackets behind the system.
  public var description: String {
    var text = osVersion.map { "\(os)(\($0))" } ?? os
    if !architecture.isEmpty { text += "/\(architecture)" }
    if let variant { text += "/\(variant)" }
    return text
  }

  /// Whether an image of this platform is what `wanted` asks for.
  ///
  /// A part that `wanted` leaves out matches anything; `arm64` and `arm64/v8` are the same. A Windows version matches
  /// when major, minor and build are the wanted ones, as far as those are given: revisions of a build are compatible, see
  /// [Windows container version compatibility](https://learn.microsoft.com/virtualization/windowscontainers/deploy-containers/version-compatibility).
  public func satisfies(_ wanted: Platform) -> Bool {
    guard os == wanted.os, wanted.architecture.isEmpty || architecture == wanted.architecture else { return false }
    if let variant = wanted.variant, variant != effectiveVariant { return false }
    guard let version = wanted.osVersion else { return true }
    guard let own = osVersion else { return false }
    let numbers = version.split(separator: ".").prefix(3)
    return own.split(separator: ".").prefix(numbers.count).elementsEqual(numbers)
  }

  private var effectiveVariant: String? {
    if let variant { return variant }
    return architecture == "arm64" ? "v8" : architecture == "arm" ? "v7" : nil
  }

  /// The platform as an index's entry carries it.
  public var json: JSON {
    var object = JSONObject()
    object["architecture"] = .string(architecture)
    object["os"] = .string(os)
    if let osVersion { object["os.version"] = .string(osVersion) }
    if !osFeatures.isEmpty { object["os.features"] = .strings(osFeatures) }
    if let variant { object["variant"] = .string(variant) }
    return .object(object)
  }
}

/// The rule of the platform grammar that a text breaks.
public enum PlatformError: Error, Hashable {
  /// Not `OS[/ARCH[/VARIANT]]`.
  case wrongForm(String)
  /// The brackets hold no version.
  case wrongVersion(String)
  /// No operating system and no architecture has that name.
  case unknownSystem(String)
}
