// SPDX-License-Identifier: Apache-2.0

import GamutCore
public import GamutCorpus
import GamutText

extension DeduplicationPlan {
  /// What a run will meet, judged by the start of its input.
  public struct Estimate: Hashable, Sendable {
    /// About how many records there are: as many a byte as in the first chunk.
    public let recordCount: Int
    /// How many pairs of records were compared for `falseCandidateRate`.
    public let pairCount: Int
    /// The probability that a pair below the threshold becomes a candidate, which costs a
    /// verification: the mean over those pairs. 0 where there are none.
    public let falseCandidateRate: Double
  }

  /// How many texts are compared with each other for the rate of false candidates.
  private static let sampleCount = 128

  /// Reads the first chunk of `corpus`, about 1 MB, and estimates from it.
  ///
  /// The rate of false candidates is that of the bands at the Jaccard similarities of all pairs of up
  /// to 128 evenly spaced texts of the chunk.
  ///
  /// - Throws: what reading the chunk throws.
  public func estimate(of corpus: Corpus) throws(CorpusError) -> Estimate {
    let plan = try corpus.plan(selections: [options.selection], options: options.reading)
    let batch = try corpus.read(chunk: 0, by: plan)
    let recordCount =
      Double(batch.count) / Double(max(1, corpus.byteCount(ofChunk: 0))) * Double(corpus.byteCount)
    let texts = batch.columns[0].texts
    let count = min(Self.sampleCount, texts.count)
    let sets = (0..<count).map { i in
      texts.withText(i * texts.count / count) { ShingleSet(of: $0, width: options.shingle) }
    }
    let banding = sketcher.banding
    var (pairCount, sum) = (0, 0.0)
    for i in sets.indices {
      for j in 0..<i {
        let similarity = sets[i].similarity(to: sets[j])
        guard similarity < options.threshold else { continue }
        pairCount += 1
        sum += banding.detectionProbability(of: similarity)
      }
    }
    return Estimate(
      recordCount: Int(recordCount.rounded()), pairCount: pairCount,
      falseCandidateRate: pairCount > 0 ? sum / Double(pairCount) : 0)
  }

  /// How many bytes a record takes in memory at the most while the plan runs, beside bounded
  /// buffers: its place and identity, then what sorting and deciding need.
  public var bytesPerRecord: Int {
    var count = 64 + unboundedBytesPerRecord
    if options.stages.contains(.near) { count += 16 }
    if options.keep.field != nil { count += 8 }
    if options.sourceField != nil { count += 2 }
    if options.nearRule.grouping == .connected { count += 4 }
    return count
  }

  /// How many of them are of a stage that takes them whatever the budget.
  var unboundedBytesPerRecord: Int { options.nearRule.containment == nil ? 0 : 600 }

  /// How many bytes the band keys of a record take: in memory up to 64 MiB, then in a temporary file.
  public var keyBytesPerRecord: Int {
    options.stages.contains(.near) ? BandTable.keyBitCount / 8 * sketcher.banding.bandCount : 0
  }
}
