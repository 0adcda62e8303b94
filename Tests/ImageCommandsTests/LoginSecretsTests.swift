import Foundation
import TestSupport
import Testing

/// Where a password goes: to the registry, and to the helper's standard input; nowhere else.
@Suite struct LoginSecretsTests {
  private let secret = "Tr0ub4dor-and-3"

  /// Every file below a folder that holds a text, as it is or in base64.
  private func files(in folder: String, holding text: String) -> [String] {
    let texts = [text, Data(text.utf8).base64EncodedString(), Data("ann:\(text)".utf8).base64EncodedString()]
    guard let names = FileManager.default.enumerator(atPath: folder) else { return [] }
    return names.compactMap { $0 as? String }.filter { name in
      guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else { return false }
      return texts.contains { data.range(of: Data($0.utf8)) != nil }
    }.sorted()
  }

  @Test func `a helper gets it on its standard input alone, and nothing else keeps it`() async throws {
    let registry = try RealRegistry(user: ("ann", secret))
    let programs = try ScratchFolder()
    // It notes its arguments and its environment, and keeps what it is told elsewhere.
    let script = """
      #!/bin/sh
      echo "$0 $*" >> "\(programs("arguments"))"
      env >> "\(programs("environment"))"
      case "$1" in
        store) cat > "\(programs("kept"))" ;;
        get) cat > /dev/null; cat "\(programs("kept"))" 2>/dev/null || { echo "credentials not found in native keychain"; exit 1; } ;;
      esac

      """
    let program = programs("docker-credential-noting")
    try script.write(toFile: program, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    let bench = try Workbench(environment: [
      "PATH": "\(programs.path):/usr/bin:/bin", "DOCKER_AUTH_CONFIG": #"{"auths":{"other.example":{"auth":"eDp5"}}}"#,
    ])
    try FileManager.default.createDirectory(atPath: bench.scratch("docker"), withIntermediateDirectories: true)
    try #"{"credsStore":"noting"}"#.write(
      toFile: bench.scratch("docker/config.json"), atomically: true, encoding: .utf8)

    let wrong = try await bench.run("login -u ann -p \(secret)x \(registry.host)")
    let good = try await bench.run("login -u ann -p \(secret) \(registry.host)")
    #expect(good.output == "Login Succeeded\n")
    let again = try await bench.run("pull \(registry.host)/nothing")
    #expect(again.headline.hasSuffix("manifest unknown: manifest unknown"))

    #expect(wrong.status == 1)
    for ended in [wrong, good, again] { #expect(!(ended.output + ended.errors).contains(secret)) }
    #expect(files(in: bench.scratch.path, holding: secret) == [])
    #expect(files(in: programs.path, holding: secret) == ["kept"])
    #expect(files(in: programs.path, holding: "DOCKER_AUTH_CONFIG") == [])
    let arguments = try String(contentsOfFile: programs("arguments"), encoding: .utf8)
    #expect(
      Set(arguments.split(separator: "\n").map(String.init)).isSubset(of: ["\(program) store", "\(program) get"]))
  }
}
