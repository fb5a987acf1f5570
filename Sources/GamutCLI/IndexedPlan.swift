// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Gamut
import GamutCore
import GamutCorpus
import GamutText

/// The plan of a run that makes an index or uses one.
struct IndexedPlan {
  let input: InputOptions
  let view: Choice<View>
  let duplicates: DuplicateOptions
  let session: Session

  /// The plan; what was not given is what `index` was made with. A difference is told by the plan.
  func plan(with index: SavedIndex?) throws -> DeduplicationPlan {
    let stages = duplicates.stages
    guard stages.stages == [.exact, .near] else {
      throw ValidationError(
        "--stages is \(stages); an index holds what exact,near needs and serves these alone")
    }
    guard duplicates.grouping == .anchor else {
      throw ValidationError(
        "--grouping is \(duplicates.grouping.rawValue); chains of matches run through records that an "
          + "index does not hold, expected anchor")
    }
    let saved = index?.options
    var options = duplicates.planOptions(seed: input.seedChoice.orSaved(saved?.seed))
    options.threshold = duplicates.threshold.orSaved(saved?.threshold)
    options.shingle = duplicates.shingle.orSaved(saved?.shingle)
    options.folding = duplicates.fold.orSaved(saved?.folding)
    if duplicates.distinct == nil, let numbers = saved?.numbers {
      options.nearRule.numbers = numbers
    }
    options.nearRule.containment = options.nearRule.containment ?? saved?.containment
    options.reading = try input.reading
    options.selection = try input.selection(view.value)
    if let selection = saved?.selection, input.text == nil, !view.isGiven {
      options.selection = selection
    }
    if let index, index.count > 0, options.keep != .first {
      session.say(
        "--keep \(options.keep) applies within the inputs; records of the index always stay")
    }
    return DeduplicationPlan(options: options)
  }
}

/// Opens an index, and says so where its last addition was cut short.
func openIndex(_ path: String, workers: Int, in session: Session) throws -> SavedIndex {
  let index = try SavedIndex(path: path, in: session.context(workers: workers))
  if let warning = index.warning { session.say(warning) }
  return index
}
