// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// Reads vectors from a `.npz` file: a zip archive of `.npy` arrays, stored or deflated.
struct NPZReader {
  /// How many threads read; what is deflated is read by one.
  let workers: Int

  /// Arrays that are looked into for the one matrix, and listed where there is none.
  private static let listedCount = 20

  /// Reads the array `name`, with or without `.npy`; nil takes the only one of two dimensions.
  ///
  /// The checksum of a stored array is checked before its rows are read, that of a deflated one
  /// while they are.
  func read(
    _ file: InputFile, name: String?, expectedRowCount: Int?
  ) throws(EmbeddingError) -> VectorRows {
    let archive = try ZipArchive(file)
    let member = try member(name, of: archive)
    let range = try archive.range(of: member)
    switch member.method {
    case .stored:
      guard member.byteCount == member.packedByteCount else {
        throw ZipArchive.fault(
          file,
          "\"\(member.name)\" is stored in \(member.packedByteCount) bytes, but its size is "
            + "\(member.byteCount)")
      }
      let rows = try rows(from: file, at: range.lowerBound, byteCount: range.count)
      try rows.require(expectedRowCount, path: file.path)
      guard try Checksum.crc32(of: file, range: range, workers: workers) == member.crc32 else {
        throw EmbeddingError(
          code: .damaged, path: file.path,
          detail: "\"\(member.name)\": its checksum does not hold")
      }
      return try rows.load(from: file, workers: workers)
    case .deflated:
      let source = try InflatedMember(member, of: archive, range: range)
      let rows = try rows(from: source, at: 0, byteCount: member.byteCount)
      try rows.require(expectedRowCount, path: file.path)
      let loaded = try rows.load(
        inOrderFrom: source, packedByteCount: member.packedByteCount)
      try source.finish()
      return loaded
    case .unknown(let method):
      throw ZipArchive.fault(
        file,
        "\"\(member.name)\" is \(method == 99 ? "encrypted" : "packed by method \(method)"), "
          + "expected numpy.savez or savez_compressed")
    }
  }

  private func rows(
    from source: some ByteSource, at offset: Int, byteCount: Int
  ) throws(EmbeddingError) -> StoredRows {
    let (header, headerByteCount) = try NPYHeader.read(
      from: source, at: offset, byteCount: byteCount)
    return try header.rows(
      at: offset, headerByteCount: headerByteCount, byteCount: byteCount, path: source.path)
  }

  private func member(
    _ name: String?, of archive: ZipArchive
  ) throws(EmbeddingError) -> ZipArchive.Member {
    let path = archive.file.path
    if let name {
      let found = archive.members.filter { $0.name == name || $0.name == "\(name).npy" }
      guard found.count == 1 else {
        throw EmbeddingError(
          code: .wrongArray, path: path,
          detail: "\(found.isEmpty ? "no" : "more than one") \"\(name)\"; \(list(archive))")
      }
      return found[0]
    }
    if archive.members.count == 1 { return archive.members[0] }
    let matrices = archive.members.prefix(Self.listedCount).filter {
      header(of: $0, in: archive)?.shape.count == 2
    }
    guard matrices.count == 1, archive.members.count <= Self.listedCount else {
      throw EmbeddingError(
        code: .wrongArray, path: path,
        detail: list(archive), remedy: .nameVectorField)
    }
    return matrices[0]
  }

  /// What a member is, for the choice and the list; nil for what is not an array.
  private func header(of member: ZipArchive.Member, in archive: ZipArchive) -> NPYHeader? {
    do throws(EmbeddingError) {
      let range = try archive.range(of: member)
      if member.method == .stored {
        return try NPYHeader.read(
          from: archive.file, at: range.lowerBound, byteCount: range.count
        ).header
      }
      guard member.method == .deflated else { return nil }
      return try NPYHeader.read(
        from: InflatedMember(member, of: archive, range: range), at: 0, byteCount: member.byteCount
      ).header
    } catch { return nil }  // A member that is no array is none to choose; reading it says why.
  }

  private func list(_ archive: ZipArchive) -> String {
    guard !archive.members.isEmpty else { return "it holds no arrays" }
    let listed = archive.members.prefix(Self.listedCount).map { member in
      let name = member.name.hasSuffix(".npy") ? String(member.name.dropLast(4)) : member.name
      guard let header = header(of: member, in: archive) else { return "\"\(name)\" (no array)" }
      return ArrayList.entry(name, shape: header.shape, type: header.type ?? "structured")
    }
    return ArrayList.text(listed, count: archive.members.count, noun: "arrays")
  }
}
