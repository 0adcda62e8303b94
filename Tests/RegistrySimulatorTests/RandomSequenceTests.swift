import Foundation
import TestSupport
import Testing

/// Random sequences of pushes, mounts, deletes, sweeps and restarts leave what a simple model says.
@Suite struct RandomSequenceTests {
  @Test(arguments: 0..<6)
  func `In memory`(group: Int) async throws {
    for number in 0..<20 {
      var sequence = try await RandomSequence(seed: UInt64(group * 1_000 + number), folder: nil)
      try await sequence.run(steps: 40)
    }
  }

  @Test(arguments: 0..<4)
  func `In a folder`(group: Int) async throws {
    for number in 0..<6 {
      let folder = try ScratchFolder()
      var sequence = try await RandomSequence(seed: UInt64(group * 1_000 + number), folder: folder("s"))
      try await sequence.run(steps: 40)
    }
  }

  @Test func `What is left is layouts that others read`() async throws {
    let folder = try ScratchFolder()
    var tags = 0
    for seed in UInt64(0)..<8 {
      var sequence = try await RandomSequence(seed: seed, folder: folder("\(seed)"))
      try await sequence.run(steps: 60)
      for name in RegistryModel.names {
        let layout = folder("\(seed)/repositories/\(name)/_layout")
        guard FileManager.default.fileExists(atPath: layout) else { continue }
        let listed = try await run("umoci", "ls", "--layout", layout)
        #expect(listed.status == 0, "seed \(seed): \(listed.output)")
        for tag in listed.output.split(separator: "\n") {
          tags += 1
          let inspected = try await run("skopeo", "inspect", "--raw", "oci:\(layout):\(tag)")
          #expect(inspected.status == 0, "seed \(seed): \(inspected.output)")
        }
      }
    }
    #expect(tags > 3)
  }
}
