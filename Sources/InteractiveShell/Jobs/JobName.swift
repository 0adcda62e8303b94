import ArgumentParser

/// How a job is named: its number, with `%` in front as other shells have it or without.
struct JobName: ExpressibleByArgument, Hashable, Sendable {
  let number: Int

  init(number: Int) { self.number = number }

  init?(argument: String) {
    guard let number = Int(argument.hasPrefix("%") ? argument.dropFirst() : argument[...]), number > 0 else {
      return nil
    }
    self.number = number
  }
}
