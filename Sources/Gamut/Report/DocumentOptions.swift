// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutEmbedding
import GamutJSON
import GamutReport
import GamutText

extension DeduplicationPlan.Options {
  /// The options as reports name them: every one that can change the result.
  ///
  /// - Parameter opened: the model of the semantic stage, where it ran.
  func members(_ opened: OpenedModel?) -> [JSONMember] {
    var members = [
      JSONMember("view", .string(selection.name)),
      JSONMember("stages", .array(stages.sorted().map { .string($0.rawValue) })),
      JSONMember("keep", .string(keep.description)),
      JSONMember("source", .optional(sourceField)),
      JSONMember("prefer", .array(preferredSources.map { .string($0) })),
    ]
    if stages.contains(.near) {
      let banding = DeduplicationPlan(options: self).sketcher.banding
      members += [
        JSONMember("threshold", .number(threshold)),
        JSONMember("shingle", .string(shingle.description)),
        JSONMember("alike", .string((alike ?? .text).rawValue)),
        JSONMember("fold", .string(folding.rawValue)),
        JSONMember("common_units", .integer(commonUnits.keys.count)),
        JSONMember("bands", .integer(banding.bandCount)),
        JSONMember("rows_per_band", .integer(banding.rowCount)),
        JSONMember("containment", nearRule.containment.map { .number($0) } ?? .null),
        JSONMember("distinct", nearRule.numbers == .distinct ? .string("numbers") : .null),
        JSONMember("grouping", .string(nearRule.grouping.rawValue)),
      ]
    }
    if stages.contains(.semantic) {
      members.append(JSONMember("semantic_threshold", .number(semanticThreshold)))
      members += opened?.members ?? []
    }
    members += reading.members
    if let referenceSelection {
      members.append(JSONMember("reference_text", .string(referenceSelection.name)))
    }
    members.append(JSONMember("seed", .integer(Int(truncatingIfNeeded: seed))))
    return members
  }
}

extension OpenedModel {
  /// The options of the vectors.
  var members: [JSONMember] {
    switch held {
    case .saved(let saved):
      return [
        JSONMember("model", .string(name)),
        JSONMember("lsa_dimensions", .integer(saved.model.dimensionCount)),
        JSONMember("lsa_grams", .string(saved.model.options.gramName)),
        JSONMember("lsa_fitted_texts", .integer(saved.model.fittedTextCount)),
      ]
    case .folder(let folder):
      return [
        JSONMember("model", .string(name)),
        JSONMember("prompt", folder.prompt.isEmpty ? .null : .string(folder.prompt)),
      ]
    case .server(let server):
      return [
        JSONMember("model", .string(server.modelName)),
        JSONMember("server", .string(server.address)),
        JSONMember("prompt", server.prompt.isEmpty ? .null : .string(server.prompt)),
      ]
    case .nothing: break
    }
    return switch model {
    case .lsa(let options):
      [
        JSONMember("model", .string(name)),
        JSONMember("lsa_dimensions", .integer(options.dimensionCount)),
        JSONMember("lsa_grams", .string(options.gramName)),
        JSONMember("lsa_fitted_texts_at_most", .integer(options.fittedTextLimit)),
      ]
    case .files(let embeddings, let reference, let field, let key):
      [
        JSONMember("model", .string(name)), JSONMember("embeddings", .string(embeddings)),
        JSONMember("reference_embeddings", .optional(reference)),
        JSONMember("embedding_field", .optional(field)),
      ] + (key.map { [JSONMember("embedding_key", .string($0))] } ?? [])
    case .field(let path):
      [JSONMember("model", .string(name)), JSONMember("embedding_field", .string(path))]
    case .savedLSA, .folder, .server: preconditionFailure("\(model) holds nothing")
    }
  }
}

extension LSAModel.Options {
  /// The n-grams, as reports name them.
  fileprivate var gramName: String { "char:\(shortestGram)-\(longestGram)" }
}

extension ReadPlan.Options {
  /// The options of reading.
  var members: [JSONMember] {
    [
      JSONMember("on_error", .string(onError == .stop ? "stop" : "skip")),
      JSONMember("allow_mixed", .bool(mixing == .allowed)),
    ]
      // Those that most runs do not give.
      + [
        ("parts", parts.map { "\($0.role)=\($0.path.text)" }), ("ignore", ignored),
        ("compare", compared),
      ].filter { !$0.1.isEmpty }.map {
        JSONMember($0.0, .string($0.1.joined(separator: ",")))
      }
  }
}

extension Selection {
  /// Its name in reports: the view, or the field paths.
  var name: String {
    switch self {
    case .view(let view): view.rawValue
    case .paths(let paths): paths.map(\.text).joined(separator: ",")
    }
  }
}
