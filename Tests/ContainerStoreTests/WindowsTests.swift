import Archive
import Foundation
import ImageSpec
import TestSupport
import Testing

@testable import ContainerStore

@Suite struct `Windows images` {
  private static let base: [(TarEntry, String)] = [
    (TarEntry(name: "Hives", kind: .directory, mode: 0o40755), ""),
    (TarEntry(name: "Files", kind: .directory, mode: 0o40755), ""),
    (TarEntry(name: "Hives/System_Base", mode: 0o100644), "hive"),
    (
      TarEntry(
        name: "Files/Windows", kind: .directory, mode: 0o40755,
        records: PAXRecords(["MSWINDOWS.rawsd": Array("own".utf8), "MSWINDOWS.fileattr": Array("22".utf8)])), ""
    ),
    (TarEntry(name: "Files/Windows/Notepad.exe", mode: 0o100644), "MZ"),
    (TarEntry(name: "Files/Windows/twin.exe", kind: .hardLink, linkName: "Files/Windows/Notepad.exe"), ""),
    (TarEntry(name: "Files/Users", kind: .symbolicLink, linkName: #"C:\Windows"#), ""),
  ]

  @Test(arguments: [
    #"C:\Windows\notepad.exe"#, "c:/windows/NOTEPAD.EXE", "/Windows/Notepad.exe", #"\windows\twin.exe"#,
    #"C:\Users\notepad.exe"#, #"windows\notepad.exe"#, #"\\?\C:\Windows\Notepad.exe"#,
  ])
  func `Every spelling names the same file`(path: String) async throws {
    let fixture = try await ContainerFixture([Self.base], os: "windows")
    #expect(try await fixture.content(path) == "MZ")
  }

  @Test(arguments: [#"D:\x"#, #"C:\Hives\System_Base"#, "/Files/Windows/Notepad.exe", #"C:\Windows\nosuch"#])
  func `Other drives and the layer's own folders are no part of it`(path: String) async throws {
    let fixture = try await ContainerFixture([Self.base], os: "windows")
    await #expect(throws: CopyPathError.notInContainer(path)) { try await fixture.content(path) }
  }

  @Test func `The layer has Windows' layout and attributes`() async throws {
    let fixture = try await ContainerFixture([Self.base], os: "windows")
    try fixture.host(["site/index.html": "<h1>", "f": "new"])
    try await fixture.files.copyIn(fixture.folder("site"), to: #"C:\inetpub"#)
    try await fixture.files.copyIn(fixture.folder("f"), to: "c:/WINDOWS/notepad.EXE")
    try await fixture.files.delete([#"C:\windows\TWIN.exe"#], isRecursive: true, at: Timestamp(seconds: 7))
    #expect(
      try await fixture.diff() == [
        "C /Windows", "C /Windows/Notepad.exe", "D /Windows/twin.exe", "A /inetpub", "A /inetpub/index.html",
      ])
    let members = try ContainerFixture.members(try await fixture.layer())
    #expect(
      members.map(\.name) == [
        "Hives/", "Files/", "Files/Windows/", "Files/Windows/Notepad.exe", "Files/Windows/.wh.twin.exe",
        "Files/inetpub/", "Files/inetpub/index.html",
      ])
    for member in members {
      let isFolder = member.kind == .directory
      #expect(member.mode & 0o140000 == (isFolder ? 0o40000 : 0o100000), "\(member.name)")
      if member.name != "Files/Windows/" { #expect(member.records["MSWINDOWS.fileattr"] == (isFolder ? "16" : "32")) }
      #expect(member.records["MSWINDOWS.rawsd"] != nil && member.records["LIBARCHIVE.creationtime"] != nil)
    }
    // What the image says of a folder stays.
    #expect(members[2].records["MSWINDOWS.rawsd"] == "own" && members[2].records["MSWINDOWS.fileattr"] == "22")
  }

  @Test func `The security descriptors are what Windows would parse`() throws {
    for (descriptor, count) in [(SecurityDescriptor.folder, 7), (SecurityDescriptor.file, 3)] {
      let bytes = Array(try #require(Data(base64Encoded: descriptor.base64)))
      #expect(bytes == descriptor.bytes)
      func number(_ at: Int, _ size: Int) -> Int { bytes[at..<at + size].reversed().reduce(0) { $0 << 8 | Int($1) } }
      #expect(bytes[0] == 1 && number(2, 2) == 0x8004)
      // BUILTIN\Administrators, NT AUTHORITY\SYSTEM.
      #expect(Array(bytes[number(4, 4)...].prefix(16)) == [1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 32, 2, 0, 0])
      #expect(Array(bytes[number(8, 4)...].prefix(12)) == [1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0])
      let list = number(16, 4)
      #expect(bytes[list] == 2 && number(list + 2, 2) == bytes.count - list && number(list + 4, 2) == count)
      var position = list + 8
      for _ in 0..<count { position += number(position + 2, 2) }
      #expect(position == bytes.count)
    }
  }

  @Test func `A path is never left through a link or dots`() async throws {
    let fixture = try await ContainerFixture([Self.base], os: "windows")
    try fixture.host(["f": "x"])
    try await fixture.files.copyIn(fixture.folder("f"), to: #"C:\..\..\Hives"#)
    #expect(try ContainerFixture.members(try await fixture.layer()).map(\.name) == ["Hives/", "Files/", "Files/Hives"])
  }
}
