// SPDX-License-Identifier: Apache-2.0

import Foundation
import Gamut
import GamutTestSupport
import Testing

/// The options of every plan are data: what is written down of a run says all of it.
@Suite struct CodedOptionsTests {
  private static func coded(_ options: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try encoder.encode(options)
  }

  /// Whether `options`, written and read, are the same, and written again the same bytes.
  private func survives<Options: Codable & Equatable>(_ options: Options) throws -> Bool {
    let bytes = try Self.coded(options)
    let read = try JSONDecoder().decode(Options.self, from: bytes)
    let again = try Self.coded(read)
    return read == options && again == bytes
  }

  private static let models: [VectorModel] = {
    var lsa = LSAModel.Options()
    lsa.dimensionCount = 7
    return [
      .lsa(lsa), .savedLSA(path: "m.lsa"), .folder(path: "bge", prompt: "query: ", cache: "c"),
      .folder(path: "bge"), .server(address: "http://h:1", modelName: "m", prompt: "p", cache: "c"),
      .server(address: "http://h:1"),
      .files(embeddings: "a.npy", reference: "b.npy", field: "f", key: "id"),
      .files(embeddings: "a.npy", reference: nil), .field("emb"),
    ]
  }()

  /// Options of which none is the default.
  private static func changed() throws -> DeduplicationPlan.Options {
    var options = DeduplicationPlan.Options()
    options.selection = .paths(try FieldPath.list("question,messages[-1].content"))
    options.referenceSelection = .view(.prompt)
    options.stages = [.semantic, .exact]
    options.shingle = .characters(4)
    options.threshold = 0.7
    options.nearRule = NearRule(numbers: .distinct, grouping: .connected, containment: 0.9)
    options.alike = .example
    options.folding = .space
    options.semanticThreshold = 0.85
    options.model = .field("emb")
    options.keep = .greatest(field: "score")
    options.sourceField = "meta.source"
    options.preferredSources = ["human", "(none)"]
    options.reading.onError = .skip(atMost: 3)
    options.reading.mixing = .allowed
    options.reading.parts = [PartPath(.asked, try FieldPath("q"))]
    options.reading.ignored = ["id"]
    options.reading.compared = ["topic"]
    options.seed = .max
    return options
  }

  @Test func `those of deduplications`() throws {
    #expect(try survives(DeduplicationPlan.Options()))
    #expect(try survives(try Self.changed()))
  }

  @Test(arguments: ["first", "last", "longest", "shortest", "max:a.b", "min:a"])
  func `every keep policy`(name: String) throws {
    var options = DeduplicationPlan.Options()
    options.keep = try #require(KeepPolicy(name))
    #expect(try survives(options))
    let text = String(decoding: try Self.coded(options), as: UTF8.self)
    #expect(text.contains("\"keep\":\"\(name)\""))
  }

  @Test(arguments: models) func `every model of vectors`(model: VectorModel) throws {
    var report = ReportPlan.Options()
    report.model = model
    report.deduplication = try Self.changed()
    report.selection = .view(.response)
    report.referenceSelection = .view(.all)
    report.coverageThreshold = 0.5
    report.seed = 3
    #expect(try survives(report))
    var coverage = CoveragePlan.Options()
    coverage.model = model
    coverage.threshold = 0.4
    #expect(try survives(coverage))
    var embedding = EmbeddingPlan.Options()
    embedding.model = model
    #expect(try survives(embedding))
    var pairs = PairPlan.Options()
    pairs.measure = .semantic(model)
    #expect(try survives(pairs))
    pairs.measure = .near(.words(3))
    #expect(try survives(pairs))
    var look = InspectionPlan.Options()
    #expect(try survives(look))
    look.selection = .paths([try FieldPath("q")])
    look.reading.onError = .stop
    #expect(try survives(look))
  }

  @Test func `those of clusters and of spans`() throws {
    var clusters = ClusterPlan.Options()
    for method in [
      ClusterPlan.Method.kMeans(count: nil), .kMeans(count: 9), .density(minimumSize: nil),
      .density(minimumSize: 4),
    ] {
      clusters.method = method
      #expect(try survives(clusters))
    }
    for grain in [SpanPlan.Grain.unit(.paragraph), .unit(.line), .repeats(atLeast: 50)] {
      var spans = SpanPlan.Options(grain: grain, deduplication: try Self.changed())
      spans.isCutting = true
      #expect(try survives(spans))
    }
  }

  @Test func `sets are written in one order`() throws {
    var options = DeduplicationPlan.Options()
    options.stages = [.semantic, .near, .exact]
    let text = String(decoding: try Self.coded(options), as: UTF8.self)
    #expect(text.contains(#""stages":["exact","near","semantic"]"#))
  }

  @Test func `options that were read decide as those that were written`() throws {
    let corpus = try Corpus(strings: ["a b c", "a b c", "d"])
    let options = DeduplicationPlan.Options()
    let read = try JSONDecoder().decode(
      DeduplicationPlan.Options.self, from: try Self.coded(options))
    #expect(
      try DeduplicationPlan(options: read).run(inputs: corpus).removals
        == (try DeduplicationPlan(options: options).run(inputs: corpus).removals))
  }
}
