// SPDX-License-Identifier: Apache-2.0

import Benchmark

/// Every benchmark of the package; one file per module registers its own.
///
/// Each checks its answer before it is timed: a fast wrong kernel must not pass for a fast one.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .throughput, .peakMemoryResident],
    warmupIterations: 2, maxDuration: .seconds(2), maxIterations: 1_000)
  registerCoreBenchmarks()
}
