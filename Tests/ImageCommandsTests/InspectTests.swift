import Foundation
import ImageSpec
import TestSupport
import Testing

/// `inspect` and its relatives, over images, containers and registries.
@Suite struct InspectTests {
  private func bench() async throws -> Workbench {
    let bench = try await Workbench(fixture: "linux-basics")
    for line in ["pull -q tiny", "tag tiny app:1"] {
      let ended = try await bench.run(line)
      #expect(ended.status == 0, "\(line): \(ended.errors)")
    }
    return bench
  }

  /// The members of the first document, in their order, read by an independent parser.
  private func keys(_ output: String) throws -> [String] {
    let lines = output.split(separator: "\n").filter { $0.hasPrefix("        \"") && !$0.hasPrefix("         ") }
    let documents = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [[String: Any]]
    let keys = lines.map { String($0.split(separator: "\"")[1]) }
    #expect(Set(keys) == Set(documents?.first?.keys.map { $0 } ?? []))
    return keys
  }

  @Test func `An image has docker's members in docker's order`() async throws {
    let ended = try await bench().run("inspect tiny")
    #expect(ended.status == 0 && ended.errors == "")
    #expect(
      try keys(ended.output) == [
        "Id", "RepoTags", "RepoDigests", "Parent", "Comment", "Created", "Container", "ContainerConfig",
        "DockerVersion", "Author", "Config", "Architecture", "Os", "Size", "VirtualSize", "GraphDriver", "RootFS",
        "Metadata",
      ])
    #expect(ended.output.contains("        \"RepoTags\": [\n            \"app:1\",\n            \"tiny:latest\"\n"))
    #expect(ended.output.contains("            \"Labels\": null\n"))
  }

  @Test func `A container has docker's members in docker's order`() async throws {
    let ended = try await bench().run("container inspect -s web")
    #expect(
      try keys(ended.output) == [
        "Id", "Created", "Path", "Args", "State", "Image", "ResolvConfPath", "HostnamePath", "HostsPath", "LogPath",
        "Name", "RestartCount", "Driver", "Platform", "MountLabel", "ProcessLabel", "AppArmorProfile", "ExecIDs",
        "HostConfig", "GraphDriver", "SizeRw", "SizeRootFs", "Mounts", "Config", "NetworkSettings",
      ])
    #expect(ended.output.contains("            \"Status\": \"created\",\n"))
    #expect(ended.output.contains("        \"SizeRw\": 23,\n"))
    #expect(ended.output.contains("            \"ShmSize\": 67108864,\n"))
  }

  private static let templates: [(String, String)] = [
    ("{{json .Config}}", #"{"Env":["PATH=/usr/sbin:/usr/bin:/sbin:/bin"],"Cmd":["/bin/sh"]}"#),
    ("{{.Os}}/{{.Architecture}}/{{.Variant}}", "linux/amd64/"),
    ("{{index .RepoTags 0}} {{len .RootFS.Layers}}", "app:1 1"),
    ("{{.Config.ExposedPorts}} {{json .Config.ExposedPorts}} {{.Config.User}}.", "map[] null ."),
    ("{{.Config.Labels}}{{.Config.Labels.a}}", "map[]<no value>"), ("{{.Config.Hostname}}.", "."),
    ("{{range .Config.Env}}{{.}}{{end}}", "PATH=/usr/sbin:/usr/bin:/sbin:/bin"),
    ("{{slice .Metadata.LastTagTime 0 10}}", "2026-01-15"),
    ("{{if .Config.Healthcheck}}yes{{else}}no{{end}}", "no"),
  ]

  @Test(arguments: templates)
  func `A template is filled in`(_ template: String, _ text: String) async throws {
    let ended = try await bench().run("inspect -f '\(template)' tiny")
    #expect(ended.output == text + "\n" && ended.errors == "")
  }

  private static let failures: [(String, Int32, String, String)] = [
    ("inspect nosuch", 1, "[]\n", "Error: No such object: nosuch"),
    ("inspect -f '{{.Os}}' nosuch tiny", 1, "linux\n", "Error: No such object: nosuch"),
    ("inspect -f '{{.Os}}' nosuch", 1, "\n", "Error: No such object: nosuch"),
    ("inspect tiny@nosuch", 1, "[]\n", "Error: No such object: tiny@nosuch"),
    ("inspect -f json nosuch", 1, "[]\n", "Error: No such object: nosuch"),
    (
      "inspect -f '{{.Config.Nosuch}}' tiny", 1, "\n",
      #"template parsing error: template: :1:9: executing "" at <.Config.Nosuch>: map has no entry for key "Nosuch""#
    ),
    ("inspect -f '{{' tiny", 64, "", "template parsing error: template: :1: unclosed action"),
    (
      "inspect --type image web", 1, "[]\n",
      "Error response from daemon: no such image: web: No such image: web:latest"
    ),
    ("inspect --type container tiny", 1, "[]\n", "Error response from daemon: No such container: tiny"),
    ("inspect --type volume tiny", 1, "", #"unknown type: "volume": must be one of "container", "image""#),
    (
      "image inspect nosuch", 1, "[]\n",
      "Error response from daemon: no such image: nosuch: No such image: nosuch:latest"
    ),
    (
      "image inspect --platform linux/s390x tiny", 1, "[]\n",
      "Error response from daemon: image with reference tiny:latest was found but does not provide the specified platform (linux/s390x)"
    ),
    ("manifest inspect tiny:nosuch", 1, "", "no such manifest: tiny:nosuch"),
    ("manifest inspect nosuch", 1, "", "denied: requested access to the resource is denied"),
  ]

  @Test(arguments: failures)
  func `What fails`(_ line: String, _ status: Int32, _ output: String, _ headline: String) async throws {
    let ended = try await bench().run(line)
    #expect(ended.status == status && ended.output == output)
    #expect(ended.headline == headline)
  }

  @Test func `Documents on one line`() async throws {
    let ended = try await bench().run("inspect -f json tiny web")
    #expect(ended.output.hasPrefix(#"[{"Id":"sha256:"#) && ended.lines.count == 1)
    #expect(try JSONSerialization.jsonObject(with: Data(ended.output.utf8)) is [Any])
  }

  @Test func `A committed image names its parent`() async throws {
    let bench = try await bench()
    let parent = try await bench.run("images -q --no-trunc greeter:old").output
    #expect(try await bench.run("commit web new:1").status == 0)
    #expect(try await bench.run("inspect -f '{{.Parent}}' new:1").output == parent)
    #expect(try await bench.run("inspect -f '{{.Parent}}.' tiny").output == ".\n")
  }

  @Test func `A registry is asked, and nothing is pulled`() async throws {
    let bench = try await Workbench(fixture: "linux-basics")
    let before = try await bench.run("images -a").output
    let index = try await bench.run("inspect --remote -f '{{range .Manifests}}{{.Platform}} {{.Layers}};{{end}}' tiny")
    #expect(index.output == "linux/amd64 1;linux/arm64/v8 1;\n")
    let image = try await bench.run(
      "inspect --remote --platform linux/arm64 -f '{{.Platform}} {{index .Config.Cmd 0}} {{len .Layers}}' tiny")
    #expect(image.output == "linux/arm64/v8 /bin/sh 1\n")
    let digest = try await bench.run("inspect --remote -f '{{.Digest}}' alice/greeter").output.dropLast()
    #expect(try await bench.run("inspect --remote -f '{{.Size}}' alice/greeter@\(digest)").status == 0)
    let none = try await bench.run("inspect --remote --platform linux/s390x tiny")
    #expect(none.status == 1 && none.headline.hasPrefix("no matching manifest for linux/s390x"))
    #expect(try await bench.run("images -a").output == before)
  }

  @Test func `A manifest is shown as it is served`() async throws {
    let bench = try await Workbench(fixture: "linux-basics")
    let index = try await bench.run("manifest inspect tiny")
    #expect(
      index.output.hasPrefix(
        "{\n   \"schemaVersion\": 2,\n   \"mediaType\": \"application/vnd.oci.image.index.v1+json\""))
    let manifest = try await bench.run("manifest inspect alice/greeter")
    #expect(manifest.output.hasPrefix("{\n\t\"schemaVersion\": 2,\n"))
    let verbose = try await bench.run("manifest inspect -v alice/greeter").output
    let document = try #require(try JSONSerialization.jsonObject(with: Data(verbose.utf8)) as? [String: Any])
    let raw = try #require((document["Raw"] as? String).flatMap { Data(base64Encoded: $0) })
    #expect(
      String(decoding: raw, as: UTF8.self).filter { !$0.isWhitespace } == manifest.output.filter { !$0.isWhitespace })
    #expect(document["Ref"] as? String == "docker.io/alice/greeter:latest")
    let list = try await bench.run("manifest inspect -v tiny").output
    #expect(try (JSONSerialization.jsonObject(with: Data(list.utf8)) as? [[String: Any]])?.count == 2)
  }

  /// Another tool copied one platform of an index only.
  @Test func `A manifest that the registry has not is shown without a size`() async throws {
    let here =
      #"{"schemaVersion":2,"config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:\#(String(repeating: "a", count: 64))","size":7},"layers":[]}"#
    let digest = try Digest(of: Array(here.utf8))
    func entry(_ digest: String, _ size: Int, _ architecture: String) -> String {
      #"{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"\#(digest)","size":\#(size),"platform":{"os":"linux","architecture":"\#(architecture)"}}"#
    }
    let gone = "sha256:" + String(repeating: "b", count: 64)
    let index =
      #"{"schemaVersion":2,"manifests":[\#(entry("\(digest)", here.utf8.count, "amd64")),\#(entry(gone, 9, "arm64"))]}"#
    let own = try Digest(of: Array(index.utf8))
    let server = try ScriptedServer(port: FreePort.find()) { request in
      func answer(_ status: String, _ type: String, _ body: String) -> String {
        "HTTP/1.1 \(status)\r\nContent-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
          + (request.method == "HEAD" ? "" : body)
      }
      if request.target.hasSuffix("/manifests/1") || request.target.hasSuffix("\(own)") {
        return answer("200 OK", "application/vnd.oci.image.index.v1+json", index)
      }
      if request.target.hasSuffix("\(digest)") {
        return answer("200 OK", "application/vnd.oci.image.manifest.v1+json", here)
      }
      return answer("404 Not Found", "application/json", #"{"errors":[{"code":"MANIFEST_UNKNOWN"}]}"#)
    }
    let bench = try Workbench()
    let template = "{{range .Manifests}}{{.Platform}} {{json .Layers}} {{json .Size}};{{end}}"
    let ended = try await bench.run("inspect --remote -f '\(template)' 127.0.0.1:\(server.port)/app:1")
    #expect(ended.errors == "")
    #expect(ended.output == "linux/amd64 0 7;linux/arm64 null null;\n")
  }
}
