import GoTemplates
import ImageSpec

/// How something is started, as `inspect` shows it.
///
/// See [container.Config](https://github.com/moby/moby/blob/v20.10.24/api/types/container/config.go); what a
/// configuration has besides is not shown, as in docker.
struct ConfigurationDocument {
  private let object: JSONObject

  init(_ object: JSONObject) { self.object = object }

  /// Every member that docker has, empty ones too.
  var whole: Record {
    var record = Record(typeName: "*container.Config")
    for key in ["Hostname", "Domainname", "User"] { record[key] = text(key) }
    for key in ["AttachStdin", "AttachStdout", "AttachStderr"] { record[key] = flag(key) }
    add("ExposedPorts", to: &record)
    for key in ["Tty", "OpenStdin", "StdinOnce"] { record[key] = flag(key) }
    for key in ["Env", "Cmd"] { record[key] = list(key) }
    for key in ["Healthcheck", "ArgsEscaped"] { add(key, to: &record) }
    record["Image"] = text("Image")
    record["Volumes"] = map("Volumes")
    record["WorkingDir"] = text("WorkingDir")
    record["Entrypoint"] = list("Entrypoint")
    for key in ["NetworkDisabled", "MacAddress"] { add(key, to: &record) }
    record["OnBuild"] = list("OnBuild")
    record["Labels"] = map("Labels")
    for key in ["StopSignal", "StopTimeout", "Shell"] { add(key, to: &record) }
    return record
  }

  /// What the client of docker 28 reads of an image's: its JSON has no empty members.
  var ofImage: Record {
    var record = Record(typeName: "*v1.DockerOCIImageConfig")
    for key in [
      "User", "ExposedPorts", "Env", "Entrypoint", "Cmd", "Volumes", "WorkingDir", "Labels", "StopSignal",
      "ArgsEscaped", "Healthcheck", "OnBuild", "Shell",
    ] {
      add(key, to: &record)
    }
    return record
  }

  /// Adds a member that JSON leaves out where it is empty.
  private func add(_ key: String, to record: inout Record) {
    if let value = present(key) { record[key] = value } else { record.addOmitted(key, Self.empty(key)) }
  }

  /// What an absent member is for a template.
  private static func empty(_ key: String) -> Value {
    switch key {
    case "ExposedPorts", "Volumes", "Labels": .map(nil)
    case "Env", "Entrypoint", "Cmd", "OnBuild", "Shell": .list(nil)
    case "ArgsEscaped", "NetworkDisabled": false
    case "Healthcheck", "StopTimeout": .null
    default: ""
    }
  }

  private func text(_ key: String) -> Value { .string(object[key]?.string ?? "") }

  private func flag(_ key: String) -> Value { .bool(object[key]?.bool ?? false) }

  private func list(_ key: String) -> Value { object[key]?.array.map { .list($0.map { Value($0) }) } ?? .list(nil) }

  private func map(_ key: String) -> Value {
    guard let members = object[key]?.object?.members else { return .map(nil) }
    return .map(Dictionary(members.map { ($0.key, Value($0.value)) }) { first, _ in first })
  }

  /// A member that is left out where it is empty.
  private func present(_ key: String) -> Value? {
    switch object[key] {
    case nil, .null, .bool(false), .string(""), .array([]): nil
    case .object(let members) where members.isEmpty: nil
    case .object where ["ExposedPorts", "Volumes", "Labels"].contains(key): map(key)
    case .some(let value): Value(value)
    }
  }
}
