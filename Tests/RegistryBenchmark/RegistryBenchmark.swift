import ArgumentParser
import Glibc

/// Measures a registry under load, any that speaks the distribution protocol over plain http.
@main
struct RegistryBenchmark: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "registry-benchmark", abstract: "Measure a registry under load",
    subcommands: [Pull.self, Push.self, Slow.self, Soak.self, Stream.self, Serve.self])

  /// Lets the process have as many sockets as it may, and tells of a closed one at the write.
  static func main() async {
    signal(SIGPIPE, SIG_IGN)
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    limit.rlim_cur = min(limit.rlim_max, 65_536)
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    await main(nil)
  }
}
