// SPDX-License-Identifier: Apache-2.0

import Gamut
import GamutCore
import GamutCorpus

/// A small run with a known answer, which tells whether a library decides as every other one does.
///
/// Its texts go through folding, shingles, sketches, buckets and verification, in several scripts; its
/// answer is a hash of who was removed for whom, and of the bits of each similarity.
struct SelfTest {
  /// What came out.
  let answer: UInt64
  /// Whether it is what comes out everywhere.
  var isRight: Bool { answer == Self.known }

  private static let known: UInt64 = 0x370C_F600_3448_80C6

  init() {
    let subjects = ["the tide", "ein Fluß", "le cœur", "Москва", "東京の天気", "ภาษาไทย", "ﬁve ½ Å"]
    var texts: [String] = []
    for (i, subject) in subjects.enumerated() {
      let text =
        "Explain in a few plain words how \(subject) changes over the year, why people who live "
        + "beside it care about that, and what they did about it \(i + 3) hundred years ago."
      texts += [text, text.uppercased(), text + " Be brief.", "\(subject) \(i)"]
    }
    var bytes: [UInt8] = []
    do {
      let result = try DeduplicationPlan().run(
        inputs: try Corpus(strings: texts), in: RunContext(workers: 1))
      for removal in result.removals {
        for value in [
          UInt64(removal.record), UInt64(removal.keeper.index), removal.similarity.bitPattern,
        ] { unsafe withUnsafeBytes(of: value.littleEndian) { unsafe bytes.append(contentsOf: $0) } }
      }
    } catch {
      // Nothing is right where such a run fails.
      bytes = []
    }
    answer = StableHash.hash64(bytes.span)
  }
}
