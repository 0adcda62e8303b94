/// The house as it is meant: every room with what it may import, in the order in which data flows.
///
/// A room imports only rooms above it. A new edge is a decision: it is made here and in the manifest, or not at all.
enum House {
  struct Room {
    let name: String
    let imports: Set<String>

    init(_ name: String, _ imports: Set<String> = []) {
      self.name = name
      self.imports = imports
    }
  }

  static let rooms: [Room] = [
    Room("CLibedit"), Room("CCurl"), Room("CZlib"), Room("CZstd"), Room("CCrypto"), Room("CCmarkGFM"),
    Room("CLinux"),
    Room("ByteStreams"),
    Room("Programs", ["ByteStreams", "CLinux"]),
    Room("ImageSpec", ["CCrypto"]),
    Room("CommandLanguage"),
    Room("GoTemplates"),
    Room("DistributionSpec", ["ImageSpec"]),
    Room("ContentStore", ["ByteStreams", "ImageSpec"]),
    Room("Archive", content.union(["CZlib", "CZstd"])),
    Room("LayoutStore", content.union(["Archive"])),
    Room("ContainerStore", content.union(["Archive"])),
    Room("ImageArchives", content.union(["Archive"])),
    Room("HTTPTransport", ["ByteStreams", "CCurl"]),
    Room("RegistryClient", content.union(["DistributionSpec", "HTTPTransport", "Programs"])),
    Room(
      "RegistrySimulator",
      content.union(["Archive", "CLinux", "DistributionSpec", "LayoutStore", "NIOCore", "NIOHTTP1", "NIOPosix"])),
    Room("Worlds", stores.union(["CommandLanguage", "RegistrySimulator", "Yams"])),
    Room("ImageOperations", stores.union(["ImageArchives", "Worlds"])),
    Room("Presentation", content.union(["GoTemplates"])),
    Room(
      "ImageCommands",
      stores.union([
        "ArgumentParser", "CommandLanguage", "GoTemplates", "ImageArchives", "ImageOperations", "Presentation",
        "RegistrySimulator",
        "Worlds",
      ])),
    Room("MarkdownText", ["CCmarkGFM", "Presentation"]),
    Room("LineEditing", ["ByteStreams", "CLibedit", "CLinux"]),
    Room(
      "InteractiveShell",
      [
        "ArgumentParser", "ByteStreams", "CommandLanguage", "ContentStore", "ImageCommands", "ImageOperations",
        "ImageSpec", "LineEditing", "Presentation", "Programs", "Worlds",
      ]),
    Room(
      "Tutorials",
      content.union([
        "Archive", "ArgumentParser", "CommandLanguage", "ContainerStore", "DistributionSpec",
        "ImageArchives", "ImageCommands", "ImageOperations", "LayoutStore", "MarkdownText", "Presentation",
        "RegistryClient", "RegistrySimulator", "Worlds", "Yams",
      ])),
    Room("TutorialTesting", ["ImageCommands", "Presentation", "Testing", "Tutorials", "Worlds"]),
    Room(
      "drydock",
      [
        "ByteStreams", "ImageCommands", "ImageOperations", "InteractiveShell", "LineEditing", "Presentation",
        "Tutorials", "Worlds",
      ]),
  ]

  /// What every room above the first values is made of.
  private static let content: Set<String> = ["ByteStreams", "ContentStore", "ImageSpec"]

  /// Everything that holds or moves content.
  private static let stores = content.union([
    "Archive", "ContainerStore", "DistributionSpec", "HTTPTransport", "LayoutStore", "RegistryClient",
  ])

  /// Other people's modules.
  static let foreign: Set<String> = ["ArgumentParser", "NIOCore", "NIOHTTP1", "NIOPosix", "Testing", "Yams"]

  /// What the toolchain brings and any room may use.
  static let platform: Set<String> = ["FoundationEssentials", "Glibc"]

  /// Files that may import Foundation, by their path in the repository; there are none.
  static let foundationFiles: Set<String> = []

  /// The most lines of a source file.
  static let longestFile = 300

  /// What the top level may hold besides names that begin with a dot; the resolved file is written by builds.
  static let topLevel: Set<String> = [
    "Package.swift", "Package.resolved", "README.md", "Sources", "Tests", "tutorials",
  ]

  /// What code may not say, and in which files it may nevertheless.
  static let forbidden: [(code: String, exceptIn: Set<String>)] = [
    ("print(", []), ("debugPrint(", []), ("dump(", []), ("fatalError(", []), ("preconditionFailure(", []),
    ("assertionFailure(", []), ("try!", []), ("as!", []), ("exit(", ["Sources/drydock"]),
    ("getenv(", ["Sources/drydock"]), ("setenv(", []),
  ]
}
