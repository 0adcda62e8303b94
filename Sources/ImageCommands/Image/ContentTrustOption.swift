import ArgumentParser

/// `--disable-content-trust`, which scripts pass: it is always disabled here, because nothing here checks signatures.
struct ContentTrustOption: ParsableArguments, Sendable {
  @Option(
    name: .customLong("disable-content-trust"),
    help: ArgumentHelp("Check no signatures; the only way there is", valueName: "bool"))
  var isDisabled = true

  /// - Throws: ``ContentTrustMissing`` where signatures were to be checked.
  func check() throws(ContentTrustMissing) {
    if !isDisabled { throw ContentTrustMissing() }
  }
}
