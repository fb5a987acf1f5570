// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutDiversity
import GamutEmbedding
import GamutLinear
import GamutSimilarity
import GeneratedVectors

// Usage: core-times generate ROWS OUT.npy
//        core-times knn|near|clusters|density|join|spectral FILE.npy|ROWS VALUE WORKERS [floats|bytes]
//
// Times the algorithm alone, after the rows are loaded or generated, and prints one line of JSON.
// VALUE is the number of neighbours (near: approximate ones) or clusters, the least size of a density
// cluster, or the threshold; the last word fixes what bounds of
// neighbours and joins are multiplied in.

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

let arguments = CommandLine.arguments
switch arguments.dropFirst().first {
case "generate" where arguments.count == 4:
  try write(rows(arguments[2], workers: 1), to: arguments[3])
case let job? where arguments.count == 5 || arguments.count == 6:
  guard let value = Double(arguments[3]), let workers = Int(arguments[4]) else { exit(2) }
  let matrix = try rows(arguments[2], workers: workers)
  var bounds = ThresholdJoin.Options()
  if arguments.count == 6 { bounds.arithmetic = BoundArithmetic(rawValue: arguments[5]) }
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
    let options = SphericalKMeans.Options(clusterCount: Int(value))
    let found = SphericalKMeans(of: matrix, options: options, workers: workers)
    answer = ["objective": found.objective, "share": found.computedShare]
  case "join":
    let found = ThresholdJoin(
      within: matrix, threshold: value, options: bounds, workers: workers
    )
    .forEachBlock { _ in }
    answer = [
      "pairs": Double(found.pairCount), "share": found.scoredShare,
      "prefix": Double(found.prefixColumnCount),
    ]
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
