import ImageSpec

/// What a page's samples tell of an image: how old and how large it is, and of what layers.
struct ImageEvidence {
  /// A step of the image's history, lowest first.
  struct Layer {
    var createdBy: String?
    var comment: String?
    /// The uncompressed size in bytes; nil for a step that changed no file.
    var size: Int?
  }

  /// How long before the world's beginning it was made, in seconds.
  private(set) var age: Int64?
  private(set) var layers: [Layer]

  /// The most layers that are made up for an image.
  static let maximumLayers = 40
  /// Sizes up to this are kept, larger ones are divided by a thousand, and then kept below it.
  static let maximumSize = 4 << 20

  /// Collects what the page shows of an image.
  ///
  /// - Parameters:
  ///   - rows: the rows of lists of images that show it.
  ///   - samples: the samples of the commands that name the image.
  init(rows: [SampleTable.Row], samples: [(verb: String, sample: Sample)]) {
    var size: Int?
    for row in rows {
      age = age ?? row.cells["CREATED"].flatMap { AgeText($0) }?.seconds
      size = size ?? row.cells["SIZE"].flatMap(Self.size)
    }
    let history = samples.first { $0.verb == "history" }.flatMap { SampleTable($0.sample.lines) }
    let shown = samples.lazy.compactMap { Transcript($0.sample.lines)?.layers.count }.first
    if let history, !history.rows.isEmpty {
      layers = history.rows.prefix(Self.maximumLayers).reversed().map(Self.layer)
      age = age ?? history.rows.first?.cells["CREATED"].flatMap { AgeText($0) }?.seconds
    } else {
      layers = (0..<min(max(1, shown ?? 1), Self.maximumLayers)).map { _ in Layer(size: 1000) }
    }
    // An image without any file would have no layer to move.
    if layers.allSatisfy({ ($0.size ?? 0) == 0 }) { layers[0].size = 1000 }
    guard history == nil, let size else { return }
    layers[0].size = max(1000, size - 1000 * (layers.count - 1))
  }

  private static func layer(_ row: SampleTable.Row) -> Layer {
    let by = row.cells["CREATED BY"].flatMap { $0.isEmpty ? nil : $0 }
    let comment = row.cells["COMMENT"].flatMap { $0.isEmpty ? nil : $0 }
    let size = row.cells["SIZE"].flatMap(Self.size) ?? 0
    return Layer(createdBy: by, comment: comment, size: size == 0 ? nil : size)
  }

  /// A size in the small: see ``maximumSize``.
  static func size(_ text: String) -> Int? {
    guard let bytes = SizeText(text)?.bytes else { return nil }
    let middle = (bytes.lowerBound + bytes.upperBound) / 2
    if middle <= Double(maximumSize) { return Int(middle) }
    return Int(min(middle / 1000, Double(maximumSize)))
  }
}

extension AgeText {
  /// The age in seconds; months have 30 days and years 365, as docker counts.
  var seconds: Int64 {
    let unit: Int64 =
      switch unit {
      case .second: 1
      case .minute: 60
      case .hour: 3600
      case .day: 86_400
      case .week: 7 * 86_400
      case .month: 30 * 86_400
      case .year: 365 * 86_400
      }
    return Int64(min(count, 1_000_000)) * unit
  }
}
