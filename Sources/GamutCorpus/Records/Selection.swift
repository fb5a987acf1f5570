// SPDX-License-Identifier: Apache-2.0

/// A side of a training example, found by its schema.
public enum View: String, Hashable, Codable, Sendable, CaseIterable {
  /// What the model is given and asked; the operator's part, which is the same for all users, is
  /// none of it.
  case prompt
  /// What the model learns to say.
  case response
  /// System, prompt and response, in their order.
  case all
}

/// Which text of a record is meant.
public enum Selection: Hashable, Sendable {
  /// A side of the example, as its schema has it.
  case view(View)
  /// The fields at these paths, in this order.
  case paths([FieldPath])

  /// Whether the schema must be known.
  package var needsSchema: Bool {
    switch self {
    case .view: true
    case .paths: false
    }
  }
}

extension Selection: Codable {
  private enum CodingKeys: CodingKey { case view, paths }

  /// Reads `{"view": "prompt"}` or `{"paths": ["question", "answer.text"]}`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if let view = try container.decodeIfPresent(View.self, forKey: .view) {
      self = .view(view)
    } else {
      self = .paths(try container.decode([FieldPath].self, forKey: .paths))
    }
  }

  /// Writes what `init(from:)` reads.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .view(let view): try container.encode(view, forKey: .view)
    case .paths(let paths): try container.encode(paths, forKey: .paths)
    }
  }
}
