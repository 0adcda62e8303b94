import Foundation
import Testing

@testable import LineEditing

@Suite struct PlainLineReaderTests {
  @Test func `Lines end with LF or CRLF, the last with neither`() async throws {
    let pipe = Pipe()
    try pipe.fileHandleForWriting.write(contentsOf: Data("\u{feff}one\r\ngröße\n\nlast".utf8))
    try pipe.fileHandleForWriting.close()
    let reader = try PlainLineReader(descriptor: pipe.fileHandleForReading.fileDescriptor) { _ in }
    for line in ["one", "größe", "", "last"] { #expect(try await reader.readLine() == .line(line)) }
    #expect(try await reader.readLine() == .endOfInput)
    #expect(try await reader.readAnswer(prompt: "?") == .endOfInput)
  }

  @Test func `A bad line is reported once and the next is read`() async throws {
    let pipe = Pipe()
    let script = Data("12345678\n123456789\n".utf8 + [0xC3, 0x28] + "\nnext\n".utf8)
    try pipe.fileHandleForWriting.write(contentsOf: script)
    try pipe.fileHandleForWriting.close()
    let reader = try PlainLineReader(descriptor: pipe.fileHandleForReading.fileDescriptor, lineLimit: 8) { _ in }
    #expect(try await reader.readLine() == .line("12345678"))
    await #expect(throws: LineEditingError.lineTooLong(limit: 8)) { try await reader.readLine() }
    await #expect(throws: LineEditingError.notUTF8(line: 3)) { try await reader.readLine() }
    #expect(try await reader.readLine() == .line("next"))
  }

  @Test func `A read that waits can be cancelled, and reading goes on after it`() async throws {
    let pipe = Pipe()
    let reader = try PlainLineReader(descriptor: pipe.fileHandleForReading.fileDescriptor) { _ in }
    try pipe.fileHandleForWriting.write(contentsOf: Data("ha".utf8))
    let task = Task { try await reader.readLine() }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    try pipe.fileHandleForWriting.write(contentsOf: Data("lf\n".utf8))
    #expect(try await reader.readLine() == .line("half"))
  }
}
