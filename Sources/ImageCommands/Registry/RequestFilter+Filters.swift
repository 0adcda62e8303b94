import ImageOperations
import ImageSpec
import RegistrySimulator

extension RequestFilter {
  /// Reads `--filter`s of a registry's log: `method=PUT`, `status=404` or `4xx`, `repository=team/app`, `kind=blob`,
  /// `account=alice`.
  ///
  /// - Throws: ``FilterError``.
  init(_ filters: [Filter]) throws(FilterError) {
    self.init()
    for filter in filters {
      func invalid(_ expected: String) -> FilterError {
        .invalidValue(name: filter.name, values: [filter.value], expected: expected)
      }
      switch filter.name {
      case "method": method = filter.value.uppercased()
      case "status":
        guard let range = Self.statuses(filter.value) else { throw invalid("a status as 404, or 4xx") }
        statuses = range
      case "repository":
        guard let name = try? RepositoryName(parsing: filter.value) else { throw invalid("a repository's name") }
        repository = name
      case "kind":
        guard let kind = RequestKind(rawValue: filter.value) else {
          throw invalid(RequestKind.allCases.map(\.rawValue).joined(separator: ", "))
        }
        endpoint = kind
      case "account": account = filter.value
      default: throw .unknownName(filter.name, known: ["account", "kind", "method", "repository", "status"])
      }
    }
  }

  private static func statuses(_ text: String) -> ClosedRange<Int>? {
    if text.hasSuffix("xx"), let hundreds = Int(text.dropLast(2)), (1...9).contains(hundreds) {
      return hundreds * 100...hundreds * 100 + 99
    }
    return Int(text).flatMap { (0...999).contains($0) ? $0...$0 : nil }
  }
}
