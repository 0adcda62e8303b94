import ImageSpec
import Testing

@Suite struct DigestTests {
  private static let hex = String(repeating: "0123456789abcdef", count: 4)

  @Test func knownHashesAreComputed() throws {
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    #expect(try Digest(of: []).description == "sha256:\(empty)")
    let abc =
      "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
      + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
    #expect(try Digest(of: Array("abc".utf8), algorithm: .sha512).hex == abc)
  }

  @Test func aStreamHasTheDigestOfItsBytesAtEachMoment() throws {
    var digester = try Digester()
    for part in ["a", "", "bc"] {
      Array(part.utf8).withUnsafeBytes { digester.update($0) }
      if part == "a" { #expect(try digester.digest() == Digest(of: Array("a".utf8))) }
    }
    #expect(try digester.digest() == Digest(of: Array("abc".utf8)))
  }

  @Test(
    arguments: [
      ("sha256:\(hex)", nil), ("sha512:\(hex)\(hex)", nil),
      (hex, DigestError.noAlgorithm(hex)), ("", .noAlgorithm("")),
      ("sha384:\(hex)", .unknownAlgorithm("sha384:\(hex)")), ("SHA256:\(hex)", .unknownAlgorithm("SHA256:\(hex)")),
      (":\(hex)", .unknownAlgorithm(":\(hex)")),
      ("sha256:", .wrongLength("", .sha256)), ("sha256:\(hex)0", .wrongLength("\(hex)0", .sha256)),
      ("sha512:\(hex)", .wrongLength(hex, .sha512)),
      ("sha256:\(hex.dropLast(3))../", .notLowerCaseHex("\(hex.dropLast(3))../")),
      ("sha256:\(hex.uppercased())", .notLowerCaseHex(hex.uppercased())),
      ("sha256:\(hex.dropLast())\n", .notLowerCaseHex("\(hex.dropLast())\n")),
    ] as [(String, DigestError?)])
  func aDigestIsExactlyAlgorithmAndHash(text: String, error: DigestError?) {
    let found: DigestError?
    do {
      #expect(try Digest(parsing: text).description == text)
      found = nil
    } catch { found = error }
    #expect(found == error)
  }

  @Test func theShortFormHasTwelveDigits() throws {
    #expect(try Digest(parsing: "sha256:\(Self.hex)").short == "0123456789ab")
  }
}
