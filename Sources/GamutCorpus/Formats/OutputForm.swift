// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// How records are written to a file.
package enum OutputForm: Hashable, Sendable {
  /// In the form of their inputs: their bytes or cells are copied.
  case copied(RecordForm)
  /// As JSON of another form: each record laid out anew.
  case converted(to: RecordForm)

  /// What stands around the records.
  package var form: RecordForm {
    switch self {
    case .copied(let form), .converted(let form): form
    }
  }
}

extension Corpus {
  /// How records of some inputs are written to the file at `path`, whose ending may promise a form; nil
  /// where these inputs hold nothing.
  ///
  /// JSON lines and a JSON array can hold the records of every form; every other form only its own. An
  /// ending that says nothing asks for the form of the inputs.
  ///
  /// - Parameter inputs: the places of the inputs; nil is all.
  /// - Throws: `mixedContainers` where nothing says what becomes of several forms;
  ///   `unsupportedFormat` where the name promises a form that these records cannot have.
  package func outputForm(
    of inputs: Range<Int>? = nil, writtenTo path: String
  ) throws(CorpusError) -> OutputForm? {
    let inputs = files[inputs ?? files.indices].filter { $0.form != nil }
    guard let first = inputs.first, let form = first.form else { return nil }
    let other = inputs.first { $0.form != form }
    let ending = FormatGuess.ending(of: path)
    if other == nil, form.endings.contains(ending) || !Self.promises(ending) {
      return form.hasOriginals ? .copied(form) : .converted(to: LinesFormat.form)
    }
    switch ending {
    case "jsonl", "ndjson": return .converted(to: LinesFormat.form)
    case "json": return .converted(to: ArrayFormat.form)
    default: break
    }
    if let other, let otherForm = other.form {
      throw CorpusError(
        .mixedContainers, path: other.path,
        detail: Self.difference(otherForm, from: form, of: first.path), remedy: .writeLines)
    }
    let endings = form.endings + ["jsonl", "json"].filter { !form.endings.contains($0) }
    throw CorpusError(
      .unsupportedFormat, path: path,
      detail:
        "\(OneLine.quoted(first.path)) is \(form.name); expected an output whose name ends in "
        + endings.map { ".\($0)" }.joined(separator: ", "))
  }

  private static func promises(_ ending: String) -> Bool {
    InputPaths.endings.contains(ending) || InputPaths.textEndings.contains(ending)
  }

  private static func difference(
    _ form: RecordForm, from first: RecordForm, of path: String
  ) -> String {
    form.name == first.name
      ? "it is \(form.name) with another header than \(OneLine.quoted(path)), byte for byte; one "
        + "output has one header"
      : "it is \(form.name), but \(OneLine.quoted(path)) is \(first.name); one output has one form"
  }
}
