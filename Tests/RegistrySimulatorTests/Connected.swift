import ByteStreams
import ContentStore
import Foundation
import ImageSpec
import RegistrySimulator

/// A plain TCP connection to a listener.
final class Connected: Sendable {
  let socket: Int32

  /// - Parameter receiveBuffer: bytes that the kernel keeps for a reader who is slow; nil for its own choice.
  init(_ host: String, receiveBuffer: CInt? = nil) throws {
    let parts = host.split(separator: ":")
    let port = UInt16(parts[1]) ?? 0
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    if var receiveBuffer { setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, 4) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr(String(parts[0]))
    let status = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard status == 0 else { throw POSIXError(.ECONNREFUSED) }
  }

  deinit { close(socket) }

  func send(_ text: String) {
    let bytes = Array(text.utf8)
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      if count <= 0 { return }
      sent += count
    }
  }

  /// Blocks for the next bytes; their number, 0 at the end.
  func receiveBytes() -> Int {
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    return max(0, recv(socket, &buffer, buffer.count, 0))
  }

  /// Blocks for the next bytes; empty at the end.
  func receive() -> String {
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    let count = max(0, recv(socket, &buffer, buffer.count, 0))
    return String(decoding: buffer[..<count], as: UTF8.self)
  }
}

extension Connected {
  /// Blocks until the connection ends or, where a number is given, so many bytes are here.
  func receiveAll(atLeast count: Int = .max) -> RawExchange {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while bytes.count < count {
      let part = recv(socket, &buffer, buffer.count, 0)
      if part <= 0 { return RawExchange(bytes, wasReset: part < 0 && errno == ECONNRESET) }
      bytes += buffer[..<part]
    }
    return RawExchange(bytes, wasReset: false)
  }

  /// Blocks until so many bytes of an answer's body are here.
  func receiveAnswer(of count: Int) -> RawExchange {
    var text: [UInt8] = []
    while true {
      let answer = RawExchange(text, wasReset: false)
      var byte: UInt8 = 0
      guard answer.body.count < count, recv(socket, &byte, 1, 0) == 1 else { return answer }
      text.append(byte)
    }
  }

  /// The port on this side.
  var port: UInt16 {
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) {
      _ = $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket, $0, &length) }
    }
    return UInt16(bigEndian: address.sin_port)
  }
}

/// Whether some process holds a connection to a port of this machine, as the kernel lists them.
func holdsConnection(to port: UInt16) throws -> Bool {
  let wanted = ":" + String(port, radix: 16, uppercase: true)
  // Not by its name: Foundation takes the first page of such a file for the whole.
  let list = try FileHandle(forReadingFrom: URL(filePath: "/proc/net/tcp")).readToEnd() ?? Data()
  return String(decoding: list, as: UTF8.self).split(separator: "\n").dropFirst().contains { line in
    let fields = line.split(separator: " ")
    // The remote address and the inode, which is 0 when no process has the socket any more.
    return fields.count > 9 && fields[2].hasSuffix(wanted) && fields[9] != "0"
  }
}

/// Sends bytes as they are and reads until the other side closes.
func exchange(_ host: String, _ text: String) async throws -> String {
  let connected = try Connected(host)
  return try await BlockingThreads.run {
    connected.send(text)
    var output = ""
    while case let part = connected.receive(), !part.isEmpty { output += part }
    return output
  }
}

/// A storage whose one blob is zeros that nobody holds, and which counts how much of it was read.
final class CountingStorage: RegistryStorage, ContentFetcher, BlobReader {
  let size: Int64
  private let counts = Locked((bytes: Int64(0), largest: 0))
  private let writes = Locked(0)

  init(size: Int64) { self.size = size }

  var bytesRead: Int64 { counts.withLock { $0.bytes } }
  var largestRead: Int { counts.withLock { $0.largest } }
  var largestWrite: Int { writes.withLock { $0 } }

  var digest: Digest {
    get throws {
      var digester = try Digester()
      let zeros = [UInt8](repeating: 0, count: 1 << 20)
      for _ in 0..<(size >> 20) { zeros.withUnsafeBytes { digester.update($0) } }
      return try digester.digest()
    }
  }

  /// Puts the blob on a registry's host of foreign layers.
  ///
  /// - Returns: the path under which it is served.
  func offer(in registry: RegistrySimulator) async throws -> String {
    let blob = Descriptor(mediaType: .octetStream, digest: try digest, size: size)
    try await registry.foreignLayers.push(blob, from: self, progress: { _ in })
    return ForeignLayerView.path(blob.digest)
  }

  func fetch(_ descriptor: Descriptor, from offset: Int64, into sink: any ByteSink) async throws {
    let size = self.size
    try await BlockingThreads.run {
      let zeros = [UInt8](repeating: 0, count: 1 << 20)
      for _ in 0..<(size >> 20) { try sink.write(zeros) }
    }
  }

  func read(at offset: Int64, count: Int) -> [UInt8] {
    let part = Int(min(Int64(count), size - offset))
    counts.withLock { $0 = ($0.bytes + Int64(part), max($0.largest, part)) }
    return [UInt8](repeating: 0, count: part)
  }

  func load() -> StoredAreas { StoredAreas() }
  func beginUpload() -> any BlobUpload { Drain(self) }
  func keep(_ change: AreaChange, of area: StorageArea) {}
  func remove(_ digest: Digest) -> Int64? { size }
  func open(_ digest: Digest) -> any BlobReader { self }
  func size(_ digest: Digest) -> Int64? { size }

  private final class Drain: BlobUpload {
    private let count = Locked(Int64(0))
    private let storage: CountingStorage
    init(_ storage: CountingStorage) { self.storage = storage }
    var size: Int64 { count.withLock { $0 } }
    func append(_ bytes: UnsafeRawBufferPointer) {
      count.withLock { $0 += Int64(bytes.count) }
      storage.writes.withLock { $0 = max($0, bytes.count) }
    }
    func commit(as digest: Digest) {}
    func abandon() {}
  }
}
