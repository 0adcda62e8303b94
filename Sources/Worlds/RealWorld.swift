import ContainerStore
import HTTPTransport
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
  /// The platform that is taken from an index when none is asked for or set: Linux on this machine's architecture.
  public var platform: Platform
  /// The platform of `DOCKER_DEFAULT_PLATFORM`, which counts more than what is set.
  public var preferredPlatform: Platform?
  /// `drydockrc`, below `XDG_CONFIG_HOME`, else below `.config` in the home folder.
  public var settingsFile: SettingsFile
  /// docker's folders of certificates: the machine's, then the user's.
  public var certificateFolders: [String]
  /// The proxies of `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy`, in capitals too but for the first.
  public var http: HTTPConfiguration
  /// How failures of registries that may pass are met.
  public var retry = RetryPolicy()
  /// The time that stalls of connections are measured by.
  public var transportTime: @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }
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
    platform = (try? Platform(parsing: "linux/\(machine)")) ?? Platform(os: "linux", architecture: machine)
    preferredPlatform = try environment["DOCKER_DEFAULT_PLATFORM"].flatMap { (text) throws(PlatformError) in
      text.isEmpty ? nil : try Platform(parsing: text)
    }
    let settings = environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "\(user)/.config"
    settingsFile = SettingsFile(path: "\(settings)/drydock/drydockrc", home: user)
    certificateFolders = ["/etc/docker/certs.d", "\(settings)/docker/certs.d", "\(user)/.docker/certs.d"]
    http = HTTPConfiguration(environment: environment)
  }

  /// The world. Nothing is read or written yet.
  ///
  /// - Parameter settings: what is set; `set` changes it.
  /// - Returns: the world.
  public func world(settings: RunSettings = RunSettings()) -> World {
    let clock = SystemClock()
    return World(
      origin: .real, store: LayoutStore(folder: home, clock: { clock.now() }),
      containers: ContainerStore(folder: "\(home)/containers"),
      credentials: DockerConfigFile(path: "\(dockerConfig)/config.json", environment: environment), clock: clock,
      folder: WorkingFolder(path: workingFolder, isConfined: false), platform: platform,
      preferredPlatform: preferredPlatform, settings: settings, settingsFile: settingsFile,
      routing: RoutingTable(settings: settings, certificates: CertificateFolders(certificateFolders)),
      journal: Journal(path: "\(home)/journal"), transport: HTTPTransport(configuration: http, now: transportTime),
      uploads: UploadRecords(folder: "\(home)/ingest/uploads"), retry: retry,
      seen: SeenRegistries(folder: "\(home)/cache/registries", store: "\(home)/oci-layout"))
  }
}

extension HTTPConfiguration {
  /// The usual settings with the proxies that an environment names. As everywhere, `HTTP_PROXY` in capitals is not
  /// read: a web server's child gets it from whoever sends a `Proxy` header.
  init(environment: [String: String]) {
    self.init()
    func value(_ names: String...) -> String? {
      names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    }
    httpProxy = value("http_proxy", "all_proxy", "ALL_PROXY")
    httpsProxy = value("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
    withoutProxy = (value("no_proxy", "NO_PROXY") ?? "").split(separator: ",").map { entry in
      String(entry.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
  }
}
