import Foundation
import ImageCommands
import TestSupport
import Testing
import Tutorials

/// `tutorial bless`: what drifted becomes what was seen, and every other byte stays.
@Suite struct BlessTests {
  /// A page of every kind of sample, each drifted.
  static let drifted = #"""
    ---
    layout: x  # kept
    ---

    # A page   

    ```none
    docker pull microsoft/windowsservercore
    docker pull microsoft/nanoserver
    ```

    ```none
    docker images

    REPOSITORY                    TAG                 IMAGE ID            CREATED             SIZE
    microsoft/windowsservercore   latest              02cb7f65d61b        9 weeks ago         7.764 GB
    microsoft/nanoserver          latest              3a703c6e97a2        9 weeks ago         969.8 MB
    ```

    7.764 GB of prose, and `969.8 MB` of code.

    ```console title="kept"
    $ docker search 'sample-d*'
    NAME                     DESCRIPTION                                     STARS     OFFICIAL   AUTOMATED
    microsoft/sample-django  Django installed in a Windows Server Core ...   7                    [OK]
    ```

    > ```none
    > docker pull microsoft/aspnet
    >
    > Using default tag: latest
    > latest: Pulling from microsoft/aspnet
    > f9e8a4cc8f6c: Pull complete
    >
    > b71a5b8be5a2: Download complete
    > ```

    ```none
    docker images

    REPOSITORY          TAG                 IMAGE ID            CREATED             VIRTUAL SIZE
    microsoft/aspnet    latest              b3842ee505e5        5 hours ago         101.7 MB
    ```

    ```none
    docker login

    Login with your Docker ID to push and pull images from Docker Hub.
    Username: username
    Password:

    Login Succeeded
    ```

    ```
    docker tag microsoft/aspnet username/containername
    docker push username/containername

    The push refers to a repository [docker.io/username/containername]
    b567cea5d325: Pushed
    00f57025c723: Pushed
    ...
    latest: digest: sha256:ae3a2971628c04d5df32c3bbbfc87c477bb814d5e73e2787900da13228676c4f size: 2410
    ```
    The end, without a line's end
    """#

  private static func bless(_ words: [String], _ folder: String, _ prompter: any Prompter = NoPrompter()) async
    -> Called.Ended
  {
    await Called.run(
      ["tutorial", "bless", "--fixture", "windows-2016"] + words + ["\(folder)/page.md"], in: folder, prompter: prompter
    )
  }

  /// The bytes of a page outside of its fences' content; the fences' own lines belong to it.
  static func outside(_ bytes: [UInt8]) -> [[UInt8]] {
    var isInside = false
    return bytes.split(separator: 0x0A, omittingEmptySubsequences: false).compactMap { line in
      let text = line.drop { $0 == 0x20 || $0 == UInt8(ascii: ">") }
      if text.starts(with: Array("```".utf8)) {
        isInside.toggle()
        return Array(line)
      }
      return isInside ? nil : Array(line)
    }
  }

  static let shapes: [(name: String, shape: @Sendable (String) -> [UInt8])] = [
    ("as it is", { Array($0.utf8) }),
    ("CRLF", { Array($0.replacingOccurrences(of: "\n", with: "\r\n").utf8) }),
    ("BOM", { [0xEF, 0xBB, 0xBF] + Array($0.utf8) }),
    ("BOM and CRLF", { [0xEF, 0xBB, 0xBF] + Array(($0 + "\n").replacingOccurrences(of: "\n", with: "\r\n").utf8) }),
  ]

  @Test(arguments: shapes.indices) func `what drifted becomes what was seen, and all else stays`(index: Int)
    async throws
  {
    let folder = try ScratchFolder()
    let url = URL(filePath: "\(folder.path)/page.md")
    let before = Self.shapes[index].shape(Self.drifted)
    try Data(before).write(to: url)
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: url.path)
    let first = await Self.bless(["--yes"], folder.path)
    #expect(first.status == 0, "\(first.text)")
    let after = Array(try Data(contentsOf: url))
    #expect(after != before)
    #expect(Self.outside(after) == Self.outside(before))
    let crlf = before.filter { $0 == 0x0D }.isEmpty
    #expect(crlf == after.filter { $0 == 0x0D }.isEmpty)
    if !crlf { #expect(after.count { $0 == 0x0A } == after.count { $0 == 0x0D }) }
    let mode = try FileManager.default.attributesOfItem(atPath: url.path)[.posixPermissions] as? Int
    #expect(mode == 0o640)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0 != ".store" } == ["page.md"])

    let check = await Called.run(
      ["tutorial", "check", "--strict", "--fixture", "windows-2016", url.path], in: folder.path)
    #expect(check.status == 0, "\(check.text)")
    let second = await Self.bless(["--yes"], folder.path)
    #expect(second.status == 0 && second.text.contains("nothing to change"), "\(second.text)")
    #expect(Array(try Data(contentsOf: url)) == after)
  }

  @Test func `each change is shown with its place, and nothing is written without leave`() async throws {
    let folder = try ScratchFolder()
    let path = "\(folder.path)/page.md"
    try Self.drifted.write(toFile: path, atomically: true, encoding: .utf8)
    func isUntouched() throws -> Bool { try String(contentsOfFile: path, encoding: .utf8) == Self.drifted }
    for (words, prompter, status) in [
      (["--dry-run"], NoPrompter() as any Prompter, Int32(0)), ([], NoPrompter(), 1), ([], Answering("n"), 1),
    ] {
      let ended = await Self.bless(words, folder.path, prompter)
      #expect(ended.status == status, "\(ended.text)")
      let row = "microsoft/windowsservercore   latest              02cb7f65d61b        9 weeks ago         "
      #expect(ended.text.contains("page.md:16:\n- \(row)7.764 GB\n+ \(row)783kB\n"), "\(ended.text)")
      #expect(try isUntouched())
    }
    #expect(await Self.bless([], folder.path, Answering("y")).status == 0)
    #expect(try !isUntouched())
  }

  static let refused: [(fence: String, said: String)] = [
    ("$ docker tag nobody b", "page.md:4: not blessed, for step 1 is defect"),
    ("$ docker run x", "page.md:4: not blessed, for step 1 is unmet"),
    ("$ docker images --nonsense", "page.md:4: not blessed, for step 1 is fail"),
  ]

  @Test(arguments: refused) func `a page that can't pass is not blessed`(one: (fence: String, said: String))
    async throws
  {
    let folder = try ScratchFolder()
    let path = "\(folder.path)/page.md"
    let page =
      "# A\n\n```console\n\(one.fence)\n```\n\n```console\n$ docker pull microsoft/nanoserver\nlatest: x\n```\n"
    try page.write(toFile: path, atomically: true, encoding: .utf8)
    let ended = await Self.bless(["--yes"], folder.path)
    #expect(ended.status == 1 && ended.text.contains(one.said), "\(ended.text)")
    #expect(try String(contentsOfFile: path, encoding: .utf8) == page)
  }

  @Test func `ids that the page shows elsewhere are written as it calls them`() async throws {
    let folder = try ScratchFolder()
    let path = "\(folder.path)/page.md"
    let page = """
      ```console
      $ docker pull -q microsoft/nanoserver
      $ docker images
      REPOSITORY             TAG       IMAGE ID       CREATED        SIZE
      microsoft/nanoserver   latest    3a703c6e97a2   2 months ago   74.1kB
      $ docker pull -q microsoft/iis
      $ docker images
      REPOSITORY             TAG       IMAGE ID       CREATED        SIZE
      microsoft/iis          latest    111111111111   4 days ago     1kB
      $ docker rmi 3a703c6e97a2
      ```

      """
    try page.write(toFile: path, atomically: true, encoding: .utf8)
    #expect(await Self.bless(["--yes"], folder.path).status == 0)
    let rows = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").filter {
      $0.contains("microsoft/nanoserver   latest    3a703c6e97a2")
    }
    #expect(rows.count == 2)
  }

  @Test(arguments: 0..<12) func `random drift is blessed or refused, and bytes outside of fences never change`(
    seed: Int
  ) async throws {
    var random = Seeded(UInt64(seed))
    let folder = try ScratchFolder()
    let path = "\(folder.path)/page.md"
    var lines = Self.drifted.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    // Samples lose and repeat lines, and change signs.
    for _ in 0..<4 {
      let index = Int.random(in: 20..<lines.count - 3, using: &random)
      if lines[index].contains("```") || lines[index].contains("docker ") { continue }
      switch Int.random(in: 0..<3, using: &random) {
      case 0: lines.remove(at: index)
      case 1: lines.insert(lines[index], at: index)
      default: lines[index] = String(lines[index].map { $0.isNumber ? "7" : $0 })
      }
    }
    let before = lines.joined(separator: "\n")
    try before.write(toFile: path, atomically: true, encoding: .utf8)
    let ended = await Self.bless(["--yes"], folder.path)
    let after = try String(contentsOfFile: path, encoding: .utf8)
    #expect(Self.outside(Array(after.utf8)) == Self.outside(Array(before.utf8)))
    if ended.status == 0 {
      let second = await Self.bless(["--yes"], folder.path)
      #expect(second.text.contains("nothing to change"), "\(ended.text)\n\(second.text)\n\(after)")
      #expect(try String(contentsOfFile: path, encoding: .utf8) == after)
    } else {
      #expect(after == before, "\(ended.text)")
    }
  }
}

/// Answers every question alike.
private struct Answering: Prompter {
  let text: String
  init(_ text: String) { self.text = text }
  var isInteractive: Bool { true }
  func answer(_ question: String) async throws -> String? { text }
  func secret(_ question: String) async throws -> String? { nil }
  func standardInput(limit: Int) async throws -> [UInt8] { [] }
}
