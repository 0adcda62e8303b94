/// A version of docker's command line tool, as far as samples tell generations apart: `1.13`, `17.12`, `29`.
struct ToolVersion: Hashable, Comparable, CustomStringConvertible {
  let major: Int
  let minor: Int

  init(_ major: Int, _ minor: Int = 0) { (self.major, self.minor) = (major, minor) }

  static func < (first: ToolVersion, second: ToolVersion) -> Bool {
    (first.major, first.minor) < (second.major, second.minor)
  }

  var description: String { major >= 23 && minor == 0 ? "\(major)" : "\(major).\(zero)\(minor)" }

  /// Versions that are called by year and month have two digits for the month.
  private var zero: String { (17...20).contains(major) && minor < 10 ? "0" : "" }
}

/// Which versions of the tool print something.
struct ToolVersions: Hashable {
  /// The first that does; nil where it was always so.
  let since: ToolVersion?
  /// The first that does not any more; nil where it is still so.
  let before: ToolVersion?

  init(since: ToolVersion? = nil, before: ToolVersion? = nil) { (self.since, self.before) = (since, before) }

  /// Whether some version prints both.
  func meets(_ other: ToolVersions) -> Bool {
    let since = [since, other.since].compactMap { $0 }.max()
    let before = [before, other.before].compactMap { $0 }.min()
    guard let since, let before else { return true }
    return since < before
  }

  /// The versions that print both, where there are some.
  func intersection(_ other: ToolVersions) -> ToolVersions {
    ToolVersions(
      since: [since, other.since].compactMap { $0 }.max(), before: [before, other.before].compactMap { $0 }.min())
  }

  /// For people: `before docker 1.10`, `since docker 29`, `docker 1.10 until before 1.13`.
  var words: String {
    switch (since, before) {
    case (nil, nil): "any docker"
    case (let since?, nil): "docker \(since) or later"
    case (nil, let before?): "docker before \(before)"
    case (let since?, let before?): "docker \(since) or later, but before \(before)"
    }
  }
}
