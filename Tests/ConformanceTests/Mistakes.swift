import HTTPTransport

extension Mistake {
  static let all: [Mistake] = [
    answers(
      "manifests written anew", "manifest by tag", "manifest by sha512 digest", "bytes are kept as they came",
      "unknown fields are kept", "manifest of exactly 4 MiB"
    ) { request, answer in
      if request.url.path.contains("/manifests/"), request.method == .get, answer.status == 200 {
        answer.body.append(UInt8(ascii: " "))
        answer.headers["Content-Length"] = String(answer.body.count)
      }
    },
    answers("blobs cut", "blob by sha256 digest", "POST then PUT, sha512", "chunks closed with the last one, sha256") {
      request, answer in
      if request.url.path.contains("/blobs/"), request.method == .get, !answer.body.isEmpty {
        answer.body.removeLast()
        answer.headers["Content-Length"] = String(answer.body.count)
      }
    },
    answers(
      "digests of another algorithm", "blob by sha512 digest tells that digest",
      "manifest by sha512 digest tells that digest", "push by sha512 digest tells that digest"
    ) { _, answer in
      if answer.headers["Docker-Content-Digest"]?.hasPrefix("sha512:") == true {
        answer.headers["Docker-Content-Digest"] = "sha256:\(String(repeating: "0", count: 64))"
      }
    },
    answers(
      "parameters of Content-Type", "manifest has the media type it was pushed with", "referrers are an OCI index"
    ) { _, answer in
      if let type = answer.headers["Content-Type"] { answer.headers["Content-Type"] = "\(type); charset=utf-8" }
    },
    ignoring("Range", .get, "range first-last", "range -count", "range beyond the end is 416"),
    without("Content-Range", "range clipped at the end", "range first-"),
    status(
      416, 400, "chunk behind a gap is 416", "first chunk that does not begin with 0 is 416",
      "range of the last 0 bytes is 416"),
    status(
      404, 200, "unknown sha256 blob is 404", "unknown tag is 404", "manifest by sha512 digest is deleted at once"),
    status(400, 500, "POST then PUT of a wrong digest is 400, sha256", "manifest of no JSON is refused"),
    status(202, 200, "POST then PUT, sha256", "one chunk, sha256", "tag is deleted at once"),
    status(204, 200, "cancel is 204", "status of an upload is 204 with Location and Range"),
    status(201, 200, "push by tag", "POST then PUT, sha512"),
    status(413, 400, "manifest too large for any client is 413"),
    without(
      "Location", "push by tag", "POST then PUT, sha256", "mount, sha256",
      "each chunk's answer tells Location and Range"),
    without(
      "Docker-Content-Digest", "push by tag tells the digest", "HEAD of a blob by sha256 digest tells digest and size"),
    answers(
      "Location that does not serve", "push by tag", "POST then PUT, sha256", "single POST, sha512", "mount, sha512"
    ) {
      _, answer in
      if answer.status == 201 { answer.headers["Location"] = "/v2/elsewhere" }
    },
    answers("Range one byte too far", "each chunk's answer tells Location and Range", "chunk sent before is 416") {
      request, answer in
      guard request.url.path.contains("/uploads/"), let range = answer.headers["Range"],
        let end = Int(range.dropFirst(2))
      else { return }
      answer.headers["Range"] = "0-\(end + 1)"
    },
    ignoring(
      "Content-Range", .patch, "chunk behind a gap is 416", "chunk sent before is 416",
      "malformed Content-Range is refused"),
    ignoring(
      "Content-Range", .put, "chunk behind a gap with the closing PUT is 416",
      "chunk sent before with the closing PUT is 416", "malformed Content-Range with the closing PUT is refused"),
    ignoring(parameter: "n", "first tags: ?n=2", "n=0 is an empty list without Link"),
    ignoring(parameter: "last", "tags behind one: ?n=2&last=b", "last without n", "Link leads through all tags"),
    ignoring(parameter: "artifactType", "referrers of one artifactType"),
    without("OCI-Filters-Applied", "referrers of one artifactType"),
    without("OCI-Subject", "OCI-Subject for a manifest, sha256", "OCI-Subject for an index, sha512"),
    answers("OCI-Subject always", "no OCI-Subject without a subject") { _, answer in
      answer.headers["OCI-Subject"] = "sha256:0"
    },
    answers("Link without end", "no Link where nothing follows", "n=0 is an empty list without Link") {
      request, answer in
      if request.url.path.hasSuffix("/tags/list") { answer.headers["Link"] = "<\(request.url.text)>; rel=\"next\"" }
    },
    answers("tags in disorder", "list of tags is sorted", "first tags: ?n=2") { request, answer in
      guard request.url.path.hasSuffix("/tags/list"), answer.status == 200 else { return }
      let text = String(decoding: answer.body, as: UTF8.self)
      guard let open = text.firstIndex(of: "["), let close = text.lastIndex(of: "]") else { return }
      let tags = text[text.index(after: open)..<close].split(separator: ",").reversed().joined(separator: ",")
      answer.body = Array("\(text[...open])\(tags)\(text[close...])".utf8)
    },
    answers("no referrers is 404", "referrers of an unknown sha256 digest are an empty index") { request, answer in
      if request.url.path.contains("/referrers/"), answer.body.count < 120 { answer.status = 404 }
    },
    answers("annotations left out", "annotations of a manifest", "annotations of an index") { request, answer in
      guard request.url.path.contains("/referrers/") else { return }
      answer.body = Array(String(decoding: answer.body, as: UTF8.self).replacing("annotations", with: "labelled").utf8)
      answer.headers["Content-Length"] = String(answer.body.count)
    },
    asks(
      "deletes that come later", "tag is deleted at once", "manifest by sha256 digest is deleted at once",
      "sha512 blob is deleted at once", "a deleted referrer is gone at once", "a cancelled upload is 404"
    ) { request in
      guard request.method == .delete else { return nil }
      return Answer(
        method: .delete, url: request.url, status: request.url.path.contains("/uploads/") ? 204 : 202)
    },
    asks("tags without case", "tags differ by case") { request in
      guard let url = try? HTTPURL(request.url.text.lowercased()) else { return nil }
      request.url = url
      return nil
    },
    asks(
      "one repository for all", "sha256 blob of another repository is 404", "referrers are those of their repository"
    ) {
      request in
      guard let url = try? HTTPURL(request.url.text.replacing("/other/", with: "/")) else { return nil }
      request.url = url
      return nil
    },
    answers("errors as text", "errors are JSON", "unknown blob is BLOB_UNKNOWN") { _, answer in
      guard answer.status >= 400 else { return }
      answer.headers["Content-Type"] = "text/plain"
      answer.body = Array("not found".utf8)
      answer.headers["Content-Length"] = "9"
    },
    answers("codes of its own", "unknown tag is 404", "unknown sha512 blob is 404") { _, answer in
      guard answer.status == 404 else { return }
      answer.body = Array(String(decoding: answer.body, as: UTF8.self).replacing("UNKNOWN", with: "MISSED").utf8)
      answer.headers["Content-Length"] = String(answer.body.count)
    },
    answers("HEAD of another length", "HEAD equals GET for blobs", "HEAD equals GET for manifests") {
      request, answer in
      if request.method == .head { answer.headers["Content-Length"] = "1" }
    },
    answers("warnings of another form", "the base answers 200") { _, answer in
      answer.headers["Warning"] = #"199 registry "old""#
    },
  ]
}
