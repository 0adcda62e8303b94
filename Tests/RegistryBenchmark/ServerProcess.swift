import FoundationEssentials
import Glibc

/// The process that is measured, seen through `/proc`.
struct ServerProcess: Sendable {
  let id: Int32

  /// Megabytes that it has in memory now.
  var resident: Int { megabytes("VmRSS:") }
  /// The most megabytes that it ever had in memory.
  var peak: Int { megabytes("VmHWM:") }

  /// Processor time that it used.
  var seconds: Double {
    let fields = read("stat").split(separator: ")").last?.split(separator: " ") ?? []
    guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else { return 0 }
    return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  /// Lets the peak begin anew.
  func forgetPeak() {
    guard let file = fopen("/proc/\(id)/clear_refs", "w") else { return }
    fputs("5", file)
    fclose(file)
  }

  /// Processor time of this process.
  static var ownSeconds: Double {
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    return [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
  }

  private func megabytes(_ name: String) -> Int {
    for line in read("status").split(separator: "\n") where line.hasPrefix(name) {
      let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
      return words.count > 1 ? (Int(words[1]) ?? 0) >> 10 : 0
    }
    return 0
  }

  private func read(_ name: String) -> String {
    (try? Data(contentsOf: URL(filePath: "/proc/\(id)/\(name)"))).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}
