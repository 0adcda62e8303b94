import FoundationEssentials

/// Finds the translations of a page: `NAME.LANG.md` beside `NAME.md`.
enum Translations {
  /// The files that must have the same fences as a page: all its translations, or the page that it translates.
  static func files(of path: String) -> [String] {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { String(path[...$0]) } ?? ""
    let file = slash.map { String(path[path.index(after: $0)...]) } ?? path
    guard file.hasSuffix(".md") else { return [] }
    let name = String(file.dropLast(3))
    if let dot = name.lastIndex(of: "."), isLanguage(name[name.index(after: dot)...]) {
      let original = "\(folder)\(name[..<dot]).md"
      if FileManager.default.fileExists(atPath: original) { return [original] }
    }
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
    return files.filter { other in
      other.hasPrefix(name + ".") && other.hasSuffix(".md") && other.utf8.count > file.utf8.count
        && isLanguage(other.dropFirst(name.count + 1).dropLast(3))
    }.sorted().map { folder + $0 }
  }

  /// Whether a text is a language's tag in its usual short forms: `ru`, `pt-BR`, `zh-Hans`, `zh_TW`.
  static func isLanguage(_ text: Substring) -> Bool {
    let parts = text.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "_" }
    guard let first = parts.first, (2...3).contains(first.count),
      first.allSatisfy({ $0.isASCII && $0.isLowercase })
    else { return false }
    return parts.dropFirst().count <= 2
      && parts.dropFirst().allSatisfy {
        (2...4).contains($0.count) && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
      }
  }
}
