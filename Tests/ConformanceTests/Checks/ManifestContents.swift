import HTTPTransport
import ImageSpec

extension Check {
  static let manifestContentChecks: [Check] = [
    Check("bytes are kept as they came", .must, .pushManifests) { probe in
      let image = try await probe.image()
      let text = String(decoding: image.bytes, as: UTF8.self)
      // White space, escapes, another order of fields, a number in another form.
      let spaced = text.replacing(",", with: " ,\r\n\t").replacing("{", with: "{  ") + "\n\n"
      let escaped = text.replacing("amd64", with: #"\u0061md64"#).replacing("application/", with: #"application\/"#)
      for variant in [spaced, escaped] {
        try await expectKept(probe, Sample(bytes: Array(variant.utf8), mediaType: image.mediaType))
      }
    },
    Check("unknown fields are kept", .must, .pushManifests) { probe in
      try await expectKept(
        probe, try await probe.image(("org.example.field", ["deep": [1, true, .null, "ä€😀"]]), ("zero", 0)))
      let image = try await probe.pushImage("one")
      var descriptor = try image.descriptor().object ?? JSONObject()
      descriptor["org.example.field"] = ["more": .number("1.50e+3")]
      try await expectKept(probe, Sample(Sample.index, ("manifests", [.object(descriptor)]), ("extra", "field")))
    },
    Check("artifact with an artifactType", .must, .pushManifests) { probe in
      try await expectKept(probe, try await probe.artifact())
    },
    Check("artifact without an artifactType", .must, .pushManifests) { probe in
      let configuration = Array(#"{"some":"thing"}"#.utf8)
      try await probe.push(configuration)
      let descriptor = try Sample.descriptor("application/vnd.example.config.v1+json", configuration)
      try await expectKept(probe, Sample(Sample.manifest, ("config", descriptor), ("layers", [])))
    },
    Check("artifact of nothing but its annotations", .must, .pushManifests) { probe in
      let empty = Array("{}".utf8)
      try await probe.push(empty)
      let descriptor = try Sample.descriptor(Sample.empty, empty)
      try await expectKept(
        probe,
        Sample(
          Sample.manifest, ("artifactType", "application/vnd.example.note"), ("config", descriptor),
          ("layers", [descriptor]), ("annotations", ["org.example.note": "hello"])))
    },
    Check("manifest without layers", .must, .pushManifests) { probe in
      let configuration = [UInt8].random()
      try await probe.push(configuration)
      let descriptor = try Sample.descriptor(Sample.configuration, configuration)
      try await expectKept(probe, Sample(Sample.manifest, ("config", descriptor), ("layers", [])))
    },
    Check("manifest without the field mediaType", .must, .pushManifests) { probe in
      let image = try await probe.image()
      let text = String(decoding: image.bytes, as: UTF8.self)
        .replacing(#""mediaType":"\#(Sample.manifest)","#, with: "", maxReplacements: 1)
      try await expectKept(probe, Sample(bytes: Array(text.utf8), mediaType: image.mediaType))
    },
    Check("layers of any media type", .must, .pushManifests) { probe in
      let types = [
        "application/vnd.oci.image.layer.v1.tar", "application/vnd.oci.image.layer.v1.tar+zstd",
        "application/vnd.docker.image.rootfs.diff.tar.gzip", "text/plain", "application/vnd.example+json",
      ]
      let empty = Array("{}".utf8)
      try await probe.push(empty)
      var layers: [JSON] = []
      for type in types {
        let layer = [UInt8].random()
        try await probe.push(layer)
        layers.append(try Sample.descriptor(type, layer))
      }
      try await expectKept(
        probe,
        Sample(Sample.manifest, ("config", try Sample.descriptor(Sample.empty, empty)), ("layers", .array(layers))))
    },
    Check("layers that repeat", .must, .pushManifests) { probe in
      let layer = [UInt8].random()
      try await probe.push(layer)
      let descriptor = try Sample.descriptor(Sample.layer, layer)
      try await expectKept(
        probe,
        Sample(
          Sample.manifest, ("config", try Sample.descriptor(Sample.configuration, layer)),
          ("layers", [descriptor, descriptor, descriptor])))
    },
    Check("descriptors that carry their data", .must, .pushManifests) { probe in
      let empty = Array("{}".utf8)
      try await probe.push(empty)
      let descriptor = try Sample.descriptor(Sample.empty, empty, .sha256, ("data", "e30="))
      try await expectKept(probe, Sample(Sample.manifest, ("config", descriptor), ("layers", [descriptor])))
    },
    Check("non-distributable layers may be absent", .must, .pushManifests) { probe in
      let types = [
        "application/vnd.oci.image.layer.nondistributable.v1.tar",
        "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip",
        "application/vnd.oci.image.layer.nondistributable.v1.tar+zstd",
        "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip",
      ]
      let configuration = [UInt8].random()
      try await probe.push(configuration)
      for type in types {
        let layer = try Sample.descriptor(type, .random(), .sha256, ("urls", ["http://127.0.0.1:1/layer"]))
        try await expectKept(
          probe,
          Sample(
            Sample.manifest, ("config", try Sample.descriptor(Sample.configuration, configuration)),
            ("layers", [layer])))
      }
    },
    Check("index of several platforms", .must, .pushManifests) { probe in
      let platforms: [JSON] = [
        ["os": "linux", "architecture": "arm", "variant": "v7"],
        ["os": "windows", "architecture": "amd64", "os.version": "10.0.20348.2322", "os.features": ["win32k"]],
        ["os": "unknown", "architecture": "unknown"],
      ]
      var entries: [JSON] = []
      for platform in platforms {
        let image = try await probe.image()
        try await probe.put(image, as: image.digest()).expect(201)
        entries.append(try Sample.descriptor(image.mediaType, image.bytes, .sha256, ("platform", platform)))
      }
      try await expectKept(probe, Sample(Sample.index, ("manifests", .array(entries))))
    },
    Check("index in an index", .must, .pushManifests) { probe in
      let inner = try Sample.index([await probe.pushImage()])
      try await probe.put(inner, as: inner.digest()).expect(201)
      try await expectKept(probe, try Sample.index([inner]))
    },
    Check("index of nothing", .must, .pushManifests) { probe in
      try await expectKept(probe, try Sample.index([]))
    },
    Check("index with an artifactType", .must, .pushManifests) { probe in
      try await expectKept(probe, try Sample.index([], ("artifactType", .string(Sample.artifact))))
    },
  ]
}
