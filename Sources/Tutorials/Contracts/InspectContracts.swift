import ContainerStore
import ContentStore
import ImageCommands
import ImageOperations
import ImageSpec
import RegistryClient
import Worlds

/// What `inspect` printed is what the store says of each name: id, names, size and layers of an image, id, name and
/// image of a container.
struct InspectContract: Contract {
  let command: any DrydockCommand
  private let names: [String]
  private let wantsContainers: Bool
  private let wantsImages: Bool
  /// Whether whole documents are printed, and not what a template takes out of them.
  private let isWhole: Bool

  init(_ command: InspectCommand) {
    self.command = command
    names = command.names
    wantsContainers = command.type != "image"
    wantsImages = command.type != "container"
    isWhole = !command.hasTemplate
  }

  init(_ command: InspectImageCommand) {
    self.command = command
    (names, wantsContainers, wantsImages, isWhole) = (command.images, false, true, !command.hasTemplate)
  }

  init(_ command: InspectContainerCommand) {
    self.command = command
    (names, wantsContainers, wantsImages, isWhole) = (command.containers, true, false, !command.hasTemplate)
  }

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) async throws {
    RefusalContract.looking.judge(evidence, &assertions)
    try await ReadingContract.printsAgain(command, evidence, &assertions)
    guard isWhole, let documents = (try? JSON(parsing: Array(evidence.output.utf8)))?.array else { return }
    assertions.expectEqual(documents.count, names.count, "each name must have its document")
    for (name, document) in zip(names, documents) {
      let object = document.object ?? JSONObject()
      let id = object["Id"]?.string
      if wantsContainers, let container = evidence.after.container(name) {
        assertions.expectEqual(id, container.id.description, "\(name) has another id")
        assertions.expectEqual(object["Name"]?.string, "/\(container.name)", "\(name) has another name")
        assertions.expectEqual(object["Image"]?.string, container.imageID.description, "\(name) is over another image")
      } else if wantsImages, let image = try? evidence.after.images.find(ImageName(parsing: name)) {
        judge(object, image, name, &assertions)
      } else {
        assertions.expect(false, "nothing is called \(name)", expected: name)
      }
    }
  }

  private func judge(_ object: JSONObject, _ image: LocalImage, _ name: String, _ assertions: inout Assertions) {
    assertions.expectEqual(object["Id"]?.string, image.id.description, "\(name) has another id")
    let tags = object["RepoTags"]?.array?.compactMap(\.string) ?? []
    assertions.expectEqual(Set(tags), Set(image.references.map(\.familiar)), "\(name) has other names")
    let layers = object["RootFS"]?.object?["Layers"]?.array?.compactMap(\.string) ?? []
    assertions.expectEqual(
      layers, (image.configuration?.body.diffIDs ?? []).map(\.description), "\(name) has other layers")
    if let platform = image.configuration?.body.platform {
      assertions.expectEqual(object["Architecture"]?.string, platform.architecture, "\(name) is for another machine")
      assertions.expectEqual(object["Os"]?.string, platform.os, "\(name) is for another system")
    }
  }
}

/// What `inspect --remote` printed is what the registry holds.
struct RemoteInspectContract: Contract {
  let command: InspectCommand

  init(_ command: InspectCommand) { self.command = command }

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) async throws {
    RefusalContract.looking.judge(evidence, &assertions)
    let documents = command.hasTemplate ? nil : (try? JSON(parsing: Array(evidence.output.utf8)))?.array
    for (index, name) in command.names.enumerated() {
      let reference = try ImageReference(parsing: name).withDefaultTag
      assertions.expect(
        evidence.wasAsked(["GET", "HEAD"], "/\(reference.repository)/manifests/"),
        "the registry was not asked for \(reference.familiar)")
      let root = try await evidence.repository(of: reference).resolve(reference)
      guard let documents else { continue }
      let object = documents.indices.contains(index) ? documents[index].object : nil
      assertions.expectEqual(
        object?["Digest"]?.string, root.digest.description, "the registry has another digest for \(name)")
    }
  }
}

/// What `manifest inspect` printed is the document that the registry serves.
struct ManifestContract: Contract {
  let command: ManifestInspectCommand

  init(_ command: ManifestInspectCommand) { self.command = command }

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) async throws {
    let reference = try command.verb.reference
    RefusalContract.looking.judge(evidence, &assertions)
    assertions.expect(
      evidence.wasAsked(["GET", "HEAD"], "/\(reference.repository)/manifests/"),
      "the registry was not asked for \(reference.familiar)")
    let repository = try evidence.repository(of: reference)
    let root = try await repository.resolve(reference)
    guard !command.verbose else {
      assertions.expect(
        root.mediaType.isIndex || evidence.output.contains(root.digest.description),
        "the manifest's digest is not shown", expected: "\(root.digest)")
      return
    }
    let served = try JSON(parsing: try await repository.content.bytes(of: root))
    let seen = try? JSON(parsing: Array(evidence.output.utf8))
    assertions.expect(
      seen == served, "the registry serves another document", expected: served.text(), seen: evidence.output)
  }
}
