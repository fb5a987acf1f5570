// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutLinear
import Testing

@testable import GamutEmbedding

struct LSAModelTests {
  @Test(arguments: [1, 2, 3] as [UInt64])
  func `with as many dimensions as rank the cosines are those of the weights`(seed: UInt64) throws {
    let texts = randomTexts(30, seed: seed)
    let naive = NaiveLSA(texts)
    let model = try lsaModel(texts)
    let rows = model.encode(TextBatch(texts), workers: 2)
    #expect(rows.columnCount <= 30)
    for i in 0..<30 {
      for j in 0..<30 {
        // Directions below 3·10⁻⁵ of the largest are cut, and the products are of `Float`.
        let cosine = rows.exactRowProduct(i, with: rows, row: j)
        #expect(abs(cosine - naive.cosine(i, j)) < 1e-3, "\(i), \(j)")
      }
    }
  }

  @Test(arguments: [4, 5] as [UInt64])
  func `truncated, it is the subspace of the dense decomposition`(seed: UInt64) throws {
    let texts = randomTexts(120, seed: seed)
    var options = LSAModel.Options()
    options.dimensionCount = 6
    options.powerIterations = 8  // until only rounding is left between the two
    let model = try lsaModel(texts, options: options)
    let weights = NaiveLSA(texts).matrix
    let dense = try SingularValueDecomposition(of: weights)
    for (found, expected) in zip(model.singularValues, dense.values) {
      #expect(abs(found - expected) < 1e-3 * expected)
    }
    var projected = weights.rowProducts(with: dense.vTransposed.selectingRows(0..<6))
    _ = projected.normalizeRows()
    let rows = model.encode(TextBatch(texts), workers: 1)
    for i in 0..<120 {
      for j in 0..<120 {
        let found = rows.exactRowProduct(i, with: rows, row: j)
        #expect(abs(found - projected.exactRowProduct(i, with: projected, row: j)) < 0.01)
      }
    }
  }

  @Test func `one power iteration comes close to the best subspace`() throws {
    let texts = randomTexts(400, seed: 6)
    var options = LSAModel.Options()
    options.dimensionCount = 10
    let model = try lsaModel(texts, options: options)
    let dense = try SingularValueDecomposition(of: NaiveLSA(texts).matrix)
    let found = model.singularValues.reduce(0) { $0 + $1 * $1 }
    let best = dense.values.prefix(10).reduce(0) { $0 + $1 * $1 }
    // No subspace holds more than the best; Halko's bound for 16 more directions and one iteration
    // lies within a few percent.
    #expect(found <= best * 1.0001 && found > best * 0.97)
  }

  @Test func `vectors and model are the same for any number of workers and batch size`() throws {
    let texts = randomTexts(3_000, seed: 7)
    var options = LSAModel.Options()
    options.dimensionCount = 12
    let one = try lsaModel(texts, options: options, workers: 1)
    let rows = one.encode(TextBatch(texts), workers: 1)
    for (workers, batchSize) in [(2, 1000), (4, 37), (4, 3_000)] {
      let other = try lsaModel(texts, options: options, workers: workers, batchSize: batchSize)
      #expect(other.singularValues == one.singularValues)
      #expect(other.encode(TextBatch(texts), workers: workers) == rows)
    }
  }

  @Test func `a text's vector does not depend on the texts around it`() throws {
    let texts = randomTexts(100, seed: 8)
    let model = try lsaModel(texts)
    let together = model.encode(TextBatch(texts), workers: 2)
    for i in [0, 17, 99] {
      let alone = model.encode(TextBatch([texts[i]]), workers: 1)
      #expect(alone.elements == Array(together.elements[together.elementRange(ofRows: i..<i + 1)]))
    }
  }

  @Test func `batches appended one by one are the rows of all texts`() throws {
    let texts = randomTexts(100, seed: 13)
    let model = try lsaModel(texts)
    var elements: [Float] = []
    for start in stride(from: 0, to: 100, by: 33) {
      let batch = TextBatch(texts[start..<min(100, start + 33)])
      model.appendVectors(of: batch, to: &elements, workers: 2)
    }
    #expect(elements == model.encode(TextBatch(texts), workers: 1).elements)
  }

  @Test func `rows have norm 1, and texts without words are zero rows`() throws {
    let texts = ["alpha beta", "", "gamma", " .,;! ", "alpha gamma"]
    let rows = try lsaModel(texts).encode(TextBatch(texts), workers: 2)
    for (i, expected) in [1.0, 0, 1, 0, 1].enumerated() {
      #expect(abs(rows.exactRowProduct(i, with: rows, row: i) - expected) < 1e-6)
    }
  }

  @Test func `an unknown word gets the vector of its n-grams`() throws {
    let texts = ["payment failed", "payments fail", "red flower", "flowers are red"]
    let model = try lsaModel(texts)
    let rows = model.encode(
      TextBatch(["payment", "flower", "paymentss", "zzqqzz"]), workers: 1)
    let toPayment = rows.exactRowProduct(2, with: rows, row: 0)
    let toFlower = rows.exactRowProduct(2, with: rows, row: 1)
    #expect(toPayment > 0.8 && toFlower < 0.2)
    #expect(rows.exactRowProduct(3, with: rows, row: 3) == 0)
  }

  @Test(arguments: [[], [""], ["", " ", "…"]])
  func `no words at all give no dimensions and no crash`(texts: [String]) throws {
    let model = try lsaModel(texts)
    #expect(model.dimensionCount == 0 && model.fittedTextCount == texts.count)
    let rows = model.encode(TextBatch(["some text", ""]), workers: 2)
    #expect(rows.rowCount == 2 && rows.columnCount == 0)
  }

  @Test(arguments: [["one document alone"], [String](repeating: "the same text", count: 50)])
  func `one text, or equal texts, span one dimension`(texts: [String]) throws {
    let model = try lsaModel(texts)
    #expect(model.dimensionCount == 1)
    let rows = model.encode(TextBatch(texts), workers: 1)
    #expect(rows.elements.allSatisfy { abs($0) == 1 })
  }

  @Test func `more texts than the limit are sampled, the same ones in any batches`() throws {
    let texts = randomTexts(1_000, seed: 9)
    var options = LSAModel.Options()
    options.dimensionCount = 8
    options.fittedTextLimit = 100
    let one = try lsaModel(texts, options: options, workers: 1, batchSize: 1_000)
    let other = try lsaModel(texts, options: options, workers: 4, batchSize: 13)
    #expect(one.fittedTextCount == 100 && one.givenTextCount == 1_000)
    #expect(one.singularValues == other.singularValues)
    #expect(
      one.encode(TextBatch(texts), workers: 2) == other.encode(TextBatch(texts), workers: 2))
  }

  @Test func `of more terms than the limit the most frequent are kept`() throws {
    let texts = randomTexts(200, seed: 10)
    var options = LSAModel.Options()
    options.termLimit = 7
    let model = try lsaModel(texts, options: options)
    #expect(model.wordCount == 7 && model.gramCount == 7 && model.dimensionCount <= 14)
  }

  @Test func `the batch of a corpus and then of a reference fit as one`() throws {
    let corpus = randomTexts(50, seed: 11)
    let reference = randomTexts(50, seed: 12)
    var builder = LSAModel.Builder(options: LSAModel.Options(), workers: 2)
    builder.add(TextBatch(corpus))
    builder.add(TextBatch(reference))
    let model = try builder.build()
    #expect(model.singularValues == (try lsaModel(corpus + reference)).singularValues)
  }

  @Test func `invalid UTF-8 and very long words do not stop it`() throws {
    var batch = TextBatch(["normal words here", String(repeating: "x", count: 100_000)])
    batch.append([0xFF, 0x20, 0x80, 0x80, 0x20, 0xED, 0xA0, 0x80].span)
    var builder = LSAModel.Builder(options: LSAModel.Options(), workers: 2)
    builder.add(batch)
    let rows = try builder.build().encode(batch, workers: 2)
    #expect(rows.rowCount == 3 && rows.elements.allSatisfy(\.isFinite))
  }

  @Test func `a vector does not change with case or punctuation`() throws {
    let texts = ["Where is my card?", "where is my card", "another text entirely"]
    let rows = try lsaModel(texts).encode(TextBatch(texts), workers: 1)
    #expect(rows.selectingRows([0]) == rows.selectingRows([1]))
  }

  @Test func `options without meaning are refused`() async {
    await #expect(processExitsWith: .failure) {
      var options = LSAModel.Options()
      options.dimensionCount = 0
      _ = LSAModel.Builder(options: options, workers: 1)
    }
    await #expect(processExitsWith: .failure) {
      var options = LSAModel.Options()
      options.shortestGram = 5
      _ = LSAModel.Builder(options: options, workers: 1)
    }
  }
}
