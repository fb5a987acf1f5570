// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutReport

extension Place {
  /// Where a record stands, as reports name it.
  init(_ place: RecordPlace) {
    self.init(file: place.path, position: place.row.map { .row($0) } ?? .line(place.line ?? 0))
  }
}

extension KnownRecords {
  /// The texts of some records with their places.
  func placedTexts(of records: [RecordIndex]) -> [PlacedText] {
    let texts = column(of: records, workers: 1).texts
    return records.enumerated().map { i, record in
      PlacedText(texts.string(i), at: placeAndIndex(of: record).place)
    }
  }
}
