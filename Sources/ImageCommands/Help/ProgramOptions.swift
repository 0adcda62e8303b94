import CommandLanguage

/// The options in front of the command, as help lists them.
public enum ProgramOptions {
  /// Each with what it does.
  static let rows = [
    ("-c, --command LINE", "Run one command line"),
    ("    --config DIR", "Keep credentials in DIR instead of $DOCKER_CONFIG or ~/.docker"),
    ("    --echo", "Show each line of a script before it runs"),
    ("-f, --file FILE", "Run the command lines of a file"),
    ("    --keep-going", "Go on behind a command that fails, in a script"),
    ("    --no-config", "Read neither drydockrc nor .editrc"),
    ("-v, --version", "Show the version"),
    ("    --world FIXTURE", "Work in a fixture's simulated world"),
    ("-D, -l LEVEL", "Taken for the sake of docker's scripts; without effect"),
  ]

  /// The option that was probably meant by one that there is not; nil where none is near.
  public static func nearest(to flag: String) -> String? {
    let names = rows.flatMap { $0.0.split { " ,".contains($0) } }.filter { $0.hasPrefix("--") }
    return Spelling.nearest(to: flag, among: names.map(String.init) + ["--help"])
  }
}
