import ImageSpec
import RegistryClient
import RegistrySimulator

/// Who may do what at a fixture's registries, and how much.
extension FixtureReader {
  func accounts(_ node: FixtureNode?) throws(FixtureError) -> [FixtureAccount] {
    var accounts: [FixtureAccount] = []
    for element in try node?.elements() ?? [] {
      let members = try element.members([
        "username", "password", "admin", "read-only", "deletes", "pulls", "pushes",
      ])
      let name = try members.required("username")
      let username = try name.text()
      guard !username.isEmpty, !username.contains(":"),
        !accounts.contains(where: { $0.credential.username == username })
      else { throw name.error(.invalid(username, reason: "empty, with a colon, or there already")) }
      let isReader = try members["read-only"]?.flag() ?? false
      if isReader, let other = members["admin"] ?? members["pushes"] ?? members["deletes"] {
        throw other.error(.invalid(try name.text(), reason: "a read-only account has only \"pulls\""))
      }
      accounts.append(
        FixtureAccount(
          credential: Credential(username: username, password: try members.required("password").text()),
          isAdministrator: try members["admin"]?.flag() ?? false, isReader: isReader,
          mayDelete: try members["deletes"]?.flag() ?? true, pulls: try repositories(members["pulls"]),
          pushes: try repositories(members["pushes"])))
    }
    return accounts
  }

  private func repositories(_ node: FixtureNode?) throws(FixtureError) -> [RepositoryName] {
    var names: [RepositoryName] = []
    for element in try node?.elements() ?? [] { names.append(try element.parsed { try RepositoryName(parsing: $0) }) }
    return names
  }

  /// A member that means something only where there are accounts.
  func needsAccounts(
    _ node: FixtureNode?, _ authentication: FixtureRegistry.Authentication
  ) throws(FixtureError) -> FixtureNode? {
    if let node, authentication == .none {
      throw node.error(.invalid(try node.text(), reason: "the registry has no \"authentication\""))
    }
    return node
  }

  /// `100/6h` for nobody known, or `{anonymous: 100/6h, accounts: 200/6h, requests: 1000/1m}`.
  func rateLimits(_ node: FixtureNode?) throws(FixtureError) -> RateLimits {
    guard let node else { return RateLimits() }
    guard node.isMapping else { return RateLimits(anonymousPulls: try allowance(node)) }
    let members = try node.members(["anonymous", "accounts", "requests"])
    return RateLimits(
      anonymousPulls: try allowance(members["anonymous"]), accountPulls: try allowance(members["accounts"]),
      requests: try allowance(members["requests"]))
  }

  private func allowance(_ node: FixtureNode?) throws(FixtureError) -> Allowance? {
    try node?.parsed { try Allowance(parsing: $0) }
  }

  /// What a registry takes at most, where it is not the usual.
  func limits(_ node: FixtureNode?) throws(FixtureError) -> RegistryLimits {
    var limits = RegistryLimits()
    guard let node else { return limits }
    let members = try node.members(["manifest-size", "page-size", "uploads", "upload-age", "sweep-age", "log"])
    func count(_ name: String, _ usual: Int, _ range: ClosedRange<Int64>) throws(FixtureError) -> Int {
      guard let node = members[name] else { return usual }
      return Int(try node.integer(range))
    }
    limits.manifestSize = try count("manifest-size", limits.manifestSize, 1...Int64(Document<Manifest>.maximumSize))
    limits.pageSize = try count("page-size", limits.pageSize, 1...100_000)
    limits.uploads = try count("uploads", limits.uploads, 0...100_000)
    limits.logEntries = try count("log", limits.logEntries, 1...1_000_000)
    limits.uploadAge = try members["upload-age"]?.integer(1...Self.year) ?? limits.uploadAge
    limits.sweepAge = try members["sweep-age"]?.integer(0...Self.year) ?? limits.sweepAge
    return limits
  }

  /// In seconds.
  private static let year: Int64 = 31_536_000
}
