import Glibc

extension Connection {
  /// Reads the next answer.
  ///
  /// - Parameter sink: takes the body as it comes.
  func receive(
    hasBody: Bool = true, _ sink: ((UnsafeRawBufferPointer) -> Void)? = nil
  ) async throws(Failure) -> Response {
    filled = 0
    while true {
      let end = try await readHead()
      guard end > 12, let status = Int(String(decoding: buffer[9..<12], as: UTF8.self)) else { throw .malformed }
      if status != 100 { return try await finish(status, end, hasBody && status != 204 && status != 304, sink) }
      filled -= end
      buffer.baseAddress.map { _ = memmove($0, $0 + end, filled) }
    }
  }

  private func finish(
    _ status: Int, _ end: Int, _ hasBody: Bool, _ sink: ((UnsafeRawBufferPointer) -> Void)?
  ) async throws(Failure) -> Response {
    let head = UnsafeRawBufferPointer(rebasing: buffer[..<end])
    let isLast = Response.header("connection", head)?.lowercased() == "close"
    let declared = Response.header("content-length", head)
    let isChunked = Response.header("transfer-encoding", head) != nil
    var length = 0
    if hasBody, let declared {
      guard let number = Int(declared) else { throw .malformed }
      if let sink {
        try await pass(number, from: end, to: sink)
      } else {
        length = number
        while filled < end + length { try await readMore(upTo: end + length) }
      }
    } else if hasBody {
      length = isChunked ? try await readChunks(from: end) : try await readToEnd(from: end)
    }
    if isLast { close() }
    return Response(
      status: status, head: UnsafeRawBufferPointer(rebasing: buffer[..<end]),
      body: UnsafeRawBufferPointer(rebasing: buffer[end..<(end + length)]))
  }

  /// Reads until a head is whole; returns where it ends.
  private func readHead() async throws(Failure) -> Int {
    var looked = 0
    while true {
      if let end = Response.endOfHead(UnsafeRawBufferPointer(rebasing: buffer[..<filled]), from: looked) { return end }
      looked = max(0, filled - 3)
      if filled >= 64 << 10 { throw .malformed }
      try await readMore(upTo: buffer.count)
    }
  }

  /// Hands a body on, whatever its size.
  private func pass(
    _ length: Int, from end: Int, to sink: (UnsafeRawBufferPointer) -> Void
  ) async throws(Failure) {
    var rest = length - (filled - end)
    sink(UnsafeRawBufferPointer(rebasing: buffer[end..<filled]))
    while rest > 0 {
      filled = end
      try await readMore(upTo: min(buffer.count, end + rest))
      rest -= filled - end
      sink(UnsafeRawBufferPointer(rebasing: buffer[end..<filled]))
    }
  }

  private func readToEnd(from end: Int) async throws(Failure) -> Int {
    while true {
      do { try await readMore(upTo: filled + (64 << 10)) } catch {
        guard error == .earlyEnd else { throw error }
        return filled - end
      }
    }
  }

  /// Reads a chunked body and joins its pieces.
  private func readChunks(from end: Int) async throws(Failure) -> Int {
    var (read, written) = (end, end)
    while true {
      guard let line = buffer[read..<filled].firstIndex(of: 0x0A) else {
        try await readMore(upTo: filled + (16 << 10))
        continue
      }
      let digits = buffer[read..<line].prefix { $0 != 0x0D && $0 != UInt8(ascii: ";") }
      guard let size = Int(String(decoding: digits, as: UTF8.self), radix: 16) else { throw .malformed }
      while filled < line + 1 + size + 2 { try await readMore(upTo: line + 1 + size + 2) }
      if size == 0 { return written - end }
      buffer.baseAddress.map { _ = memmove($0 + written, $0 + line + 1, size) }
      written += size
      read = line + 1 + size + 2
    }
  }

  /// Reads what there is, at least one byte.
  private func readMore(upTo limit: Int) async throws(Failure) {
    if limit > buffer.count { grow(to: limit) }
    while true {
      let count = recv(socket, buffer.baseAddress.map { $0 + filled }, limit - filled, 0)
      if count > 0 {
        filled += count
        return
      }
      if count == 0 { throw .earlyEnd }
      guard errno == EAGAIN else { throw .reset }
      try await reactor.wait(for: socket)
    }
  }

  private func grow(to size: Int) {
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: max(size, 2 * buffer.count), alignment: 16)
    larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[..<filled]))
    buffer.deallocate()
    buffer = larger
  }
}
