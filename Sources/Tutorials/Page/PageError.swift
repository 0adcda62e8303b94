/// A page that can't be read as a tutorial, with everything that is wrong with it.
public struct PageError: Error, Hashable, Sendable {
  /// The page's path as given.
  public let path: String
  /// What is wrong, by line; never empty.
  public let problems: [PageProblem]
}

/// One thing that is wrong with a page.
public struct PageProblem: Hashable, Sendable {
  /// The rule that was broken.
  public enum Rule: Hashable, Sendable {
    /// The page is larger than ``Page/sizeLimit``.
    case tooLarge(bytes: Int)
    /// The page is not UTF-8.
    case notUTF8
    /// No fence holds one of our commands: not a tutorial.
    case noSteps
    /// A fence that no closing line ends.
    case unclosedFence
    /// A `<details>` that is never closed.
    case unclosedDetails
    /// The front matter is not YAML, or its `tutorial:` is not a mapping of plain values.
    case frontMatter(String)
    /// A key under `tutorial:` that does not exist.
    case unknownKey(String, nearest: String?)
    /// A secret's answer that is not a reference to the environment (`$NAME`).
    case secretOnPage(key: String)
    /// A comment that looks like a misspelt `tutorial:`.
    case misspeltComment(String)
    /// A switch outside of the closed set.
    case unknownSwitch(String, nearest: String?)
    /// A switch whose value is missing or can't be read.
    case invalidSwitch(String, value: String?)
    /// A switch that was given twice for one fence.
    case repeatedSwitch(String)
    /// A comment with switches that does not stand directly above a step's fence.
    case misplacedSwitches
    /// An `id=NAME` that two steps share.
    case repeatedIdentity(String)
    /// A `check …` outside of the closed set.
    case unknownCheck(String, nearest: String?)
    /// A check with the wrong operands; `usage` says which it takes.
    case invalidCheck(String, usage: String)
    /// A check that is a command which changes something, or that no step stands above of.
    case misplacedCheck(String)
  }

  /// The line it stands on, from 1.
  public let line: Int
  /// The rule that was broken.
  public let rule: Rule
}

extension PageProblem: CustomStringConvertible {
  /// The line and the facts, for logs.
  public var description: String { "\(line): \(rule)" }
}
