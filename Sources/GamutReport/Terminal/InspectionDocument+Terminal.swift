// SPDX-License-Identifier: Apache-2.0

import GamutCore

extension InspectionDocument {
  /// The document for the terminal, ending in a line break, in UTF-8.
  ///
  /// - Parameters:
  ///   - width: how many columns there are; at least 80 are used, at most 100.
  ///   - style: `.coloured` only where the reader's terminal shows colours.
  ///
  /// Control characters of texts and names are shown, never sent.
  public func terminalText(width: Int = 90, style: TerminalStyle = .plain) -> [UInt8] {
    var page = TerminalPage(width: max(80, min(100, width)), style: style, wording: wording)
    page.files(self)
    page.records(self)
    page.fields(self)
    page.lengths(self)
    if let tokens { page.tokens(tokens) }
    page.scripts(self)
    page.languages(self)
    page.problems(self)
    page.preview(self)
    page.text += "\n"
    page.line(.soft, "Read in \(NumberText.seconds(seconds))")
    return Array(page.text.utf8)
  }
}

extension TerminalPage {
  /// Columns of a number.
  private static let numberWidth = 11
  private static let fieldCount = 40
  private static let fileCount = 20
  private static let scriptCount = 8
  private static let languageCount = 5

  fileprivate mutating func files(_ document: InspectionDocument) {
    line(.strong, document.files.count == 1 ? "File" : "Files")
    for file in document.files.prefix(Self.fileCount) {
      let name = TerminalText.fitted(file.name, width: width - 4)
      line(.plain, "  \(name)")
      var facts = [file.format ?? "nothing but white space"]
      if let packing = file.packing, let bytes = file.packedBytes {
        facts.append(
          "\(NumberText.bytes(bytes)) of \(packing), \(NumberText.bytes(file.bytes)) unpacked")
      } else {
        facts.append(NumberText.bytes(file.bytes))
      }
      facts.append(NumberText.count(file.records, of: "record"))
      if file.rejected > 0 { facts.append("\(NumberText.count(file.rejected)) rejected") }
      wrapped(.soft, facts.joined(separator: " · "), indent: 4)
    }
    more(document.files.count - Self.fileCount, of: "file")
  }

  fileprivate mutating func records(_ document: InspectionDocument) {
    heading("Records")
    let rows = document.rows
    row("read", NumberText.count(rows.read))
    row("rejected", NumberText.count(rows.rejected))
    let readable = rows.read - rows.rejected
    for part in document.parts {
      let name = document.shownName(of: part.role)
      row("with \(name)", NumberText.count(part.records), share(part.records, readable))
    }
    if rows.empty > 0 {
      row("without any text", NumberText.count(rows.empty), share(rows.empty, readable))
    }
    // What no record has was not forgotten in some, and an empty record is told once.
    for (name, count) in [
      ("empty prompt", rows.emptyPrompt), ("empty response", rows.emptyResponse),
    ] where count > rows.empty && count < readable {
      row(name, NumberText.count(count), share(count, readable))
    }
    if let turns = document.turns {
      let note =
        "95 % have \(NumberText.count(turns.high)) at most, one has "
        + "\(NumberText.count(turns.longest)): "
      let room = max(8, width - nameWidth - Self.numberWidth - 2 - TerminalText.width(of: note))
      row(
        "turns, median", NumberText.count(turns.median),
        note + shortPlace(turns.place, document, room: room))
    }
  }

  private func share(_ part: Int, _ whole: Int) -> String {
    part == 0 || whole == 0 ? "" : Summary.share(part, of: whole)
  }

  private mutating func row(_ name: String, _ value: String, _ note: String = "") {
    text += "  \(TerminalText.padded(name, to: nameWidth - 2))"
    text += TerminalText.padded(value, to: Self.numberWidth, isNumber: true)
    let room = width - nameWidth - Self.numberWidth - 2
    text += note.isEmpty ? "\n" : "  \(set(.soft, TerminalText.fitted(note, width: room)))\n"
  }

  fileprivate mutating func fields(_ document: InspectionDocument) {
    guard !document.fields.isEmpty || document.recordSchema != nil else { return }
    let names = document.recordSchema?.names.joined(separator: " | ") ?? ""
    heading(
      names.isEmpty ? "Fields" : TerminalText.fitted("Fields, read as \(names)", width: width))
    for field in document.fields.prefix(Self.fieldCount) {
      let (meaning, emphasis): (String, Emphasis) =
        switch field.use {
        case .text(let meaning): ("→ \(meaning)", .plain)
        case .counted: ("counts beside the text", .plain)
        case .unused: ("not used", .soft)
        case .unknown: ("", .plain)
        }
      let name = TerminalText.fitted(
        field.name.isEmpty ? "(no name)" : field.name, width: nameWidth - 4)
      let total = document.sampledRecords
      let note =
        field.records == total
        ? "in all" : "in \(NumberText.count(field.records)) of \(NumberText.count(total))"
      let room = width - nameWidth - 20
      text += "  \(TerminalText.padded(name, to: nameWidth - 2))"
      text += set(
        emphasis, TerminalText.padded(TerminalText.fitted(meaning, width: room - 2), to: room))
      line(.soft, note)
    }
    more(document.fields.count - Self.fieldCount, of: "field")
    if let schema = document.recordSchema, !schema.innerCounted.isEmpty {
      let names = schema.innerCounted.prefix(12).joined(separator: ", ")
      wrapped(.plain, "Within them, beside the text, count: \(names)", indent: 2)
    }
    let readable = document.rows.read - document.rows.rejected
    if readable > document.sampledRecords, document.sampledRecords > 0 {
      let count = NumberText.count(document.sampledRecords, of: "record")
      wrapped(.soft, "Fields and roles are those of the first \(count).", indent: 2)
    }
  }

  private mutating func more(_ count: Int, of noun: String) {
    if count > 0 { line(.soft, "  \(NumberText.count(count, of: noun)) more") }
  }

  fileprivate mutating func lengths(_ document: InspectionDocument) {
    guard !document.lengths.isEmpty else { return }
    lengths("Lengths in words", document) { $0.words }
    lengths("Lengths in bytes", document) { $0.bytes }
    wrapped(
      .soft,
      "Of all records that have such a text: half of them are no longer than the median, 95 in a "
        + "hundred no longer than the next column (nearest rank).", indent: 2)
  }

  private mutating func lengths(
    _ title: String, _ document: InspectionDocument,
    _ summary: (InspectionDocument.TextLengths) -> InspectionDocument.LengthSummary?
  ) {
    text += "\n"
    text += set(.strong, TerminalText.padded(title, to: nameWidth - 4))
    let names = ["records", "median", "95 %", "longest"].map {
      TerminalText.padded($0, to: Self.numberWidth, isNumber: true)
    }
    line(.soft, names.joined())
    // One role alone is all there is.
    let isAlone = document.lengths.count == 2
    for lengths in document.lengths where lengths.role != nil || !isAlone {
      guard let summary = summary(lengths) else { continue }
      let name = document.shownName(of: lengths.role)
      text += "  \(TerminalText.padded(name, to: nameWidth - 6))"
      let numbers = [summary.records, summary.median, summary.high, summary.longest]
      for number in numbers {
        text += TerminalText.padded(
          NumberText.count(number), to: Self.numberWidth, isNumber: true)
      }
      line(.soft, "  \(shortPlace(summary.place, document))")
    }
  }

  /// A place, the file left out where there is one alone.
  private func shortPlace(_ place: Place, _ document: InspectionDocument) -> String {
    shortPlace(place, document, room: width - nameWidth - 4 * Self.numberWidth + 2)
  }

  /// The same within `room` columns.
  func shortPlace(_ place: Place, _ document: InspectionDocument, room: Int) -> String {
    guard document.files.count == 1 else {
      // The end tells files apart, and places.
      let name = place.description
      let cut = name.count > room ? "…" + name.suffix(max(room - 1, 1)) : name
      return TerminalText.fitted(cut, width: room)
    }
    return switch place.position {
    case .line(let line): "line \(NumberText.count(line))"
    case .row(let row): "row \(NumberText.count(row))"
    }
  }

  fileprivate mutating func scripts(_ document: InspectionDocument) {
    guard document.letterCount > 0 else { return }
    text += "\n"
    text += set(.strong, TerminalText.padded("Scripts", to: nameWidth - 4))
    let widths = [Self.numberWidth + 2, Self.numberWidth, Self.numberWidth + 7]
    func cells(_ texts: [String]) -> String {
      zip(texts, widths).map { TerminalText.padded($0, to: $1, isNumber: true) }.joined()
    }
    line(.soft, cells(["letters", "share", "main script of"]))
    for script in document.scripts.prefix(Self.scriptCount) {
      let name = TerminalText.fitted(script.name, width: nameWidth - 7)
      text += "  \(TerminalText.padded(name, to: nameWidth - 6))"
      text +=
        cells([
          NumberText.count(script.letters), Summary.share(script.letters, of: document.letterCount),
          NumberText.count(script.records, of: "record"),
        ]) + "\n"
    }
    more(document.scripts.count - Self.scriptCount, of: "script")
  }

  fileprivate mutating func languages(_ document: InspectionDocument) {
    guard let found = document.languages, found.contains(where: { $0.records > 0 }) else { return }
    text += "\n"
    text += set(.strong, TerminalText.padded("Languages", to: nameWidth - 4))
    line(.soft, "by records, of their first 1,024 bytes")
    for role in found where role.records > 0 {
      let name = document.shownName(of: role.role)
      let shares = role.languages.prefix(Self.languageCount).map {
        "\($0.name) \(Summary.share($0.records, of: role.records))"
      }
      let rest = role.languages.dropFirst(Self.languageCount).reduce(0) { $0 + $1.records }
      let others =
        (rest > 0 ? ["others \(Summary.share(rest, of: role.records))"] : [])
        + (role.undetermined > 0
          ? ["undetermined \(Summary.share(role.undetermined, of: role.records))"] : [])
      let lines = TerminalText.wrapped(
        (shares + others).joined(separator: ", "), width: width - nameWidth + 4)
      for (i, part) in lines.enumerated() {
        let head = TerminalText.padded(i == 0 ? name : "", to: nameWidth - 6)
        line(.plain, "  \(head)\(part)")
      }
    }
  }

  fileprivate mutating func problems(_ document: InspectionDocument) {
    heading("Problems")
    if document.problems.isEmpty { line(.good, "  none found") }
    for problem in document.problems {
      let place = problem.placeText.map { "\($0): " } ?? ""
      let others = problem.count - 1
      let reason = problem.shortReason(in: wording, limit: ReportLimits.sentence)
      var sentence = "\(place)\(problem.kind): \(reason)"
      if problem.place == nil {
        sentence += " (\(NumberText.count(problem.count, of: "turn")) of the records sampled)"
      } else if others > 0 {
        sentence += " (and \(NumberText.count(others)) more)"
      }
      let lines = TerminalText.wrapped(sentence, width: width - 4)
      for (i, part) in lines.enumerated() {
        text += i == 0 ? "  \(set(.warning, "·")) " : "    "
        line(.plain, part)
      }
    }
    more(document.furtherProblems, of: "kind of problem")
  }
}
