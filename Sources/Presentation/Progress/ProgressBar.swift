/// The bar and the numbers of one transfer.
///
/// See [jsonmessage](https://github.com/docker/cli/blob/v28.2.2/internal/jsonstream/display.go).
enum ProgressBar {
  /// Terminals must be wider than this to get a bar.
  static let barThreshold = 110

  /// `[=====>      ]  32.77kB/1.036MB`, without the bar on a narrow terminal or where the total is not known.
  static func text(completed: Int64, total: Int64, columns: Int) -> String {
    let current = ByteSize.text(completed, precision: .four)
    let aligned = String(repeating: " ", count: max(0, 8 - current.utf8.count)) + current
    guard total > 0 else { return aligned }
    let numbers = completed > total ? aligned : aligned + "/" + ByteSize.text(total, precision: .four)
    guard columns > barThreshold else { return numbers }
    let half = max(0, min(50, Int(Double(completed) / Double(total) * 100) / 2))
    let bar = String(repeating: "=", count: half) + ">" + String(repeating: " ", count: 50 - half)
    return "[\(bar)] \(numbers)"
  }
}
