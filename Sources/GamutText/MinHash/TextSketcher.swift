// SPDX-License-Identifier: Apache-2.0

public import GamutCore
internal import GamutUnicode

/// Turns texts into band keys: fold, shingle, sketch, band.
///
/// A pure function of its options and each text, so that batches can be sketched on any number of
/// threads and the tables appended in order.
public struct TextSketcher: Sendable {
  /// What fixes the keys; tables compare only when these are equal.
  public struct Options: Hashable, Codable, Sendable {
    /// What a shingle is.
    public var width: ShingleWidth
    /// The Jaccard similarity from which texts count as alike, 0…1, inclusive.
    public var threshold: Double
    /// What the hash family is drawn from.
    public var seed: UInt64
    /// What records must have in common.
    public var alike: Alike
    /// What makes the words of shingles.
    public var folding: Folding

    /// Makes options; the defaults are `word:5`, .8, seed 0, whole texts and folded words.
    public init(
      width: ShingleWidth = .words(5), threshold: Double = 0.8, seed: UInt64 = 0,
      alike: Alike = .text, folding: Folding = .words
    ) {
      self.width = width
      self.threshold = threshold
      self.seed = seed
      self.alike = alike
      self.folding = folding
    }
  }

  /// What fixes the keys.
  public let options: Options
  /// What the sketches of examples leave out, where it is anything.
  public let common: CommonUnits
  /// The bands chosen from the threshold and the shingles.
  public let banding: Banding
  /// Whether keys are those of indexes of format 1 and 2, which have 32 bits.
  public var hasShortKeys = false
  private let minHasher: MinHasher
  let shingleHasher: ShingleHasher
  let pairHasher = ShingleHasher(width: .words(2))
  private let folder: WordFolder

  /// Chooses the bands; the threshold must be of 0…1.
  ///
  /// - Parameter common: units that many records share; where there are any, examples are found by
  ///   what is particular to them.
  public init(options: Options, common: CommonUnits = CommonUnits()) {
    precondition(common.isEmpty || options.alike == .example, "units set aside of whole texts")
    self.options = options
    self.common = common
    banding =
      common.isEmpty
      ? Banding.choose(threshold: options.threshold, width: options.width)
      : Banding.choose(
        threshold: ParticularWords.threshold(for: options.threshold), width: .words(2))
    minHasher = MinHasher(
      options: MinHasher.Options(slotCount: banding.slotCount, seed: options.seed))
    shingleHasher = ShingleHasher(width: options.width)
    folder = WordFolder(options.folding)
  }

  /// The Unicode version that texts are folded by, such as 15.0.
  public static var unicodeVersion: String { WordFolder.unicodeVersion }

  /// The band keys and shingle counts of `texts`, in their order, each compared as a whole.
  ///
  /// - Complexity: O(bytes + shingles × slots).
  public func bands(of texts: TextBatch) -> BandTable {
    precondition(options.alike == .text, "examples without their parts")
    var table = BandTable(bandCount: banding.bandCount)
    table.reserveCapacity(texts.count)
    var folded = FoldedText()
    var shingles = ShingleBuffer()
    var sketch = [UInt32](repeating: 0, count: banding.slotCount)
    for i in 0..<texts.count {
      texts.withText(i) { folder.fold($0, into: &folded) }
      shingleHasher.hash(folded, into: &shingles)
      append(shingles, &sketch, to: &table)
      table.shingleCounts.append(UInt32(clamping: shingles.distinctCount()))
    }
    if hasShortKeys { table.shortenKeys() }
    return table
  }

  /// The band keys and counts of records, in their order, by `Options.alike`.
  ///
  /// Of an example the count is that of the shingles of its three texts; where units are set aside,
  /// of its words, which bound nothing but memory.
  ///
  /// - Complexity: as for texts alone.
  public func bands(of column: ShapedTexts) -> BandTable {
    if options.alike == .text { return bands(of: column.texts) }
    var table = BandTable(bandCount: banding.bandCount)
    table.reserveCapacity(column.count)
    var words = ExampleWords(options.folding)
    var shingles = ShingleBuffer()
    var texts = ExampleShingles(options)
    let particular = ParticularWords(common)
    var sketch = [UInt32](repeating: 0, count: banding.slotCount)
    for i in 0..<column.count {
      column.texts.withText(i) { text in
        column.shapes.withText(i) {
          words.read(text, shape: $0, by: common.isEmpty ? .parts : .promptUnits)
        }
      }
      if common.isEmpty || words.isDocument {
        texts.write(words, isTagged: !common.isEmpty, to: &shingles)
      } else {
        particular.write(words, to: &shingles)
      }
      append(shingles, &sketch, to: &table)
      table.shingleCounts.append(
        UInt32(clamping: common.isEmpty ? shingles.distinctCount() : words.wordCount))
    }
    return table
  }

  private func append(
    _ shingles: borrowing ShingleBuffer, _ sketch: inout [UInt32], to table: inout BandTable
  ) {
    shingles.withHashes { hashes in
      var slots = sketch.mutableSpan
      minHasher.sketch(hashes, into: &slots)
    }
    appendKeys(of: sketch, to: &table.keys)
  }

  /// Hashes the rows of each band to `BandTable.keyBitCount` bits.
  private func appendKeys(of sketch: [UInt32], to keys: inout [UInt64]) {
    var slot = 0
    for _ in 0..<banding.bandCount {
      var hash: UInt64 = 0
      for _ in 0..<banding.rowCount {
        hash = (hash ^ UInt64(sketch[slot])) &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash &>> 32
        slot += 1
      }
      keys.append(StableHash.mix(hash) &>> UInt64(64 - BandTable.keyBitCount))
    }
  }
}
