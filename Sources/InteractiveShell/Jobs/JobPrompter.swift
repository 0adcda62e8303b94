import ImageCommands

/// Who is asked by a command that was put aside: the person is at the prompt and must not be disturbed.
struct JobPrompter: Prompter {
  /// There is somebody, so that a command asks and learns here that it can't.
  var isInteractive: Bool { true }

  func answer(_ question: String) throws -> String? { throw JobError.cannotAsk }

  func secret(_ question: String) throws -> String? { throw JobError.cannotAsk }

  func standardInput(limit: Int) throws -> [UInt8] { throw JobError.cannotAsk }
}
