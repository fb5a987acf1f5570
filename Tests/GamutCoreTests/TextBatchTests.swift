// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Testing

@Suite struct TextBatchTests {
  @Test func `texts come back as they went in, empty ones too`() {
    let texts = ["one", "", "zwei 🌍", ""]
    let batch = TextBatch(texts)
    #expect(batch.count == 4)
    #expect((0..<4).map { batch.string($0) } == texts)
    #expect(batch.byteCount(of: 2) == 9)
    #expect(batch.withText(0) { $0.count } == 3)
  }

  @Test func `a text is built of parts, or discarded`() {
    var batch = TextBatch(["first"])
    batch.appendToText(Array("a".utf8).span)
    batch.appendToText(0x0A)
    batch.appendToText(Array("b".utf8).span)
    batch.endText()
    batch.appendToText(Array("never".utf8).span)
    batch.discardText()
    #expect(batch == TextBatch(["first", "a\nb"]))
  }

  @Test func `batches append`() {
    var batch = TextBatch(["a", "bc"])
    batch.append(contentsOf: TextBatch(["", "d"]))
    #expect(batch == TextBatch(["a", "bc", "", "d"]))
    batch.removeAll()
    #expect(batch == TextBatch())
  }
}
