import CommandLanguage
import RegistryClient

/// `drydockrc`: one `set NAME VALUE…` a line, in the shell's own words, with comments and blank lines between.
///
/// Two processes may write at once: writers hold a lock on the folder, readers see one file or the other. Every function
/// blocks.
public struct SettingsFile: Sendable, Hashable {
  /// The file's path; it need not exist.
  public let path: String
  /// The user's home folder, which `~/` means in a path.
  private let home: String

  /// Names the file.
  public init(path: String, home: String) {
    self.path = path
    self.home = home
  }

  /// A line that can't be read.
  public struct Failure: Error {
    /// The file.
    public let path: String
    /// The line's number, from 1.
    public let line: Int
    /// What is wrong: a lexical error, ``SettingError``, ``NotASetting`` or a platform's error.
    public let reason: any Error
  }

  /// A line is something else than `set NAME VALUE…`.
  public struct NotASetting: Error, Hashable {
    /// Its first word.
    public let word: String
  }

  /// The settings of the file; none where there is no file.
  ///
  /// - Throws: ``Failure`` for the first line that can't be read, and what the system says.
  public func read() throws -> Settings {
    var settings = Settings()
    for line in try lines(of: try PrivateFile.read(path) ?? []) {
      if let setting = line.setting { settings.set(setting) }
    }
    return settings
  }

  /// Writes a setting: in the place of the line that it replaces, else behind all lines. Other lines stay as they are.
  public func save(_ setting: Setting) throws {
    try change { lines in
      let own = Line(text: CommandLine.quote(["set"] + setting.words), setting: setting)
      guard let index = lines.firstIndex(where: { $0.setting.map(setting.replaces) ?? false }) else {
        return lines.append(own)
      }
      lines[index] = own
      lines = lines[...index] + lines[(index + 1)...].filter { !($0.setting.map(setting.replaces) ?? false) }
    }
  }

  /// Takes the lines of some settings out. Other lines stay as they are.
  ///
  /// - Returns: the settings whose lines were there.
  @discardableResult
  public func remove(where isMeant: (Setting) -> Bool) throws -> [Setting] {
    guard try read().list.contains(where: isMeant) else { return [] }
    var removed: [Setting] = []
    try change { lines in
      removed = lines.compactMap(\.setting).filter(isMeant)
      lines.removeAll { $0.setting.map(isMeant) ?? false }
    }
    return removed
  }

  private struct Line {
    let text: String
    let setting: Setting?
  }

  private func change(_ body: (inout [Line]) -> Void) throws {
    try PrivateFile.replace(path) { target in
      var lines = try lines(of: try PrivateFile.read(target) ?? [])
      body(&lines)
      return Array(lines.map { "\($0.text)\n" }.joined().utf8)
    }
  }

  private func lines(of bytes: [UInt8]) throws -> [Line] {
    var texts = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    if texts.last?.isEmpty == true { texts.removeLast() }
    return try texts.enumerated().map { index, text in
      do { return Line(text: String(text), setting: try setting(String(text))) } catch {
        throw Failure(path: path, line: index + 1, reason: error)
      }
    }
  }

  private func setting(_ text: String) throws -> Setting? {
    let line = try CommandLine(text)
    guard let first = line.words.first?.value else { return nil }
    guard first == "set" else { throw NotASetting(word: first) }
    guard line.filters.isEmpty, line.output == nil, line.input == nil, !line.runsInBackground else {
      throw NotASetting(word: "|><&")
    }
    return try Setting(parsing: line.words.dropFirst().map(\.value), path: absolute)
  }

  /// A path that was written in the file: from the home folder, or from the file's own.
  private func absolute(_ written: String) -> String {
    if written.hasPrefix("~/") { return "\(home)/\(written.dropFirst(2))" }
    if written.hasPrefix("/") { return written }
    return "\(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])/\(written)"
  }
}
