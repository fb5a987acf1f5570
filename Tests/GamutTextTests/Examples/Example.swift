// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutText

/// A record of a test: its parts in order, and the fields beside them.
struct Example: CustomStringConvertible {
  var parts: [(role: Character, text: String)]
  var fields: [(kind: CountedFields.Kind, name: String, json: String)] = []

  /// Parts by the bytes of their roles: `s`, `i`, `u`, `a` and the others; empty ones are left out.
  init(_ parts: (Character, String)...) { self.parts = parts.filter { !$0.1.isEmpty } }

  /// An instruction, an input and an answer.
  init(system: String = "", given: String = "", asked: String = "", said: String = "") {
    self.init(("s", system), ("u", asked), ("i", given), ("a", said))
  }

  /// The same with a field.
  func with(_ kind: CountedFields.Kind, _ name: String, _ json: String) -> Example {
    var example = self
    example.fields.append((kind, name, json))
    return example
  }

  var isDocument: Bool { parts.count == 1 && parts[0].role == "x" }

  /// The texts of the parts of `roles`; nil where there are none.
  func texts(_ roles: PartRole...) -> [String]? {
    let texts = parts.filter { roles.contains(Self.role($0.role)) }.map(\.text)
    return texts.isEmpty ? nil : texts
  }

  static func role(_ byte: Character) -> PartRole { PartRole(shapeByte: byte.asciiValue ?? 0) }

  var description: String {
    parts.map { "\($0.role): \($0.text)" }.joined(separator: " | ")
  }
}

/// The columns of some examples.
func shaped(_ examples: [Example]) -> ShapedTexts {
  var column = ShapedTexts()
  for example in examples {
    for part in example.parts {
      let bytes = Array(part.text.utf8)
      column.appendPart(bytes.span, roleByte: part.role.asciiValue ?? 0)
    }
    for field in example.fields {
      let (name, value) = (Array(field.name.utf8), Array(field.json.utf8))
      CountedFields.append(field.kind, name: name.span, value: value.span, to: &column.fields)
    }
    column.endRecord()
  }
  return column
}

/// Texts without shapes, as they are compared alone.
func shaped(_ texts: TextBatch) -> ShapedTexts {
  var shapes = TextBatch()
  for _ in 0..<texts.count { shapes.endText() }
  return ShapedTexts(texts: texts, shapes: shapes)
}

/// What the near stage decides of `examples`.
func near(
  _ examples: [Example], _ options: TextSketcher.Options = .init(alike: .example),
  common: CommonUnits = CommonUnits(), order: [RecordIndex]? = nil, limits: NearLimits = .init(),
  workers: Int = 2
) -> NearDecisions {
  let column = shaped(examples)
  let sketcher = TextSketcher(options: options, common: common)
  return NearMatcher(sketcher, limits: limits).decisions(
    for: collected(sketcher.bands(of: column)),
    keepOrder: order ?? Array(0..<RecordIndex(examples.count)), workers: workers
  ) { records in
    var selected = ShapedTexts()
    for record in records { selected.append(column, at: Int(record)) }
    return selected
  }
}
