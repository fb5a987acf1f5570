// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus

/// The records of the sets compared with, then those of the inputs, under one numbering: the order in
/// which duplicates are decided.
struct RecordUnion: Sendable {
  /// The sets compared with, where there are any.
  let reference: (any KnownRecords)?
  /// The inputs.
  let source: RecordSource
  /// The sources of the inputs that come first.
  var preference = SourcePreference()

  /// How many records of the union are of the reference: the first ones.
  var referenceCount: Int { reference?.count ?? 0 }
  /// How many records there are in all.
  var count: Int { referenceCount + source.count }

  /// The keeper that record `index` of the union is.
  func keeper(_ index: RecordIndex) -> Removal.Keeper {
    let isReference = Int(index) < referenceCount
    return Removal.Keeper(
      index: isReference ? index : index - RecordIndex(referenceCount), isReference: isReference)
  }

  /// The texts of some records of the union, in the order given: the first selection of their plans.
  func column(of wanted: [RecordIndex], workers: Int) -> ShapedTexts {
    guard let reference else { return source.column(of: wanted, workers: workers) }
    let limit = RecordIndex(referenceCount)
    let known = reference.column(of: wanted.filter { $0 < limit }, workers: workers)
    let own = source.column(
      of: wanted.filter { $0 >= limit }.map { $0 - limit }, workers: workers)
    var column = ShapedTexts()
    var next = (known: 0, own: 0)
    for record in wanted {
      if record < limit {
        column.append(known, at: next.known)
        next.known += 1
      } else {
        column.append(own, at: next.own)
        next.own += 1
      }
    }
    return column
  }

  /// The bytes of each text of both sets.
  var textByteCounts: [UInt32] {
    (reference?.textByteCounts ?? []) + source.columns.textByteCounts
  }

  /// The records that could be read: those of the reference first, then those of the preferred
  /// sources, each in the order of `policy`.
  func keepOrder(_ policy: KeepPolicy) -> [RecordIndex] {
    var isRejected = [Bool](repeating: false, count: count)
    for index in reference?.rejected ?? [] { isRejected[Int(index)] = true }
    for rejection in source.columns.rejections {
      isRejected[referenceCount + Int(rejection.index)] = true
    }
    let order = policy.order(
      count: count, leading: referenceCount, byteCounts: textByteCounts,
      numbers: source.columns.numbers)
    return preference.applied(to: order, leading: referenceCount, of: source).filter {
      !isRejected[Int($0)]
    }
  }
}
