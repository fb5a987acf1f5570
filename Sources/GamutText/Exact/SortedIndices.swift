// SPDX-License-Identifier: Apache-2.0

internal import GamutCore

extension [RecordIndex] {
  /// Where `record` stands among ascending records; nil: nowhere.
  func sortedIndex(of record: RecordIndex) -> Int? {
    let place = indices.partitionPoint { self[$0] >= record }
    return place < count && self[place] == record ? place : nil
  }

  /// These records in their order, without those of `removed`.
  func without(_ removed: [RecordIndex]) -> [RecordIndex] {
    if removed.isEmpty { return self }
    var isRemoved = [Bool](repeating: false, count: Int(removed[removed.count - 1]) + 1)
    for record in removed { isRemoved[Int(record)] = true }
    return filter { Int($0) >= isRemoved.count || !isRemoved[Int($0)] }
  }
}
