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
  /// What the options are for.
  var use = Use.index

  /// What an index serves.
  enum Use {
    /// An index of records.
    case index
    /// Parts of a set, of which it says what they have to know.
    case parts

    fileprivate func requireFit(_ stages: StageList) throws {
      switch self {
      case .index:
        guard stages.stages != [.exact, .near] else { return }
        throw ValidationError(
          "--stages is \(stages); an index holds what exact,near needs and serves these alone")
      case .parts:
        guard stages.stages.symmetricDifference([.exact, .near]).subtracting([.semantic]).isEmpty
        else {
          throw ValidationError(
            "--stages is \(stages); a set is decided in parts by exact,near or exact,near,semantic")
        }
      }
    }
  }

  /// The plan; what was not given is what `index` was made with. A difference is told by the plan.
  func plan(with index: SavedIndex?) throws -> DeduplicationPlan {
    try use.requireFit(duplicates.stages)
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
