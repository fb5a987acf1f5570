// SPDX-License-Identifier: Apache-2.0

import FuzzSupport
import Gamut
import GamutCore
import GamutCorpus

let folder = FuzzedFolder()
folder.write(
  """
  {"prompt": "Where is my parcel?", "response": "It left on Monday and arrives on Friday."}
  {"prompt": "May I return a lamp?", "response": "Yes, within thirty days, in its box."}
  {"prompt": "Do you sell stoves?", "response": "We do, of iron and of steel."}

  """.utf8, to: "new.jsonl")
let corpus = try Corpus(paths: [folder.path("new.jsonl")])
let context = RunContext(workers: 1)

/// The heads of frames: the numbers in them, which for sections are lengths and checksums in turn.
let numberCounts: [UInt64: Int] = [
  0x544E_454D_4745_5347: 12,  // GSEGMENT
  0x5345_544F_4E54_4D47: 2,  // GMTNOTES
  0x5449_4D4D_4F43_5447: 1,  // GTCOMMIT
]

/// Makes the checksums those of the bytes.
func sealed(_ bytes: [UInt8]) -> [UInt8] {
  var bytes = bytes
  func padded(_ count: Int) -> Int { (count + 7) / 8 * 8 }
  func checksum(_ range: Range<Int>, seed: UInt64 = 0) -> UInt64 {
    StableHash.hash64(bytes.span.extracting(range), seed: seed)
  }
  let noteCount = Int(bytes.little(at: 16, as: UInt32.self))
  guard noteCount <= bytes.count - 32 else { return bytes }
  bytes.put(checksum(32..<32 + noteCount, seed: checksum(0..<24)), at: 24)
  var place = padded(32 + noteCount)
  var chain: UInt64 = 0
  while let numberCount = numberCounts[bytes.little(at: place)] {
    let head = place..<place + 24 + 8 * numberCount
    guard head.upperBound <= bytes.count else { break }
    var end = head.upperBound
    if numberCount == 1 {
      bytes.put(chain, at: place + 16)
      chain = 0
    } else {
      chain = StableHash.mix(chain ^ bytes.little(at: place + 8))
      for number in stride(from: place + 16, to: head.upperBound - 8, by: 16) {
        let length = Int(bytes.little(at: number, as: UInt32.self))
        guard end <= bytes.count, length <= bytes.count - end else { return bytes }
        bytes.put(checksum(end..<end + length), at: number + 8)
        for i in 0..<2 { chain = StableHash.mix(chain ^ bytes.little(at: number + 8 * i)) }
        end = padded(end + length)
      }
    }
    let own = head.upperBound - 8
    bytes.put(checksum(place..<own, seed: UInt64(place)), at: own)
    place = end
  }
  return bytes
}

fuzzFile(sealed: sealed) { path in
  let index = try SavedIndex(path: path, in: context)
  precondition(!index.summary.isEmpty && index.bytesPerRecord.isFinite, "\(index.summary)")
  let all = (0..<min(index.count, 64)).map { RecordIndex($0) }
  let texts = index.column(of: all, workers: 1)
  precondition(texts.texts.count == all.count, "\(texts.texts.count) texts")
  for record in all { _ = index.placeAndIndex(of: record) }
  let result = try DeduplicationPlan().run(inputs: corpus, index: index, in: context)
  precondition(result.provenance(of: 0..<3).count == 3, "\(result.removals)")
}
