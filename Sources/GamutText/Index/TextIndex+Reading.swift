// SPDX-License-Identifier: Apache-2.0

public import GamutCore
import GamutFiles

extension TextIndex {
  /// Hands over what the exact and the near stage hold of all records, some thousands at a time.
  public func forEachBatch<Failure: Error>(
    _ body: (TextIdentities, BandTable) throws(Failure) -> Void
  ) throws(Failure) {
    for segment in layout.segments {
      let count = segment.recordCount
      var identities = TextIdentities()
      identities.hashes = file.withBytes(segment.range(of: .identities)) { bytes in
        (0..<count).map {
          Hash128(high: bytes.little(at: 16 * $0), low: bytes.little(at: 16 * $0 + 8))
        }
      }
      identities.byteCounts = textByteCounts(of: segment)
      var bands = BandTable(bandCount: bandCount)
      file.withBytes(segment.range(of: .bands)) { bytes in
        bands.shingleCounts = (0..<count).map { bytes.little(at: 4 * $0) }
        let keyCount = count * bandCount
        let lowStart = 4 * (count + keyCount)
        bands.keys = (0..<keyCount).map { i in
          let high = UInt64(bytes.little(at: 4 * (count + i), as: UInt32.self)) << 16
          let low = holdsExamples ? bytes.little(at: lowStart + 2 * i, as: UInt16.self) : 0
          return high | UInt64(low)
        }
      }
      file.didRead(segment.range(of: .bands))
      try body(identities, bands)
    }
  }

  /// The bytes of each text.
  public var textByteCounts: [UInt32] { layout.segments.flatMap { textByteCounts(of: $0) } }

  private func textByteCounts(of segment: IndexLayout.Segment) -> [UInt32] {
    file.withBytes(segment.range(of: .lengths)) { bytes in
      (0..<segment.recordCount).map { bytes.little(at: 4 * $0) }
    }
  }

  /// The texts of `records` with their shapes and fields, in the order given.
  ///
  /// A block that holds several of them, one after the other, is unpacked once. A block that does not
  /// unpack, which the checksums leave to a forged file, reads as zeros: equal to no text. Forged shapes
  /// and fields read as none.
  public func texts(of records: [RecordIndex], workers: Int) -> ShapedTexts {
    let parts = Parallel.mapChunks(of: records.count, chunkSize: 256, workers: workers) { range in
      var part = ShapedTexts()
      var reader = BlockReader(index: self)
      for i in range { reader.append(records[i], to: &part) }
      return part
    }
    var texts = ShapedTexts()
    for part in parts { texts.append(part) }
    return texts
  }
}

/// Reads texts out of packed blocks, and keeps the block it read last.
private struct BlockReader {
  let index: TextIndex
  private let unpacker = ZstdUnpacker()
  private var segment = -1
  private var records = 0..<0
  private var bytes: [UInt8] = []
  /// Where each text of the block ends, then each shape, then the fields of each record.
  private var ends: [Int] = []

  init(index: TextIndex) { self.index = index }

  mutating func append(_ record: RecordIndex, to texts: inout ShapedTexts) {
    let number = index.segment(of: record)
    let place = Int(record) - index.layout.segments[number].firstRecord
    if number != segment || !records.contains(place) { read(number, place) }
    let i = place - records.lowerBound
    let text = range(i)
    texts.texts.append(bytes.span.extracting(text))
    let shape = bytes.span.extracting(range(records.count + i))
    if !index.holdsExamples || ForgedTexts.isShape(shape, ofText: text.count) {
      texts.shapes.append(shape)
    } else {
      texts.shapes.endText()
    }
    let fields = index.holdsExamples ? range(2 * records.count + i) : 0..<0
    if ForgedTexts.areFields(bytes.span.extracting(fields)) {
      texts.fields.append(bytes.span.extracting(fields))
    } else {
      texts.fields.endText()
    }
  }

  private func range(_ i: Int) -> Range<Int> { (i == 0 ? 0 : ends[i - 1])..<ends[i] }

  private mutating func read(_ number: Int, _ place: Int) {
    let directory = index.directories[number]
    let layout = index.layout.segments[number]
    let block = directory.block(of: place)
    segment = number
    records = directory.records(ofBlock: block)
    ends.removeAll(keepingCapacity: true)
    var end = 0
    index.file.withBytes(layout.range(of: .lengths)) { lengths in
      for column in 0..<(index.holdsExamples ? 3 : 2) {
        let first = column * layout.recordCount
        for record in records {
          end += Int(lengths.little(at: 4 * (first + record), as: UInt32.self))
          ends.append(end)
        }
      }
    }
    let start = layout.range(of: .texts).lowerBound
    let range = directory.bytes(ofBlock: block)
    bytes = index.file.withBytes(start + range.lowerBound..<start + range.upperBound) {
      unpacker.unpacked($0, byteCount: end)
    }
  }
}
