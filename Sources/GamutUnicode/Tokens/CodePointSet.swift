// SPDX-License-Identifier: Apache-2.0

/// A set of code points, as ascending ranges that neither touch nor overlap.
public struct CodePointSet: Hashable, Sendable {
  /// The ranges.
  public private(set) var ranges: [ClosedRange<UInt32>] = []

  /// The set of the code points of `ranges`, which may overlap.
  public init(_ ranges: [ClosedRange<UInt32>] = []) {
    self.ranges = Self.joined(ranges)
  }

  /// The set of one code point.
  public init(_ point: UInt32) { ranges = [point...point] }

  /// Those of a general category or a group of them (`L`, `Lu`), by the ICU at hand; nil for a name
  /// that is none.
  public init?(category name: String) {
    guard Self.categories.contains(name) else { return nil }
    self.init(icu: "[:\(name):]")
  }

  /// Those of a script by its name, such as `Han`; nil for one that is none of those texts are cut by.
  public init?(script name: String) {
    guard Self.scripts.contains(name) else { return nil }
    self.init(icu: "[:script=\(name):]")
  }

  /// White space, by the property White_Space.
  public static var whiteSpace: CodePointSet { CodePointSet(icu: "[:White_Space:]") }

  /// What words are made of: letters, marks, digits, connectors and joiners.
  public static var word: CodePointSet {
    CodePointSet(icu: "[[:Alphabetic:][:M:][:Nd:][:Pc:][:Join_Control:]]")
  }

  /// Punctuation as the tables of Unicode 8.0 have it, and the symbols of ASCII.
  public static var punctuation: CodePointSet { CodePointSet(icu: SubwordPatterns.punctuation) }

  /// Marks as the tables of Unicode 12.1 have them.
  public static var oldMarks: CodePointSet { CodePointSet(icu: "[[:M:]&[:age=12.1:]]") }

  /// The code points that were assigned after Unicode 12.1, or not yet.
  static var young: CodePointSet { CodePointSet(icu: "[:^age=12.1:]") }

  /// What lower-casing changes, of single code points.
  static var cased: CodePointSet { CodePointSet(icu: SubwordPatterns.cased) }

  private init(icu pattern: String) {
    ranges = ICUFacts.ranges(pattern).map { UInt32($0.lowerBound)...UInt32($0.upperBound) }
  }

  private static let categories: Set<String> = [
    "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc",
    "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "S", "Sm", "Sc", "Sk", "So", "Z", "Zs", "Zl", "Zp", "C",
    "Cc", "Cf", "Co", "Cn",
  ]

  private static let scripts: Set<String> = [
    "Han", "Hiragana", "Katakana", "Hangul", "Thai", "Latin", "Greek", "Cyrillic", "Arabic",
    "Hebrew", "Devanagari",
  ]
}

extension CodePointSet {
  /// Whether `point` is in it.
  public func contains(_ point: UInt32) -> Bool { ranges.contains { $0.contains(point) } }

  /// The points of either.
  public func union(_ other: CodePointSet) -> CodePointSet { CodePointSet(ranges + other.ranges) }

  /// All other code points.
  public var inverted: CodePointSet {
    var result: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges {
      if range.lowerBound > next { result.append(next...range.lowerBound - 1) }
      next = range.upperBound + 1
    }
    if next <= 0x10_FFFF { result.append(next...0x10_FFFF) }
    return CodePointSet(result)
  }

  private static func joined(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
    var result: [ClosedRange<UInt32>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = result.last, range.lowerBound <= last.upperBound + 1 {
        result[result.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        result.append(range)
      }
    }
    return result
  }
}
