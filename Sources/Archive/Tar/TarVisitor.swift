/// Is told what a ``TarReader`` finds, in the archive's order, synchronously.
public protocol TarVisitor: AnyObject, Sendable {
  /// An entry begins.
  ///
  /// - Parameters:
  ///   - entry: what it is; extended records are resolved already.
  ///   - dataOffset: where its data begins, in bytes from the archive's start.
  /// - Throws: what ends the reading.
  func entry(_ entry: TarEntry, dataOffset: Int64) throws

  /// The next bytes of the entry's data; valid during the call only. Of a file with holes only what is stored comes;
  /// ``SparsePlacement`` tells where it belongs.
  func data(_ bytes: UnsafeRawBufferPointer) throws

  /// The entry's data is complete. Called for entries without data too.
  func endEntry() throws
}

extension TarVisitor {
  public func data(_ bytes: UnsafeRawBufferPointer) throws {}
  public func endEntry() throws {}
}
