import ImageSpec

/// What somebody asks of a new container over what its image says: the options of `create` that a configuration keeps.
public struct ContainerSettings: Hashable, Sendable {
  /// What replaces or joins the image's own parameters; nothing is said where it is empty.
  public var parameters = ExecutionParameters()
  /// The words behind the image; none for the image's own.
  public var command: [String] = []
  /// The name of its host; nil for the beginning of its id.
  public var hostname: String?
  /// The name of its host's domain.
  public var domainname = ""
  /// Whether it would have a terminal.
  public var hasTerminal = false
  /// Whether its standard input would stay open.
  public var isInteractive = false

  /// Nothing beyond the image.
  public init() {}

  /// The whole configuration of a container, with docker's members.
  ///
  /// - Parameters:
  ///   - base: what the image says.
  ///   - image: the image as it was named.
  ///   - id: the container's identity.
  /// - Returns: the members that the container is kept with.
  public func configuration(over base: ExecutionParameters, image: String, id: ContainerID) -> ExecutionParameters {
    var whole = parameters
    if !command.isEmpty { whole.command = command }
    whole.inherit(from: base.ofImage)
    // An empty word takes the image's entry point away.
    if whole.entryPoint == [""] { whole.entryPoint = nil }
    whole.object["Hostname"] = .string(hostname ?? id.short)
    whole.object["Domainname"] = .string(domainname)
    whole.object["AttachStdin"] = .bool(isInteractive)
    whole.object["AttachStdout"] = true
    whole.object["AttachStderr"] = true
    whole.object["Tty"] = .bool(hasTerminal)
    whole.object["OpenStdin"] = .bool(isInteractive)
    whole.object["StdinOnce"] = .bool(isInteractive)
    whole.object["Image"] = .string(image)
    return whole
  }
}

extension ExecutionParameters {
  /// The words that a container would start: the entry point, then the command.
  public var words: [String] { (entryPoint ?? []) + (command ?? []) }
}
