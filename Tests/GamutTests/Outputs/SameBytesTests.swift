// SPDX-License-Identifier: Apache-2.0

import GamutTestSupport
import Testing

@Suite struct SameBytesTests {
  @Test func `every output has the same bytes for any number of workers, run after run`() throws {
    let folder = try ScratchFolder()
    // More than one read-again batch of 256, and prompts with words to cluster by.
    let topics = ["parcel", "refund", "repair", "voucher", "account"]
    let texts = NearOracleTests.texts(count: 420, seed: 9).enumerated().map { i, text in
      "{\"prompt\": \"\(topics[i % 5]) \(text)\", \"completion\": \"answer \(i % 40)\"}\n"
    }
    let training = try folder.write(texts.prefix(300).joined(), to: "training")
    let reference = try folder.write(texts.suffix(120).joined(), to: "reference")
    let first = try allOutputs(training: training, reference: reference, workers: 1)
    #expect(first.count == 17)
    #expect(first["rejected"]?.isEmpty == true)
    for name in first.keys.sorted() where name != "rejected" {
      #expect(first[name]?.isEmpty == false, "\(name)")
    }
    for workers in [2, 4] {
      let again = try allOutputs(training: training, reference: reference, workers: workers)
      #expect(again.keys.sorted() == first.keys.sorted())
      for name in first.keys.sorted() {
        #expect(again[name] == first[name], "\(name) differs with \(workers) workers")
      }
    }
  }
}
