// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutText

/// What the first pass keeps of the texts of all records: identities for the exact stage, band keys
/// for the near one.
struct ScannedTexts: ~Copyable {
  /// What tells the texts apart.
  private(set) var identities = TextIdentities()
  /// The band keys; nil without a near stage.
  private(set) var keys: BandKeys?
  /// How the texts compare in length with the shingle.
  private(set) var lengths = ShingleLengths()
  private let sketcher: TextSketcher?

  /// Makes room for what the stages need; without a sketcher there is no near stage.
  init(sketcher: TextSketcher?, keys options: BandKeys.Options) {
    self.sketcher = sketcher
    if let sketcher { keys = BandKeys(bandCount: sketcher.banding.bandCount, options: options) }
  }

  /// What is kept of one batch.
  struct Part: Sendable {
    let identities: TextIdentities
    let bands: BandTable?

    /// Takes what an index has kept of texts.
    init(identities: TextIdentities, bands: BandTable) {
      self.identities = identities
      self.bands = bands
    }

    /// Looks at `column`.
    init(of column: ShapedTexts, sketcher: TextSketcher?) {
      identities = TextIdentities(of: column)
      bands = sketcher?.bands(of: column)
    }
  }

  /// Adds the records of the next batch.
  mutating func append(_ part: Part) throws(TextError) {
    identities.append(contentsOf: part.identities)
    guard let bands = part.bands else { return }
    lengths.add(bands.shingleCounts)
    try keys?.append(bands)
  }

  /// Makes room for `count` more records.
  mutating func reserveCapacity(_ count: Int) {
    identities.reserveCapacity(count)
    keys?.reserveCapacity(count)
  }

  /// Gives the identities away.
  mutating func takeIdentities() -> TextIdentities {
    let taken = identities
    identities = TextIdentities()
    return taken
  }

  /// Gives the keys away.
  mutating func takeKeys() -> BandKeys? { keys.take() }
}
