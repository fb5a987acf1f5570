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

    /// Makes options; the defaults are `word:5`, .8 and seed 0.
    public init(width: ShingleWidth = .words(5), threshold: Double = 0.8, seed: UInt64 = 0) {
      self.width = width
      self.threshold = threshold
      self.seed = seed
    }
  }

  /// What fixes the keys.
  public let options: Options
  /// The bands chosen from the threshold and the shingles.
  public let banding: Banding
  private let minHasher: MinHasher
  private let shingleHasher: ShingleHasher
  private let folder = WordFolder()

  /// Chooses the bands; the threshold must be of 0…1.
  public init(options: Options) {
    self.options = options
    banding = Banding.choose(threshold: options.threshold, width: options.width)
    minHasher = MinHasher(
      options: MinHasher.Options(slotCount: banding.slotCount, seed: options.seed))
    shingleHasher = ShingleHasher(width: options.width)
  }

  /// The Unicode version that texts are folded by, such as 15.0.
  public static var unicodeVersion: String { WordFolder.unicodeVersion }

  /// The band keys and shingle counts of `texts`, in their order.
  ///
  /// - Complexity: O(bytes + shingles × slots).
  public func bands(of texts: TextBatch) -> BandTable {
    var table = BandTable(bandCount: banding.bandCount)
    table.reserveCapacity(texts.count)
    var folded = FoldedText()
    var shingles = ShingleBuffer()
    var sketch = [UInt32](repeating: 0, count: banding.slotCount)
    for i in 0..<texts.count {
      texts.withText(i) { folder.fold($0, into: &folded) }
      shingleHasher.hash(folded, into: &shingles)
      shingles.withHashes { hashes in
        var slots = sketch.mutableSpan
        minHasher.sketch(hashes, into: &slots)
      }
      appendKeys(of: sketch, to: &table.keys)
      table.shingleCounts.append(UInt32(clamping: shingles.distinctCount()))
    }
    return table
  }

  /// Hashes the rows of each band to 32 bits. Texts that differ in a band meet in its key with
  /// probability 2⁻³², which costs a verification.
  private func appendKeys(of sketch: [UInt32], to keys: inout [UInt32]) {
    var slot = 0
    for _ in 0..<banding.bandCount {
      var hash: UInt64 = 0
      for _ in 0..<banding.rowCount {
        hash = (hash ^ UInt64(sketch[slot])) &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash &>> 32
        slot += 1
      }
      keys.append(UInt32(truncatingIfNeeded: StableHash.mix(hash) &>> 32))
    }
  }
}
