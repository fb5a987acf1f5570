// SPDX-License-Identifier: Apache-2.0

public import GamutCorpus
import GamutReport
import GamutText

extension DeduplicationPlan {
  /// A run whose kept records are added to an index.
  public struct AddingRun: Sendable {
    /// What became of the records.
    public let result: Deduplication
    /// Whether the index holds them already: its last addition is this very run, and another would
    /// add nothing.
    public let isRepeated: Bool
  }

  /// Decides the records of `inputs` against `index`, to be added to it.
  ///
  /// A run that was killed after its commit, or whose end nobody saw, is made again: every record is
  /// known then, and what it kept would be replaced by nothing. So where the last addition is, byte
  /// for byte, what the same inputs would add to the index before it, they are decided against that.
  ///
  /// - Throws: as `run(inputs:index:in:)` does.
  public func runAdding(
    inputs: Corpus, to index: SavedIndex, in context: RunContext = RunContext()
  ) throws -> AddingRun {
    let result = try run(inputs: inputs, index: index, in: context)
    guard let before = index.beforeLastAddition, result.hasInputs(of: index.additions.last) else {
      return AddingRun(result: result, isRepeated: false)
    }
    let earlier = try run(inputs: inputs, index: before, in: context)
    return earlier.wouldAdd(to: before, whatEnds: index, in: context)
      ? AddingRun(result: earlier, isRepeated: true)
      : AddingRun(result: result, isRepeated: false)
  }
}

extension Deduplication {
  /// Whether an addition was made of files of these names, record counts and sizes.
  fileprivate func hasInputs(of addition: IndexAddition?) -> Bool {
    guard let addition else { return false }
    let own = source.inputFiles
    return addition.files.count == own.count
      && zip(addition.files, own).allSatisfy {
        $0.name == $1.name && $0.read == $1.records && $0.bytes == $1.bytes
      }
  }

  /// Whether the kept records, added to `before`, give the file of `whole`.
  fileprivate func wouldAdd(
    to before: SavedIndex, whatEnds whole: SavedIndex, in context: RunContext
  ) -> Bool {
    var writer = IndexWriter(appendingTo: before.texts)
    var place = before.texts.wholeByteCount
    func compare(_ bytes: [UInt8]) throws(OtherBytes) {
      guard whole.texts.holds(bytes.span, at: place) else { throw OtherBytes() }
      place += bytes.count
    }
    do throws(OtherBytes) {
      try writeRecords(
        with: &writer, sketcher: DeduplicationPlan(options: options).sketcher,
        formatVersion: before.texts.formatVersion, workers: context.workers, compare)
      try compare(writer.commit())
    } catch { return false }
    return place == whole.texts.wholeByteCount
  }

  private struct OtherBytes: Error {}
}
