/// What kinds of names a list of candidates is headed with, where it has several.
enum CandidateGroup: String {
  case images = "Images"
  case identifiers = "Image ids"
  case repositories = "Repositories"
  case own = "Its repository"
  case accounts = "Accounts"
  case found = "Search results"
  case remote = "In the registry"
  case tags = "Tags in the registry"
  case containers = "Containers"
  case containerIdentifiers = "Container ids"
  case registries = "Registries"
  case platforms = "Platforms"
  case files = "Files"
}

extension Proposal {
  /// A word among others of its kind.
  init(_ text: String, gloss: String? = nil, among group: CandidateGroup, goesOn: Bool = false) {
    self.init(text, gloss: gloss, group: group.rawValue, goesOn: goesOn)
  }
}
