import Archive
import ImageSpec

/// What a Windows layer says of every file and folder, as Windows' own backup stream would.
///
/// Bits 14 and 15 of the mode, `MSWINDOWS.fileattr`, `MSWINDOWS.rawsd` and `LIBARCHIVE.creationtime`; what the image
/// said of a folder that was copied up stays. A file without a security descriptor is of no use on Windows.
public enum WindowsAttributes {
  /// The entry with what Windows says of its kind, where it says nothing itself.
  public static func added(to entry: TarEntry) -> TarEntry {
    var entry = entry
    var defaults: [String: [UInt8]] = [:]
    func set(_ key: String, _ value: String) { defaults[key] = Array(value.utf8) }
    switch entry.kind {
    case .directory:
      entry.mode |= 1 << 14
      set("MSWINDOWS.fileattr", "16")
      set("MSWINDOWS.rawsd", SecurityDescriptor.folder.base64)
    case .file:
      entry.mode |= 1 << 15
      set("MSWINDOWS.fileattr", "32")
      set("MSWINDOWS.rawsd", SecurityDescriptor.file.base64)
    default: return entry
    }
    set("LIBARCHIVE.creationtime", String(entry.modified.seconds))
    entry.records.values.merge(defaults) { own, _ in own }
    return entry
  }
}

/// A self-relative security descriptor: owned by the administrators, its group the system; both may do everything,
/// users may read and run.
///
/// See [SECURITY_DESCRIPTOR](https://learn.microsoft.com/openspecs/windows_protocols/ms-dtyp/7d4dac05-9cef-4563-a058-f108abecce1d),
/// [ACL](https://learn.microsoft.com/openspecs/windows_protocols/ms-dtyp/20233ed8-a6c6-4097-aafa-dd545ed24428) and
/// [SID](https://learn.microsoft.com/openspecs/windows_protocols/ms-dtyp/f992ad60-0fe4-4b87-9fed-beb478836861).
struct SecurityDescriptor {
  /// What is inherited: nothing, or by files and folders below, or by folders, or by those below only.
  private enum Inheritance: UInt8 {
    case none = 0
    case folders = 2
    case all = 3
    case onlyBelow = 11
  }

  private static let administrators = sid(authority: 5, [32, 544])
  private static let system = sid(authority: 5, [18])
  private static let users = sid(authority: 5, [32, 545])
  private static let creatorOwner = sid(authority: 3, [0])

  private static let fullAccess: UInt32 = 0x001F_01FF
  private static let readAndRun: UInt32 = 0x0012_00A9
  private static let addSubfolder: UInt32 = 0x4
  private static let addFile: UInt32 = 0x2
  private static let genericAll: UInt32 = 0x1000_0000

  /// For folders: what Windows gives a folder at its drive's root.
  static let folder = SecurityDescriptor([
    allow(administrators, fullAccess, .all), allow(system, fullAccess, .all), allow(administrators, fullAccess),
    allow(creatorOwner, genericAll, .onlyBelow), allow(users, readAndRun, .all), allow(users, addSubfolder, .folders),
    allow(users, addFile, .folders),
  ])

  /// For files.
  static let file = SecurityDescriptor([
    allow(administrators, fullAccess), allow(system, fullAccess), allow(users, readAndRun),
  ])

  let bytes: [UInt8]

  private init(_ entries: [[UInt8]]) {
    let content = entries.flatMap { $0 }
    // Revision 2, size, number of entries.
    let list = [2, 0] + little(UInt16(content.count + 8)) + little(UInt16(entries.count)) + [0, 0] + content
    // Revision 1; self-relative with an access list; offsets of owner, group, audit list and access list.
    let ownerOffset: UInt32 = 20
    let groupOffset = ownerOffset + UInt32(Self.administrators.count)
    let listOffset = groupOffset + UInt32(Self.system.count)
    let head = [1, 0] + little(UInt16(0x8004)) + little(ownerOffset) + little(groupOffset) + little(UInt32(0))
    bytes = head + little(listOffset) + Self.administrators + Self.system + list
  }

  private static func sid(authority: UInt8, _ parts: [UInt32]) -> [UInt8] {
    [1, UInt8(parts.count), 0, 0, 0, 0, 0, authority] + parts.flatMap { little($0) }
  }

  private static func allow(_ sid: [UInt8], _ mask: UInt32, _ inheritance: Inheritance = .none) -> [UInt8] {
    [0, inheritance.rawValue] + little(UInt16(sid.count + 8)) + little(mask) + sid
  }

  /// The descriptor as the record has it; see [RFC 4648](https://www.rfc-editor.org/rfc/rfc4648#section-4).
  var base64: String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = Array(bytes[start..<min(start + 3, bytes.count)])
      let bits = (group + [0, 0]).prefix(3).reduce(0) { $0 << 8 | Int($1) }
      for position in 0..<4 {
        text.append(position <= group.count ? alphabet[bits >> (18 - 6 * position) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}

private func little(_ value: some FixedWidthInteger) -> [UInt8] {
  withUnsafeBytes(of: value.littleEndian) { Array($0) }
}
