// SPDX-License-Identifier: Apache-2.0

import Benchmark

/// Every benchmark of the package; one file per module registers its own.
///
/// Each checks its answer before it is timed: a fast wrong kernel must not pass for a fast one.
/// What takes long to make stands in a `setup`, which runs once, and only for a benchmark that is run.
let benchmarks: @Sendable () -> Void = {
  // Safe: registration is over before any benchmark runs, on one thread.
  unsafe Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .throughput, .peakMemoryResident],
    warmupIterations: 2, maxDuration: .seconds(2), maxIterations: 1_000)
  registerCoreBenchmarks()
  registerTextBenchmarks()
  registerCorpusBenchmarks()
  registerSimilarityBenchmarks()
  registerDiversityBenchmarks()
  registerEmbeddingBenchmarks()
}

/// For what takes a second or so: the median of five after one to warm up.
var longRun: Benchmark.Configuration {
  .init(
    metrics: [.wallClock, .cpuTotal, .peakMemoryResident],
    warmupIterations: 1, maxDuration: .seconds(20), maxIterations: 5)
}

/// The threads of whatever takes a number of them; part of the names.
let workers = 2
