// SPDX-License-Identifier: Apache-2.0

package import GamutCore

/// What two examples must have in common beside the meaning of what is asked and said, for stages that
/// compare meanings by vectors.
package struct ExampleChecks: Sendable {
  /// What is compared of some records.
  package struct Examples: Sendable {
    fileprivate let sets: ShingleSets
  }

  /// How what is said is compared.
  package enum Said: Sendable {
    /// By vectors of its own.
    case byMeaning
    /// By shingles of two words, which must reach the threshold: one vector for what is asked and said
    /// hardly sees a short answer.
    case byWords
  }

  private let reader: SetReader
  private let rule: ExampleRule

  /// Checks with the threshold, shingles and words of `options`.
  package init(_ options: TextSketcher.Options) {
    var options = options
    options.alike = .example
    reader = SetReader(options: options)
    rule = ExampleRule(options)
  }

  /// What is compared of the records of `column`: about 24 bytes a word.
  package func examples(of column: ShapedTexts, workers: Int) -> Examples {
    Examples(sets: reader.sets(of: column, workers: workers))
  }

  /// Whether record `a` of `first` and record `b` of `second` agree in all but meaning: points 1 and 4
  /// of `ExampleRule` but for what is asked and said, and point 2 where they ask in part by the same
  /// lines or sentences. Of two documents the fields must agree; a document and an example never do.
  package func agree(
    _ a: Int, in first: Examples, with b: Int, in second: Examples, said: Said
  ) -> Bool {
    rule.agreesBesideMeaning(of: a, in: first.sets, with: b, in: second.sets, said: said)
  }
}

extension ExampleRule {
  fileprivate func agreesBesideMeaning(
    of a: Int, in first: ShingleSets, with b: Int, in second: ShingleSets, said: ExampleChecks.Said
  ) -> Bool {
    let (x, y) = (first.examples.heads[a], second.examples.heads[b])
    if x.isDocument != y.isDocument || x.signature != y.signature { return false }
    guard reachesAll(x, first.examples, y, second.examples) else { return false }
    if x.isDocument { return true }
    if folding == .none, x.said != y.said { return false }
    if said == .byWords, x.said != y.said {
      let reaches = reachesByPairs(
        first.examples.words(of: first.examples.units(.said, of: x), in: x),
        second.examples.words(of: second.examples.units(.said, of: y), in: y))
      if !reaches { return false }
    }
    let shared = SharedUnits(
      askedKeys(first.examples, x), askedKeys(second.examples, y))
    if !shared.first.contains(true) { return true }
    return reachesWithoutShared(x, first.examples, y, second.examples)
  }

  private func askedKeys(_ sets: ExampleSets, _ head: ExampleSets.Head) -> [UInt64] {
    sets.keys(of: sets.units(.asked, of: head), in: head)
  }
}
