// SPDX-License-Identifier: Apache-2.0

private import CGamutLanguages

/// Counts texts by the language that they are written in.
///
/// Of a text the first 1,024 bytes are looked at. Texts of which the detector is not sure, such as short
/// ones, code and tables, count as undetermined; it errs most often between languages that are close.
///
/// > Source: D. Sites, *Compact Language Detector 2*, 2013, github.com/CLD2Owners/cld2, in the build of
/// > the 83 languages of the web.
public struct LanguageCounter: Sendable {
  /// What was counted of one language.
  public struct Language: Hashable, Sendable {
    /// Its code of ISO 639, with what tells variants apart: `en`, `zh-Hant`.
    public let code: String
    /// Its name in English: `English`.
    public let name: String
    /// How many texts are in it.
    public let textCount: Int
  }

  /// Why no language can be told on this machine; nil where they can.
  public static var problem: String? {
    // Safe: constant once it is there, and terminated.
    unsafe gamut_languages_problem().map { unsafe String(cString: $0) }
  }

  private var counts: [Int32: Int] = [:]
  /// How many texts that are not empty have no language that the detector is sure of.
  public private(set) var undeterminedCount = 0

  /// Has counted nothing.
  public init() {}

  /// How many bytes of a text are looked at.
  public static let byteCount = 1024

  /// Counts `text`; an empty one is none.
  ///
  /// - Precondition: `problem` is nil.
  /// - Complexity: O(1).
  public mutating func add(_ text: Span<UInt8>) {
    guard !text.isEmpty else { return }
    add(language: Self.language(of: text))
  }

  /// Counts a text in the language of that number; nil for one that has none that is sure.
  package mutating func add(language: Int32?) {
    if let language { counts[language, default: 0] += 1 } else { undeterminedCount += 1 }
  }

  /// The detector's number of the language of `text`; nil where it is not sure.
  ///
  /// - Precondition: `problem` is nil.
  package static func language(of text: Span<UInt8>) -> Int32? {
    guard !text.isEmpty else { return nil }
    var count = min(text.count, byteCount)
    // Not within a character: its bytes behind the first begin with 10.
    while count > 0, count < text.count, text[count] & 0xC0 == 0x80 { count -= 1 }
    // Safe: the bytes live for the call, which reads as many as it is told.
    let number = unsafe text.extracting(0..<count).withUnsafeBufferPointer { bytes in
      unsafe bytes.withMemoryRebound(to: CChar.self) {
        unsafe gamut_language_of($0.baseAddress, Int32($0.count))
      }
    }
    return number < 0 || isScript(number) ? nil : number
  }

  /// Whether a number is one that the library has for a script alone, `X_Inherited`.
  private static func isScript(_ number: Int32) -> Bool {
    // Safe: the library's constant, terminated.
    unsafe String(cString: gamut_language_name(number)).hasPrefix("X_")
  }

  /// Whether two numbers are of one language, as those of simplified and traditional Chinese are.
  package static func areVariants(_ a: Int32, _ b: Int32) -> Bool {
    a == b || code(of: a).prefix { $0 != "-" } == code(of: b).prefix { $0 != "-" }
  }

  /// Adds what `other` has counted.
  public mutating func add(_ other: LanguageCounter) {
    for (number, count) in other.counts { counts[number, default: 0] += count }
    undeterminedCount += other.undeterminedCount
  }

  /// The languages that occur, that of the most texts first; equals by their codes.
  public var languages: [Language] {
    counts.map { number, count in
      Language(code: Self.code(of: number), name: Self.name(of: number), textCount: count)
    }.sorted { ($1.textCount, $0.code) < ($0.textCount, $1.code) }
  }

  /// The code of a language by its number.
  package static func code(of number: Int32) -> String {
    // Safe: the library's constant, terminated.
    unsafe String(cString: gamut_language_code(number))
  }

  /// The name of a language by its number.
  package static func name(of number: Int32) -> String {
    // The library writes `ChineseT`.
    if code(of: number) == "zh-Hant" { return "Traditional Chinese" }
    // Safe: the library's constant, terminated.
    return title(unsafe String(cString: gamut_language_name(number)))
  }

  /// `SCOTS_GAELIC` as people write it.
  private static func title(_ name: String) -> String {
    name.split(separator: "_").map { $0.prefix(1) + $0.dropFirst().lowercased() }
      .joined(separator: " ")
  }
}
