import ContainerStore
import ImageOperations
import ImageSpec

extension CreateCommand {
  /// What the options ask of the container.
  ///
  /// - Parameters:
  ///   - environment: where a variable without a value gets its own from.
  ///   - file: reads the lines of a file of variables or labels.
  /// - Returns: the settings, over which nothing of the image is laid yet.
  /// - Throws: ``UsageError``, and what `file` throws.
  func settings(
    environment: [String: String], file: (String) throws -> [String]
  ) throws -> ContainerSettings {
    var settings = ContainerSettings()
    settings.command = Array(words.dropFirst())
    settings.hostname = hostname
    settings.domainname = domainname ?? ""
    settings.hasTerminal = tty
    settings.isInteractive = interactive
    var parameters = ExecutionParameters()
    for entry in try envFile.flatMap(file) + env { try Self.set(entry, from: environment, in: &parameters) }
    for entry in try labelFile.flatMap(file) + label {
      let (name, value) = Self.split(entry)
      guard !name.isEmpty else { throw invalid("invalid label '\(entry)': empty name") }
      parameters.labels[name] = value ?? ""
    }
    parameters.user = user ?? ""
    parameters.workingDirectory = workdir ?? ""
    parameters.entryPoint = entrypoint.map { [$0] }
    for port in expose + publish { parameters.exposedPorts.formUnion(try ports(port)) }
    for path in volume where !Self.isMount(path) { parameters.volumes.insert(path) }
    parameters.healthCheck = try health.check?.object
    if let stopSignal { parameters.object["StopSignal"] = .string(stopSignal) }
    if let stopTimeout { parameters.object["StopTimeout"] = .integer(stopTimeout) }
    settings.parameters = parameters
    return settings
  }

  private static func set(
    _ entry: String, from environment: [String: String], in parameters: inout ExecutionParameters
  ) throws {
    let (name, value) = split(entry)
    guard !name.isEmpty else {
      throw UsageError.invalidValue("invalid environment variable: \(entry)", command: "create")
    }
    // Without a value it is the caller's own; one that the caller does not have is left out.
    if let value = value ?? environment[name] { parameters.setVariable(name, to: value) }
  }

  private static func split(_ entry: String) -> (name: String, value: String?) {
    guard let equals = entry.firstIndex(of: "=") else { return (entry, nil) }
    return (String(entry[..<equals]), String(entry[entry.index(after: equals)...]))
  }

  private func ports(_ text: String) throws(UsageError) -> [String] {
    do { return try PortSpecification(parsing: text).ports } catch {
      // What the engine says of EXPOSE with a capital, docker's own command line says without.
      throw invalid(error.reason.prefix(1).lowercased() + error.reason.dropFirst())
    }
  }

  private func invalid(_ message: String) -> UsageError { .invalidValue(message, command: "create") }

  /// Whether a volume names a place of the host, or a volume of its own: `SOURCE:PATH`. A drive's letter is none.
  static func isMount(_ volume: String) -> Bool {
    let drive = volume.prefix(2)
    let path =
      drive.count == 2 && drive.last == ":" && drive.first?.isLetter == true ? volume.dropFirst(2) : volume[...]
    return path.contains(":")
  }
}
