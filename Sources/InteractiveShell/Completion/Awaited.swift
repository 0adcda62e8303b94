import ByteStreams

/// Lets the editor's own thread wait for what only tasks can read. Never to be used on the cooperative pool.
enum Awaited {
  /// The result of an operation.
  static func value<Result: Sendable>(_ body: @escaping @Sendable () async -> Result) -> Result {
    let answer = Condition<Result?>(nil)
    Task {
      let result = await body()
      answer.withLock { $0 = result }
      answer.signal()
    }
    return answer.wait { $0 }
  }
}
