// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// The matrix of weights A = [w·T·D | T·G], in its factors.
///
/// T (texts × words) holds term frequencies, its rows scaled so that those of A have norm 1; D is
/// the diagonal of the words' inverse document frequencies, w the weight of words, and G (words ×
/// n-grams) counts the n-grams of each word, times their inverse document frequencies. With them,
/// AAᵀ = T·(w²D² + GGᵀ)·Tᵀ.
struct LSAWeights: Sendable {
  /// T.
  let texts: SparseRows
  /// The diagonal of w·D.
  let words: [Float]
  /// G.
  let grams: SparseRows
  /// The diagonal of the n-grams' inverse document frequencies.
  let gramFrequencies: [Float]
  /// The words that have a column, by number of column.
  let wordIndex: HashIndex
  /// The n-grams that have a column, by number of column.
  let gramIndex: HashIndex
}

extension LSAWeights {
  /// Texts one task expands to n-grams; constant, and large because each holds a counter per n-gram.
  private static let chunkTextCount = 4096
  /// Counters that the parts of all tasks have at most: 128 MiB.
  private static let counterLimit = 1 << 25

  /// Weighs the counts of `counts`, the words of which are numbered by `table`.
  init(counts: TextCounts, table: WordTable, options: LSAModel.Options, workers: Int) {
    let textCount = counts.count
    var frequency = [UInt32](repeating: 0, count: table.count)
    for word in counts.words { frequency[Int(word)] += 1 }
    let chosen = LSAWeights.mostFrequent(frequency, limit: options.termLimit)
    var column = [UInt32?](repeating: nil, count: table.count)
    var wordIndex = HashIndex()
    for (number, word) in chosen.enumerated() {
      column[word] = UInt32(number)
      _ = wordIndex.insert(table.index.hashes[word])
    }
    let wordWeight = Float(options.wordWeight)
    let words = chosen.map {
      wordWeight
        * InverseDocumentFrequency.weight(documentCount: frequency[$0], textCount: textCount)
    }
    let frequencies = TermFrequency()
    var texts = SparseRows(columnCount: chosen.count)
    texts.reserveCapacity(counts.words.count)
    for text in 0..<textCount {
      for i in counts.range(of: text) {
        guard let column = column[Int(counts.words[i])] else { continue }
        texts.append(column: Int(column), value: frequencies[counts.counts[i]])
      }
      texts.endRow()
    }

    let all = LSAWeights.gramCounts(of: chosen, table: table, lengths: options.gramLengths)
    let gramDocuments = LSAWeights.documentFrequencies(
      of: all.rows, texts: texts, workers: workers)
    let chosenGrams = LSAWeights.mostFrequent(gramDocuments, limit: options.termLimit)
    var gramIndex = HashIndex()
    var gramColumn = [UInt32?](repeating: nil, count: all.index.count)
    for (number, gram) in chosenGrams.enumerated() {
      gramColumn[gram] = UInt32(number)
      _ = gramIndex.insert(all.index.hashes[gram])
    }
    let gramFrequencies = chosenGrams.map {
      InverseDocumentFrequency.weight(documentCount: gramDocuments[$0], textCount: textCount)
    }
    var grams = all.rows.renumberingColumns(gramColumn, columnCount: chosenGrams.count)
    grams.scaleColumns(by: gramFrequencies)

    let norms = LSAWeights.rowNorms(texts: texts, words: words, grams: grams, workers: workers)
    texts.scaleRows(by: norms.map { $0 > 0 ? Float(1 / $0) : 0 })
    self.init(
      texts: texts, words: words, grams: grams, gramFrequencies: gramFrequencies,
      wordIndex: wordIndex, gramIndex: gramIndex)
  }

  /// The terms of at least one text, those of the most texts first (ties: the lower number), at most
  /// `limit`. The order also keeps the rows that a product reads most often together in the cache.
  private static func mostFrequent(_ frequency: [UInt32], limit: Int) -> [Int] {
    let present = frequency.indices.filter { frequency[$0] > 0 }
    return Array(
      present.sorted { (frequency[$1], $0) < (frequency[$0], $1) }.prefix(limit))
  }

  /// N-grams that are told apart at most. The words that come first, those of most texts, bring a
  /// tenth of them in most languages; hashes of 64 letters for words would bring 17 million.
  private static let gramLimit = 1 << 22

  /// How often each n-gram stands in each word of `chosen`, and the n-grams; beyond the limit, words
  /// bring no new ones.
  private static func gramCounts(
    of chosen: [Int], table: WordTable, lengths: ClosedRange<Int>
  ) -> (rows: SparseRows, index: HashIndex) {
    let characterGrams = CharacterGrams(lengths: lengths)
    var index = HashIndex()
    var columns: [UInt32] = []
    var values: [Float] = []
    var ends: [Int] = []
    for word in chosen {
      let start = columns.count
      for hash in table.withWord(word, { characterGrams.hashes(of: $0) }) {
        guard let number = index.count < gramLimit ? index.insert(hash) : index.find(hash)
        else { continue }
        let gram = UInt32(number)
        // A word has a few n-grams; a search beats a table.
        if let place = columns[start...].firstIndex(of: gram) {
          values[place] += 1
        } else {
          columns.append(gram)
          values.append(1)
        }
      }
      ends.append(columns.count)
    }
    return (
      SparseRows(columnCount: index.count, ends: ends, columns: columns, values: values), index
    )
  }

  /// In how many texts each n-gram stands.
  private static func documentFrequencies(
    of grams: SparseRows, texts: SparseRows, workers: Int
  ) -> [UInt32] {
    // The sums are of whole numbers: their chunks may depend on what there is.
    let partCount = max(1, counterLimit / max(1, grams.columnCount))
    let chunkSize = max(chunkTextCount, (texts.rowCount + partCount - 1) / partCount)
    let parts = Parallel.mapChunks(of: texts.rowCount, chunkSize: chunkSize, workers: workers) {
      rows -> [UInt32] in
      var count = [UInt32](repeating: 0, count: grams.columnCount)
      var lastText = [Int32](repeating: -1, count: grams.columnCount)
      for text in rows {
        for i in texts.range(ofRow: text) {
          for k in grams.range(ofRow: Int(texts.columns[i])) {
            let gram = Int(grams.columns[k])
            guard lastText[gram] != Int32(text) else { continue }
            lastText[gram] = Int32(text)
            count[gram] += 1
          }
        }
      }
      return count
    }
    var total = [UInt32](repeating: 0, count: grams.columnCount)
    for part in parts {
      for gram in total.indices { total[gram] += part[gram] }
    }
    return total
  }

  /// The norms of the rows of A, before they are scaled.
  private static func rowNorms(
    texts: SparseRows, words: [Float], grams: SparseRows, workers: Int
  ) -> [Double] {
    let parts = Parallel.mapChunks(
      of: texts.rowCount, chunkSize: chunkTextCount, workers: workers
    ) { rows -> [Double] in
      var sums = [Float](repeating: 0, count: grams.columnCount)
      var norms: [Double] = []
      for text in rows {
        var square = 0.0
        for i in texts.range(ofRow: text) {
          let word = Int(texts.columns[i])
          let weight = texts.values[i] * words[word]
          square += Double(weight) * Double(weight)
          for k in grams.range(ofRow: word) {
            sums[Int(grams.columns[k])] += texts.values[i] * grams.values[k]
          }
        }
        // The second walk takes each sum once and clears it for the next text.
        for i in texts.range(ofRow: text) {
          for k in grams.range(ofRow: Int(texts.columns[i])) {
            let sum = Double(sums[Int(grams.columns[k])])
            sums[Int(grams.columns[k])] = 0
            square += sum * sum
          }
        }
        norms.append(square.squareRoot())
      }
      return norms
    }
    return Array(parts.joined())
  }
}
