import Foundation

/// A second opinion on screens: the terminal emulator of Debian's `python3-pyte` takes the same output.
public enum ScreenOracle {
  /// What a program wrote on a terminal of one size, and the moments at which its screen is looked at.
  public struct Transcript: Encodable, Sendable {
    let columns: Int
    let rows: Int
    private(set) var output = Data()
    private(set) var cuts: [Int] = []
    /// The screens at the moments, as ``TerminalScreen`` has them.
    public private(set) var screens: [TerminalScreen] = []

    private enum CodingKeys: CodingKey { case columns, rows, output, cuts }

    public init(columns: Int, rows: Int) { (self.columns, self.rows) = (columns, rows) }

    /// Looks at a session's screen now.
    public mutating func look(at session: PtySession) {
      let (bytes, screen) = session.transcript
      output = Data(bytes)
      cuts.append(bytes.count)
      screens.append(screen)
    }
  }

  /// A screen as the other emulator has it.
  public struct Screen: Decodable, Sendable {
    /// Without blanks at the ends and empty lines at the end.
    public let lines: [String]
    /// The column and the row, from zero.
    public let cursor: [Int]
  }

  /// The screens at all moments of the transcripts, by one process.
  public static func screens(of transcripts: [Transcript]) async throws -> [[Screen]] {
    let folder = try ScratchFolder()
    try JSONEncoder().encode(transcripts).write(to: URL(filePath: folder("in")))
    try script.write(toFile: folder("oracle.py"), atomically: false, encoding: .utf8)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments = [folder("oracle.py"), folder("in"), folder("out")]
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      process.terminationHandler = { _ in continuation.resume() }
      do { try process.run() } catch { continuation.resume(throwing: error) }
    }
    return try JSONDecoder().decode([[Screen]].self, from: Data(contentsOf: URL(filePath: folder("out"))))
  }

  private static let script = """
    import base64, json, sys
    import pyte, pyte.screens

    class Screen(pyte.Screen):
        def draw(self, data):
            for character in data:
                # As in xterm, a wide character does not begin in the last column.
                if pyte.screens.wcwidth(character) == 2 and self.cursor.x == self.columns - 1:
                    self.cursor.x = self.columns
                super().draw(character)

    def seen(screen):
        # Not `display`, which stumbles over half a wide character.
        columns = range(screen.columns)
        lines = ["".join(screen.buffer[y][x].data for x in columns).rstrip(" ") for y in range(screen.lines)]
        while lines and not lines[-1]:
            lines.pop()
        return {"lines": lines, "cursor": [min(screen.cursor.x, screen.columns - 1), screen.cursor.y]}

    def screens(transcript):
        screen = Screen(transcript["columns"], transcript["rows"])
        stream = pyte.ByteStream(screen)
        output, begin, result = base64.b64decode(transcript["output"]), 0, []
        for cut in transcript["cuts"]:
            stream.feed(output[begin:cut])
            begin = cut
            result.append(seen(screen))
        return result

    with open(sys.argv[1]) as given, open(sys.argv[2], "w") as answer:
        json.dump([screens(transcript) for transcript in json.load(given)], answer)
    """
}
