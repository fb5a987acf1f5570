// SPDX-License-Identifier: Apache-2.0

import GamutCore
public import GamutCorpus
public import GamutText

/// Finds what repeats below whole records: paragraphs, lines or substrings; cuts it on request.
public struct SpanPlan: Sendable {
  /// What is looked for.
  public enum Grain: Hashable, Codable, Sendable {
    /// Units that are equal or alike, by the stages `exact` and `near`. They are compared instead of
    /// whole records.
    case unit(TextUnit.Kind)
    /// Equal substrings of at least so many bytes, in the records that all stages have kept.
    case repeats(atLeast: Int)
  }

  /// What fixes the spans.
  public struct Options: Hashable, Codable, Sendable {
    /// What is looked for.
    public var grain: Grain
    /// Whether the output is written without the spans; else they are reported alone.
    public var isCutting = false
    /// The text, the stages and the keep order. With units, the stages must not hold `semantic`.
    public var deduplication: DeduplicationPlan.Options

    /// Looks for `grain` and cuts nothing.
    public init(grain: Grain, deduplication: DeduplicationPlan.Options) {
      self.grain = grain
      self.deduplication = deduplication
      self.deduplication.alike = .text
    }
  }

  /// What fixes the spans.
  public var options: Options

  /// A plan with `options`.
  public init(options: Options) { self.options = options }
}

extension SpanPlan {
  /// Reads the files, decides on records where substrings are wanted, then on spans.
  ///
  /// - Parameters:
  ///   - inputs: the files to clean.
  ///   - against: as for `DeduplicationPlan`; nil where units are wanted. Spans are looked for within
  ///     the inputs alone.
  ///   - model: that of the options, where it is open already.
  ///   - context: what may be taken; the result is the same for any.
  /// - Throws: `CorpusError`, `TextError`, `EmbeddingError`, `SpanError`.
  /// - Complexity: substrings take 9 bytes a byte of text that was kept and 20 a field or turn; units
  ///   take their text, 16 bytes each, and what the stages take of a record. Beside these stand
  ///   bounded buffers.
  public func run(
    inputs: Corpus, against: Corpus? = nil, model: OpenedModel? = nil,
    in context: RunContext = RunContext()
  ) throws -> SpanFindings {
    var records = DeduplicationPlan(options: options.deduplication)
    if case .unit = options.grain {
      precondition(against == nil, "units are compared within the inputs")
      precondition(!records.options.stages.contains(.semantic), "units have no vectors")
      records.options.stages = []
    }
    let decided = try records.run(
      inputs: inputs, against: against, model: model, in: context)
    let preference = try records.preference(among: decided.source.sourceNames)
    let order = RecordUnion(reference: nil, source: decided.source, preference: preference)
      .keepOrder(options.deduplication.keep).filter { decided.isKept[Int($0)] }
    var unverifiedCount = decided.unverifiedCount
    var spans: [TextSpan]
    switch options.grain {
    case .unit(let kind):
      context.begin("comparing units")
      (spans, unverifiedCount) = try unitSpans(
        of: kind, order: order, source: decided.source, in: context)
    case .repeats(let count):
      context.begin("looking for repeats")
      spans = try repeatedSpans(
        atLeast: count, order: order, source: decided.source, in: context)
    }
    spans.sort { ($0.record, $0.range.lowerBound) < ($1.record, $1.range.lowerBound) }
    return cut(spans, of: decided, unverifiedCount: unverifiedCount, in: context)
  }
}
