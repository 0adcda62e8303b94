/// How a container is started: the `config` of an image's configuration, or of a container.
///
/// See [Image configuration](https://github.com/opencontainers/image-spec/blob/v1.1.0/config.md#properties). Members
/// that Drydock knows nothing of are carried along.
public struct ExecutionParameters: Hashable, Sendable {
  /// All members under docker's names.
  public var object: JSONObject

  /// Takes an object over.
  public init(_ object: JSONObject = JSONObject()) { self.object = object }

  /// Who runs it: `USER[:GROUP]`, by name or number; empty for root.
  public var user: String {
    get { text("User") }
    set { set("User", newValue) }
  }

  /// The variables, each as `NAME=VALUE`.
  public var environment: [String] {
    get { strings("Env") ?? [] }
    set { object["Env"] = newValue.isEmpty ? nil : .strings(newValue) }
  }

  /// The words in front of the command; nil where nothing is said, which is not the same as no words.
  public var entryPoint: [String]? {
    get { strings("Entrypoint") }
    set { object["Entrypoint"] = newValue.map { .strings($0) } }
  }

  /// The command's words; nil where nothing is said.
  public var command: [String]? {
    get { strings("Cmd") }
    set { object["Cmd"] = newValue.map { .strings($0) } }
  }

  /// Where it starts; empty for the root.
  public var workingDirectory: String {
    get { text("WorkingDir") }
    set { set("WorkingDir", newValue) }
  }

  /// The ports that it listens on, each as `PORT/PROTOCOL`.
  public var exposedPorts: Set<String> {
    get { keys("ExposedPorts") }
    set { setKeys("ExposedPorts", newValue) }
  }

  /// The paths that a volume would be mounted at.
  public var volumes: Set<String> {
    get { keys("Volumes") }
    set { setKeys("Volumes", newValue) }
  }

  /// The labels.
  public var labels: [String: String] {
    get {
      let members = object["Labels"]?.object?.members ?? []
      return Dictionary(members.map { ($0.key, $0.value.string ?? "") }) { $1 }
    }
    set { object["Labels"] = newValue.isEmpty ? nil : JSON(sorted: newValue) }
  }

  /// How docker finds out whether it still works: `Test`, and times in nanoseconds.
  public var healthCheck: JSONObject? {
    get { object["Healthcheck"]?.object }
    set { object["Healthcheck"] = newValue.map { .object($0) } }
  }

  /// The instructions for builds over the image.
  public var onBuild: [String] {
    get { strings("OnBuild") ?? [] }
    set { object["OnBuild"] = newValue.isEmpty ? nil : .strings(newValue) }
  }

  /// The words that a command in shell form is given to; nil for the platform's own.
  public var shell: [String]? { strings("Shell") }

  /// Sets a variable, in place where it is set already.
  public mutating func setVariable(_ name: String, to value: String) {
    var all = environment
    let entry = "\(name)=\(value)"
    if let position = all.firstIndex(where: { Self.name(of: $0) == name }) {
      all[position] = entry
    } else {
      all.append(entry)
    }
    environment = all
  }

  /// The value of a variable; nil where it is not set.
  public func variable(_ name: String) -> String? {
    guard let entry = environment.first(where: { Self.name(of: $0) == name }) else { return nil }
    return entry.firstIndex(of: "=").map { String(entry[entry.index(after: $0)...]) } ?? ""
  }

  /// The name in `NAME=VALUE`.
  private static func name(of entry: String) -> Substring { entry.prefix { $0 != "=" } }

  private func text(_ key: String) -> String { object[key]?.string ?? "" }

  private mutating func set(_ key: String, _ value: String) { object[key] = value.isEmpty ? nil : .string(value) }

  private func strings(_ key: String) -> [String]? { object[key]?.array?.compactMap(\.string) }

  private func keys(_ key: String) -> Set<String> { Set(object[key]?.object?.keys ?? []) }

  private mutating func setKeys(_ key: String, _ values: Set<String>) {
    var set = JSONObject()
    for value in values.sorted() { set[value] = .object(JSONObject()) }
    object[key] = values.isEmpty ? nil : .object(set)
  }
}

extension ExecutionParameters {
  /// Takes over what these parameters leave to others, as docker lays a container's over its image's: variables, ports,
  /// volumes and labels are joined, an entry point of its own keeps the other's command away, and everything else is
  /// the other's where nothing is said here.
  public mutating func inherit(from base: ExecutionParameters) {
    if user.isEmpty { user = base.user }
    exposedPorts.formUnion(base.exposedPorts)
    volumes.formUnion(base.volumes)
    labels.merge(base.labels) { own, _ in own }
    environment += base.environment.filter { variable(String(Self.name(of: $0))) == nil }
    if entryPoint?.isEmpty ?? true {
      if command?.isEmpty ?? true {
        command = base.command
        object["ArgsEscaped"] = base.object["ArgsEscaped"]
      }
      if entryPoint == nil { entryPoint = base.entryPoint }
    }
    if workingDirectory.isEmpty { workingDirectory = base.workingDirectory }
    inheritHealthCheck(base.healthCheck)
    for (key, value) in base.object.members where object[key] == nil && !Self.known.contains(key) {
      object[key] = value
    }
  }

  private mutating func inheritHealthCheck(_ base: JSONObject?) {
    guard let base else { return }
    guard var own = healthCheck else { return healthCheck = base }
    for (key, value) in base.members where own[key] == nil { own[key] = value }
    healthCheck = own
  }

  /// What is joined member by member, so that it must not be taken over as a whole.
  private static let known: Set<String> = [
    "User", "ExposedPorts", "Volumes", "Labels", "Env", "Entrypoint", "Cmd", "ArgsEscaped", "WorkingDir", "Healthcheck",
  ]

  /// Without what is true of one container only and has no place in an image: its host's name, its terminal.
  public var ofImage: ExecutionParameters {
    var image = JSONObject()
    for (key, value) in object.members
    where !Self.ofContainer.contains(key) && value != .null && value != .array([]) { image[key] = value }
    return ExecutionParameters(image)
  }

  private static let ofContainer: Set<String> = [
    "Hostname", "Domainname", "AttachStdin", "AttachStdout", "AttachStderr", "Tty", "OpenStdin", "StdinOnce", "Image",
    "NetworkDisabled", "MacAddress", "StopTimeout",
  ]
}
