import Foundation
import TestSupport
import Testing

/// What a line of the shell and of scripts can do besides its verb.
@Suite struct LinesProgramTests {
  @Test func `Programs share the terminal with the shell: pagers, Ctrl-C, Ctrl-Z and back`() async throws {
    let drydock = try Drydock()
    // A shell with job control around it: what Ctrl-Z stops, it continues.
    let outer = try PtySession(
      "/bin/bash", ["--norc", "--noprofile", "-i"],
      environment: drydock.environment.merging(["PS1": "outer> ", "drydock": Drydock.path]) { $1 })
    try await outer.waitForPrompt("outer>")
    outer.send("$drydock\r")
    try await outer.waitForPrompt("drydock>")

    outer.send("help\r")
    try await outer.wait(for: "the pager") { $0.lines.last == ":" }
    outer.send("q")
    try await outer.waitForPrompt("drydock>")
    outer.send("vers\r")
    try await outer.wait(for: "drydock version")
    try await outer.waitForPrompt("drydock>")

    outer.send("help | cat | less -FX\r")
    try await outer.wait(for: "the filter") { $0.lines.last == ":" }
    outer.send("\u{1a}")
    try await outer.wait(for: "Stopped")
    try await outer.waitForPrompt("outer>")
    outer.send("fg\r")
    try await outer.wait(for: "the filter again") { $0.lines.last == ":" }
    outer.send("q")
    try await outer.waitForPrompt("drydock>")

    outer.send("version | sh -c 'echo begun; exec sleep 1000'\r")
    try await outer.wait(for: "the program") { $0.lines.last == "begun" }
    outer.send("\u{3}")
    try await outer.waitForPrompt("drydock [130]>")
    outer.send("!sh -c 'echo begun anew; exec sleep 1000'\r")
    try await outer.wait(for: "the user's shell") { $0.lines.last == "begun anew" }
    outer.send("\u{3}")
    try await outer.waitForPrompt("drydock [130]>")
    outer.send("!echo $((6 * 7)); exit 3\r")
    try await outer.wait(for: "42")
    try await outer.waitForPrompt("drydock [3]>")

    outer.send("exit 0\r")
    try await outer.waitForPrompt("outer>")
    outer.send("exit\r")
    #expect(try await outer.waitForEnd() == .exited(0))
  }

  @Test func `Scripts read lines as other tools write them, and stop where one can't be read`() async throws {
    let drydock = try Drydock()
    let said = "drydock version"
    for (text, arguments, status, lines, error) in [
      ("\u{FEFF}version | head -1\r\nversion | head -1\r\n", [], 0, 2, ""),
      ("#!/usr/bin/env drydock\nversion | head -1", [], 0, 1, ""),
      ("version | head -1\nversion | grep nosuch\nversion | head -1", [], 1, 1, "script:2: version | grep nosuch"),
      ("version | head -1\n\u{0}version\nversion | head -1", ["--keep-going"], 1, 2, "script:2: "),
      ("version | head -1\n\u{FFFF}bad\nversion | head -1", [], 1, 1, "script:2: ended with status 1"),
      ("version | head -1\n\u{FFFF}bad\nversion | head -1", ["--keep-going"], 1, 2, "line 2 is not UTF-8"),
      (
        String(repeating: "x", count: (1 << 20) + 1) + "\nversion | head -1", ["--keep-going"], 1, 1,
        "more than 1048576"
      ),
      ("version | head -1\ntag \"a\nb", [], 1, 1, "script:2: tag"),
      ("version | head -1\nexit 7\nversion", [], 7, 1, ""),
      ("version > out\n!grep -c OS/Arch out\nversion | head -1", [], 0, 1, ""),
      ("vers\n", [], 1, 0, "version"), ("version | nosuch-program", [], 127, 0, "script:1: version | nosuch-program"),
    ] as [(String, [String], Int32, Int, String)] {
      // U+FFFF stands for a byte that no UTF-8 has.
      let bytes = text.unicodeScalars.flatMap { $0 == "\u{FFFF}" ? [0xFF] : Array(String($0).utf8) }
      try Data(bytes).write(to: URL(filePath: drydock.scratch("work/script")))
      let options = arguments.joined(separator: " ")
      let ended = try await drydock.bash("cd ../work && $drydock \(options) -f script")
      #expect(ended.status == status, "\(text.prefix(60)): \(ended.errors)")
      #expect(ended.output.components(separatedBy: said).count - 1 == lines, "\(text.prefix(60)): \(ended.output)")
      #expect(error.isEmpty ? ended.errors == "" : ended.errors.contains(error), "\(ended.errors)")
    }
    let folder = try await drydock.run("-f", ".")
    #expect(folder.status == 1 && folder.errors == ".: is a directory\n")
  }

  @Test func `A script's programs and commands have its input, unless its lines come from there`() async throws {
    let drydock = try Drydock()
    let ended = try await drydock.bash(
      """
      cd ../work
      printf '!cat\\nimages -q | wc -l\\n' > script
      echo given | $drydock -f script
      $drydock < script
      tar cf given.tar script && printf 'import - given:1 > /dev/null\\nimages -q | wc -l\\n' > load
      $drydock -f load < given.tar
      $drydock -c $'version | head -1\\nexit 3\\nversion'; echo $?
      $drydock -c help | head -1; echo ${PIPESTATUS[0]}
      mkfifo lines; $drydock < lines & exec 3> lines
      echo '!echo begun > begun' >&3; until [ -s begun ]; do sleep 0.02; done
      kill -TERM $!; wait $!; echo $?
      """)
    #expect(ended.errors == "")
    #expect(
      ended.output.split(separator: "\n").map(String.init) == [
        "given", "0", "0", "1", "drydock version 0.1.0", "3", "Usage:  drydock [OPTIONS] COMMAND", "0", "143",
      ])
  }
}
