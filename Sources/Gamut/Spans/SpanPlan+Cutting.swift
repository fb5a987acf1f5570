// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutText

extension SpanPlan {
  /// Puts the decisions on records and on spans together; cuts the spans where that is asked for.
  ///
  /// A record that is left without any text is removed, and its keeper is the record that holds the
  /// copy of its first span. That record is in the output: the copy is touched by no span and has a
  /// byte that is no white space, and cuts beside spans take white space alone, so something is left
  /// of its record. A record that others were removed for is never removed here: it stays whole.
  func cut(
    _ spans: [TextSpan], of decided: Deduplication, unverifiedCount: Int, in context: RunContext
  ) -> SpanFindings {
    var stages = decided.stages
    if case .unit = options.grain { stages = options.deduplication.stages.sorted() }
    var removals = decided.removals
    var cuts = RecordCuts()
    var uncut: [RecordIndex] = []
    if options.isCutting {
      if case .repeats = options.grain { stages.append(.repeated) }
      let groups = grouped(spans)
      let fates = self.fates(of: groups, in: decided, workers: context.workers)
      for (group, fate) in zip(groups, fates) {
        switch fate {
        case .cut(let ranges): cuts.cut(ranges, of: group.record)
        case .uncut: uncut.append(group.record)
        case .removed:
          let first = group.spans[group.spans.startIndex]
          removals.append(
            Removal(
              record: group.record, cause: first.cause,
              similarity: first.similarity,
              keeper: Removal.Keeper(index: first.kept.record, isReference: false)))
        }
      }
      removals.sort { $0.record < $1.record }
    }
    return SpanFindings(
      deduplication: Deduplication(
        source: decided.source, reference: decided.reference, options: options.deduplication,
        stages: stages, removals: removals, unverifiedCount: unverifiedCount,
        lengths: decided.lengths, model: decided.model, cuts: cuts),
      spans: spans, uncut: options.isCutting ? uncut : nil)
  }

  /// What becomes of a record with spans.
  private enum Fate: Sendable {
    /// These bytes of its source go.
    case cut([Range<Int>])
    /// It cannot be cut, and stays whole.
    case uncut
    /// Nothing would be left of its text.
    case removed
  }

  /// The spans of one record.
  private struct Group: Sendable {
    let record: RecordIndex
    let spans: ArraySlice<TextSpan>
  }

  private func grouped(_ spans: [TextSpan]) -> [Group] {
    var groups: [Group] = []
    var start = 0
    while start < spans.count {
      var end = start + 1
      while end < spans.count, spans[end].record == spans[start].record { end += 1 }
      groups.append(Group(record: spans[start].record, spans: spans[start..<end]))
      start = end
    }
    return groups
  }

  private func fates(of groups: [Group], in decided: Deduplication, workers: Int) -> [Fate] {
    let source = decided.source
    let keepers = Set(
      decided.removals.lazy.filter { !$0.keeper.isReference }.map(\.keeper.index))
    return Parallel.mapChunks(of: groups.count, chunkSize: 64, workers: workers) {
      range -> [Fate] in
      let column = source.columns(of: groups[range].map(\.record))[0]
      return range.enumerated().map { i, number in
        let group = groups[number]
        let ranges = textRanges(of: group.spans, in: column, at: i, source.plan.selections[0])
        if isBlank(column.texts, i, without: ranges) {
          return keepers.contains(group.record) ? .uncut : .removed
        }
        let place = source.source(of: group.record)
        let cut = source.corpus.sourceRanges(ofText: ranges, in: place, by: source.plan)
        return cut.map { .cut($0) } ?? .uncut
      }
    }.flatMap { $0 }
  }

  /// Which bytes of the text go with `spans`: substrings alone; units with their line breaks.
  private func textRanges(
    of spans: ArraySlice<TextSpan>, in column: ShapedTexts, at index: Int, _ selection: Selection
  ) -> [Range<Int>] {
    guard case .unit(let kind) = options.grain else { return spans.map(\.range) }
    let starts = Set(spans.map(\.range.lowerBound))
    let parts = column.partRanges(of: index, in: selection)
    return column.texts.withText(index) { text in
      parts.flatMap { part in
        let units = TextUnit.units(kind, of: text, in: part)
        let isCut = units.map { starts.contains($0.content.lowerBound) }
        return UnitCut.ranges(of: text, in: part, units: units, isCut: isCut)
      }
    }
  }

  /// Whether text `index` is white space alone without `ranges`.
  private func isBlank(_ texts: TextBatch, _ index: Int, without ranges: [Range<Int>]) -> Bool {
    texts.withText(index) { text in
      var place = 0
      for range in ranges + [text.count..<text.count] {
        if !TextUnit.isBlank(text, in: place..<range.lowerBound) { return false }
        place = range.upperBound
      }
      return true
    }
  }
}
