// SPDX-License-Identifier: Apache-2.0

public import GamutCore
import GamutCorpus
public import GamutReport

/// Records that can be compared with: read from files, or of a saved index.
public protocol KnownRecords: Sendable {
  /// How many there are, those that could not be read included.
  var count: Int { get }
  /// Those that could not be read, ascending.
  var rejected: [RecordIndex] { get }
  /// The bytes of each text.
  var textByteCounts: [UInt32] { get }
  /// The files they came from.
  var inputFiles: [InputFile] { get }

  /// The texts of some records with their shapes, in the order given.
  func column(of records: [RecordIndex], workers: Int) -> ShapedTexts

  /// Where record `record` stands, and its index among all records read by the run that read it.
  func placeAndIndex(of record: RecordIndex) -> (place: Place, index: RecordIndex)
}

extension RecordSource: KnownRecords {
  public var rejected: [RecordIndex] { columns.rejections.map(\.index) }

  public var textByteCounts: [UInt32] { columns.textByteCounts }

  public func placeAndIndex(of record: RecordIndex) -> (place: Place, index: RecordIndex) {
    (Place(place(of: record)), record)
  }
}
