// SPDX-License-Identifier: Apache-2.0

private import CGamutICU

/// One of the four normal forms of Unicode, as the library *tokenizers* has them: by the tables of
/// Unicode 12.1, in which younger code points are neither composed nor decomposed nor put in order.
///
/// Normal forms are stable, so a newer ICU gives the same where those code points stand apart.
public struct NormalForm: Sendable {
  /// The forms.
  public enum Kind: Int32, Hashable, Sendable {
    /// Canonically composed.
    case nfc = 0
    /// Canonically decomposed.
    case nfd
    /// Composed, and compatible characters made one.
    case nfkc
    /// Decomposed, and compatible characters made one.
    case nfkd
  }

  /// Which of them.
  public let kind: Kind
  /// Bit 0: younger than Unicode 12.1.
  private let classes: CodePointClasses

  /// The form `kind`.
  public init(_ kind: Kind) {
    self.kind = kind
    classes = CodePointClasses([.young])
  }

  /// Appends the normal form of `text`, which must be UTF-8, to `result`.
  ///
  /// - Complexity: O(bytes), except O(n log n) for n combining marks in a row.
  public func append(_ text: Span<UInt8>, to result: inout [UInt8]) {
    if text.isASCII {
      for i in text.indices { result.append(text[i]) }
      return
    }
    var points: [UInt32] = []
    var place = 0
    while place < text.count {
      let point = UTF8Point(text, at: place)
      place += point.length
      if classes[point.value] == 0 {
        points.append(point.value)
      } else {
        appendNormal(points, to: &result)
        points.removeAll(keepingCapacity: true)
        result.append(point: point.value)
      }
    }
    appendNormal(points, to: &result)
  }

  private func appendNormal(_ points: [UInt32], to result: inout [UInt8]) {
    guard !points.isEmpty else { return }
    var source: [UInt16] = []
    source.reserveCapacity(points.count)
    for point in Self.ordered(points) {
      if point < 0x1_0000 {
        source.append(UInt16(point))
      } else {
        source.append(UInt16(0xD7C0 + point >> 10))
        source.append(UInt16(0xDC00 + point & 0x3FF))
      }
    }
    var target = [UInt16](repeating: 0, count: 2 * source.count + 32)
    var count = call(source, &target)
    if count > target.count {
      target = [UInt16](repeating: 0, count: count)
      count = call(source, &target)
    }
    result += String(decoding: target.prefix(count), as: UTF16.self).utf8
  }

  private func call(_ source: [UInt16], _ target: inout [UInt16]) -> Int {
    // Safe: the counts given are those of the arrays, and ICU keeps no pointer.
    let count = unsafe gamut_icu_normal_form(
      kind.rawValue, source, Int32(source.count), &target, Int32(target.count))
    precondition(count >= 0, "ICU could not normalise \(source.count) code units")
    return Int(count)
  }

  /// The points with long runs of marks in order, which is a step of every form: ICU sorts them by
  /// insertion, which is quadratic.
  private static func ordered(_ points: [UInt32]) -> [UInt32] {
    var points = points
    var start = 0
    while start < points.count {
      var end = start
      // No code point below U+0300 combines.
      while end < points.count, points[end] >= 0x300, combiningClass(points[end]) != 0 { end += 1 }
      if end - start > 16 {
        let sorted = points[start..<end].enumerated().map {
          (combiningClass($0.element), $0.offset, $0.element)
        }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
        points.replaceSubrange(start..<end, with: sorted.lazy.map(\.2))
      }
      start = max(end, start + 1)
    }
    return points
  }

  private static func combiningClass(_ point: UInt32) -> UInt8 {
    gamut_icu_combining_class(Int32(point))
  }
}
