import ByteStreams
import Glibc

/// Linux' numbers for `lseek`, which glibc shows to GNU sources only.
private let seekData: Int32 = 3
private let seekHole: Int32 = 4

extension OpenFile {
  /// Where a file has data, if it has holes; nil for one without, and where the file system doesn't tell.
  ///
  /// See [lseek](https://man7.org/linux/man-pages/man2/lseek.2.html). The file's position is at its start afterwards.
  ///
  /// - Throws: ``SystemError``.
  public func holes() throws -> SparseMap? {
    let size = off_t(try status().st_size)
    var numbers: [Int64] = []
    var position: off_t = 0
    while position < size {
      let data = lseek(descriptor, position, seekData)
      if data < 0, errno == ENXIO { break }
      guard data >= 0, case let end = lseek(descriptor, data, seekHole), end > data else {
        lseek(descriptor, 0, SEEK_SET)
        return nil
      }
      numbers += [Int64(data), Int64(min(end, size) - data)]
      position = end
      guard numbers.count / 2 < SparseMap.maximumParts else { break }
    }
    lseek(descriptor, 0, SEEK_SET)
    if numbers == [0, Int64(size)] || size == 0 || numbers.count / 2 == SparseMap.maximumParts { return nil }
    return try SparseMap(numbers, size: Int64(size), name: path)
  }

  /// Passes the parts of a file on that are no holes.
  ///
  /// - Throws: ``SystemError``, what the sink throws, and `CancellationError` where the task of the thread is cancelled.
  public func copy(_ map: SparseMap, into sink: any ByteSink) throws {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: compressionBufferSize, alignment: 16)
    defer { buffer.deallocate() }
    for part in map.parts {
      var done: Int64 = 0
      while done < part.length {
        try BlockingThreads.checkCancellation()
        let wanted = Int(min(Int64(buffer.count), part.length - done))
        let count = pread(descriptor, buffer.baseAddress, wanted, off_t(part.offset + done))
        if count < 0, errno == EINTR { continue }
        // A file that became shorter meanwhile ends here; what is missing reads as zeros.
        guard count > 0 else {
          guard count == 0 else { throw SystemError(call: "read", path: path) }
          return
        }
        try sink.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        done += Int64(count)
      }
    }
  }
}
