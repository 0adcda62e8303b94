import Foundation
import TestSupport
import Testing

/// `registry serve` with a folder, killed at each of the system calls that change something.
@Suite struct RegistryKillTests {
  @Test func `A killed registry comes up clean and has everything that it said it had`() async throws {
    let program = try Drydock()
    let ended = try await program.bash(Self.script)
    #expect(ended.status == 0, "\(ended)")
    #expect(try #require(Int(ended.output.trimmingCharacters(in: .whitespacesAndNewlines))) > 10)
  }

  /// Pushes an image, tags it again, deletes a tag; notes each answer that promised something; starts again and looks.
  private static let script = #"""
    set -euo pipefail
    printf '{"architecture":"amd64","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":[]}}' >config
    printf 'a layer' >layer
    sha() { sha256sum "$1" | cut -d' ' -f1; }
    part() { printf '{"mediaType":"application/vnd.oci.image.%s","digest":"sha256:%s","size":%d}' $1 $(sha $2) $(stat -c %s $2); }
    printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":%s,"layers":[%s]}' \
      "$(part config.v1+json config)" "$(part layer.v1.tar layer)" >manifest
    type=application/vnd.oci.image.manifest.v1+json

    serve() { # words in front of the program
      exec 3< <(exec "$@" "$drydock" registry serve --listen 127.0.0.1:0 --storage "$PWD/store" 2>&1)
      served=$!
      url=
      read -r -t 60 -u 3 _ _ url || true
    }
    ask() { # name, wanted status, curl's words
      local code
      code=$(curl -s -m 60 -o /dev/null -w '%{http_code}' "${@:3}" || true)
      if [ "$code" = "$2" ]; then promised="$promised $1"; elif [ "$code" != 000 ]; then echo "$1: $code"; exit 5; fi
    }
    has() { case " $promised " in *" $1 "*) true ;; *) false ;; esac; }
    same() { curl -s -m 60 "$url/v2/team/app/$1" | cmp -s - "$2" || { echo "cut $cut: $1 is lost"; exit 3; }; }
    gone() { [ "$(curl -s -m 60 -o /dev/null -w '%{http_code}' "$url/v2/team/app/$1")" = 404 ] || { echo "cut $cut: $1 is there"; exit 4; }; }
    trap 'pkill -KILL -P $served 2>/dev/null || kill -9 $served 2>/dev/null || true' EXIT

    # One kind after the other: the tracer counts the calls of each thread, and would seldom come to the rare ones.
    total=0
    for calls in write,pwrite64 rename,renameat,renameat2 link,linkat fsync,fdatasync unlink,unlinkat mkdir,mkdirat; do
    for ((cut = 1; ; cut++)); do
      total=$((total + 1))
      rm -rf store
      promised=
      serve strace -f -qq -o /dev/null -e inject=$calls:signal=KILL:when=$cut
      if [ -n "$url" ]; then
        base=$url/v2/team/app
        ask config 201 --data-binary @config "$base/blobs/uploads/?digest=sha256:$(sha config)"
        ask layer 201 --data-binary @layer "$base/blobs/uploads/?digest=sha256:$(sha layer)"
        if has config && has layer; then
          ask one 201 -X PUT -H "Content-Type: $type" --data-binary @manifest "$base/manifests/1"
          ask two 201 -X PUT -H "Content-Type: $type" --data-binary @manifest "$base/manifests/2"
          if has two; then ask deleted 202 -X DELETE "$base/manifests/2"; fi
        fi
      fi
      survived=no
      if kill -0 $served 2>/dev/null && has deleted; then survived=yes; fi
      # A tracer that is killed would leave the program running.
      pkill -KILL -P $served 2>/dev/null || true
      wait $served 2>/dev/null || true
      # The tracer ends a moment before what it traced does.
      for ((tries = 0; tries < 100; tries++)); do
        serve env
        if [ "${url#http}" != "$url" ]; then break; fi
      done
      if has config; then same blobs/sha256:$(sha config) config; fi
      if has layer; then same blobs/sha256:$(sha layer) layer; fi
      if has one; then same manifests/1 manifest; fi
      if has two && ! has deleted && [ $(curl -s -o /dev/null -w '%{http_code}' $url/v2/team/app/manifests/2) = 404 ]; then
        # The delete was not answered: done or not.
        [ -z "$(ls store/repositories/team/app/_layout/*.new 2>/dev/null)" ]
      fi
      if has deleted; then gone manifests/2; fi
      [ -z "$(ls store/uploads)" ] || { echo "cut $cut: uploads are left"; exit 6; }
      [ -z "$(ls store/repositories/team/app/_layout/*.new 2>/dev/null)" ] || { echo "cut $cut: litter"; exit 7; }
      for blob in $(find store -path '*blobs/sha256/*' -type f); do
        [ "$(sha "$blob")" = "${blob##*/}" ] || { echo "cut $cut: $blob is damaged"; exit 8; }
      done
      kill $served
      wait $served 2>/dev/null || true
      if [ $survived = yes ]; then break; fi
    done
    done
    echo $total
    """#
}
