import Foundation
import TestSupport

extension Drydock {
  /// The first lines of a script in which the program serves the fixture `linux-basics` to itself: `$from` is the
  /// registry's address, and the server ends with the script.
  static let servedFixture = servedFixture(options: "")

  /// The same with more options of `registry serve`.
  static func servedFixture(options: String) -> String {
    let fixture = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "tutorials/fixtures/linux-basics.yaml").path
    return """
      set -euo pipefail
      exec 3< <(exec "$drydock" registry serve --listen 127.0.0.1:0 --fixture '\(fixture)' \(options))
      served=$!
      trap 'kill $served' EXIT
      read -r -u 3 _ _ url
      from=${url#http://}

      """
  }
}
