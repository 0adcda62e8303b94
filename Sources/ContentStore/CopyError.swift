import ImageSpec

/// A graph copy failed: on which side, doing what, with which content, and why.
public struct CopyError: Error {
  /// The two sides of a copy.
  public enum Origin: Sendable {
    case source
    case destination
  }

  /// What was being done.
  public enum Operation: Sendable {
    case read
    case check
    case mount
    case write
  }

  /// Which side failed.
  public let origin: Origin
  /// What it was doing.
  public let operation: Operation
  /// With which content.
  public let descriptor: Descriptor
  /// What it said.
  public let underlying: any Error

  /// Composes an error; one that is a `CopyError` already, or a cancellation, is better passed on as it is: see
  /// ``wrapping(_:origin:operation:descriptor:)``.
  public init(origin: Origin, operation: Operation, descriptor: Descriptor, underlying: any Error) {
    self.origin = origin
    self.operation = operation
    self.descriptor = descriptor
    self.underlying = underlying
  }

  /// Runs a part of a copy and says of its error where it arose.
  static func wrapping<Result>(
    _ origin: Origin, _ operation: Operation, _ descriptor: Descriptor,
    isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Result
  ) async throws -> Result {
    do { return try await body() } catch let error as CopyError { throw error } catch is CancellationError {
      throw CancellationError()
    } catch {
      throw CopyError(origin: origin, operation: operation, descriptor: descriptor, underlying: error)
    }
  }
}
