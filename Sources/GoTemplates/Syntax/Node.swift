/// A part of a template's body.
indirect enum Node: Sendable {
  case text(String)
  /// Prints a pipeline, unless it declares variables.
  case action(Pipeline)
  case condition(Branch)
  case with(Branch)
  case range(Branch)
  /// Fills in a template that `define` or `block` named.
  case template(name: String, argument: Pipeline?, position: Int, shown: String)
  case leaveLoop
  case nextRound
}

/// A block with a pipeline in front and perhaps an `else`.
struct Branch: Sendable {
  let pipeline: Pipeline
  let body: [Node]
  let otherwise: [Node]
}
