import FoundationEssentials
import ImageCommands
import Testing
import Tutorials

/// A documentation page in a Swift Testing suite: `try await Tutorial("README.md").verify()`.
///
/// The page is replayed in a world of its own, so that tests of pages run in parallel. What refuses it is recorded as an
/// issue at the page's own file and line.
///
/// ```swift
/// @Test func readme() async throws { try await Tutorial("README.md").verify() }
///
/// @Test(arguments: try Tutorial.all(in: "docs")) func page(_ tutorial: Tutorial) async throws {
///   try await tutorial.verify()
/// }
/// ```
public struct Tutorial: Hashable, Sendable, CustomTestStringConvertible {
  /// The page's path, absolute.
  public let path: String
  /// The page's path from the package on.
  public let name: String
  /// The package's folder.
  public let package: String
  /// A fixture's name or file in the place of the one that the page names.
  public var fixture: String?
  /// The variables that a page's `answers` may name; a test's own environment is not looked at.
  public var environment: [String: String] = [:]
  /// How long a command may take that the page says nothing of. A verdict must not depend on how busy a machine is.
  public var timeout = Duration.seconds(600)

  /// What the test's output calls the page.
  public var testDescription: String { name }

  /// Names a page; nothing is read yet.
  ///
  /// - Parameters:
  ///   - path: where it is: from the package's folder on, or absolute.
  ///   - fixture: a fixture's name or file in the place of the one that the page names.
  ///   - filePath: the file of the test, whose package is meant.
  public init(_ path: String, fixture: String? = nil, filePath: String = #filePath) {
    package = Self.package(of: filePath)
    self.path = path.hasPrefix("/") ? path : "\(package)/\(path)"
    name = path
    self.fixture = fixture
  }

  /// All pages in a folder and below it that hold a command of ours; a page that can't be read is among them, so that
  /// its test says why.
  ///
  /// - Parameters:
  ///   - folder: where they are: from the package's folder on, or absolute.
  ///   - filePath: the file of the test, whose package is meant.
  /// - Returns: the pages, sorted by their paths.
  /// - Throws: ``NoTutorials``, so that a test of no pages does not pass, and what keeps the folder from being read.
  public static func all(in folder: String, filePath: String = #filePath) throws -> [Tutorial] {
    let root = Tutorial(folder, filePath: filePath).path
    let files = try FileManager.default.subpathsOfDirectory(atPath: root).sorted()
    let pages = files.filter { $0.hasSuffix(".md") && !$0.hasPrefix(".") && !$0.contains("/.") }.map { file in
      Tutorial(folder.hasSuffix("/") ? folder + file : "\(folder)/\(file)", filePath: filePath)
    }.filter(\.isTutorial)
    guard !pages.isEmpty else { throw NoTutorials(folder: folder) }
    return pages
  }

  private var isTutorial: Bool {
    do { _ = try Page(contentsOf: path) } catch let error as PageError {
      return error.problems.map(\.rule) != [.noSteps]
    } catch {}
    return true
  }

  /// The nearest folder above a file with a manifest in it; the file's own without any.
  private static func package(of file: String) -> String {
    let parts = file.split(separator: "/").dropLast()
    for count in stride(from: parts.count, through: 0, by: -1) {
      let folder = "/" + parts.prefix(count).joined(separator: "/")
      if FileManager.default.fileExists(atPath: "\(folder)/Package.swift") { return folder }
    }
    return "/" + parts.joined(separator: "/")
  }

  /// Where fixtures are found by name: in `fixtures` beside the page, then in the package's `tutorials`.
  var library: Library {
    let slash = path.lastIndex(of: "/") ?? path.startIndex
    return Library(folders: [String(path[..<slash]), "\(package)/tutorials"])
  }
}

/// A folder has no page with a command of ours.
public struct NoTutorials: Error, Hashable {
  /// The folder, as it was named.
  public let folder: String
}
