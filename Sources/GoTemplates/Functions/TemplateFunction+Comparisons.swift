extension TemplateFunction {
  /// Go's comparisons.
  ///
  /// See [Functions](https://pkg.go.dev/text/template#hdr-Functions): `eq` compares its first argument with any of the
  /// others; numbers compare with numbers of their own kind.
  static let comparisons: [String: TemplateFunction] = [
    "eq": TemplateFunction([.any], rest: .any) { arguments throws(Failure) in
      guard arguments.count > 1 else { throw Failure("missing argument for comparison") }
      for other in arguments.dropFirst() where try Self.areEqual(arguments[0], other) { return true }
      return false
    },
    "ne": TemplateFunction([.any, .any]) { arguments throws(Failure) in
      .bool(!(try Self.areEqual(arguments[0], arguments[1])))
    },
    "lt": ordering { $0 < 0 }, "le": ordering { $0 <= 0 }, "gt": ordering { $0 > 0 }, "ge": ordering { $0 >= 0 },
  ]

  private static func ordering(_ holds: @escaping @Sendable (Int) -> Bool) -> TemplateFunction {
    TemplateFunction([.any, .any]) { arguments throws(Failure) in
      .bool(holds(try Self.order(arguments[0], arguments[1])))
    }
  }

  private static func areEqual(_ left: Value, _ right: Value) throws(Failure) -> Bool {
    switch (left, right) {
    case (.null, .null): return true
    case (.null, _), (_, .null): return false
    case (.list, _), (.map, _), (.record, _), (_, .list), (_, .map), (_, .record):
      throw Failure("non-comparable type \(left.printed): \(left.typeName)")
    case (.bool, .bool), (.integer, .integer), (.float, .float): return left == right
    // Texts are equal by their bytes, not by what they look like.
    case (.string(let first), .string(let second)): return first.utf8.elementsEqual(second.utf8)
    default: throw Failure("incompatible types for comparison")
    }
  }

  /// Less than zero, zero or more, as the first comes before, with or behind the second.
  private static func order(_ left: Value, _ right: Value) throws(Failure) -> Int {
    switch (left, right) {
    case (.integer(let first), .integer(let second)): return first < second ? -1 : first == second ? 0 : 1
    case (.float(let first), .float(let second)): return first < second ? -1 : first == second ? 0 : 1
    case (.string(let first), .string(let second)):
      if first.utf8.lexicographicallyPrecedes(second.utf8) { return -1 }
      return first.utf8.elementsEqual(second.utf8) ? 0 : 1
    case (.bool, .bool), (.list, _), (.map, _), (.record, _), (.null, _): throw Failure("invalid type for comparison")
    default: throw Failure("incompatible types for comparison")
    }
  }
}
