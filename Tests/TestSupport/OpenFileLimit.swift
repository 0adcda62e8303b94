import Glibc

/// How many files the test process may have open.
///
/// All tests run at once, and many have registries and connections of their own: more than the 1,024 files that a login
/// shell of Debian's allows at first. What it allows at most is a thousand times that.
public enum OpenFileLimit {
  /// Whether the limit is as high as it may be; the first look raises it.
  public static let isRaised: Bool = {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return false }
    limit.rlim_cur = min(limit.rlim_max, 65_536)
    return setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0
  }()
}
