import Worlds

extension Fixture {
  /// What the clients move: images of several layers in both formats, for several platforms, Windows images whose
  /// versions must survive, and one with a layer that no registry holds.
  static func clientImages() throws -> Fixture {
    try Fixture(
      parsing: """
        title: Images for clients
        platform: linux/amd64
        clock: 2026-01-15T12:00:00Z
        seed: 1
        layers:
          base: {files: {bin/tool: {size: 300000, fill: "amd64 "}, etc/os-release: "NAME=tiny\\n"}}
          base-arm: {files: {bin/tool: {size: 200000, fill: "arm64 "}}}
          core-1809:
            hives: {System_Base: {size: 3000, fill: "regf 1809 "}}
            files: {Windows/System32/ntdll.dll: {size: 90000, fill: "MZ 1809 "}}
          core-2022:
            hives: {System_Base: {size: 3000, fill: "regf 2022 "}}
            files: {Windows/System32/ntdll.dll: {size: 90000, fill: "MZ 2022 "}}
          core-foreign:
            foreign: true
            files: {Windows/System32/kernel32.dll: {size: 50000, fill: "MZ kernel "}}
        images:
          oci-amd64:
            platform: linux/amd64
            created: 2025-12-01T00:00:00Z
            format: oci
            history:
              - {layer: base, by: base}
              - {by: COPY motd, files: {etc/motd: "hello\\n"}}
              - {by: RUN rm, removed: [etc/os-release]}
          oci-arm64:
            {platform: linux/arm64/v8, created: 2025-12-01T00:00:00Z, format: oci, history: [{layer: base-arm, by: base}]}
          docker-amd64:
            platform: linux/amd64
            created: 2025-12-01T00:00:00Z
            format: docker
            history: [{layer: base, by: base}, {by: COPY motd, files: {etc/motd: "hello\\n"}}]
          docker-arm64:
            {platform: linux/arm64/v8, created: 2025-12-01T00:00:00Z, format: docker, history: [{layer: base-arm, by: base}]}
          windows-1809:
            platform: windows(10.0.17763.1000)/amd64
            created: 2025-12-01T00:00:00Z
            format: docker
            history: [{layer: core-1809, by: base}, {by: app, files: {app/app.exe: {size: 30000, fill: "MZ app "}}}]
          windows-2022:
            platform: windows(10.0.20348.2000)/amd64
            created: 2025-12-01T00:00:00Z
            format: docker
            history: [{layer: core-2022, by: base}]
          windows-foreign:
            platform: windows(10.0.14300.1000)/amd64
            created: 2025-12-01T00:00:00Z
            format: docker
            history: [{layer: core-foreign, by: base}, {by: app, files: {app/app.exe: {size: 30000, fill: "MZ app "}}}]
        indexes:
          oci-index: [oci-amd64, oci-arm64]
          docker-list: [docker-amd64, docker-arm64, windows-1809, windows-2022]
        """, name: "client-images")
  }

  /// The repositories that are there before a client comes: their tags and what these mean.
  static let clientRepositories: [String: [String: String]] = [
    "team/linux": ["latest": "oci-index", "amd64": "oci-amd64"],
    "team/mixed": ["latest": "docker-list", "amd64": "docker-amd64"],
    "team/windows": ["1809": "windows-1809", "2022": "windows-2022", "foreign": "windows-foreign"],
  ]
}
