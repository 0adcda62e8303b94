extension CreateCommand {
  /// What docker's `create` keeps for the day when the container is started, which never comes here.
  public static let runtimeOptions: [RuntimeOption] = values + flags

  private static let values: [RuntimeOption] =
    [
      RuntimeOption("attach", short: "a"), RuntimeOption("cpu-shares", short: "c"), RuntimeOption("memory", short: "m"),
    ]
    + [
      "add-host", "annotation", "blkio-weight", "blkio-weight-device", "cap-add", "cap-drop", "cgroup-parent",
      "cgroupns", "cpu-count", "cpu-percent", "cpu-period", "cpu-quota", "cpu-rt-period", "cpu-rt-runtime", "cpus",
      "cpuset-cpus", "cpuset-mems", "device", "device-cgroup-rule", "device-read-bps", "device-read-iops",
      "device-write-bps", "device-write-iops", "dns", "dns-opt", "dns-option", "dns-search", "gpus", "group-add",
      "io-maxbandwidth", "io-maxiops", "ip", "ip6", "ipc", "isolation", "kernel-memory", "link", "link-local-ip",
      "log-driver", "log-opt", "mac-address", "memory-reservation", "memory-swap", "memory-swappiness", "mount", "net",
      "net-alias", "network", "network-alias", "oom-score-adj", "pid", "pids-limit", "restart", "runtime",
      "security-opt", "shm-size", "storage-opt", "sysctl", "tmpfs", "ulimit", "userns", "uts", "volume-driver",
      "volumes-from",
    ].map { RuntimeOption($0) }

  private static let flags: [RuntimeOption] =
    [RuntimeOption("publish-all", short: "P", takesValue: false)]
    + ["disable-content-trust", "init", "oom-kill-disable", "privileged", "read-only", "rm", "use-api-socket"].map {
      RuntimeOption($0, takesValue: false)
    }
}
