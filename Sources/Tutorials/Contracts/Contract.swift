/// What a verb owes: looked at in the store, the containers, the credentials and the registry after the command ran, by
/// the library calls that a program would use, never by the text alone.
protocol Contract: Sendable {
  /// Whether the effects say so much that a differing text is drift: the verb changes something that was looked at, or
  /// every row that it printed was held against the store. Where it says little, the text is all there is.
  var outweighsText: Bool { get }

  /// Looks at everything that the verb owes.
  ///
  /// - Throws: what keeps the looking from being done, as a registry that does not answer.
  func judge(_ evidence: Evidence, _ assertions: inout Assertions) async throws
}

extension Contract {
  var outweighsText: Bool { true }
}
