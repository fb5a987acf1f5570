// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutText

/// The removals that lose an answer: where prompts alone are compared, a record may go whose response
/// is another than its keeper's.
///
/// Another response is one that is not equal to the keeper's, and no near-duplicate of it by the
/// shingles and the threshold of the run. A record of `--against` keeps no answer for the output, and
/// a removed record without a response has none to lose; neither counts.
struct OtherResponses {
  /// The removals, ascending.
  let removals: [Removal]

  /// Compares the responses.
  ///
  /// Nil where they are part of what was compared, or nothing is known of them: under the views `all`
  /// and `response`, and where paths are compared of records of no schema.
  ///
  /// - Throws: what detecting the schema throws, under the view `prompt`.
  init?(
    of deduplication: Deduplication, in context: RunContext
  ) throws(CorpusError) {
    let options = deduplication.options
    guard let responses = try Self.responses(of: deduplication.source, options) else { return nil }
    let pairs = RemovalPairs(source: responses, context: context)
    let (width, threshold) = (options.shingle, options.threshold)
    removals = pairs.filter(
      deduplication.removals.filter { !$0.keeper.isReference }
    ) { text in
      (isEmpty: text.isEmpty, shingles: ShingleSet(of: text, width: width))
    } where: { removed, kept in
      !removed.isEmpty && !removed.shingles.isAlike(kept.shingles, threshold: threshold)
    }
  }

  private static func responses(
    of source: RecordSource, _ options: DeduplicationPlan.Options
  ) throws(CorpusError) -> RecordSource? {
    switch options.selection {
    case .view(.all), .view(.response): return nil
    case .view(.prompt): return try source.selecting([.view(.response)])
    case .paths:
      do throws(CorpusError) {
        return try source.selecting([.view(.response)])
      } catch {
        // Whoever names paths need not have a schema.
        let isUnknown: Set<CorpusError.Code> = [.unknownSchema, .mixedSchemas, .tokenised]
        if isUnknown.contains(error.code) { return nil }
        throw error
      }
    }
  }
}
