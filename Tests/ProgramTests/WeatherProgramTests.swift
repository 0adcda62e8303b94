import Foundation
import TestSupport
import Testing

/// The weather of `registry serve`, changed by another process.
@Suite struct WeatherProgramTests {
  @Test func `A served registry's weather is made at its start and changed by another process`() async throws {
    let drydock = try Drydock()
    let ended = try await drydock.bash(
      #"""
      set -eu
      "$drydock" registry serve --listen 127.0.0.1:0 --weather '503 on base once' --seed 3 > out &
      server=$!
      trap 'kill $server' EXIT
      until grep -q Listening out; do :; done
      url=$(sed 's/Listening on //' out); host=${url#http://}
      status() { curl -s -o /dev/null -w '%{http_code} ' "$url$1" || echo -n "[$?] "; }
      status /v2/; status /v2/
      "$drydock" registry weather --at "$host" add reset on base once
      status /v2/; status /v2/
      "$drydock" registry weather --at "$host" --format '{{.Number}} {{.Rule}} {{.Struck}}/{{.Met}}'
      "$drydock" registry weather --at "$host" -q rm all
      status /drydock/weather
      curl -s -o /dev/null -w '%{http_code} ' -d '{"rule":"503"}' "$url/drydock/weather"
      "$drydock" registry weather --at "$host" -q
      """#)
    #expect(
      ended.output == """
        503 200 Rule 2: reset on base once
        000 [56] 200 1 503 on base once 1/4
        2 reset on base once 1/2
        1
        2
        200 415 
        """, "\(ended)")
    #expect(ended.status == 0)
  }

  @Test func `A rule that is none is told before anything listens`() async throws {
    let ended = try await Drydock().run("registry", "serve", "--listen", "127.0.0.1:0", "--weather", "503 sometimes")
    #expect(ended.status == 1 && ended.output == "")
    #expect(ended.errors.contains("\"sometimes\" means nothing here"))
  }
}
