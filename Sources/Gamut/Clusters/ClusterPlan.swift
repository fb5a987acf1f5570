// SPDX-License-Identifier: Apache-2.0

public import GamutCore
public import GamutCorpus
import GamutDiversity
import GamutEmbedding
import GamutJSON
public import GamutReport
import GamutSimilarity

/// Groups records by topic.
public struct ClusterPlan: Sendable {
  /// What makes the clusters.
  public enum Method: Hashable, Codable, Sendable {
    /// Spherical k-means with so many clusters; nil chooses by a grid.
    case kMeans(count: Int?)
    /// Groups that are denser than what lies around them, of at least so many records, 2 or more; nil
    /// takes a fifth of the root of their number, at least 5. The others are noise.
    case density(minimumSize: Int?)
  }

  /// What fixes the clusters.
  public struct Options: Hashable, Codable, Sendable {
    /// The text that is clustered.
    public var selection = Selection.view(.prompt)
    /// What makes its vectors.
    public var model = VectorModel.lsa(.init())
    /// What makes the clusters.
    public var method = Method.kMeans(count: nil)
    /// How records are read.
    public var reading = ReadPlan.Options()
    /// The seed of the clustering.
    public var seed: UInt64 = 0

    /// The defaults.
    public init() {}
  }

  /// What fixes the clusters.
  public var options: Options

  /// A plan with `options`.
  public init(options: Options = Options()) { self.options = options }

  /// The clusters, for a person.
  public struct Summary: Sendable {
    /// One cluster, as a person sees it.
    public struct Cluster: Sendable {
      /// Its number in the lines.
      public let number: Int
      /// What sets it apart.
      public let name: String
      /// How many records it has, noise left out.
      public let count: Int
      /// The text nearest to its centroid.
      public let example: String
      /// Where that text stands.
      public let place: Place
    }

    /// The clusters, largest first.
    public let clusters: [Cluster]
    /// Why there are as many as there are, in one sentence.
    public let reason: String
    /// What to do about it, where there is something to do.
    public let remedy: Remedy?
    /// What else to know of the answer, a sentence each.
    public let notes: [String]
    /// How many readable records have no vector, and so no cluster.
    public let zeroCount: Int
    /// What was read.
    public let reading: ReadingSummary
  }

  /// Reads `inputs` and writes one line per record that has a vector: its index, its cluster, and the
  /// cosine to the centroid; of density clusters also whether it is noise, and then the cluster is the
  /// nearest, null where there is none, and how firmly it belongs, 0…1.
  ///
  /// - Parameter model: that of the options, where it is open already.
  /// - Throws: `CorpusError`, `EmbeddingError`, `OutputError`.
  public func run(
    inputs: Corpus, to file: inout OutputFile, model: OpenedModel? = nil,
    in context: RunContext = RunContext()
  ) throws -> Summary {
    let model = try model.orOpened(options.model, in: context)
    let whole = try RecordSource.reading(
      inputs, selection: options.selection, options: options.reading, in: context)
    let records = whole.withText(whole.readable, workers: context.workers)
    let source = whole.embeddingPrompts(of: records, workers: context.workers)
    let embedded = EmbeddedRecords(
      try model.vectors(
        of: VectorRequest(source: source, records: records), in: context),
      of: records)
    try embedded.requireVectors(of: model)
    let groups: RecordGroups
    switch options.method {
    case .kMeans(let count):
      groups = RecordGroups(
        TopicClusters(
          of: embedded, source: source, count: count, seed: options.seed, in: context))
    case .density(let size):
      groups = RecordGroups(
        DensityTopics(
          of: embedded, source: source, minimumSize: size, seed: options.seed, in: context))
    }
    try write(groups, of: embedded, to: &file)
    let central = CentralRows.rows(
      of: embedded.rows, labels: groups.labels, clusterCount: groups.names.count, limit: 1)
    let order = groups.sizes.indices.filter { groups.sizes[$0] > 0 }.sorted {
      (-groups.sizes[$0], $0) < (-groups.sizes[$1], $1)
    }
    let examples = source.column(
      of: order.map { embedded.records[central[$0][0]] }, workers: context.workers)
    return Summary(
      clusters: order.enumerated().map { place, cluster in
        Summary.Cluster(
          number: cluster, name: groups.names[cluster], count: groups.sizes[cluster],
          example: examples.texts.string(place),
          place: Place(source.place(of: embedded.records[central[cluster][0]])))
      },
      reason: groups.reason,
      remedy: groups.remedy,
      notes: groups.notes
        + (options.model.isGiven
          ? []
          : [SetAsideText(source.setAside)?.sentence, embedded.cutTexts?.sentence].compactMap(
            \.self)),
      zeroCount: source.readable.count - embedded.records.count,
      reading: ReadingSummary(source))
  }

  private func write(
    _ groups: RecordGroups, of embedded: EmbeddedRecords, to file: inout OutputFile
  ) throws {
    var lines = JSONLines()
    for (row, record) in embedded.records.enumerated() {
      let line = lines.object { line in
        line.member("index", record)
        line.member("cluster", groups.sizes.isEmpty ? nil : groups.nearest[row])
        line.member("similarity", groups.sizes.isEmpty ? nil : groups.similarities[row])
        if let probabilities = groups.probabilities {
          line.member("noise", groups.labels[row] == nil)
          line.member("probability", probabilities[row])
        }
      }
      try file.write(line.span)
    }
  }
}

/// Embedded records in groups, whatever made them.
private struct RecordGroups {
  /// The group of each row; nil for noise.
  let labels: [Int?]
  /// The group of each row or, for noise, the nearest.
  let nearest: [Int]
  /// The cosine of each row to the centroid of that group.
  let similarities: [Double]
  /// How firmly each row belongs to its group; nil where that means nothing.
  let probabilities: [Double]?
  let sizes: [Int]
  let names: [String]
  let reason: String
  let remedy: Remedy?
  let notes: [String]

  init(_ topics: TopicClusters) {
    labels = topics.kmeans.labels
    nearest = topics.kmeans.labels
    similarities = topics.kmeans.similarities
    probabilities = nil
    sizes = topics.kmeans.sizes
    names = topics.kmeans.sizes.indices.map { topics.name(of: $0) }
    reason = topics.reason
    remedy = nil
    notes = []
  }

  init(_ topics: DensityTopics) {
    labels = topics.clusters.labels
    nearest = topics.clusters.nearest
    similarities = topics.clusters.similarities
    probabilities = topics.clusters.probabilities
    sizes = topics.clusters.sizes
    names = topics.names
    reason = topics.reason
    remedy = topics.remedy
    notes = topics.notes
  }
}
