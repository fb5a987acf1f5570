// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutDiversity
import GamutEmbedding
import GamutLinear
import GamutSimilarity
import GeneratedVectors

// Usage: core-times generate ROWS OUT.npy
//        core-times JOB FILE.npy|ROWS VALUE WORKERS [WORD]
//
// Times the algorithm alone, after the rows are loaded or generated, and prints one line of JSON.
//
//   JOB               VALUE       WORD
//   knn               neighbours  floats or bytes: what bounds are multiplied in
//   near              the same, approximate ones
//   join, anchors     threshold   the same, or ungrouped: no rows ruled out by their angles to a centre
//   between           threshold   the same; joins the first half of the rows with the second
//   density           the least size of a density cluster
//   clusters          clusters    full, twoLevel or miniBatch: how centroids are found
//   spectral          0

/// Rows of a file, or so many generated ones of 384 columns.
func rows(_ source: String, workers: Int) throws -> Matrix {
  if let count = Int(source) {
    return GeneratedRows(rowCount: count, columnCount: 384, seed: 5).matrix
  }
  return try NPYReader(workers: workers).read(path: source).matrix
}

func write(_ matrix: Matrix, to path: String) throws {
  guard FileManager.default.createFile(atPath: path, contents: nil) else {
    throw CocoaError(.fileWriteUnknown)
  }
  let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
  try NPYWriter.write(matrix) { (bytes: Span<UInt8>) throws in
    var chunk = Data(capacity: bytes.count)
    for i in bytes.indices { chunk.append(bytes[i]) }
    try file.write(contentsOf: chunk)
  }
  try file.close()
}

/// User and system seconds, and the peak of memory in bytes.
func usage() -> (busy: Double, peak: Int) {
  var usage = rusage()
  // Safe: the structure is ours.
  unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  let seconds = Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
  let rest = Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6
  return (seconds + rest, usage.ru_maxrss * 1_024)
}

func numbers(of statistics: ThresholdJoin.Statistics) -> [String: Double] {
  [
    "pairs": Double(statistics.pairCount), "share": statistics.scoredShare,
    "prefix": Double(statistics.prefixColumnCount), "skipped": statistics.skippedShare,
  ]
}

let arguments = CommandLine.arguments
switch arguments.dropFirst().first {
case "generate" where arguments.count == 4:
  try write(rows(arguments[2], workers: 1), to: arguments[3])
case let job? where arguments.count == 5 || arguments.count == 6:
  guard let value = Double(arguments[3]), let workers = Int(arguments[4]) else { exit(2) }
  let matrix = try rows(arguments[2], workers: workers)
  var bounds = ThresholdJoin.Options()
  let word = arguments.count == 6 ? arguments[5] : ""
  bounds.arithmetic = BoundArithmetic(rawValue: word)
  if word == "ungrouped" { bounds.centerCount = 0 }
  let clock = ContinuousClock()
  let before = usage().busy
  let start = clock.now
  let answer: [String: Double]
  switch job {
  case "knn":
    let found = NearestNeighbors(
      within: matrix, count: Int(value), options: bounds, workers: workers)
    answer = [
      "sum": found.similarities.reduce(0, +), "share": found.statistics.scoredShare,
      "prefix": Double(found.statistics.prefixColumnCount),
    ]
  case "near":
    let found = ApproximateNeighbors(within: matrix, count: Int(value), workers: workers)
    answer = [
      "sum": found.similarities.reduce(0, +), "recall": found.recall.value,
      "low": found.recall.low, "high": found.recall.high, "share": found.comparedShare,
      "lists": Double(found.listCount), "margin": found.margin ?? 2,
    ]
  case "density":
    let found = DensityClusters(
      of: matrix, options: .init(minimumClusterSize: Int(value)), workers: workers)
    answer = [
      "clusters": Double(found.sizes.count), "noise": Double(found.noiseCount),
      "scanned": Double(found.scannedRowCount), "recall": found.recall?.value ?? 1,
    ]
  case "clusters":
    var options = SphericalKMeans.Options(clusterCount: Int(value))
    options.method = KMeansMethod(rawValue: word)
    let found = SphericalKMeans(of: matrix, options: options, workers: workers)
    answer = ["objective": found.objective, "share": found.computedShare]
  case "join":
    let join = ThresholdJoin(within: matrix, threshold: value, options: bounds, workers: workers)
    answer = numbers(of: join.forEachBlock { _ in })
  case "between":
    let half = matrix.rowCount / 2
    let (left, right) = (
      matrix.selectingRows(0..<half), matrix.selectingRows(half..<matrix.rowCount)
    )
    let join = ThresholdJoin(
      of: left, with: right, threshold: value, options: bounds, workers: workers)
    answer = numbers(of: join.forEachBlock { _ in })
  case "anchors":
    let found = SemanticAnchors(
      of: matrix, keepOrder: (0..<matrix.rowCount).map { UInt32($0) }, threshold: value,
      options: bounds, workers: workers)
    answer = numbers(of: found.statistics)
  case "spectral":
    let found = try SpectralDiversity(of: matrix, workers: workers)
    answer = ["vendi": found.measures.raw.one]
  default: exit(2)
  }
  let seconds = (clock.now - start) / .seconds(1)
  let (busy, peak) = usage()
  let line = answer.merging(
    ["seconds": seconds, "cpu_seconds": busy - before, "peak_rss_bytes": Double(peak)]
  ) { $1 }
  print(
    String(
      decoding: try JSONSerialization.data(
        withJSONObject: line, options: [.sortedKeys]), as: UTF8.self))
default:
  FileHandle.standardError.write(Data("usage: see the head of CoreTimes/main.swift\n".utf8))
  exit(2)
}
