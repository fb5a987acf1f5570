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
    let column = column(of: records, workers: 1)
    let hasRoles = (self as? RecordSource)?.textsHaveRoles ?? false
    return records.enumerated().map { i, record in
      PlacedText(
        column.texts.string(i), at: placeAndIndex(of: record).place,
        turns: hasRoles ? column.turns(of: i) : [])
    }
  }
}

extension RecordSource {
  /// Whether the parts of its first selection have roles; those of field paths have none.
  fileprivate var textsHaveRoles: Bool {
    if case .view = plan.selections.first { plan.schema != nil } else { false }
  }
}

extension ShapedTexts {
  /// The turns of a text of two parts or more; empty for any other.
  fileprivate func turns(of index: Int) -> [Turn] {
    let parts = parts(of: index)
    guard parts.count > 1 else { return [] }
    return texts.withText(index) { text in
      parts.map { part in
        var bytes: [UInt8] = []
        for i in part.range { bytes.append(text[i]) }
        return Turn(Turn.Speaker(shapeByte: part.roleByte), String(decoding: bytes, as: UTF8.self))
      }
    }
  }
}

extension Turn.Speaker {
  /// Who speaks in a part whose shape begins with `shapeByte`; the bytes are those of `PartRole`.
  fileprivate init(shapeByte: UInt8) {
    switch shapeByte {
    case UInt8(ascii: "s"): self = .system
    case UInt8(ascii: "i"): self = .given
    case UInt8(ascii: "t"): self = .tool
    case UInt8(ascii: "a"), UInt8(ascii: "A"): self = .assistant
    case UInt8(ascii: "h"), UInt8(ascii: "H"): self = .thought
    case UInt8(ascii: "c"), UInt8(ascii: "C"): self = .call
    default: self = .user
    }
  }
}
