// SPDX-License-Identifier: Apache-2.0

private import CGamutZlib

/// What a deflated member of a zip archive unpacks to, read once from its beginning to its end.
///
/// `@safe`: the pointer is the library's own, never null and never handed out.
@safe final class InflatedMember: ByteSource {
  var path: String { file.path }
  private let file: InputFile
  private let member: ZipArchive.Member
  private let decoder: OpaquePointer
  /// The packed bytes that are not read yet.
  private var rest: Range<Int>
  private var packed: [UInt8] = []
  /// How many bytes of `packed` are done with.
  private var packedOffset = 0
  private var offset = 0
  private var crc32: UInt32 = 0
  private var isAtEnd = false

  /// Packed bytes read at a time; constant.
  private static let packedByteCount = 1 << 18
  /// Deflate packs 258 bytes in two bits at the best: a member that claims more is a trap.
  private static let largestRatio = 1032

  /// A member whose packed bytes are those of `range`.
  init(
    _ member: ZipArchive.Member, of archive: ZipArchive, range: Range<Int>
  ) throws(EmbeddingError) {
    file = archive.file
    self.member = member
    rest = range
    guard member.byteCount / Self.largestRatio <= member.packedByteCount else {
      throw ZipArchive.fault(
        archive.file,
        "\"\(member.name)\" claims \(member.byteCount) bytes, more than "
          + "\(member.packedByteCount) can unpack to")
    }
    guard let decoder = unsafe gamut_deflate_open() else {
      throw EmbeddingError(code: .unreadable, path: archive.file.path, detail: "no memory")
    }
    unsafe self.decoder = decoder
  }

  // Safe: made by `gamut_deflate_open`, closed once.
  deinit { unsafe gamut_deflate_close(decoder) }

  func read<Element: BitwiseCopyable>(
    at offset: Int, into elements: inout MutableSpan<Element>
  ) throws(EmbeddingError) {
    precondition(offset == self.offset, "byte \(offset), but the next one is \(self.offset)")
    // Safe: only bytes of the span are written, and the elements are integers and floats, of which
    // every bit pattern is a value.
    let failure = unsafe elements.withUnsafeMutableBytes { buffer -> EmbeddingError? in
      do throws(EmbeddingError) {
        try unsafe fill(buffer)
        return nil
      } catch { return error }
    }
    if let failure { throw failure }
  }

  /// Checks, once all bytes are read, that the member ends there and that its checksum holds.
  func finish() throws(EmbeddingError) {
    if !isAtEnd {
      var more: [UInt8] = [0]
      var span = more.mutableSpan
      // Safe: only the one byte of the span may be written.
      let result = unsafe span.withUnsafeMutableBytes { buffer -> Result<Int, EmbeddingError> in
        do throws(EmbeddingError) {
          return .success(try unsafe step(into: buffer))
        } catch { return .failure(error) }
      }
      let count = try result.get()
      guard count == 0, isAtEnd else { throw broken("it unpacks to more than its size") }
    }
    guard offset == member.byteCount else {
      throw broken("it unpacks to \(offset) bytes, expected \(member.byteCount)")
    }
    guard crc32 == member.crc32 else { throw broken("its checksum does not hold") }
  }

  private func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(EmbeddingError) {
    var done = 0
    while done < buffer.count {
      guard !isAtEnd else {
        throw broken("it unpacks to \(offset) bytes, expected \(member.byteCount)")
      }
      let target = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
      let count = try unsafe step(into: target)
      let written = unsafe UnsafeRawBufferPointer(rebasing: target[..<count])
      crc32 = unsafe Checksum.continuing(crc32, with: written.bindMemory(to: UInt8.self).span)
      offset += count
      done += count
    }
  }

  /// Unpacks some bytes into `target`, which is not empty; 0 of them only at the end.
  private func step(into target: UnsafeMutableRawBufferPointer) throws(EmbeddingError) -> Int {
    while true {
      if packedOffset == packed.count, !rest.isEmpty {
        let count = min(Self.packedByteCount, rest.count)
        packed = try file.bytes(at: rest.lowerBound, count: count)
        rest = rest.lowerBound + count..<rest.upperBound
        packedOffset = 0
      }
      // Safe: pointers and counts belong together and are used for the length of the call.
      let step = unsafe packed.withUnsafeBufferPointer { source in
        let source = unsafe UnsafeBufferPointer(rebasing: source[packedOffset...])
        return unsafe gamut_deflate_decode(
          decoder, source.baseAddress, source.count,
          target.bindMemory(to: UInt8.self).baseAddress, target.count)
      }
      packedOffset += unsafe step.read_count
      switch unsafe step.state {
      case GAMUT_DEFLATE_END: isAtEnd = true
      case GAMUT_DEFLATE_WITHIN: break
      default:
        // Safe: a constant of the library.
        throw broken(unsafe step.reason.map { unsafe String(cString: $0) } ?? "no memory")
      }
      if unsafe isAtEnd || step.written_count > 0 { return unsafe step.written_count }
      guard packedOffset < packed.count || !rest.isEmpty else { throw broken("it is cut short") }
    }
  }

  private func broken(_ detail: String) -> EmbeddingError {
    EmbeddingError(code: .damaged, path: path, detail: "\"\(member.name)\": \(detail)")
  }
}
