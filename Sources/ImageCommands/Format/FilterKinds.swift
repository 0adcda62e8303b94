import ImageOperations
import RegistrySimulator

/// What `--filter` of each listing takes: its names, with what their values are.
enum FilterKinds {
  private static let truth = ArgumentKind.word(["true", "false"])
  private static let label = NamedValue("label", "What has this label, as KEY or KEY=VALUE")

  static let images = ArgumentKind.pair([
    NamedValue("before", .localImage, "Older than this image"),
    NamedValue("dangling", truth, "Without a name, or with one"), label,
    NamedValue("reference", .localName, "With a name like this pattern"),
    NamedValue("since", .localImage, "Newer than this image"),
    NamedValue("until", "Older than a time, as 24h or 2026-01-31"),
  ])

  static let containers = ArgumentKind.pair([
    NamedValue("ancestor", .localImage, "Made from this image, or from one over it"),
    NamedValue("before", .container, "Older than this container"),
    NamedValue("exited", "Ended with this status: none here did"), NamedValue("expose", "With this port"),
    NamedValue("health", .word(ContainerFilter.healths), "With this health"),
    NamedValue("id", .container, "With an id like this"), label,
    NamedValue("name", .container, "With a name like this"),
    NamedValue("network", "On this network: none here is"), NamedValue("publish", "With this port of the host"),
    NamedValue("since", .container, "Newer than this container"),
    NamedValue("status", .word(ContainerFilter.states), "In this state: here all are created"),
    NamedValue("volume", "With this volume"),
  ])

  static let search = ArgumentKind.pair([
    NamedValue("is-automated", truth, "Built by the registry"),
    NamedValue("is-official", truth, "Vouched for by the registry"),
    NamedValue("stars", "With at least so many stars"),
  ])

  static let prune = ArgumentKind.pair([
    label, NamedValue("label!", "What does not have this label"),
    NamedValue("until", "Older than a time, as 24h or 2026-01-31"),
  ])

  static let requests = ArgumentKind.pair([
    NamedValue("account", "Of this account"),
    NamedValue("kind", .word(RequestKind.allCases.map(\.rawValue)), "Of this kind"),
    NamedValue("method", .word(RequestSelection.Method.allCases.map(\.rawValue)), "With this method"),
    NamedValue("repository", "On this repository"), NamedValue("status", "Answered so, as 404 or 4xx"),
  ])
}
