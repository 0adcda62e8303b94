import Foundation
import TestSupport
import Testing

/// `registry serve` does more than the standard only where it is told to.
@Suite struct RegistryExtrasTests {
  private static let setup = """
    set -euo pipefail
    printf '%s' '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[{
      "mediaType":"application/vnd.oci.image.manifest.v1+json","size":7,"digest":
      "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}]}' >"$HOME/index"
    digest=sha256:$(sha256sum <"$HOME/index" | cut -d' ' -f1)
    exec 3< <(exec "$drydock" registry serve --listen 127.0.0.1:0 ${extras-})
    served=$!
    trap 'kill $served' EXIT
    read -r -u 3 _ _ url
    curl -sS -D "$HOME/head" -T "$HOME/index" -H 'Content-Type: application/vnd.oci.image.index.v1+json' \\
      "$url/v2/app/manifests/$digest?tag=one&tag=two"
    cat "$HOME/head"
    curl -sS "$url/v2/app/tags/list"

    """

  @Test func severalTagsAndMissingPartsAreTaken() async throws {
    let ended = try await Drydock(["extras": "--accept several-tags --accept missing-parts"]).bash(Self.setup)
    #expect(ended.status == 0, "\(ended)")
    #expect(ended.output.contains("HTTP/1.1 201"))
    #expect(ended.output.lowercased().contains("oci-tag: one\r\noci-tag: two\r\n"))
    #expect(ended.output.contains(#""tags":["one","two"]"#))
  }

  @Test func neitherIsTakenUnasked() async throws {
    let ended = try await Drydock(["extras": ""]).bash(Self.setup)
    #expect(ended.output.contains("HTTP/1.1 404") && ended.output.contains("MANIFEST_BLOB_UNKNOWN"))
  }
}
