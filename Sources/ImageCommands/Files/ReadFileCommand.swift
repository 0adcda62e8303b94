import ArgumentParser
import ByteStreams
import ImageOperations

/// `cat`.
public struct ReadFileCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "cat", abstract: "Print files of an image or a container")
  public static let synopsis = "IMAGE|CONTAINER:PATH [IMAGE|CONTAINER:PATH...]"
  public static let argumentKinds: [ArgumentKind] = [.pathInImageOrContainer]
  public static let examples = [
    Example("cat debian:12:/etc/os-release", "a file of an image"),
    Example("cat web:/bin/busybox > busybox", "any bytes, into a file"),
  ]

  @Argument(help: "The files")
  package var places: [String]

  public init() {}

  public var isPaged: Bool { true }

  public func run(in context: CommandContext) async throws {
    // An image's file may move the cursor or pretend to be our own text; a file or a pipe gets it as it is.
    let readsPerson = context.byteOutput.isTerminal || context.byteOutput is NoByteOutput
    let text = TextSink(context.output)
    let sink: any ByteSink = readsPerson ? text : context.byteOutput
    var errors: [any Error] = []
    for place in places {
      do { try await ReadFile(FilePlace(place), into: sink).run(in: context.world) } catch let error as BrokenPipe {
        throw error
      } catch let error as CancellationError { throw error } catch { errors.append(error) }
      try text.finish()
    }
    if !errors.isEmpty { throw SeveralErrors(errors) }
  }
}
