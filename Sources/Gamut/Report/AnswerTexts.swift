// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutDiversity

/// What the answers of some records say: the hashes of all, and how those of a sample begin.
struct AnswerTexts: Sendable {
  /// Of each prompt; nil for none.
  private(set) var prompts: [Hash128?] = []
  /// Of each response; nil for none.
  private(set) var responses: [Hash128?] = []
  /// The places of the records whose responses are looked at.
  private(set) var sample: [Int] = []
  /// The beginnings of their responses, as much as is read of any.
  private(set) var beginnings = TextBatch()

  /// Above so many records, answers are looked at in an evenly spaced sample; equal prompts and equal
  /// answers are still counted over all of them.
  private static let sampleLimit = 200_000

  /// Of no records.
  init() {}

  /// Looks at `column`, which holds all text of the records at `places` of `count`.
  init(of column: ShapedTexts, places: Range<Int>, count: Int) {
    let step = max(1, (count + Self.sampleLimit - 1) / Self.sampleLimit)
    for (i, place) in places.enumerated() {
      let parts = column.parts(of: i)
      column.texts.withText(i) { text in
        var seed: UInt64 = 0
        for part in parts where part.role == .system {
          seed = StableHash.mix(seed ^ StableHash.hash64(text.extracting(part.range)))
        }
        // Under another system prompt another answer is not a conflict.
        prompts.append(
          text.withParts(parts.filter { $0.role == .given || $0.role == .asked }) {
            $0.isEmpty ? nil : StableHash.hash128($0, seed: seed)
          })
        text.withParts(parts.filter { $0.role == .said }) { response in
          responses.append(response.isEmpty ? nil : StableHash.hash128(response))
          guard place % step == 0 else { return }
          sample.append(place)
          beginnings.append(response.extracting(0..<min(RefusalRate.byteLimit, response.count)))
        }
      }
    }
  }

  /// Adds the records behind these.
  mutating func append(_ next: AnswerTexts) {
    prompts += next.prompts
    responses += next.responses
    sample += next.sample
    beginnings.append(contentsOf: next.beginnings)
  }
}

extension Span<UInt8> {
  /// Lends some parts of a text of parts, with a line break between them, as a text of these alone is.
  func withParts<Result>(_ parts: [PartShape.Part], _ body: (Span<UInt8>) -> Result) -> Result {
    guard let first = parts.first, let last = parts.last else { return body([UInt8]().span) }
    let whole = first.range.lowerBound..<last.range.upperBound
    // Parts are one byte apart; where none of another role stands between them, they are there already.
    if parts.reduce(parts.count - 1, { $0 + $1.range.count }) == whole.count {
      return body(extracting(whole))
    }
    var joined = TextBatch()
    for (i, part) in parts.enumerated() {
      if i > 0 { joined.appendToText(UInt8(ascii: "\n")) }
      joined.appendToText(extracting(part.range))
    }
    return body(joined.bytes.span)
  }
}
