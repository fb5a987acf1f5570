// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutText

/// What the first pass keeps of the texts of all records: identities for the exact stage, band keys
/// for the near one.
struct ScannedTexts: ~Copyable {
  /// What tells the texts apart.
  private(set) var identities = TextIdentities()
  /// What tells those with fields apart if these do not count.
  private(set) var fieldless = FieldlessIdentities()
  /// The band keys; nil without a near stage.
  private(set) var keys: BandKeys?
  /// The band keys by which whole texts are compared with a reference, where examples are not.
  private(set) var leakKeys: BandKeys?
  /// How the texts compare in length with the shingle.
  private(set) var lengths = ShingleLengths()
  /// What is looked at in a batch.
  let look: Look

  /// Makes room for what the stages need; without a sketcher there is no near stage.
  ///
  /// - Parameter hasFields: whether the fields beside a text tell records apart.
  init(
    sketcher: TextSketcher?, leakSketcher: TextSketcher? = nil, hasFields: Bool = true,
    keys options: BandKeys.Options
  ) {
    look = Look(sketcher: sketcher, leakSketcher: leakSketcher, hasFields: hasFields)
    if let sketcher { keys = BandKeys(bandCount: sketcher.banding.bandCount, options: options) }
    if let leakSketcher {
      leakKeys = BandKeys(bandCount: leakSketcher.banding.bandCount, options: options)
    }
  }

  /// Makes of a batch what is kept of it, on any thread.
  struct Look: Sendable {
    fileprivate let sketcher: TextSketcher?
    fileprivate let leakSketcher: TextSketcher?
    fileprivate let hasFields: Bool

    /// Looks at `column`.
    func part(of column: ShapedTexts) -> Part {
      Part(
        identities: TextIdentities(
          of: hasFields ? column : ShapedTexts(texts: column.texts, shapes: column.shapes)),
        fieldless: hasFields ? FieldlessIdentities(of: column) : nil,
        bands: sketcher?.bands(of: column), leakBands: leakSketcher?.bands(of: column.texts))
    }
  }

  /// What is kept of one batch.
  struct Part: Sendable {
    let identities: TextIdentities
    /// Nil where nothing is known of fields.
    var fieldless: FieldlessIdentities?
    let bands: BandTable?
    var leakBands: BandTable?
  }

  /// Adds the records of the next batch.
  mutating func append(_ part: Part) throws(TextError) {
    identities.append(contentsOf: part.identities)
    if let more = part.fieldless {
      fieldless.append(contentsOf: more)
    } else {
      fieldless.append(unknown: part.identities.count)
    }
    guard let bands = part.bands else { return }
    lengths.add(bands.shingleCounts)
    try keys?.append(bands)
    if let leakBands = part.leakBands { try leakKeys?.append(leakBands) }
  }

  /// Makes room for `count` more records.
  mutating func reserveCapacity(_ count: Int) {
    identities.reserveCapacity(count)
    keys?.reserveCapacity(count)
    leakKeys?.reserveCapacity(count)
  }

  /// Gives the identities away.
  mutating func takeIdentities() -> TextIdentities {
    let taken = identities
    identities = TextIdentities()
    return taken
  }

  /// Gives the keys away.
  mutating func takeKeys() -> BandKeys? { keys.take() }

  /// Gives the keys of whole texts away.
  mutating func takeLeakKeys() -> BandKeys? { leakKeys.take() }
}
