/// The machine that the program was built for, in the OCI's words and in those of `uname`.
struct Machine {
  let os: String
  let architecture: String
  /// As `uname -m` says it.
  let name: String

  static let current = Machine()

  private init() {
    os = "linux"
    #if arch(arm64)
      (architecture, name) = ("arm64", "aarch64")
    #else
      (architecture, name) = ("amd64", "x86_64")
    #endif
  }
}
