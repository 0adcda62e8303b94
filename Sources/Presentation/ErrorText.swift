/// What people read when something failed: one to three lines.
public struct ErrorText: Hashable, Sendable {
  /// The line that docker's users would search for, or our own where docker has none.
  public var headline: String
  /// What was found, in our own words.
  public var detail: String?
  /// The one thing to do next.
  public var nextStep: String?

  /// Composes the text of an error; each part is one line and may hold foreign text.
  public init(_ headline: String, detail: String? = nil, nextStep: String? = nil) {
    self.headline = headline
    self.detail = detail
    self.nextStep = nextStep
  }

  /// The lines for standard error, each ended by a line feed, foreign text escaped.
  public func text(style: Style = .plain) -> String {
    var text = style.red(Escaping.line(headline)) + "\n"
    if let detail { text += Escaping.line(detail) + "\n" }
    if let nextStep { text += style.cyan(Escaping.line(nextStep)) + "\n" }
    return text
  }

  /// The next step that names what was probably meant; nothing where nothing is near.
  public static func didYouMean(_ candidate: String?) -> String? {
    candidate.map { "Did you mean \"\($0)\"?" }
  }
}
