import Presentation
import Worlds

/// What `help settings` says.
enum SettingsHelp {
  /// What may stand behind some words of `set`.
  static func argumentKind(behind words: [String]) -> ArgumentKind? {
    guard let word = words.first else {
      return .known(SettingName.allCases.map { KnownWord($0.rawValue, gloss: $0.gloss) })
    }
    guard let name = SettingName(rawValue: word) else { return nil }
    let kinds: [ArgumentKind] =
      switch name {
      case .mirror: [.registry, .text]
      case .plainHTTP: [.registry]
      case .authorities: words.count == 1 ? [.anyOf([.registry, .file])] : [.file, .file]
      case .platform: [.platform]
      case .foreignLayers, .editingMode, .hints:
        [.word(name.synopsis.split(separator: "|").map(String.init))]
      case .pager: words.count == 1 ? [.anyOf([.word(["off"]), .program])] : [.text]
      }
    return words.count <= kinds.count ? kinds[words.count - 1] : name == .pager ? .text : nil
  }

  static func text(_ file: SettingsFile?) -> String {
    let names = SettingName.allCases.map { ["  \($0.rawValue) \($0.synopsis)", $0.gloss] }
    var text = "\nSettings change how commands work, for a run or for good.\n\n"
    text += Table(["", ""], rows: names).text(withHeadings: false)
    text += """

      'set' lists them. 'set NAME VALUE' makes one for the rest of a shell or a
      script, 'set --save NAME VALUE' also for every later run, and
      'set --unset NAME' takes it back.

      A host may have several mirrors, which are asked in order and for pulls only.
      A URL that goes on behind /v2/ says what names begin with at the mirror:
      https://harbor.example/v2/hub. A mirror never gets the registry's credential.
      Without a setting plain http is for this machine alone.
      Certificates are also taken from /etc/docker/certs.d/HOST, as docker does, and
      from docker/certs.d below the folder of settings. Foreign layers are fetched
      over https from public addresses, without credentials, and verified.

      Without 'set pager' PAGER counts, else less or more is taken; 'set pager off'
      lets long output scroll by. Keys are bound in ~/.editrc (or EDITRC), after
      'drydock:' for this program alone. NO_COLOR takes the colours away, and a dumb
      terminal has none. '--no-config' reads neither drydockrc nor .editrc.


      """
    if let file { text += "Saved settings: \(Escaping.line(file.path))\n" }
    return text
  }
}
