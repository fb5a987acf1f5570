// SPDX-License-Identifier: Apache-2.0

/// What single code points become in lower case, by the full mappings of no language.
public struct LowerCase: Sendable {
  private let classes: CodePointClasses

  /// The mappings of the ICU at hand.
  public init() { classes = CodePointClasses([.cased]) }

  /// Appends `text`, which must be UTF-8, in lower case to `result`.
  public func append(_ text: Span<UInt8>, to result: inout [UInt8]) {
    var place = 0
    while place < text.count {
      let point = UTF8Point(text, at: place)
      place += point.length
      if classes[point.value] == 0 {
        result.append(point: point.value)
      } else if point.value < 128 {
        result.append(UInt8(point.value) | 0x20)
      } else {
        for part in SubwordPatterns.lowerCase(of: point.value) { result.append(point: part) }
      }
    }
  }
}
