// SPDX-License-Identifier: Apache-2.0

import GamutCore
public import GamutCorpus

/// Says what some files hold, and changes nothing: the first look at data.
public struct InspectionPlan: Sendable {
  /// What fixes the look.
  public struct Options: Hashable, Codable, Sendable {
    /// The text that is looked at: the whole record, unless fields are named.
    public var selection = Selection.view(.all)
    /// How records are read: one that cannot be is counted, and the look goes on.
    public var reading: ReadPlan.Options
    /// How tokens are counted, and at which length a model will be trained.
    public var tokens = TokenOptions()

    /// The defaults.
    public init() {
      reading = ReadPlan.Options()
      reading.onError = .skip(atMost: .max)
    }
  }

  /// What fixes the look.
  public var options: Options

  /// A plan with `options`.
  public init(options: Options = Options()) { self.options = options }

  /// Reads all records of `inputs` once and says what they are.
  ///
  /// What the records are is found as every plan finds it. Where nobody can tell, all that can be said
  /// without it is said, and `Inspection.failure` is the error that other plans would end with.
  ///
  /// - Throws: `CorpusError`: `noRecords`; under `.stop`, the one of the first record that cannot be
  ///   read; under `.skip`, `tooManyRejected`; `tooManyRecords`.
  /// - Complexity: O(bytes); 28 bytes a record, and 8 more for each role that it has text of.
  public func run(inputs: Corpus, in context: RunContext = RunContext()) throws -> Inspection {
    let counter = try options.tokens.counter()
    let (plan, failure) = try recognised(inputs)
    let meter = context.meter("reading", total: inputs.byteCount, unit: .bytes)
    let hasRoles = plan.schema != nil
    var columns = RecordColumns(fileCount: inputs.files.count, selections: plan.selections)
    var tally = RejectionTally(policy: plan.options.onError)
    var texts = InspectedTexts()
    try Parallel.forEachChunk(of: inputs.chunkCount, chunkSize: 1, workers: context.workers) {
      range -> Result<(RecordColumns.Part, InspectedTexts), CorpusError> in
      do throws(CorpusError) {
        let batch = try inputs.read(chunk: range.lowerBound, by: plan)
        meter.advance(by: inputs.byteCount(ofChunk: range.lowerBound))
        return .success(
          (RecordColumns.Part(batch), InspectedTexts(batch, hasRoles: hasRoles)))
      } catch { return .failure(error) }
    } take: { result in
      let (part, counted) = try result.get()
      try tally.add(part.rejections)
      try columns.requireRoom(for: part.starts.count)
      texts.append(counted, from: columns.starts.count)
      columns.append(part)
    }
    let source = RecordSource(corpus: inputs, plan: plan, columns: columns)
    let look = InspectedSource(
      source: source, texts: texts, fields: inputs.tallyFields(options: options.reading),
      failure: failure, workers: context.workers)
    var document = look.document(of: options)
    if !plan.selections.isEmpty {
      document.tokens = try TokenSection(
        of: source, source.readable, selection: options.selection, counter: counter,
        options: options.tokens, in: context
      ).report()
    }
    return Inspection(document: document, failure: failure)
  }

  /// The plan by which records are read; where nobody can tell what they are, one that reads no text,
  /// and why.
  private func recognised(_ inputs: Corpus) throws(CorpusError) -> (ReadPlan, CorpusError?) {
    do throws(CorpusError) {
      return (
        try inputs.plan(selections: [options.selection], options: options.reading), nil
      )
    } catch {
      guard isSurvivable(error) else { throw error }
      return (ReadPlan(selections: [], options: options.reading), error)
    }
  }

  /// Whether something can be said of records in spite of `error`.
  private func isSurvivable(_ error: CorpusError) -> Bool {
    switch error.code {
    case .unknownSchema, .mixedSchemas, .tokenised: true
    // Of a sample in which no record can be read.
    case .invalidJSON, .invalidUTF8, .invalidCSV, .wrongType, .brokenArray, .tooDeep,
      .recordTooLarge:
      options.reading.onError != .stop
    default: false
    }
  }
}

/// What a look at some files has shown.
public struct Inspection: Sendable {
  /// All that is said of them; `seconds` is 0 until the caller sets it.
  public var document: InspectionDocument
  /// Why nobody can tell what the records are: the error that every other plan ends with; nil where
  /// they were recognised.
  public let failure: CorpusError?
}
