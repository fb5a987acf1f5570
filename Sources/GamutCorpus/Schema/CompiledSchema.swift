// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
internal import GamutJSON

/// A schema laid out for reading: what every record asks of it lies in flat arrays.
///
/// A class, so that a record costs one reference count and not one for each name.
final class CompiledSchema: Sendable {
  let fields: [SchemaField]
  let contents: [SchemaField.Content]
  let isOptional: [Bool]
  /// The names of the fields, then those of fields that count beside them.
  let table: NameTable
  /// What counts, for the numbers of the table from `fields.count` on; nil for a name on the way to
  /// paths alone.
  let counted: [Counted?]
  /// Fields that count and stand below those of the table.
  let paths: [CountedField]
  /// The place of the preferred answer in `fields`; -1 where there is none.
  let chosen: Int

  /// A field that counts, and how.
  struct Counted {
    let name: String
    let kind: CountedFields.Kind
    let group: KnownField.Group
    let repeatsText: Bool
  }

  /// A field that counts, and where it stands in a record.
  struct CountedField {
    let path: [FieldName]
    let counted: Counted
  }

  init(_ schema: Schema, counting rules: CountingRules) {
    fields = schema.fields
    contents = fields.map(\.content)
    isOptional = fields.map { !$0.isRequired }
    chosen = contents.firstIndex(of: .chosen) ?? -1
    var counted: [Counted?] = []
    var names = fields.map(\.name)
    var paths: [CountedField] = []
    var taken = Set(names.map(NameTable.folded))
    for (path, field) in rules.counted where !field.name.isEmpty {
      if path.count > 1 {
        paths.append(CountedField(path: path.map { FieldName($0) }, counted: field))
      } else if taken.insert(NameTable.folded(path[0])).inserted {
        names.append(path[0])
        counted.append(field)
      }
    }
    table = NameTable(names)
    self.counted = counted
    self.paths = paths
  }
}

/// Which fields count beside the text, by their names, by what they hold and by the user's wish.
///
/// A class, since every reader of a plan holds it.
final class CountingRules: Sendable {
  /// The fields, the user's first: of two with one name the first one counts.
  let counted: [(path: [String], field: CompiledSchema.Counted)]
  /// Whether what the model thinks is left out.
  let ignoresThoughts: Bool
  /// Whether fields within turns, by their names, do not count.
  let ignored: NameTable

  init(_ options: ReadPlan.Options, named: [FieldPath?], prose: [CountedPath]) {
    // A field that orders the records or names their sources does not count.
    let names = options.ignored + named.compactMap { $0?.memberNames?.joined(separator: ".") }
    let ignored = NameTable(names)
    self.ignored = ignored
    ignoresThoughts = SchemaNames.thoughts.contains { ignored.number(of: $0.utf8) != nil }
    var counted: [(path: [String], field: CompiledSchema.Counted)] = []
    for path in prose where path.isCompared || ignored.number(of: path.name.utf8) == nil {
      counted.append(
        (
          path.names,
          CompiledSchema.Counted(
            name: path.name, kind: path.isProse ? .prose : .value,
            group: path.isCompared ? .compared : .other, repeatsText: path.repeatsText)
        ))
    }
    for known in KnownField.all where ignored.number(of: known.name.utf8) == nil {
      counted.append(
        (
          [known.name],
          CompiledSchema.Counted(
            name: known.name, kind: known.kind, group: known.group,
            repeatsText: KnownField.answers.number(of: known.name.utf8) != nil)
        ))
    }
    self.counted = counted
  }

  /// Whether fields of turns by this name do not count.
  func ignores(_ name: String) -> Bool { ignored.number(of: name.utf8) != nil }
}

extension RecordReader {
  /// How the schema of a record is known.
  enum Form: Sendable {
    /// It is not asked for; the fields count that the user wants compared.
    case none([CompiledSchema.CountedField])
    /// All records have this one.
    case one(CompiledSchema)
    /// Each record has its own, of these or others.
    case mixed([Schema])

    init(_ choice: SchemaChoice?, counting rules: CountingRules) {
      guard let choice else {
        self = .none(
          rules.counted.filter { $0.field.group == .compared }.map {
            CompiledSchema.CountedField(path: $0.path.map { FieldName($0) }, counted: $0.field)
          })
        return
      }
      switch choice.mixing {
      case .allowed: self = .mixed(choice.schemas)
      case .refused:
        self =
          choice.schemas.first.map { .one(CompiledSchema($0, counting: rules)) } ?? .none([])
      }
    }
  }

  /// A path, and where its texts go.
  ///
  /// A class, so that a record costs one reference count and not one for each name.
  final class SelectedPath: Sendable {
    let path: FieldPath
    let target: Target

    init(path: FieldPath, target: Target) {
      self.path = path
      self.target = target
    }

    /// Where the texts of a path go.
    enum Target: Sendable {
      /// To a column of paths, under the number of this one.
      case column(Int, number: Int)
      /// To the views, in this role.
      case role(Role)
    }
  }
}
