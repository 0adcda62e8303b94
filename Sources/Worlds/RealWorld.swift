import ContainerStore
import ImageSpec
import LayoutStore
import RegistryClient

/// Where the user's own world lies, taken from the environment once by who starts the program.
public struct RealWorld: Sendable {
  /// The folder of the store: `DRYDOCK_HOME`, else below `XDG_DATA_HOME`, else below the home folder.
  public var home: String
  /// The folder of docker's `config.json`: `DOCKER_CONFIG`, else `.docker` in the home folder.
  public var dockerConfig: String
  /// The folder that the program was started in.
  public var workingFolder: String
  /// The platform that is taken from an index: `DOCKER_DEFAULT_PLATFORM`, else Linux on this machine's architecture.
  public var platform: Platform
  /// The variables that credential helpers get.
  public var environment: [String: String]

  /// Reads the environment's variables.
  ///
  /// - Parameters:
  ///   - environment: all variables.
  ///   - workingFolder: the folder that the program was started in.
  ///   - machine: the machine's architecture, as `uname -m` says it.
  /// - Throws: `PlatformError` for a `DOCKER_DEFAULT_PLATFORM` that is none.
  public init(environment: [String: String], workingFolder: String, machine: String) throws(PlatformError) {
    let user = environment["HOME"] ?? workingFolder
    let data = environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "\(user)/.local/share"
    func folder(_ variable: String, _ standard: String) -> String {
      guard let path = environment[variable], !path.isEmpty else { return standard }
      return path.hasPrefix("/") ? path : "\(workingFolder)/\(path)"
    }
    home = folder("DRYDOCK_HOME", "\(data)/drydock")
    dockerConfig = folder("DOCKER_CONFIG", "\(user)/.docker")
    self.workingFolder = workingFolder
    self.environment = environment
    if let text = environment["DOCKER_DEFAULT_PLATFORM"], !text.isEmpty {
      platform = try Platform(parsing: text)
    } else {
      platform = (try? Platform(parsing: "linux/\(machine)")) ?? Platform(os: "linux", architecture: machine)
    }
  }

  /// The world. Nothing is read or written yet.
  public func world() -> World {
    let clock = SystemClock()
    return World(
      origin: .real, store: LayoutStore(folder: home, clock: { clock.now() }),
      containers: ContainerStore(folder: "\(home)/containers"),
      credentials: DockerConfigFile(path: "\(dockerConfig)/config.json", environment: environment), clock: clock,
      folder: WorkingFolder(path: workingFolder, isConfined: false), platform: platform,
      journal: Journal(path: "\(home)/journal"))
  }
}
