import ArgumentParser
import ImageOperations

/// The options of `create` that say how docker would find out whether the container still works.
struct HealthOptions: ParsableArguments {
  @Option(name: .customLong("health-cmd"), help: ArgumentHelp("What a health check runs", valueName: "string"))
  var command: String?
  @Option(name: .customLong("health-interval"), help: ArgumentHelp("Time between checks", valueName: "duration"))
  var interval: String?
  @Option(name: .customLong("health-retries"), help: ArgumentHelp("Failures that count as ill", valueName: "int"))
  var retries: Int64?
  @Option(
    name: .customLong("health-start-interval"), help: ArgumentHelp("The same at its start", valueName: "duration"))
  var startInterval: String?
  @Option(name: .customLong("health-start-period"), help: ArgumentHelp("Time for its start", valueName: "duration"))
  var startPeriod: String?
  @Option(name: .customLong("health-timeout"), help: ArgumentHelp("Time for one check", valueName: "duration"))
  var timeout: String?
  @Flag(name: .customLong("no-healthcheck"), help: "Leave the image's health check out")
  var none = false

  /// The check; nil where the image's is kept.
  ///
  /// - Throws: ``UsageError`` for options that exclude each other and for malformed durations.
  var check: HealthCheck? {
    get throws(UsageError) {
      var check = HealthCheck()
      if let command { check.test = ["CMD-SHELL", command] }
      check.interval = try nanoseconds(interval, "health-interval")
      check.timeout = try nanoseconds(timeout, "health-timeout")
      check.startPeriod = try nanoseconds(startPeriod, "health-start-period")
      check.startInterval = try nanoseconds(startInterval, "health-start-interval")
      check.retries = retries
      guard none else { return check == HealthCheck() ? nil : check }
      guard check == HealthCheck() else {
        throw .invalidValue("--no-healthcheck conflicts with --health-* options", command: "create")
      }
      check.test = ["NONE"]
      return check
    }
  }

  private func nanoseconds(_ text: String?, _ flag: String) throws(UsageError) -> Int64? {
    guard let text, text != "0s", text != "0" else { return nil }
    do { return try HealthCheck.duration(text, of: flag) } catch {
      throw .invalidValue("invalid argument \"\(text)\" for \"--\(flag)\" flag: \(error.reason)", command: "create")
    }
  }
}
