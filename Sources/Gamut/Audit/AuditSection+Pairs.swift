// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutDiversity
import GamutReport

extension AuditSection {
  /// Answers of repeated prompts that are compared.
  private static let consistencyLimit = 20_000

  /// What pairs of a preferred answer and another teach beside the preference; nil where there are none.
  var preference: AuditReport.Preference? {
    let pairs = audited.outlined.compactMap { outlined in
      outlined.pair.map { (outlined.place, $0) }
    }
    guard !pairs.isEmpty else { return nil }
    let found = PreferencePairs(
      chosen: pairs.map(\.1.chosen), rejected: pairs.map(\.1.rejected), seed: seed)
    let shown = (found.equalRows + found.nearlyEqualRows).prefix(Self.exampleCount)
    return AuditReport.Preference(
      pairs: pairs.count, equal: Measure(found.equal), nearlyEqual: Measure(found.nearlyEqual),
      chosenLonger: Measure(found.chosenLonger),
      lengthRatio: found.logLengthRatio.map { estimate in
        let log = Measure(estimate, otherwise: "too few pairs")
        guard let low = log.low, let high = log.high else {
          return Measure(exponential(log.value), noInterval: "too few pairs")
        }
        return Measure(exponential(log.value), low: exponential(low), high: exponential(high))
      },
      examples: AuditExamples(source: source).texts(
        of: shown.map { audited.records[pairs[$0].0] }, showing: .straySpace))
  }

  /// How consistent the answers to equal prompts are; nil where too few prompts repeat.
  var consistency: AuditReport.Consistency? {
    var groups: [UInt64: [Int]] = [:]
    for (place, audit) in audited.audits.enumerated() {
      guard let hash = audit.promptHash, audit.applies.contains(.straySpace) else { continue }
      groups[hash, default: []].append(place)
    }
    var repeated = groups.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
    var count = 0
    repeated = repeated.prefix {
      count += $0.count
      return count <= Self.consistencyLimit
    }
    let places = repeated.flatMap { $0 }.sorted()
    guard !places.isEmpty else { return nil }
    var words = [[UInt64]](repeating: [], count: places.count)
    source.forEachPart(of: places.map { audited.records[$0] }, workers: context.workers) {
      columns in
      var auditor = RecordAuditor(tellsLanguages: false, hasRoles: true)
      return (0..<columns[0].count).map { Set(auditor.saidWords(columns[0], $0)).sorted() }
    } count: {
      $0.count
    } _: { range, part in
      for (i, list) in zip(range, part) { words[i] = list }
    }
    let rows = Dictionary(uniqueKeysWithValues: places.enumerated().map { ($1, $0) })
    return AnswerConsistency(
      groups: repeated.map { $0.compactMap { rows[$0] } }, words: words, seed: seed
    ).map {
      AuditReport.Consistency(
        alpha: Measure($0.alpha, otherwise: "too few prompts"), prompts: $0.promptCount,
        answers: $0.answerCount)
    }
  }
}
