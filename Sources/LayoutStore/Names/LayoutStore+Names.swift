import Archive
import ImageSpec

extension LayoutStore {
  /// From how many names on their list is kept in a file: of fewer, the index is as fast.
  private static let worthwhileCount = 50

  /// The names as the index has them now: from memory, else from the cache, else from the index, which fills the cache
  /// where it may. Creates nothing where there is no store. Blocks.
  ///
  /// - Parameter platform: by which images of several platforms are summed up.
  /// - Returns: the list, in which not every image need be summed up yet; see ``summarize(_:for:)``.
  /// - Throws: ``LayoutError`` and ``FileError``.
  public func names(for platform: Platform) throws -> NameList {
    guard let known = try knownIndex() else { return NameList([]) }
    if let names = known.names, names.platform == platform { return names.list }
    let file = NameCacheFile(at: folder.names)
    if let file, file.index == known.digest, file.platform == platform {
      remember { if $0.digest == known.digest { $0.names = (platform, file.list) } }
      return file.list
    }
    let summaries = file?.platform == platform ? file?.list.summaries : nil
    let list = NameList(try readIndex(), summaries: summaries ?? [:])
    keep(list, of: known.digest, for: platform)
    return list
  }

  /// Notes what is known of images, for ``names(for:)`` of this and other processes. Blocks.
  ///
  /// - Parameters:
  ///   - summaries: by the digests of the images' roots; those that are known already count less.
  ///   - platform: by which images of several platforms were summed up.
  /// - Throws: ``LayoutError`` and ``FileError``; a cache that can't be written is no error.
  public func summarize(_ summaries: [Digest: ImageSummary], for platform: Platform) throws {
    guard let known = try knownIndex() else { return }
    guard let list = try names(for: platform).summarized(by: summaries) else { return }
    keep(list, of: known.digest, for: platform)
  }

  /// Makes the list of an index that was just written, so that nobody has to read the index for it. Blocks.
  func renewNames(of index: LayoutIndex) {
    guard index.entries.count >= Self.worthwhileCount, let known = try? knownIndex(), known.index == index,
      let file = NameCacheFile(at: folder.names)
    else { return }
    keep(NameList(index, summaries: file.list.summaries), of: known.digest, for: file.platform)
  }

  /// Remembers a list, and writes it where that is worth it and allowed. Blocks.
  private func keep(_ list: NameList, of digest: Digest, for platform: Platform) {
    remember { if $0.digest == digest { $0.names = (platform, list) } }
    guard list.count >= Self.worthwhileCount, (try? FileSystem.createFolder(folder.cache)) != nil else { return }
    try? NameCacheFile(index: digest, platform: platform, list: list).write(to: folder.names)
  }
}
