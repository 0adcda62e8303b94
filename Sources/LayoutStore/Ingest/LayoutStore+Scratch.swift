import Archive
import Glibc

extension LayoutStore {
  /// Opens an empty file for reading and writing that has no name any more: its space is free again when nobody holds
  /// it, however the process ends. It lies below `ingest/`, where the store's own content would arrive, so that it can't
  /// fill another disk. Makes the layout if need be. Blocks.
  ///
  /// - Throws: ``LayoutError`` and ``FileError``.
  public func openScratchFile() throws -> Archive.OpenFile {
    try create()
    // Without a name from the beginning, where the file system can.
    let unnamed = Glibc.open(folder.ingest, O_RDWR | Self.unnamedFile | O_CLOEXEC, 0o600)
    if unnamed >= 0 { return Archive.OpenFile(owning: unnamed, path: folder.ingest) }
    let path = "\(folder.ingest)/scratch.\(FileSystem.uniqueSuffix())"
    let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileError(.open, path) }
    let file = Archive.OpenFile(owning: descriptor, path: path)
    try FileSystem.remove(path)
    return file
  }

  /// `O_TMPFILE`, which the module of the C library lacks; see open(2).
  private static let unnamedFile = 0o20_000_000 | O_DIRECTORY
}
