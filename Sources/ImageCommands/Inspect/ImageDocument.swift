import GoTemplates
import ImageOperations
import ImageSpec

extension Inspected {
  /// An image as docker shows it.
  ///
  /// See [types.ImageInspect](https://github.com/moby/moby/blob/v20.10.24/api/types/types.go). What docker's older
  /// engines wrote into a configuration besides is shown too; the store's own driver is named where theirs stood.
  init(image found: InspectImage.Result) {
    let image = found.image
    let configuration = image.configuration?.body
    let raw = image.configuration.flatMap { try? JSON(parsing: $0.bytes) }?.object ?? JSONObject()
    func text(_ key: String) -> Value { .string(raw[key]?.string ?? "") }
    let comment = raw["comment"]?.string ?? configuration?.history.last?.comment
    let whole = ConfigurationDocument(configuration?.execution ?? JSONObject())

    var record = Record(typeName: "*image.InspectResponse")
    record["Id"] = Value(image.id)
    record["RepoTags"] = .strings(image.references.map(\.familiar))
    record["RepoDigests"] = .strings(image.repositoryDigests.map(\.familiar))
    record["Parent"] = .string(found.parent?.description ?? "")
    record["Comment"] = .string(comment ?? "")
    record["Created"] = .string(image.created?.description ?? configuration?.created ?? "")
    record["Container"] = text("container")
    record["ContainerConfig"] = .record(
      ConfigurationDocument(raw["container_config"]?.object ?? JSONObject()).whole)
    record["DockerVersion"] = text("docker_version")
    record["Author"] = .string(configuration?.author ?? "")
    record["Config"] = .record(whole.whole)
    record["Architecture"] = .string(configuration?.platform.architecture ?? "")
    Self.add(configuration?.platform.variant, as: "Variant", to: &record)
    record["Os"] = .string(configuration?.platform.os ?? "")
    Self.add(configuration?.platform.osVersion, as: "OsVersion", to: &record)
    record["Size"] = .integer(found.size)
    record["VirtualSize"] = .integer(found.size)
    record["GraphDriver"] = .record(Self.driver)
    record["RootFS"] = .record(
      Record(["Type": "layers", "Layers": .strings((configuration?.diffIDs ?? []).map(\.description))]))
    record["Metadata"] = .record(
      Record(["LastTagTime": .string(found.lastTagged?.description ?? "0001-01-01T00:00:00Z")]))

    var typed = Record(typeName: "*image.InspectResponse")
    for (name, value) in record.fields { typed[name == "Id" ? "ID" : name] = value }
    typed["Config"] = .record(whole.ofImage)
    self.init(record, typed: typed)
  }

  private static func add(_ text: String?, as name: String, to record: inout Record) {
    if let text { record[name] = .string(text) } else { record.addOmitted(name, "") }
  }

  /// What keeps the layers: an OCI layout, with no folders of unpacked files.
  static let driver = Record(["Data": .null, "Name": "oci-layout"])
}
