import Testing

@Suite struct EdgeTests {
  private let allowed = Dictionary(uniqueKeysWithValues: House.rooms.map { ($0.name, $0.imports) })

  @Test func `data flows one way through the house`() {
    var above = House.foreign
    for room in House.rooms {
      #expect(room.imports.subtracting(above) == [], "\(room.name) imports what is not above it")
      above.insert(room.name)
    }
  }

  @Test func `the manifest has no edge that the house has not`() throws {
    let targets = try Repository.manifestTargets()
    #expect(!targets.isEmpty)
    for (name, dependencies) in targets {
      let imports = try #require(allowed[name], "\(name) has no place in the house")
      #expect(dependencies.subtracting(imports) == [], "\(name) depends on what it may not import")
    }
  }

  @Test func `no file imports what its room may not`() throws {
    let line =
      #/
      ^(?:@\w+\ )*(?:public\ |package\ |internal\ |fileprivate\ |private\ )?
      import\ (?:(?:struct|class|enum|protocol|func|var|let|typealias)\ )?(\w+)
      /#
    for file in try Repository.sources() {
      let room = try #require(allowed[file.room], "\(file) is in no room of the house")
      for code in file.lines where "@ipf".contains(code.first ?? " ") {
        guard let name = code.firstMatch(of: line).map({ String($0.output.1) }) else { continue }
        let isFoundation = name == "Foundation" && House.foundationFiles.contains(file.path)
        #expect(
          room.contains(name) || House.platform.contains(name) || isFoundation, "\(file) imports \(name)")
      }
    }
  }
}
