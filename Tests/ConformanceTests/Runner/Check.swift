/// One sentence of the distribution specification that a registry's answers can show to be kept.
struct Check: Sendable {
  /// How strongly the specification asks for it, in RFC 2119's words.
  enum Level: String, CaseIterable, Sendable {
    case must = "MUST"
    case should = "SHOULD"
    case may = "MAY"
    /// What the specification leaves open or a later version adds, and what a good registry does nevertheless.
    case beyond
  }

  /// What a registry must have for a check to make sense.
  enum Need: String, CaseIterable, Sendable {
    /// It deletes tags, manifests and blobs.
    case deletion
    /// It answers referrers requests.
    case referrers
    /// It refuses a manifest whose parts it lacks.
    case requiredParts
    /// It takes manifests whose parts it lacks.
    case missingParts
    /// It sets several tags with one push.
    case severalTags
  }

  /// What the check is called, once in the suite: the known failures of a registry are listed by it.
  let name: String
  let level: Level
  let section: Section
  let needs: Set<Need>
  /// Asks the registry; throws ``Violation`` or ``NotOffered``.
  let body: @Sendable (Probe) async throws -> Void

  init(
    _ name: String, _ level: Level, _ section: Section, needs: Set<Need> = [],
    _ body: @escaping @Sendable (Probe) async throws -> Void
  ) {
    self.name = name
    self.level = level
    self.section = section
    self.needs = needs
    self.body = body
  }
}

/// An answer that breaks what a check is about.
struct Violation: Error {
  let reason: String

  init(_ reason: String) { self.reason = reason }
}

/// The registry says in the way that the specification foresees that it does not have an optional thing.
struct NotOffered: Error {
  let reason: String

  init(_ reason: String) { self.reason = reason }
}
