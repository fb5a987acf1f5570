// SPDX-License-Identifier: Apache-2.0

private import CGamutICU

/// toNFKC_Casefold(NFD(X)) by ICU, of code points.
///
/// That is the form by which the standard matches identifiers (D147). NFKC_Casefold of X itself
/// gives the same but for U+0345, the iota below, which it makes a letter: marks that follow it in
/// X and precede it in NFD would stand on that letter, so that canonical equivalents would differ.
enum ICUFolding {
  /// The Unicode version of the ICU at hand.
  static var unicodeVersion: (major: Int, minor: Int) {
    var version: [UInt8] = [0, 0]
    // Safe: two bytes are what is written.
    unsafe gamut_icu_unicode_version(&version)
    return (Int(version[0]), Int(version[1]))
  }

  /// Replaces the points of `scratch` by their folding.
  ///
  /// ICU sorts marks by insertion, which is quadratic in their number; so what is removed leaves
  /// and long runs come sorted. Both are steps of the normalisation itself.
  static func fold(_ scratch: inout FoldScratch, table: CodePointTable) {
    if scratch.points.count > 16 { sortMarks(&scratch.points, table: table) }
    if scratch.points.contains(where: { table[$0].hasIotaBelow }) {
      unsafe convert(&scratch, gamut_icu_nfd)
    }
    scratch.points.removeAll { table[$0].isRemoved }
    if scratch.points.count > 16 { sortMarks(&scratch.points, table: table) }
    unsafe convert(&scratch, gamut_icu_nfkc_casefold)
  }

  /// The folding of `points`, step by step.
  static func fold(_ points: [UInt32]) -> [UInt32] {
    var scratch = FoldScratch(points: points)
    unsafe convert(&scratch, gamut_icu_nfd)
    unsafe convert(&scratch, gamut_icu_nfkc_casefold)
    return scratch.points
  }

  /// Makes the points of `scratch` the folding of `point`; whether its NFD contains U+0345.
  static func fold(_ point: UInt32, in scratch: inout FoldScratch) -> Bool {
    scratch.points.removeAll(keepingCapacity: true)
    scratch.points.append(point)
    unsafe convert(&scratch, gamut_icu_nfd)
    let hasIotaBelow = scratch.points.contains(0x345)
    unsafe convert(&scratch, gamut_icu_nfkc_casefold)
    return hasIotaBelow
  }

  /// One of the normalisers of ICU: source, its count, target, its capacity.
  private typealias Normalizer = (
    UnsafePointer<UInt16>?, Int32, UnsafeMutablePointer<UInt16>?, Int32
  )
    -> Int32

  private static func convert(_ scratch: inout FoldScratch, _ normalizer: Normalizer) {
    if scratch.points.isEmpty { return }
    scratch.source.removeAll(keepingCapacity: true)
    for point in scratch.points {
      if point < 0x1_0000 {
        scratch.source.append(UInt16(point))
      } else {
        scratch.source.append(UInt16(0xD7C0 + point >> 10))
        scratch.source.append(UInt16(0xDC00 + point & 0x3FF))
      }
    }
    var count = unsafe call(normalizer, scratch.source, &scratch.target)
    if count > scratch.target.count {
      scratch.target = [UInt16](repeating: 0, count: count)
      count = unsafe call(normalizer, scratch.source, &scratch.target)
    }
    scratch.points.removeAll(keepingCapacity: true)
    var i = 0
    while i < count {
      let unit = UInt32(scratch.target[i])
      i += 1
      if unit >> 10 == 0x36, i < count {
        scratch.points.append(0x1_0000 + (unit & 0x3FF) << 10 + UInt32(scratch.target[i]) & 0x3FF)
        i += 1
      } else {
        scratch.points.append(unit)
      }
    }
  }

  private static func call(
    _ normalizer: Normalizer, _ source: [UInt16], _ target: inout [UInt16]
  ) -> Int {
    // Safe: the counts given are those of the arrays, and ICU keeps no pointer.
    let count = unsafe normalizer(source, Int32(source.count), &target, Int32(target.count))
    precondition(count >= 0, "ICU could not fold \(source.count) code units")
    return Int(count)
  }

  /// Puts each run of marks in the order of their combining classes, equals as they stand.
  private static func sortMarks(_ points: inout [UInt32], table: CodePointTable) {
    var start = 0
    while start < points.count {
      var end = start
      while end < points.count, table[points[end]].combiningClass != 0 { end += 1 }
      if end - start > 1 {
        // The standard library's sort is stable in fact but not by promise; the place decides.
        let sorted = points[start..<end].enumerated().sorted {
          (table[$0.element].combiningClass, $0.offset)
            < (table[$1.element].combiningClass, $1.offset)
        }
        points.replaceSubrange(start..<end, with: sorted.lazy.map(\.element))
      }
      start = max(end, start + 1)
    }
  }
}
