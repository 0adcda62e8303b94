import Foundation
import ImageSpec
import RegistryClient
import TestSupport
import Testing
import Tutorials
import Worlds

@Suite struct DerivationTests {
  private func reference(_ text: String) throws -> ImageReference { try ImageReference(parsing: text) }

  @Test func `the commands and samples of a Windows page become its world`() throws {
    let derived = try DerivedFixture(of: Pages.page(SeedPage.text))
    let fixture = derived.fixture
    #expect(fixture.platform == Platform(os: "windows", architecture: "amd64"))
    #expect(fixture.clock == DerivedFixture.clock)
    #expect(fixture.clock.description == "2026-01-01T12:00:00Z")
    #expect(fixture.name == "derived from page")
    let hub = try #require(fixture.registry(.dockerHub))
    #expect(hub.authentication == .token)
    #expect(
      hub.repositories.map(\.name.description) == [
        "microsoft/windowsservercore", "microsoft/nanoserver", "microsoft/aspnet",
      ] + hub.catalogue.map(\.description))
    #expect(hub.repositories.allSatisfy { Array($0.tags.keys) == [.latest] })
    #expect(fixture.accounts.map(\.credential.username) == ["username"])
    #expect(fixture.accounts.map(\.credential.secret) == ["password of username"])
    #expect(fixture.givenContainers.map { String($0.id.prefix(12)) } == ["475059caef8f"])
    #expect(fixture.givenContainers.map(\.image) == [try reference("microsoft/windowsservercore:latest")])
    #expect(fixture.givenContainers.first?.changes.first?.content.size == 171_200)
    #expect(fixture.givenImages.map(\.reference) == [try reference("username/containername:latest")])
    #expect(
      derived.invented == [
        .container("475059caef8f"), .image(try reference("username/containername")),
      ])
  }

  @Test func `ages, sizes and layers are those of the samples, in the small`() throws {
    let fixture = try Fixture(deriving: Pages.page(SeedPage.text))
    let core = try #require(fixture.images["microsoft/windowsservercore:latest"])
    #expect(core.created.seconds == DerivedFixture.clock.seconds - 9 * 7 * 86_400)
    #expect(core.history.compactMap(\.layer).flatMap(\.files).map(\.content.size) == [4 << 20])
    #expect(core.history.first?.layer?.hives.map(\.path) == ["System_Base"])
    let nano = try #require(fixture.images["microsoft/nanoserver:latest"])
    #expect(nano.history.first?.layer?.files.map(\.content.size) == [969_800])
    let aspnet = try #require(fixture.images["microsoft/aspnet:latest"])
    #expect(aspnet.created.seconds == DerivedFixture.clock.seconds - 5 * 3600)
    #expect(aspnet.history.compactMap(\.layer).count == 2)
    #expect(fixture.images["username/containername:latest"]?.history.compactMap(\.layer).count == 10)
  }

  @Test func `the rows of a search are its results, in order, and are cut where the page cuts them`() throws {
    let fixture = try Fixture(deriving: Pages.page(SeedPage.text))
    let hub = try #require(fixture.registry(.dockerHub))
    let names = hub.catalogue.map { $0.description.split(separator: "/").last ?? "" }
    #expect(
      names == [
        "sample-django", "dotnet35", "sample-golang", "sample-httpd", "iis", "sample-mongodb", "sample-mysql",
        "sample-nginx", "sample-node", "sample-python", "sample-rails", "sample-redis", "sample-ruby", "sample-sqlite",
      ])
    let found = hub.catalogue.compactMap { hub.repository($0) }
    #expect(found.allSatisfy { $0.stars == 1 && $0.isAutomated })
    #expect(found.filter(\.isOfficial).map(\.name.description) == ["microsoft/dotnet35", "microsoft/iis"])
    #expect(found[0].description.hasPrefix("Django installed in a Windows Server Core "))
    #expect(found[0].description.count > 45)
  }

  @Test func `the same page gives the same text, which is a fixture itself`() throws {
    let first = try DerivedFixture(of: Pages.page(SeedPage.text))
    let second = try DerivedFixture(of: Pages.page(SeedPage.text))
    #expect(first.yaml == second.yaml)
    #expect(try Fixture(parsing: first.yaml, name: first.fixture.name) == first.fixture)
  }

  @Test func `a small Linux page needs its image, its file, its account and nothing else`() throws {
    let page = try Pages.fence(
      """
      $ docker pull alpine:3.20
      $ docker create --name web alpine:3.20
      $ docker cp index.html web:/srv/www/
      $ docker cp web:/etc/motd .
      $ docker commit web registry.example.com:5000/team/site:1
      $ docker login -u alice registry.example.com:5000
      Password:
      Login Succeeded
      $ docker push registry.example.com:5000/team/site:1
      $ docker pull registry.example.com:5000/team/site:1
      $ docker rm web
      """)
    let derived = try DerivedFixture(of: page)
    let fixture = derived.fixture
    #expect(derived.invented.isEmpty)
    #expect(fixture.platform == Platform(os: "linux", architecture: "amd64"))
    #expect(fixture.registries.map(\.host.description) == ["docker.io", "registry.example.com:5000"])
    #expect(fixture.registries.map(\.authentication) == [.none, .basic])
    #expect(fixture.registries[0].repositories.map(\.name.description) == ["library/alpine"])
    #expect(fixture.registries[0].repositories[0].tags.keys.map(\.description) == ["3.20"])
    #expect(fixture.registries[1].repositories.isEmpty)
    #expect(fixture.files.map(\.path) == ["index.html"])
    #expect(fixture.accounts.map(\.credential.username) == ["alice"])
    #expect(fixture.accounts[0].pushes.map(\.description) == ["team/site"])
    let files = fixture.images["alpine:3.20"]?.history.first?.layer?.files.map(\.path) ?? []
    #expect(files.contains("etc/motd"))
    #expect(files.contains("srv/www/derived.txt"))
  }

  @Test func `a pull for two platforms makes an index; a pull by digest and a shown failure make nothing`() throws {
    let page = try Pages.fence(
      """
      $ docker pull --platform linux/amd64 tool
      $ docker pull --platform=linux/arm64 tool
      $ docker pull tool@sha256:ae3a2971628c04d5df32c3bbbfc87c477bb814d5e73e2787900da13228676c4f
      $ docker pull nosuch
      Error response from daemon: pull access denied for nosuch
      $ docker rm ghost
      Error: No such container: ghost
      """)
    let derived = try DerivedFixture(of: page)
    #expect(derived.fixture.indexes == ["tool:latest": ["tool:latest for linux/amd64", "tool:latest for linux/arm64"]])
    #expect(derived.fixture.registries.flatMap(\.repositories).map(\.name.description) == ["library/tool"])
    #expect(derived.invented.isEmpty)
  }

  @Test func `a container that a list shows takes its image and name from there`() throws {
    let page = try Pages.fence(
      """
      $ docker ps -a
      CONTAINER ID   IMAGE        COMMAND     CREATED       STATUS    PORTS     NAMES
      0123456789ab   team/web:2   "/bin/sh"   3 hours ago   Created             shop
      $ docker cp shop:/etc/motd motd
      $ docker commit 0123456789ab shop:1
      """)
    let derived = try DerivedFixture(of: page)
    let container = try #require(derived.fixture.givenContainers.first)
    #expect(derived.fixture.givenContainers.count == 1)
    #expect(container.name == "shop")
    #expect(container.id.hasPrefix("0123456789ab"))
    #expect(container.image.familiar == "team/web:2")
    #expect(container.created?.seconds == DerivedFixture.clock.seconds - 3 * 3600)
    #expect(derived.fixture.givenImages.map(\.reference.familiar) == ["team/web:2"])
  }

  @Test(arguments: [
    "docker commit \"a\\\"b\" x", "docker login -u 'we: ird' -p '{[#]}'", "docker cp ./a/../b.txt c:/x",
    "docker pull UPPER", "docker push a/b/c:1.0_x-y", "docker commit -m 'ünï\u{7}' zz zz", "docker cp - web:/",
    "docker cp site/. web:/usr/share/", "docker history 'x y'",
  ])
  func `whatever a page says, what is derived is a fixture`(command: String) throws {
    _ = try DerivedFixture(of: try Pages.fence("$ \(command)"))
  }
}
