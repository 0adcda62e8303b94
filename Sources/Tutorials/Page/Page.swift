/// A documentation page, read as a tutorial.
public struct Page: Hashable, Sendable {
  /// The largest page that is read, in bytes.
  public static let sizeLimit = 4 << 20

  /// Where the page was found; only for messages.
  public let path: String
  /// What the page says about itself.
  public let frontMatter: FrontMatter
  /// The title: of the front matter, else the first heading, else the path's last part.
  public let title: String
  /// The steps, at least one.
  public let steps: [Step]
  /// The text below the last step.
  public let epilogue: String
  /// The page's lines, without a byte-order mark and line ends; line N is at index N - 1.
  public let source: [String]

  /// Reads a Markdown page. A byte-order mark and CRLF are fine.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - path: where it was found.
  /// - Throws: ``PageError`` with everything that is wrong; the single problem ``PageProblem/Rule/noSteps`` means that
  ///   the page is no tutorial.
  public init(parsing bytes: [UInt8], path: String) throws(PageError) {
    func fail(_ line: Int, _ rule: PageProblem.Rule) -> PageError {
      PageError(path: path, problems: [PageProblem(line: line, rule: rule)])
    }
    if bytes.count > Self.sizeLimit { throw fail(1, .tooLarge(bytes: bytes.count)) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw fail(Self.firstInvalidLine(bytes), .notUTF8)
    }
    source = Self.lines(of: text)
    self.path = path

    let reader = FrontMatterReader(source)
    let body = Self.body(of: source, reader)
    var builder = StepBuilder(body)
    builder.read(MarkdownBlocks(body).blocks)
    let problems = ((reader?.problems ?? []) + builder.problems).sorted { $0.line < $1.line }
    if !problems.isEmpty { throw PageError(path: path, problems: problems) }
    if builder.steps.isEmpty { throw fail(1, .noSteps) }
    frontMatter = reader?.frontMatter ?? .none
    steps = builder.steps
    epilogue = builder.epilogue
    let file = path.split { $0 == "/" }.last.map(String.init) ?? path
    title = frontMatter.title ?? builder.title ?? file
  }

  /// The lines with those of the front matter blank.
  static func body(of source: [String], _ reader: FrontMatterReader?) -> [String] {
    var body = source
    if let lines = reader?.lines { for line in lines { body[line - 1] = "" } }
    return body
  }

  /// The lines of a text whose lines end in LF, CRLF or CR.
  static func lines(of text: String) -> [String] {
    var lines: [String] = []
    var line: [UInt8] = []
    var afterReturn = false
    for byte in text.utf8.dropFirst(text.utf8.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0) {
      if byte == 0x0A || byte == 0x0D {
        if byte == 0x0A, afterReturn {
          afterReturn = false
          continue
        }
        lines.append(String(decoding: line, as: UTF8.self))
        line = []
      } else {
        line.append(byte)
      }
      afterReturn = byte == 0x0D
    }
    if !line.isEmpty { lines.append(String(decoding: line, as: UTF8.self)) }
    return lines
  }

  private static func firstInvalidLine(_ bytes: [UInt8]) -> Int {
    var line = 1
    for part in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if String(validating: part, as: UTF8.self) == nil { return line }
      line += 1
    }
    return 1
  }
}
