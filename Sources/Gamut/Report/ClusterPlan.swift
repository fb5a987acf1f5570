// SPDX-License-Identifier: Apache-2.0

public import GamutCorpus
import GamutEmbedding
import GamutReport
import GamutSimilarity

/// Groups records by topic.
public struct ClusterPlan: Sendable {
  /// What fixes the clusters.
  public struct Options: Hashable, Sendable {
    /// The text that is clustered.
    public var selection = Selection.view(.prompt)
    /// What makes its vectors.
    public var model = VectorModel.lsa(.init())
    /// How many clusters are made; nil chooses by a grid.
    public var count: Int?
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
    /// Name and size of each cluster, largest first.
    public let clusters: [(name: String, count: Int)]
    /// Why there are as many as there are, in one sentence.
    public let reason: String
    /// How many records have no words, and so no cluster.
    public let zeroCount: Int
  }

  /// Reads `inputs` and writes one line per record that has a vector: its index, its cluster, and the
  /// cosine to the centroid.
  ///
  /// - Throws: `CorpusError`, `EmbeddingError`, `OutputError`.
  public func run(
    inputs: Corpus, to file: inout OutputFile, workers: Int, progress: ProgressSink? = nil
  ) throws -> Summary {
    let source = try RecordSource.reading(
      inputs, selection: options.selection, options: options.reading, workers: workers,
      progress: progress)
    let records = source.withText(source.readable, workers: workers)
    let embedded = EmbeddedRecords(
      try options.model.vectors(
        of: VectorRequest(source: source, records: records), workers: workers, progress: progress),
      of: records)
    let topics = TopicClusters(
      of: embedded, source: source, count: options.count, seed: options.seed, workers: workers,
      progress: progress)
    var line = JSONWriter()
    for (row, record) in embedded.records.enumerated() {
      line.beginObject()
      line.member("index", record)
      line.member("cluster", topics.kmeans.labels[row])
      line.member("similarity", topics.kmeans.similarities[row])
      line.endObject()
      line.endLine()
      try file.write(line.bytes.span)
      line.removeAll()
    }
    let sizes = topics.kmeans.sizes
    let order = sizes.indices.filter { sizes[$0] > 0 }.sorted {
      (-sizes[$0], $0) < (-sizes[$1], $1)
    }
    return Summary(
      clusters: order.map { (topics.name(of: $0), sizes[$0]) }, reason: topics.reason,
      zeroCount: source.count - embedded.records.count)
  }
}
