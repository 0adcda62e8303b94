import ContentStore
import ImageSpec

/// Which layers a progress display shows, under which names and in whose words.
public struct ProgressVocabulary: Sendable {
  /// What a line can be about.
  enum Verb: Sendable {
    case pull
    case push
    case load
    case copy
  }

  let verb: Verb
  /// The lines that stand there from the beginning, in order.
  let announced: [Digest]
  /// The name of some content; nothing for content that is not shown.
  let name: @Sendable (Digest) -> String?

  /// Pull: a layer's name is the beginning of its blob's digest.
  ///
  /// What `isLayer` denies is not shown: documents and configurations. It is asked from the threads that report, and
  /// must be quick.
  public static func pull(isLayer: @escaping @Sendable (Digest) -> Bool = { _ in true }) -> ProgressVocabulary {
    ProgressVocabulary(verb: .pull, announced: []) { isLayer($0) ? $0.short : nil }
  }

  /// Push: a layer's name is the beginning of its diffID, and all are announced at once, the top one first.
  ///
  /// The layers come in the order of the manifest, the base first; what is not among them is not shown.
  public static func push(layers: [(blob: Digest, diffID: Digest)]) -> ProgressVocabulary {
    var names: [Digest: String] = [:]
    var order: [Digest] = []
    for layer in layers.reversed() where names.updateValue(layer.diffID.short, forKey: layer.blob) == nil {
      order.append(layer.blob)
    }
    let known = names
    return ProgressVocabulary(verb: .push, announced: order) { known[$0] }
  }

  /// Load: like a pull, in docker's words for it.
  public static var load: ProgressVocabulary { ProgressVocabulary(verb: .load, announced: []) { $0.short } }

  /// Copy: a layer's name is the beginning of its blob's digest.
  public static var copy: ProgressVocabulary { ProgressVocabulary(verb: .copy, announced: []) { $0.short } }

  private init(verb: Verb, announced: [Digest], name: @escaping @Sendable (Digest) -> String?) {
    self.verb = verb
    self.announced = announced
    self.name = name
  }

  /// Docker's words for a phase, without any numbers.
  func words(_ phase: ProgressEvent.Phase) -> String {
    switch (phase, verb) {
    case (.queued, .pull): "Pulling fs layer"
    case (.queued, .push): "Preparing"
    case (.queued, .load), (.queued, .copy): "Preparing"
    case (.waiting, _): "Waiting"
    case (.transferring, .pull): "Downloading"
    case (.transferring, .push): "Pushing"
    case (.transferring, .load): "Loading layer"
    case (.transferring, .copy): "Copying"
    case (.retrying(let seconds), _): "Retrying in \(seconds) second\(seconds == 1 ? "" : "s")"
    case (.complete, .pull): "Pull complete"
    case (.complete, .push): "Pushed"
    case (.complete, .load): "Loaded"
    case (.complete, .copy): "Copied"
    case (.exists, .pull), (.exists, .load), (.exists, .copy): "Already exists"
    case (.exists, .push): "Layer already exists"
    case (.mounted(let repository), _): "Mounted from \(repository)"
    case (.skippedForeign, _): "Skipped foreign layer"
    }
  }

  /// The words for a phase of a layer that waits for those below it: bytes that are here are not yet an image.
  func wordsBeforeSettled(_ phase: ProgressEvent.Phase) -> String {
    verb == .pull && phase == .complete ? "Download complete" : words(phase)
  }

  /// The words that a phase gives where nothing can be redrawn; none for bytes that flow.
  func plainWords(_ phase: ProgressEvent.Phase) -> String? {
    phase == .transferring || verb == .load ? nil : wordsBeforeSettled(phase)
  }

  /// What has become of the bytes that moved.
  var past: String {
    switch verb {
    case .pull: "Downloaded"
    case .push: "Pushed"
    case .load: "Loaded"
    case .copy: "Copied"
    }
  }
}

extension ProgressEvent.Phase {
  /// Whether nothing can follow.
  var isFinal: Bool {
    switch self {
    case .complete, .exists, .mounted, .skippedForeign: true
    case .queued, .waiting, .transferring, .retrying: false
    }
  }
}
