import Archive
import CLinux
import Glibc

/// A file as a blob.
struct FolderBlob: BlobReader {
  private let file: OpenFile
  let size: Int64

  init(_ file: OpenFile) throws(SystemError) {
    self.file = file
    size = Int64(try file.status().st_size)
  }

  func read(at offset: Int64, count: Int) throws -> [UInt8] {
    let wanted = Int(max(0, min(Int64(count), size - offset)))
    return try [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
      while filled < wanted {
        let count = pread(
          file.descriptor, buffer.baseAddress.map { $0 + filled }, wanted - filled, off_t(offset) + off_t(filled))
        if count < 0, errno == EINTR { continue }
        guard count >= 0 else { throw SystemError(call: "pread", path: file.path) }
        if count == 0 { break }
        filled += count
      }
    }
  }

  func readAtHand(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) -> Int? {
    let wanted = Int(max(0, min(Int64(buffer.count), size - offset)))
    let count = linux_read_cached(file.descriptor, buffer.baseAddress, wanted, off_t(offset))
    return count > 0 ? count : nil
  }
}
