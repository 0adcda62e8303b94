/// Texts without what says nothing about images: how `ls` shows a folder, what the engine's host lacks, where a
/// terminal broke a line.
enum Plain {
  /// Standard output, or what stood on a terminal of so many columns.
  static func output(_ text: String, _ columns: Int) -> String {
    var lines: [String] = []
    var isBroken = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if isBroken, let last = lines.popLast() {
        lines.append(last + line)
      } else {
        lines.append(listed(line))
      }
      isBroken = line.count == columns
    }
    while lines.last == "" || lines.last == "[no newline at end]" { lines.removeLast() }
    // A document in base64 has digests in it.
    return lines.joined(separator: "\n").replacing(#/"Raw": "[A-Za-z0-9+\/=]+"/#, with: "\"Raw\"").replacing(
      #/( digest: sha256:[0-9a-f]{64}) size: \d+/#
    ) {
      "\($0.output.1) size"
    }
  }

  /// A line of `ls -l`: links, owners and, for a folder, the size are the machine's.
  private static func listed(_ line: Substring) -> String {
    let entry = #/([-dl][-rwxtsST]{9}) +\d+ \w+ +\w+ +(\d+) (\w{3} [ \d]\d [ \d:]{5}) (.*)/#
    guard let match = line.wholeMatch(of: entry) else {
      return String(line).replacing(#/^(\}?)total \d+$/#) { "\($0.output.1)total" }
    }
    let (_, mode, size, date, name) = match.output
    return "\(mode) \(mode.hasPrefix("d") ? "" : size) \(date) \(name)"
  }

  /// Recorded standard error without the engine's warnings about its host's network, without docker's log of a pipe that
  /// broke, and without the name server that Go names and the system's resolver does not.
  static func errors(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("WARNING: IPv4 forwarding is disabled") && !$0.hasPrefix("time=\"") }
      .joined(separator: "\n").replacing(" on 192.0.2.53:53", with: "")
  }

  static func firstLine(_ text: String) -> String {
    String(text.split(separator: "\n", omittingEmptySubsequences: false).first ?? "")
  }
}
