import Archive
import ByteStreams

/// Takes an archive that can be read but once, and keeps it uncompressed in a scratch file, to be read by position.
///
/// An archive says at its end which images it holds, and a layer may come before everything that tells what it is: so a
/// pipe, and a compressed file, have to be kept. What it may become is limited, see `DecompressionLimits`; a full disk
/// is an error like any other. The scratch file is whoever made it's to remove.
public final class ScratchCopy: ByteSink, Sendable {
  private let decompressor: LayerDecompressor
  private let file: OpenFile

  /// - Parameters:
  ///   - file: an empty file, open for reading and writing.
  ///   - limits: how much the archive may become.
  public init(in file: OpenFile, limits: DecompressionLimits = DecompressionLimits()) {
    self.file = file
    decompressor = LayerDecompressor(into: file, limits: limits)
  }

  /// Takes the next bytes of the archive, compressed or not.
  ///
  /// - Throws: `CompressionError` and `SystemError`.
  public func write(_ bytes: UnsafeRawBufferPointer) throws { try decompressor.write(bytes) }

  /// Ends the copy.
  ///
  /// - Returns: the file with the whole archive.
  /// - Throws: `CompressionError` when it was cut.
  public func finish() throws -> OpenFile {
    try decompressor.finish()
    return file
  }
}
