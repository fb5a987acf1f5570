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
    case .view(let view): notes.add("--view", view.rawValue)
    case .paths: notes.add("--text", options.selection.name)
    }
    notes.add("--stages", options.stages.sorted().map(\.rawValue).joined(separator: ","))
    notes.add("--shingle", options.shingle.description)
    notes.add("--threshold", "\(options.threshold)")
    notes.add("--distinct", options.nearRule.numbers == .distinct ? "numbers" : "nothing")
    notes.add("--containment", options.nearRule.containment.map { "\($0)" } ?? "none")
    notes.add("--seed", "\(options.seed)")
    if holdsExamples {
      notes.add("--alike", (options.alike ?? .text).rawValue)
      notes.add("--fold", options.folding.rawValue)
    }
    notes.add("bands", "\(banding.bandCount)")
    notes.add("rows of a band", "\(banding.rowCount)")
    notes.add("records of a bucket", "\(NearLimits().bucketLimit)")
    notes.add("Unicode", TextSketcher.unicodeVersion)
    // Those that most runs do not give.
    for (name, values) in [
      ("--parts", options.reading.parts.map { "\($0.role)=\($0.path.text)" }),
      ("--ignore", options.reading.ignored), ("--compare", options.reading.compared),
    ] where !values.isEmpty {
      notes.add(name, values.joined(separator: ","))
    }
    self.notes = notes
    commonUnits = options.commonUnits
  }

  /// What is saved: the options, and the hashes of common units where there are any.
  var bytes: [UInt8] {
    var notes = notes
    if !commonUnits.isEmpty {
      notes.add(
        Self.unitsName, commonUnits.keys.map { String($0, radix: 16) }.joined(separator: " "))
    }
    return notes.bytes
  }

  private static let unitsName = "common units"

  /// Reads saved options; nil where they are none.
  init?(_ bytes: [UInt8]) {
    guard var notes = IndexNotes(bytes) else { return nil }
    let units = notes.remove(Self.unitsName)?.split(separator: " ") ?? []
    commonUnits = CommonUnits(keys: units.compactMap { UInt64($0, radix: 16) })
    self.notes = notes
  }

  /// The options as the command line has them, and what follows from them.
  public var description: String { notes.entries.map(\.description).joined(separator: ", ") }

  /// The names and values, in their order.
  public var values: [(name: String, value: String)] { notes.entries.map { ($0.name, $0.value) } }
}

extension IndexOptions {
  /// What is compared; nil where it cannot be read.
  public var selection: Selection? {
    if let text = notes["--text"] {
      do { return .paths(try FieldPath.list(text)) } catch { return nil }
    }
    return notes["--view"].flatMap(View.init(rawValue:)).map { .view($0) }
  }

  /// What a shingle is.
  public var shingle: ShingleWidth? { notes["--shingle"].flatMap(ShingleWidth.init) }

  /// The similarity of near-duplicates.
  public var threshold: Double? {
    notes["--threshold"].flatMap(Double.init).flatMap { (0...1).contains($0) ? $0 : nil }
  }

  /// What the numbers of near-duplicates have to say.
  public var numbers: NearRule.Numbers? {
    notes["--distinct"].map { $0 == "numbers" ? .distinct : .ignored }
  }

  /// The containment of near-duplicates.
  public var containment: Double? {
    notes["--containment"].flatMap(Double.init).flatMap { (0...1).contains($0) ? $0 : nil }
  }

  /// What near-duplicates have in common; nil in an index that was made before examples were
  /// compared.
  public var alike: Alike? { notes["--alike"].flatMap(Alike.init) }

  /// What makes the words of shingles.
  public var folding: Folding? { notes["--fold"].flatMap(Folding.init) }

  /// The seed of the sketches.
  public var seed: UInt64? { notes["--seed"].flatMap(UInt64.init) }

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
