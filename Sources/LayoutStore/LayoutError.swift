import ImageSpec

/// What the layout on disk itself can be wrong with.
public enum LayoutError: Error, Hashable, CustomStringConvertible {
  /// The disk or the quota is full; what was written of the content has been removed again.
  case noSpace(folder: String, needed: Int64, free: Int64)
  /// `oci-layout` names no version of the image layout that we know.
  case notALayout(folder: String, reason: String)
  /// `index.json` can't be read; it is left as it is.
  case damagedIndex(path: String, DocumentError)

  /// The facts, for logs.
  public var description: String {
    switch self {
    case .noSpace(let folder, let needed, let free): "\(folder): \(needed) bytes needed, \(free) free"
    case .notALayout(let folder, let reason): "\(folder) is no image layout: \(reason)"
    case .damagedIndex(let path, let error): "\(path): \(error)"
    }
  }
}
