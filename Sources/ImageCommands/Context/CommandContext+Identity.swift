import ImageOperations
import ImageSpec

extension CommandContext {
  /// Tells the id of the image that a reference names now, to whom it may concern.
  func identify(_ reference: ImageReference) async {
    guard let identified, let name = try? ImageName(parsing: reference.description) else { return }
    // Only for the sake of the next line: what can't be found is not told.
    if let image = try? await LocalImages(in: world).find(name) { identified(image.id.description) }
  }
}
