import ImageSpec

/// A pattern of image names, as docker's `reference` filter and the argument of `images` have it.
///
/// `*` stands for any text and `?` for any character within one component, `[a-z]` and `[^a-z]` for one of some
/// characters; a backslash takes the next one as it is. The pattern is compared with the whole familiar name, and with
/// the familiar name without tag. See [path.Match](https://pkg.go.dev/path#Match).
public struct ReferencePattern: Hashable, Sendable {
  /// The pattern as it was written.
  public let text: String
  private let parts: [Part]

  private enum Part: Hashable {
    case anything
    case any
    case one(Unicode.Scalar)
    case among([ClosedRange<UInt32>], isNegated: Bool)

    func takes(_ scalar: Unicode.Scalar) -> Bool {
      switch self {
      case .anything, .any: scalar != "/"
      case .one(let own): scalar == own
      case .among(let ranges, let isNegated): ranges.contains { $0.contains(scalar.value) } != isNegated
      }
    }
  }

  /// Reads a pattern.
  ///
  /// - Throws: ``FilterError/badPattern(_:)`` for a bracket or a backslash without its end.
  public init(parsing text: String) throws(FilterError) {
    self.text = text
    var parts: [Part] = []
    var rest = Array(text.unicodeScalars)[...]
    func taken() throws(FilterError) -> Unicode.Scalar {
      guard var scalar = rest.popFirst() else { throw .badPattern(text) }
      if scalar == "\\" {
        guard let next = rest.popFirst() else { throw .badPattern(text) }
        scalar = next
      }
      return scalar
    }
    while let scalar = rest.first {
      switch scalar {
      case "*": rest.removeFirst(); parts.append(.anything)
      case "?": rest.removeFirst(); parts.append(.any)
      case "[":
        rest.removeFirst()
        let isNegated = rest.first == "^"
        if isNegated { rest.removeFirst() }
        var ranges: [ClosedRange<UInt32>] = []
        while rest.first != "]" || ranges.isEmpty {
          guard rest.first != "-", rest.first != "]" else { throw .badPattern(text) }
          let low = try taken()
          var high = low
          if rest.first == "-" {
            rest.removeFirst()
            high = try taken()
          }
          // A range from z to a has nothing in it, and is no mistake.
          ranges.append(low.value <= high.value ? low.value...high.value : 0x11_0000...0x11_0000)
        }
        rest.removeFirst()
        parts.append(.among(ranges, isNegated: isNegated))
      default: parts.append(.one(try taken()))
      }
    }
    self.parts = parts
  }

  /// Whether a reference's familiar name, with or without its tag or digest, is as the pattern has it.
  public func matches(_ reference: ImageReference) -> Bool {
    matches(reference.familiar) || matches(reference.familiarName)
  }

  /// Whether a text is as the pattern has it: without backtracking beyond the last `*`, so in product time at most.
  public func matches(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    var (part, place) = (0, 0)
    var retry: (part: Int, place: Int)?
    while place < scalars.count {
      if part < parts.count, case .anything = parts[part] {
        retry = (part + 1, place)
        part += 1
      } else if part < parts.count, parts[part].takes(scalars[place]) {
        part += 1
        place += 1
      } else if let last = retry, scalars[last.place] != "/" {
        retry = (last.part, last.place + 1)
        (part, place) = (last.part, last.place + 1)
      } else {
        return false
      }
    }
    return parts[part...].allSatisfy { $0 == .anything }
  }
}
