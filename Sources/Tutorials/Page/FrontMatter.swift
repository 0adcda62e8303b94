import CommandLanguage
import Yams

/// What a page says about itself in the YAML between two `---` at its very beginning.
public struct FrontMatter: Hashable, Sendable {
  /// Where an answer to a prompt comes from.
  public enum Answer: Hashable, Sendable {
    /// The text itself; never a secret.
    case text(String)
    /// `$NAME`: the environment variable of that name.
    case environment(String)
  }

  /// The title, in place of the first heading.
  public let title: String?
  /// The fixture that the page starts in: a name or a path.
  public let fixture: String?
  /// The platform of the page's world.
  public let platform: String?
  /// Answers to prompts, by the prompt in lower case (`username`, `password`).
  public let answers: [String: Answer]

  static let none = FrontMatter(title: nil, fixture: nil, platform: nil, answers: [:])
}

/// Reads front matter: other keys than `tutorial` are the site's and are ignored.
struct FrontMatterReader {
  static let keys = ["title", "fixture", "platform", "answers"]

  /// The lines of the front matter, its fences included.
  let lines: ClosedRange<Int>
  private(set) var frontMatter = FrontMatter.none
  private(set) var problems: [PageProblem] = []

  /// Returns nothing when the page does not begin with front matter.
  init?(_ page: [String]) {
    guard page.first?.trimmed == "---" else { return nil }
    guard let end = page.dropFirst().firstIndex(where: { ["---", "..."].contains($0.trimmed) && !$0.hasPrefix(" ") })
    else { return nil }
    lines = 1...(end + 1)
    let yaml = page[1..<end].joined(separator: "\n")
    read(yaml)
  }

  private mutating func read(_ yaml: String) {
    let root: Node?
    do {
      root = try Yams.compose(yaml: yaml)
    } catch {
      // A site's own dialect is no business of ours, as long as nothing in it is meant for us.
      if yaml.lines.contains(where: { $0.hasPrefix("tutorial") }) { problem(1, .frontMatter("not YAML")) }
      return
    }
    guard case .mapping(let mapping)? = root else { return }
    for (key, value) in mapping where key.string == "tutorial" {
      guard case .mapping(let tutorial) = value else {
        if value.null == nil { problem(line(key), .frontMatter("tutorial: is not a mapping")) }
        continue
      }
      read(tutorial)
    }
  }

  private mutating func read(_ tutorial: Node.Mapping) {
    var texts: [String: String] = [:]
    var answers: [String: FrontMatter.Answer] = [:]
    for (key, value) in tutorial {
      let name = key.string ?? ""
      if name == "answers", case .mapping(let mapping) = value {
        for (key, value) in mapping { answer(key, value, into: &answers) }
      } else if !Self.keys.contains(name) {
        problem(line(key), .unknownKey(name, nearest: Spelling.nearest(to: name, among: Self.keys)))
      } else if name != "answers", let text = value.scalar?.string {
        texts[name] = text
      } else {
        problem(line(key), .frontMatter("tutorial.\(name) has the wrong shape"))
      }
    }
    frontMatter = FrontMatter(
      title: texts["title"], fixture: texts["fixture"], platform: texts["platform"], answers: answers)
  }

  private mutating func answer(_ key: Node, _ value: Node, into answers: inout [String: FrontMatter.Answer]) {
    guard let prompt = key.string, let text = value.scalar?.string else {
      problem(line(key), .frontMatter("tutorial.answers has the wrong shape"))
      return
    }
    if let name = Self.variable(text) {
      answers[prompt.lowercased()] = .environment(name)
    } else if PromptLine.isSecret(prompt) {
      problem(line(key), .secretOnPage(key: prompt))
    } else {
      answers[prompt.lowercased()] = .text(text)
    }
  }

  private static func variable(_ text: String) -> String? {
    guard text.hasPrefix("$") else { return nil }
    let braced = text.hasPrefix("${") && text.hasSuffix("}")
    let name = braced ? text.dropFirst(2).dropLast() : text.dropFirst()
    guard let first = name.first, !first.isNumber,
      name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") })
    else { return nil }
    return String(name)
  }

  private func line(_ node: Node) -> Int { (node.mark?.line ?? 0) + 1 }

  private mutating func problem(_ line: Int, _ rule: PageProblem.Rule) {
    problems.append(PageProblem(line: line, rule: rule))
  }
}
