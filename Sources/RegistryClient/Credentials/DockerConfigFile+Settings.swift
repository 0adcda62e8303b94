import ImageSpec

extension DockerConfigFile {
  /// A setting of docker's that is a text, as `imagesFormat`; nil where the file has none.
  ///
  /// - Throws: ``Failure``.
  public func text(of key: String) async throws -> String? { try await read().root[key]?.string }
}
