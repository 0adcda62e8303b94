import ImageOperations
import Presentation

extension ContainerFilter.NoSuchContainer: WordedError {
  public var words: ErrorText {
    ErrorText("Error response from daemon: no such container \(name)", nextStep: "See what there is with 'ps -a'.")
  }
}
