// SPDX-License-Identifier: Apache-2.0

private import CGamutICU

/// The sets of code points that the rules speak of, in ICU's notation.
///
/// The reference takes general categories from the tables of Unicode 8.0, decompositions from those
/// of 12.1 and cases from the newest; `age=8.0` and the few characters whose category has changed
/// since give the same sets. What differs are capital letters younger than the ICU at hand.
enum SubwordPatterns {
  /// Nonspacing marks.
  static let marks = "[[[[:Mn:]&[:age=8.0:]]\\u1734]-[\\u1885\\u1886\\uA9BD\\U000111C9]]"
  /// Punctuation, and the symbols of ASCII.
  static let punctuation = "[[[:P:]&[:age=8.0:]]\\u166D\\U000111C9[!-/][\\:-@][\\[-`][\\{-~]]"
  /// Control, format and private-use characters, and what stands for nothing.
  static let control = "[[[[[:Cc:][:Cf:][:Co:]]&[:age=8.0:]]\\uFFFD]-[\\t\\n\\r]]"
  /// White space.
  static let space = "[:White_Space:]"
  /// What the reference takes for ideographs.
  static let ideographs = """
    [\\u3400-\\u4DBF\\u4E00-\\u9FFF\\uF900-\\uFAFF\\U00020000-\\U0002A6DF\
    \\U0002A700-\\U0002B81F\\U0002B920-\\U0002CEAF\\U0002F800-\\U0002FA1F]
    """
  /// What a canonical decomposition changes.
  static let decomposed = "[[:NFD_QC=N:]&[:age=12.1:]]"
  /// What lower-casing changes, of single code points.
  static let cased = "[:Changes_When_Lowercased:]"

  /// The code points of the canonical decomposition of `point`.
  static func decomposition(of point: UInt32) -> [UInt32] {
    // Safe: the capacity given is that of the array, and ICU keeps no pointer.
    points { unsafe gamut_icu_canonical_decomposition(Int32(point), &$0, Int32($0.count)) }
  }

  /// The code points of `point` in lower case.
  static func lowerCase(of point: UInt32) -> [UInt32] {
    // Safe: as above.
    points { unsafe gamut_icu_lower_case(Int32(point), &$0, Int32($0.count)) }
  }

  /// The code points of the units that `mapping` writes; no single code point becomes more than 32.
  private static func points(_ mapping: (inout [UInt16]) -> Int32) -> [UInt32] {
    var units = [UInt16](repeating: 0, count: 32)
    let count = mapping(&units)
    precondition(count >= 0, "ICU could not map a code point")
    return String(decoding: units.prefix(Int(count)), as: UTF16.self).unicodeScalars.map(\.value)
  }
}
