import Glibc

/// How many files and sockets this process may have open.
enum OpenFileLimit {
  /// Raises the limit as far as this user may, up to what a registry with all its connections needs.
  ///
  /// A login shell allows 1,024 at first, for the sake of programs that use `select`; we have none.
  static func raise() {
    var limit = rlimit()
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    guard getrlimit(resource, &limit) == 0, limit.rlim_cur < min(limit.rlim_max, wanted) else { return }
    limit.rlim_cur = min(limit.rlim_max, wanted)
    setrlimit(resource, &limit)
  }

  private static let wanted: rlim_t = 65_536
}
