import ByteStreams
import ContentStore
import ImageSpec
import Testing

@Suite struct VerifyingSinkTests {
  private let content = Array("0123456789".utf8)

  private func descriptor(_ algorithm: Digest.Algorithm = .sha256) throws -> Descriptor {
    Descriptor(mediaType: .octetStream, digest: try Digest(of: content, algorithm: algorithm), size: 10)
  }

  @Test(arguments: Digest.Algorithm.allCases) func theRightBytesPassInWhateverPieces(algorithm: Digest.Algorithm) throws
  {
    let memory = MemorySink(limit: 10)
    let sink = try VerifyingSink(try descriptor(algorithm), next: memory)
    for part in [content[..<1], content[1..<1], content[1...]] { try sink.write(Array(part)) }
    try sink.finish()
    #expect(memory.bytes == content)
    #expect(sink.count == 10)
  }

  @Test func aByteTooManyIsRefusedBeforeItIsPassedOn() throws {
    let memory = MemorySink(limit: 100)
    let sink = try VerifyingSink(try descriptor(), next: memory)
    try sink.write(content)
    #expect(throws: ContentError.sizeMismatch(try descriptor().digest, expected: 10, found: 11)) { try sink.write([0]) }
    #expect(memory.bytes == content)
  }

  @Test func aShortAndAWrongStreamFailAtTheEnd() throws {
    let short = try VerifyingSink(try descriptor())
    try short.write(Array(content.dropLast()))
    #expect(throws: ContentError.sizeMismatch(try descriptor().digest, expected: 10, found: 9)) { try short.finish() }
    let wrong = try VerifyingSink(try descriptor())
    try wrong.write(content.reversed())
    let found = try Digest(of: content.reversed())
    #expect(throws: ContentError.digestMismatch(expected: try descriptor().digest, found: found)) { try wrong.finish() }
  }
}
