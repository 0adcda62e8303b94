// swift-tools-version: 6.2
import PackageDescription

/// Every target is built alike; a warning is an error wherever `CI` is set.
let settings: [SwiftSetting] =
  [.enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility")]
  + (Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)])

/// A library of Debian's, seen through a module map and a `shim.h` of inline wrappers.
func system(_ name: String, _ pkgConfig: String, apt package: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([package])])
}

/// A target of the house: data flows downwards in the list below, an import only upwards.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.init(stringLiteral: name), "TestSupport"] + dependencies,
    swiftSettings: settings)
}

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

let package = Package(
  name: "drydock",
  products: [
    .executable(name: "drydock", targets: ["drydock"]),
    .library(name: "Tutorials", targets: ["Tutorials"]),
    .library(name: "TutorialTesting", targets: ["TutorialTesting"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    system("CLibedit", "libedit", apt: "libedit-dev"),
    system("CCurl", "libcurl", apt: "libcurl4-openssl-dev"),
    system("CZlib", "zlib", apt: "zlib1g-dev"),
    system("CZstd", "libzstd", apt: "libzstd-dev"),
    system("CCrypto", "libcrypto", apt: "libssl-dev"),
    system("CCmarkGFM", "libcmark-gfm", apt: "libcmark-gfm-extensions-dev"),

    .systemLibrary(name: "CLinux"),

    room("ByteStreams"),
    room("Programs", ["ByteStreams", "CLinux"]),
    room("ImageSpec", ["CCrypto"]),
    room("CommandLanguage"),
    room("GoTemplates"),
    room("DistributionSpec", ["ImageSpec"]),
    room("ContentStore", ["ByteStreams", "ImageSpec"]),
    room("Archive", ["ByteStreams", "ContentStore", "CZlib", "CZstd", "ImageSpec"]),
    room("LayoutStore", ["Archive", "ByteStreams", "ContentStore", "ImageSpec"]),
    room("ContainerStore", ["Archive", "ByteStreams", "ContentStore", "ImageSpec"]),
    room("ImageArchives", ["Archive", "ByteStreams", "ContentStore", "ImageSpec"]),
    room("HTTPTransport", ["ByteStreams", "CCurl"]),
    room(
      "RegistryClient",
      ["ByteStreams", "ContentStore", "DistributionSpec", "HTTPTransport", "ImageSpec", "Programs"]),
    room(
      "RegistrySimulator",
      [
        "Archive", "ByteStreams", "CLinux", "ContentStore", "DistributionSpec", "ImageSpec", "LayoutStore", nioCore,
        nioHTTP1, nioPosix,
      ]),
    room(
      "Worlds",
      [
        "Archive", "ByteStreams", "CommandLanguage", "ContainerStore", "ContentStore", "DistributionSpec",
        "HTTPTransport", "ImageSpec", "LayoutStore", "RegistryClient", "RegistrySimulator", yams,
      ]),
    room(
      "ImageOperations",
      [
        "Archive", "ByteStreams", "ContainerStore", "ContentStore", "DistributionSpec", "HTTPTransport",
        "ImageArchives", "ImageSpec", "LayoutStore", "RegistryClient", "Worlds",
      ]),
    room("Presentation", ["ByteStreams", "ContentStore", "GoTemplates", "ImageSpec"]),
    room(
      "ImageCommands",
      [
        "Archive", "ByteStreams", "CommandLanguage", "ContainerStore", "ContentStore", "DistributionSpec",
        "GoTemplates", "HTTPTransport", "ImageArchives", "ImageOperations", "ImageSpec", "LayoutStore",
        "Presentation", "RegistryClient", "RegistrySimulator", "Worlds", argumentParser,
      ]),
    room("LineEditing", ["ByteStreams", "CLibedit", "CLinux"]),
    room(
      "InteractiveShell",
      [
        "ByteStreams", "CommandLanguage", "ContentStore", "ImageCommands", "ImageOperations", "ImageSpec",
        "LineEditing", "Presentation", "Programs", "Worlds", argumentParser,
      ]),
    room("MarkdownText", ["CCmarkGFM", "Presentation"]),
    room(
      "Tutorials",
      [
        "Archive", "ByteStreams", "CommandLanguage", "ContainerStore", "ContentStore", "DistributionSpec",
        "ImageArchives", "ImageCommands", "ImageOperations", "ImageSpec", "LayoutStore", "MarkdownText", "Presentation",
        "RegistryClient",
        "RegistrySimulator", "Worlds", argumentParser, yams,
      ]),
    room("TutorialTesting", ["ImageCommands", "Presentation", "Tutorials", "Worlds"]),
    .executableTarget(
      name: "drydock",
      dependencies: [
        "ByteStreams", "ImageCommands", "ImageOperations", "InteractiveShell", "LineEditing", "Presentation",
        "Tutorials", "Worlds",
      ],
      swiftSettings: settings),

    .systemLibrary(name: "CPty", path: "Tests/CPty"),
    .target(
      name: "TestSupport", dependencies: ["CPty", "ImageSpec"], path: "Tests/TestSupport", swiftSettings: settings),
    .executableTarget(
      name: "line-editor-probe", dependencies: ["ByteStreams", "LineEditing"], path: "Tests/LineEditorProbe",
      swiftSettings: settings),
    .systemLibrary(name: "CEpoll", path: "Tests/CEpoll"),
    .executableTarget(
      name: "registry-benchmark",
      dependencies: ["ByteStreams", "CEpoll", "ImageSpec", "RegistrySimulator", "TestSupport", argumentParser],
      path: "Tests/RegistryBenchmark", swiftSettings: settings),
    .executableTarget(
      name: "shell-benchmark", dependencies: ["TestSupport", argumentParser], path: "Tests/ShellBenchmark",
      swiftSettings: settings),
    .testTarget(name: "ArchitectureTests", dependencies: ["TestSupport"], swiftSettings: settings),
    tests("ByteStreams"),
    tests("Programs"),
    tests("ImageSpec"),
    tests("CommandLanguage"),
    tests("GoTemplates"),
    tests("DistributionSpec", ["ImageSpec"]),
    tests("ContentStore", ["ByteStreams", "ImageSpec"]),
    tests("Archive", ["ByteStreams", "ContentStore", "ImageSpec"]),
    tests("LayoutStore", ["Archive", "ByteStreams", "ContentStore", "ImageSpec"]),
    tests("ContainerStore", ["Archive", "ByteStreams", "ContentStore", "ImageSpec"]),
    tests("ImageArchives", ["Archive", "ByteStreams", "ContentStore", "ImageSpec"]),
    tests("HTTPTransport", ["ByteStreams"]),
    tests("RegistryClient", ["ByteStreams", "ContentStore", "DistributionSpec", "HTTPTransport", "ImageSpec"]),
    tests(
      "RegistrySimulator",
      [
        "Archive", "ByteStreams", "ContentStore", "DistributionSpec", "HTTPTransport", "ImageSpec", "LayoutStore",
        "RegistryClient",
      ]),
    .testTarget(
      name: "ConformanceTests",
      dependencies: ["ByteStreams", "HTTPTransport", "ImageSpec", "LayoutStore", "RegistrySimulator", "TestSupport"],
      swiftSettings: settings),
    tests(
      "Worlds",
      [
        "Archive", "ByteStreams", "ContainerStore", "ContentStore", "DistributionSpec", "HTTPTransport", "ImageSpec",
        "LayoutStore", "RegistryClient", "RegistrySimulator",
      ]),
    tests("Presentation", ["ByteStreams", "ContentStore", "GoTemplates", "ImageSpec"]),
    tests(
      "ImageCommands",
      [
        "Archive", "ByteStreams", "CommandLanguage", "ContainerStore", "ContentStore", "DistributionSpec",
        "GoTemplates", "ImageOperations", "ImageSpec", "LayoutStore", "Presentation", "RegistryClient", "Tutorials",
        "Worlds",
      ]),
    tests("MarkdownText", ["Presentation"]),
    tests("LineEditing", ["ByteStreams", "line-editor-probe"]),
    tests(
      "InteractiveShell",
      [
        "ByteStreams", "CommandLanguage", "ContentStore", "ImageCommands", "ImageOperations", "ImageSpec",
        "LineEditing", "Presentation", "Worlds", argumentParser,
      ]),
    .testTarget(
      name: "ClientsTests",
      dependencies: ["ByteStreams", "ContentStore", "ImageSpec", "RegistrySimulator", "TestSupport", "Worlds"],
      swiftSettings: settings),
    .testTarget(name: "ProgramTests", dependencies: ["drydock", "TestSupport"], swiftSettings: settings),
    .testTarget(name: "LearnProgramTests", dependencies: ["drydock", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "ParityTests", dependencies: ["drydock", "TestSupport"],
      exclude: ["Differences.md", "Recordings", "images.py"], swiftSettings: settings),
    .testTarget(
      name: "TutorialsLearnTests",
      dependencies: [
        "ByteStreams", "ImageCommands", "InteractiveShell", "Presentation", "Tutorials", "TestSupport", "Worlds",
      ], swiftSettings: settings),
    .testTarget(
      name: "TutorialsPageTests", dependencies: ["CommandLanguage", "Tutorials", "TestSupport"], swiftSettings: settings
    ),
    .testTarget(
      name: "TutorialsLintTests",
      dependencies: ["ImageCommands", "ImageSpec", "Tutorials", "TestSupport", "Worlds"], swiftSettings: settings),
    .testTarget(
      name: "TutorialsRunTests",
      dependencies: [
        "ContainerStore", "ContentStore", "ImageCommands", "ImageOperations", "ImageSpec", "LayoutStore",
        "RegistryClient", "TutorialTesting", "Tutorials", "TestSupport", "Worlds",
      ], swiftSettings: settings),
    .testTarget(
      name: "TutorialsCorpusTests",
      dependencies: [
        "ByteStreams", "CommandLanguage", "ContentStore", "ImageCommands", "ImageOperations", "ImageSpec",
        "LayoutStore",
        "TestSupport", "Tutorials",
        "Worlds",
      ], exclude: ["Corpus", "world.yaml"], swiftSettings: settings),
    .testTarget(
      name: "TutorialsReportTests",
      dependencies: [
        "ByteStreams", "ImageCommands", "ImageSpec", "Presentation", "TestSupport", "TutorialTesting", "Tutorials",
        "Worlds",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "TutorialsRegistryTests",
      dependencies: [
        "ContentStore", "DistributionSpec", "HTTPTransport", "ImageCommands", "ImageOperations", "ImageSpec",
        "LayoutStore", "RegistryClient", "Tutorials", "TestSupport", "Worlds",
      ], swiftSettings: settings),
  ]
)
