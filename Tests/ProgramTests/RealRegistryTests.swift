import Foundation
import TestSupport
import Testing

/// The program, Debian's registry, skopeo and podman on one another's images.
@Suite struct RealRegistryTests {
  /// Starts the program as a registry that serves a fixture, and pulls two images called `latest` from it.
  private static let setup =
    Drydock.servedFixture + """
      "$drydock" pull -q $from/library/tiny
      "$drydock" pull -q $from/alice/greeter
      # The digest of the manifest that a name means, by the bytes that skopeo reads.
      digest() { skopeo inspect --raw "$@" | sha256sum | cut -d' ' -f1; }

      """

  private func program(_ others: [String: String] = [:]) throws -> Drydock {
    try Drydock(others)
  }

  @Test func whatIsPushedComesBackIntoAnEmptyStoreByteForByte() async throws {
    let registry = try RealRegistry(user: (name: "alice", password: "correct horse"))
    let program = try program(["to": registry.host])
    let ended = try await program.bash(
      Self.setup + """
        if "$drydock" push $from/alice/greeter 2>"$HOME/refused"; then exit 3; fi
        grep -q 'authentication required' "$HOME/refused"
        printf 'correct horse' | "$drydock" login -u alice --password-stdin $to
        "$drydock" tag $from/alice/greeter $to/greeter:1
        "$drydock" push $to/greeter:1
        first=$DRYDOCK_HOME
        export DRYDOCK_HOME=$first-2
        "$drydock" pull $to/greeter:1
        "$drydock" verify
        # Every blob of the second store is one of the first, byte for byte.
        cd "$DRYDOCK_HOME/blobs/sha256"
        for blob in *; do cmp "$blob" "$first/blobs/sha256/$blob"; done
        ls | wc -l
        """)
    #expect(ended.status == 0, "\(ended)")
    // A manifest, a configuration, and the layers of tiny and of greeter's two steps.
    #expect(ended.output.hasSuffix("The store is sound.\n5\n"))
    #expect(ended.output.contains("Login Succeeded"))
    #expect(ended.output.contains("Status: Downloaded newer image for \(registry.host)/greeter:1"))
  }

  @Test func skopeoReadsBothImagesCalledLatestAndCopiesOneToTheRegistry() async throws {
    let registry = try RealRegistry(user: (name: "alice", password: "correct horse"))
    let ended = try await program(["to": registry.host]).bash(
      Self.setup + """
        for name in library/tiny alice/greeter; do
          here=$(digest "oci:$DRYDOCK_HOME:$from/$name:latest")
          there=$(digest --tls-verify=false "docker://$from/$name:latest")
          test $here = $there && echo $name the same
        done
        skopeo copy -q --dest-tls-verify=false --dest-creds 'alice:correct horse' \\
          "oci:$DRYDOCK_HOME:$from/alice/greeter:latest" "docker://$to/copied:latest"
        here=$(digest "oci:$DRYDOCK_HOME:$from/alice/greeter:latest")
        test $here = $(digest --tls-verify=false --creds 'alice:correct horse' "docker://$to/copied:latest")
        printf 'correct horse' | "$drydock" login -u alice --password-stdin $to
        "$drydock" pull $to/copied | grep "sha256:$here"
        """)
    #expect(ended.status == 0, "\(ended)")
    #expect(ended.output.contains("library/tiny the same\nalice/greeter the same\n"))
  }

  @Test func podmanTakesAnImageOutOfTheStore() async throws {
    let ended = try await program().bash(
      Self.setup + """
        # podman refuses a longer path than this, a DOCKER_CONFIG that has no file in it, and a layout whose path could
        # not be an image's name.
        run=/tmp/drydock-$$
        mkdir $run
        ln -s "$DRYDOCK_HOME" $run/store
        trap 'kill $served; rm -rf $run' EXIT
        podman="env -u DOCKER_CONFIG podman --root $HOME/podman --runroot $run --storage-driver vfs --log-level error"
        id=$($podman pull -q "oci:$run/store:$from/alice/greeter:latest")
        test $id = $("$drydock" images -q --no-trunc $from/alice/greeter | cut -d: -f2)
        here=$(digest "oci:$DRYDOCK_HOME:$from/alice/greeter:latest")
        test sha256:$here = $($podman image inspect --format '{{.Digest}}' $id) && echo the same
        """)
    #expect(ended.status == 0, "\(ended)")
    #expect(ended.output.hasSuffix("the same\n"))
  }
}
