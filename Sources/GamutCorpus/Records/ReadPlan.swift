// SPDX-License-Identifier: Apache-2.0

public import GamutJSON

/// What is read from every record, and how.
public struct ReadPlan: Sendable {
  /// The texts wanted, one column each.
  public let selections: [Selection]
  /// What the records were found to be; nil when every selection names its fields.
  public let schema: SchemaChoice?
  /// The field whose number is wanted, for keep orders.
  public let numberField: FieldPath?
  /// The field that names the source of a record.
  public let sourceField: FieldPath?
  /// The field that other rows know a record by.
  public let keyField: FieldPath?
  /// The settings.
  public let options: Options
  /// Which fields count beside the text, once for all readers of the plan.
  let rules: CountingRules
  /// The schema laid out for reading, once for all readers of the plan.
  let form: RecordReader.Form

  /// Makes a plan.
  ///
  /// - Precondition: `schema` is given if a selection is a view.
  public init(
    selections: [Selection], schema: SchemaChoice? = nil, numberField: FieldPath? = nil,
    sourceField: FieldPath? = nil, keyField: FieldPath? = nil, options: Options = Options()
  ) {
    precondition(
      schema != nil || !selections.contains { $0.needsSchema }, "a view and no schema")
    self.selections = selections
    self.schema = schema
    self.numberField = numberField
    self.sourceField = sourceField
    self.keyField = keyField
    self.options = options
    rules = CountingRules(
      options, named: [numberField, sourceField, keyField],
      prose: schema?.countedPaths ?? options.compared.map(CountedPath.init(compared:)))
    form = RecordReader.Form(schema, counting: rules)
  }

  /// The same plan for other texts of the same records; nil where they need a schema that was not
  /// looked for.
  package func selecting(_ selections: [Selection]) -> ReadPlan? {
    guard schema != nil || !selections.contains(where: \.needsSchema) else { return nil }
    return ReadPlan(
      selections: selections, schema: schema, numberField: numberField, sourceField: sourceField,
      keyField: keyField, options: options)
  }

  /// How records are read.
  public struct Options: Hashable, Codable, Sendable {
    /// Which texts count as JSON.
    public var mode = JSONMode.tolerant
    /// What a bad record does.
    public var onError = ErrorPolicy.stop
    /// What a file of several schemas is.
    public var mixing = SchemaMixing.refused
    /// The user's own fields and what they are to the model, in place of a schema; empty where the
    /// schema is to be found.
    public var parts: [PartPath] = []
    /// Fields that do not count, whatever they hold.
    public var ignored: [String] = []
    /// Fields that count with every text, whatever they hold.
    public var compared: [String] = []

    /// Tolerant, stopping at the first bad record, one schema.
    public init() {}
  }
}

/// What becomes of a corpus whose records have several schemas.
public enum SchemaMixing: String, Hashable, Codable, Sendable {
  /// It is an error.
  case refused
  /// Each record is read by its own schema.
  case allowed
}
