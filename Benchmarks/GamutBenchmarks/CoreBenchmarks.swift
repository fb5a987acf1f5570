// SPDX-License-Identifier: Apache-2.0

import Benchmark
import GamutCore

/// Hashes, random numbers and the parallel loop.
func registerCoreBenchmarks() {
  // 1 MiB in texts of 16 bytes, about two words each: what hashing shingles looks like.
  let textSize = 16
  let bytes = randomBytes(count: 1 << 20, seed: 1)
  // The published value of XXH3 for no bytes.
  precondition(StableHash.hash64([UInt8]().span) == 0x2D06_8005_38D3_94C2, "not XXH3")

  Benchmark("StableHash.hash64, 65,536 texts of 16 bytes") { benchmark in
    for _ in benchmark.scaledIterations {
      var sum: UInt64 = 0
      let span = bytes.span
      for start in stride(from: 0, to: span.count, by: textSize) {
        sum &+= StableHash.hash64(span.extracting(start..<start + textSize))
      }
      blackHole(sum)
    }
  }

  Benchmark("StableHash.hash128, one text of 1 MiB") { benchmark in
    for _ in benchmark.scaledIterations { blackHole(StableHash.hash128(bytes.span)) }
  }

  Benchmark("SeededRandom.nextUnit, 100,000 numbers") { benchmark in
    for _ in benchmark.scaledIterations {
      var random = SeededRandom(seed: 1)
      var sum = 0.0
      for _ in 0..<100_000 { sum += random.nextUnit() }
      // The mean of n uniform numbers has the standard error 1 / √(12n) = .0009 here.
      precondition(abs(sum / 100_000 - 0.5) < 0.0046, "mean \(sum / 100_000)")
      blackHole(sum)
    }
  }

  for workers in [1, 2] {
    Benchmark("Parallel.mapChunks, 10,000 empty chunks, workers \(workers)") { benchmark in
      for _ in benchmark.scaledIterations {
        let parts = Parallel.mapChunks(of: 10_000, chunkSize: 1, workers: workers) {
          $0.lowerBound
        }
        precondition(parts.count == 10_000 && parts[9_999] == 9_999, "parts out of order")
        blackHole(parts)
      }
    }
  }
}

/// Bytes that are the same for the same seed.
func randomBytes(count: Int, seed: UInt64) -> [UInt8] {
  var random = SeededRandom(seed: seed)
  return (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
}
