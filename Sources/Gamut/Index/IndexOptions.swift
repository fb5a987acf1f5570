// SPDX-License-Identifier: Apache-2.0

public import GamutCore
public import GamutCorpus
public import GamutText

/// The options that an index was made with, and that every run on it must share.
public struct IndexOptions: Equatable, Sendable {
  let notes: IndexNotes
  /// The units that sketches leave out.
  let commonUnits: CommonUnits

  /// The options of `plan` that change what an index holds or what is decided with it.
  ///
  /// - Parameter holdsExamples: whether the index knows of examples, as those of format 3 do.
  init(_ plan: DeduplicationPlan, holdsExamples: Bool = true) {
    let options = plan.options
    let banding = plan.sketcher.banding
    var notes = IndexNotes()
    switch options.selection {
    case .view(let view): notes.add(Key.view, view.rawValue)
    case .paths: notes.add(Key.text, options.selection.name)
    }
    notes.add(Key.stages, options.stages.sorted().map(\.rawValue).joined(separator: ","))
    notes.add(Key.shingle, options.shingle.description)
    notes.add(Key.threshold, "\(options.threshold)")
    notes.add(Key.distinct, options.nearRule.numbers == .distinct ? "numbers" : "nothing")
    notes.add(Key.containment, options.nearRule.containment.map { "\($0)" } ?? "none")
    notes.add(Key.seed, "\(options.seed)")
    if holdsExamples {
      notes.add(Key.alike, (options.alike ?? .text).rawValue)
      notes.add(Key.fold, options.folding.rawValue)
    }
    notes.add(Key.bands, "\(banding.bandCount)")
    notes.add(Key.rowsPerBand, "\(banding.rowCount)")
    notes.add(Key.recordsPerBucket, "\(NearLimits().bucketLimit)")
    notes.add(Key.unicode, TextSketcher.unicodeVersion)
    // Those that most runs do not give.
    for (key, values) in [
      (Key.parts, options.reading.parts.map { "\($0.role)=\($0.path.text)" }),
      (Key.ignore, options.reading.ignored), (Key.compare, options.reading.compared),
    ] where !values.isEmpty {
      notes.add(key, values.joined(separator: ","))
    }
    self.notes = notes
    commonUnits = options.commonUnits
  }

  /// What is saved: the options, and the hashes of common units where there are any.
  var bytes: [UInt8] {
    var notes = notes
    if !commonUnits.isEmpty {
      notes.add(Key.commonUnits, Self.text(of: commonUnits.keys))
      notes.add(Key.commonPairs, Self.text(of: commonUnits.pairKeys))
    }
    return notes.bytes
  }

  /// Reads saved options, of any version of the format; nil where they are none.
  init?(_ bytes: [UInt8]) {
    guard var notes = IndexNotes(bytes) else { return nil }
    notes.rename(by: Key.earlier)
    // From the end, where they are; the pairs are missing in indexes made before they counted.
    let pairs = Self.hashes(in: notes.remove(Key.commonPairs))
    commonUnits = CommonUnits(keys: Self.hashes(in: notes.remove(Key.commonUnits)), pairs: pairs)
    self.notes = notes
  }

  private static func text(of hashes: [UInt64]) -> String {
    hashes.map { String($0, radix: 16) }.joined(separator: " ")
  }

  private static func hashes(in text: String?) -> [UInt64] {
    (text?.split(separator: " ") ?? []).compactMap { UInt64($0, radix: 16) }
  }

  /// The options by their saved names, and what follows from them.
  public var description: String { notes.entries.map(\.description).joined(separator: ", ") }

  /// The names and values, in their order.
  public var values: [(name: String, value: String)] { notes.entries.map { ($0.name, $0.value) } }
}

extension IndexOptions {
  /// The names under which options are saved: words of this format, whatever the options of a
  /// program are called.
  private enum Key {
    static let view = "view"
    static let text = "text"
    static let stages = "stages"
    static let shingle = "shingle"
    static let threshold = "threshold"
    static let distinct = "distinct"
    static let containment = "containment"
    static let seed = "seed"
    static let alike = "alike"
    static let fold = "fold"
    static let bands = "bands"
    static let rowsPerBand = "rows_per_band"
    static let recordsPerBucket = "records_per_bucket"
    static let unicode = "unicode"
    static let parts = "parts"
    static let ignore = "ignore"
    static let compare = "compare"
    static let commonUnits = "common_units"
    static let commonPairs = "common_pairs"

    /// The names of versions 1 to 3, where options had two hyphens before them, and today's.
    static let earlier: [String: String] = {
      let optionNames = [
        view, text, stages, shingle, threshold, distinct, containment, seed, alike, fold, parts,
        ignore, compare,
      ]
      var names = Dictionary(uniqueKeysWithValues: optionNames.map { ("--" + $0, $0) })
      names["rows of a band"] = rowsPerBand
      names["records of a bucket"] = recordsPerBucket
      names["Unicode"] = unicode
      names["common units"] = commonUnits
      return names
    }()
  }

  /// What is compared; nil where it cannot be read.
  public var selection: Selection? {
    if let text = notes[Key.text] {
      do { return .paths(try FieldPath.list(text)) } catch { return nil }
    }
    return notes[Key.view].flatMap(View.init(rawValue:)).map { .view($0) }
  }

  /// What a shingle is.
  public var shingle: ShingleWidth? { notes[Key.shingle].flatMap(ShingleWidth.init) }

  /// The similarity of near-duplicates.
  public var threshold: Double? {
    notes[Key.threshold].flatMap(Double.init).flatMap { (0...1).contains($0) ? $0 : nil }
  }

  /// What the numbers of near-duplicates have to say.
  public var numbers: NearRule.Numbers? {
    notes[Key.distinct].map { $0 == "numbers" ? .distinct : .ignored }
  }

  /// The containment of near-duplicates.
  public var containment: Double? {
    notes[Key.containment].flatMap(Double.init).flatMap { (0...1).contains($0) ? $0 : nil }
  }

  /// What near-duplicates have in common; nil in an index that was made before examples were
  /// compared.
  public var alike: Alike? { notes[Key.alike].flatMap(Alike.init) }

  /// What makes the words of shingles.
  public var folding: Folding? { notes[Key.fold].flatMap(Folding.init) }

  /// The seed of the sketches.
  public var seed: UInt64? { notes[Key.seed].flatMap(UInt64.init) }

  /// What differs first from the options that a run asks for, in words; nil where nothing does.
  func difference(from asked: IndexOptions) -> String? {
    let (own, other) = (notes.entries, asked.notes.entries)
    for (mine, theirs) in zip(own, other) where mine != theirs {
      let wanted = mine.name == theirs.name ? theirs.value : theirs.description
      return "made with \(mine.description); this run asks for \(wanted)"
    }
    if own.count > other.count {
      return "made with \(own[other.count].description), which this version does not know"
    }
    return own.count < other.count
      ? "made without \(other[own.count].description), which this run asks for" : nil
  }
}
