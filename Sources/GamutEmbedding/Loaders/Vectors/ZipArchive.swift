// SPDX-License-Identifier: Apache-2.0

/// The directory of a zip archive, as `.npz` files are, and where its members stand.
///
/// Sizes are those of the directory at the end, 64-bit ones included; what stands before a member
/// tells only where its bytes begin. Archives of several disks and encrypted members are refused.
///
/// > Source: PKWARE, *APPNOTE.TXT: .ZIP File Format Specification*, 6.3.10, 2022, sections 4.3 to 4.5.
struct ZipArchive {
  /// A file in the archive.
  struct Member: Hashable {
    let name: String
    let method: Method
    /// Bytes it takes in the archive.
    let packedByteCount: Int
    /// Bytes it unpacks to.
    let byteCount: Int
    let crc32: UInt32
    /// Where its local header begins.
    let headerStart: Int
  }

  /// How a member is packed.
  enum Method: Hashable {
    case stored
    case deflated
    /// Any other, and what is encrypted.
    case unknown(UInt16)
  }

  /// Its members, in the order of the directory.
  let members: [Member]
  let file: InputFile

  /// The bytes every archive of members begins with, and those of an empty one.
  static let magics: [[UInt8]] = [Array("PK\u{3}\u{4}".utf8), Array("PK\u{5}\u{6}".utf8)]

  /// A directory of more is none of arrays, and is not read into memory.
  private static let longestDirectory = 16 << 20
  /// Bytes of the record that ends a directory, and of the longest comment behind it.
  private static let endByteCount = 22
  private static let longestComment = 0xFFFF

  /// Reads the directory of `file`.
  init(_ file: InputFile) throws(EmbeddingError) {
    self.file = file
    let place = try Self.directory(of: file)
    let directory = ByteFields(try file.bytes(at: place.start, count: place.byteCount))
    var members: [Member] = []
    var offset = 0
    for number in 0..<place.memberCount {
      guard let member = Self.member(in: directory, at: &offset) else {
        throw Self.fault(file, "entry \(number) of the directory cannot be read")
      }
      members.append(member)
    }
    guard offset == directory.count else {
      throw Self.fault(file, "the directory ends at byte \(offset), expected \(directory.count)")
    }
    self.members = members
  }

  /// Where the packed bytes of `member` stand.
  func range(of member: Member) throws(EmbeddingError) -> Range<Int> {
    let headerByteCount = 30
    guard member.headerStart <= file.byteCount - headerByteCount else {
      throw Self.fault(file, "\"\(member.name)\" begins behind the end of the file")
    }
    let header = ByteFields(try file.bytes(at: member.headerStart, count: headerByteCount))
    guard header.uint32(at: 0) == 0x0403_4B50 else {
      throw Self.fault(file, "there is no member at byte \(member.headerStart)")
    }
    let start =
      member.headerStart + headerByteCount + Int(header.uint16(at: 26)) + Int(header.uint16(at: 28))
    guard start <= file.byteCount, member.packedByteCount <= file.byteCount - start else {
      throw Self.fault(
        file,
        "\"\(member.name)\" takes \(member.packedByteCount) bytes from \(start) on, and the "
          + "file ends at \(file.byteCount)")
    }
    return start..<start + member.packedByteCount
  }

  static func fault(_ file: InputFile, _ detail: String) -> EmbeddingError {
    EmbeddingError(code: .badArchive, path: file.path, detail: detail)
  }
}

extension ZipArchive {
  private static func directory(
    of file: InputFile
  ) throws(EmbeddingError) -> (start: Int, byteCount: Int, memberCount: Int) {
    let tailByteCount = min(file.byteCount, endByteCount + longestComment)
    let tail = ByteFields(try file.bytes(at: file.byteCount - tailByteCount, count: tailByteCount))
    let places = stride(from: tail.count - endByteCount, through: 0, by: -1)
    guard
      let end = places.first(where: {
        tail.uint32(at: $0) == 0x0605_4B50
          && $0 + endByteCount + Int(tail.uint16(at: $0 + 20)) == tail.count
      })
    else { throw fault(file, "the directory at the end is missing; the file may be cut short") }
    var isOneDisk = tail.uint16(at: end + 4) == 0 && tail.uint16(at: end + 6) == 0
    var memberCount = UInt64(tail.uint16(at: end + 10))
    var byteCount = UInt64(tail.uint32(at: end + 12))
    var start = UInt64(tail.uint32(at: end + 16))
    let endStart = file.byteCount - tail.count + end
    if endStart >= 20 {
      let locator = ByteFields(try file.bytes(at: endStart - 20, count: 20))
      if locator.uint32(at: 0) == 0x0706_4B50 {
        guard let place = Int(exactly: locator.uint64(at: 8)), place <= endStart - 20 - 56 else {
          throw fault(file, "the 64-bit directory lies behind the end of the file")
        }
        let record = ByteFields(try file.bytes(at: place, count: 56))
        guard record.uint32(at: 0) == 0x0606_4B50 else {
          throw fault(file, "there is no 64-bit directory at byte \(place)")
        }
        isOneDisk = record.uint32(at: 16) == 0 && record.uint32(at: 20) == 0
        memberCount = record.uint64(at: 32)
        byteCount = record.uint64(at: 40)
        start = record.uint64(at: 48)
      }
    }
    guard isOneDisk else { throw fault(file, "it is one of several parts of an archive") }
    guard byteCount <= UInt64(longestDirectory) else {
      throw fault(
        file, "the directory claims \(byteCount) bytes, and \(longestDirectory) is the most")
    }
    guard start <= UInt64(endStart), byteCount <= UInt64(endStart) - start else {
      throw fault(
        file, "the directory claims \(byteCount) bytes from \(start) on, and ends at \(endStart)")
    }
    guard memberCount <= byteCount / UInt64(entryByteCount) else {
      throw fault(file, "\(memberCount) members do not fit \(byteCount) bytes of directory")
    }
    return (Int(start), Int(byteCount), Int(memberCount))
  }

  /// Bytes of an entry of the directory before its name.
  private static let entryByteCount = 46

  /// The entry at `offset`, which then stands behind it; nil where there is none.
  private static func member(in directory: ByteFields, at offset: inout Int) -> Member? {
    let entry = offset
    guard directory.count - entry >= entryByteCount, directory.uint32(at: entry) == 0x0201_4B50
    else { return nil }
    let flags = directory.uint16(at: entry + 8)
    let method = directory.uint16(at: entry + 10)
    let nameStart = entry + entryByteCount
    let extraStart = nameStart + Int(directory.uint16(at: entry + 28))
    let commentStart = extraStart + Int(directory.uint16(at: entry + 30))
    offset = commentStart + Int(directory.uint16(at: entry + 32))
    guard offset <= directory.count else { return nil }
    var sizes = Sizes(
      byteCount: UInt64(directory.uint32(at: entry + 24)),
      packedByteCount: UInt64(directory.uint32(at: entry + 20)),
      headerStart: UInt64(directory.uint32(at: entry + 42)))
    // The 64-bit field holds, in this order, those of the three that do not fit 32 bits.
    var wide = directory.extra(0x0001, in: extraStart..<commentStart)
    for size in [\Sizes.byteCount, \.packedByteCount, \.headerStart]
    where sizes[keyPath: size] == 0xFFFF_FFFF {
      guard let range = wide, range.count >= 8 else { return nil }
      sizes[keyPath: size] = directory.uint64(at: range.lowerBound)
      wide = range.dropFirst(8)
    }
    guard let byteCount = Int(exactly: sizes.byteCount),
      let packedByteCount = Int(exactly: sizes.packedByteCount),
      let headerStart = Int(exactly: sizes.headerStart)
    else { return nil }
    let isEncrypted = flags & 1 != 0
    return Member(
      name: directory.text(in: nameStart..<extraStart),
      method: isEncrypted
        ? .unknown(99) : method == 0 ? .stored : method == 8 ? .deflated : .unknown(method),
      packedByteCount: packedByteCount, byteCount: byteCount,
      crc32: directory.uint32(at: entry + 16), headerStart: headerStart)
  }

  /// The numbers of an entry that may be wide.
  private struct Sizes {
    var byteCount: UInt64
    var packedByteCount: UInt64
    var headerStart: UInt64
  }
}
