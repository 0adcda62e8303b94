import ContainerStore
import GoTemplates
import ImageOperations
import ImageSpec

extension Inspected {
  /// A container as docker shows one that was never started.
  ///
  /// See [types.ContainerJSON](https://github.com/moby/moby/blob/v20.10.24/api/types/types.go). What only a running
  /// container has is as docker has it for one that is created; there are no networks here.
  init(container found: InspectContainer.Result) {
    let container = found.container
    var record = Record(typeName: "*container.InspectResponse")
    record["Id"] = .string(container.id.description)
    record["Created"] = .string(container.created.description)
    record["Path"] = .string(container.command.first ?? "")
    record["Args"] = .strings(Array(container.command.dropFirst()))
    record["State"] = .record(Self.state(container))
    record["Image"] = Value(container.imageID)
    for key in ["ResolvConfPath", "HostnamePath", "HostsPath", "LogPath"] { record[key] = "" }
    record["Name"] = .string("/\(container.name)")
    record["RestartCount"] = 0
    record["Driver"] = "oci-layout"
    record["Platform"] = .string(container.platform.os)
    for key in ["MountLabel", "ProcessLabel", "AppArmorProfile"] { record[key] = "" }
    record["ExecIDs"] = .list(nil)
    record["HostConfig"] = HostConfiguration.created
    record["GraphDriver"] = .record(Self.driver)
    if let size = found.size {
      record["SizeRw"] = .integer(size.changed)
      record["SizeRootFs"] = .integer(size.whole)
    }
    record["Mounts"] = .list([])
    record["Config"] = .record(ConfigurationDocument(container.configuration.object).whole)
    record["NetworkSettings"] = HostConfiguration.network
    self.init(record)
  }

  private static func state(_ container: Container) -> Record {
    Record([
      "Status": .string(container.state.lowercased()), "Running": false, "Paused": false, "Restarting": false,
      "OOMKilled": false, "Dead": false, "Pid": 0, "ExitCode": 0, "Error": "", "StartedAt": "0001-01-01T00:00:00Z",
      "FinishedAt": "0001-01-01T00:00:00Z",
    ])
  }
}
