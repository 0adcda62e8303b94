import ImageSpec
import Testing

@Suite struct PlatformTests {
  @Test(arguments: [
    ("linux", "linux"), ("linux/amd64", "linux/amd64"), ("LINUX/AMD64", "linux/amd64"), ("amd64", "linux/amd64"),
    ("x86_64", "linux/amd64"), ("aarch64", "linux/arm64"), ("linux/aarch64", "linux/arm64"), ("armhf", "linux/arm/v7"),
    ("linux/arm/v6", "linux/arm/v6"), ("windows", "windows"), ("windows/amd64", "windows/amd64"),
    ("windows(10.0.14393.1066)/amd64", "windows(10.0.14393.1066)/amd64"), ("macos/arm64", "darwin/arm64"),
    ("linux/riscv64", "linux/riscv64"), ("linux/future", "linux/future"),
  ])
  func spellingsComeToGosNames(text: String, name: String) throws {
    #expect(try Platform(parsing: text).description == name)
  }

  @Test(arguments: [
    "", "/", "linux/", "/amd64", "linux/amd64/v1/x", "linux/a b", "beos", "windows()/amd64", "windows(x)/amd64",
    "windows(10/amd64", "linux/../x", "ünix",
  ])
  func whatIsNoPlatformIsRefused(text: String) { #expect(throws: PlatformError.self) { try Platform(parsing: text) } }

  @Test(arguments: [
    ("linux/amd64", "linux/amd64", true), ("linux/amd64", "linux", true), ("linux/amd64", "linux/arm64", false),
    ("linux/arm64", "linux/arm64/v8", true), ("linux/arm64/v8", "linux/arm64", true),
    ("linux/arm/v6", "linux/arm/v7", false),
    ("windows(10.0.14393.1066)/amd64", "windows/amd64", true), ("windows/amd64", "windows(10.0.14393)/amd64", false),
    ("windows(10.0.14393.1066)/amd64", "windows(10.0.14393)/amd64", true),
    ("windows(10.0.143931)/amd64", "windows(10.0.14393)/amd64", false), ("windows/amd64", "linux/amd64", false),
  ])
  func anImageSatisfiesWhatLeavesOutNoDifference(own: String, wanted: String, expected: Bool) throws {
    #expect(try Platform(parsing: own).satisfies(try Platform(parsing: wanted)) == expected)
  }

  @Test func thePlatformOfAnIndexKeepsItsVersionAndFeatures() throws {
    let platform = Platform(
      os: "windows", architecture: "amd64", osVersion: "10.0.14393.1066", osFeatures: ["win32k"])
    #expect(try Platform(decoding: JSONCursor(root: platform.json)) == platform)
    #expect(
      platform.json.text()
        == #"{"architecture":"amd64","os":"windows","os.version":"10.0.14393.1066","os.features":["win32k"]}"#)
  }
}
