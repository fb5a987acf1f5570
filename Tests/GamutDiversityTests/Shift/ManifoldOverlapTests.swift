// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutDiversity
import GamutLinear
import GamutTestSupport
import Testing

@Suite struct ManifoldOverlapTests {
  /// What the definition says.
  private struct Naive {
    var precision = 0
    var recall = 0
    var inside = 0
    var coverage = 0

    init(_ training: [[Double]], _ reference: [[Double]]) {
      func distance(_ a: [Double], _ b: [Double]) -> Double {
        zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
      }
      func radii(_ rows: [[Double]]) -> [Double] {
        rows.indices.map { i in
          let others = rows.indices.filter { $0 != i }.map { distance(rows[i], rows[$0]) }.sorted()
          return others.isEmpty ? 0 : others[min(4, others.count - 1)]
        }
      }
      let (inReference, inTraining) = (radii(reference), radii(training))
      for row in training {
        let balls = reference.indices.count { distance(row, reference[$0]) < inReference[$0] }
        inside += balls
        if balls > 0 { precision += 1 }
      }
      for (i, row) in reference.enumerated() {
        if training.contains(where: { distance($0, row) < inReference[i] }) { coverage += 1 }
        if training.indices.contains(where: { distance(training[$0], row) < inTraining[$0] }) {
          recall += 1
        }
      }
    }
  }

  private static let x = raw(40) { i, j in ((7 * i + 13 * j + 3 * i * j + i * i) % 101) - 50 }
  private static let y = raw(30) { i, j in ((5 * i + 11 * j + 2 * i * j + 3 * i * i) % 103) - 51 }

  private static func raw(_ count: Int, _ element: (Int, Int) -> Int) -> [[Double]] {
    (0..<count).map { i in (0..<8).map { Double(element(i, $0)) } }
  }

  @Test func `the numbers of the reference rows`() throws {
    let unit = ManifoldOverlap(
      training: matrix(of: ReferenceRows.u), reference: matrix(of: ReferenceRows.v), workers: 1)
    #expect(unit.precision.value == 1 && unit.recall.value == 1 && unit.coverage.value == 1)
    #expect(abs(try #require(unit.density).value - 0.89) < 1e-9)
    let raw = ManifoldOverlap(
      training: matrix(of: Self.x), reference: matrix(of: Self.y), workers: 1)
    #expect(raw.precision.value == 0.975 && raw.recall.value == 1 && raw.coverage.value == 1)
    #expect(abs(try #require(raw.density).value - 1.15) < 1e-9)
  }

  @Test func `it agrees with the definition`() throws {
    var random = SeededRandom(seed: 14)
    for round in 0..<25 {
      let columns = 1 + random.next(below: 5)
      func rows(_ count: Int, _ shift: Double) -> [[Double]] {
        // Quarters, so that many distances are equal and floats hold all.
        (0..<count).map { _ in
          (0..<columns).map { _ in Double(random.next(below: 9)) / 4 + shift }
        }
      }
      let training = rows(1 + random.next(below: 30), round % 3 == 0 ? 0.5 : 0)
      let reference = rows(1 + random.next(below: 30), 0)
      let found = ManifoldOverlap(
        training: matrix(of: training), reference: matrix(of: reference), workers: 2)
      let wanted = Naive(training, reference)
      #expect(found.precision == Share(count: wanted.precision, total: training.count))
      #expect(found.recall == Share(count: wanted.recall, total: reference.count))
      #expect(found.coverage == Share(count: wanted.coverage, total: reference.count))
      let density = Double(wanted.inside) / Double(training.count) / 5
      #expect(abs(try #require(found.density).value - density) < 1e-12)
    }
  }

  @Test func `equal distributions have the expected coverage, and a density of 1`() throws {
    var random = SeededRandom(seed: 15)
    let centre = [1.0, 0, 0, 0, 0, 0]
    var (coverage, density) = (0.0, 0.0)
    for _ in 0..<10 {
      let found = ManifoldOverlap(
        training: matrix(of: rows(200, around: centre, noise: 2, &random)),
        reference: matrix(of: rows(300, around: centre, noise: 2, &random)), workers: 2)
      // By hand: 1 − (299·298·297·296·295)/(499·498·497·496·495).
      #expect(abs(found.expectedCoverage - 0.92379482) < 1e-6)
      coverage += found.coverage.value / 10
      density += try #require(found.density).value / 10
    }
    // Ten times 300 rows: √(.924·.076/3000) = .5 %, doubled since balls overlap.
    #expect(abs(coverage - 0.92379482) < 0.03)
    #expect(abs(density - 1) < 0.1)
  }

  @Test func `the number of workers changes nothing`() {
    var random = SeededRandom(seed: 16)
    let a = matrix(of: rows(700, around: [1, 0, 0, 0], noise: 1, &random))
    let b = matrix(of: rows(600, around: [0, 1, 0, 0], noise: 1, &random))
    #expect(
      ManifoldOverlap(training: a, reference: b, workers: 1)
        == ManifoldOverlap(training: a, reference: b, workers: 4))
  }

  @Test func `nothing, one row and rows all equal`() {
    let none = Matrix(rowCount: 0, columnCount: 2)
    let one = Matrix(rowCount: 1, columnCount: 2, elements: [1, 0])
    let equal = Matrix(rowCount: 9, columnCount: 2, elements: (0..<18).map { $0 % 2 == 0 ? 1 : 0 })
    let empty = ManifoldOverlap(training: none, reference: none, workers: 1)
    #expect(empty.precision.total == 0 && empty.density == nil && empty.expectedCoverage == 0)
    #expect(ManifoldOverlap(training: none, reference: equal, workers: 1).coverage.count == 0)
    #expect(ManifoldOverlap(training: equal, reference: none, workers: 1).precision.count == 0)
    // Balls of radius 0 hold nothing.
    #expect(ManifoldOverlap(training: equal, reference: equal, workers: 1).coverage.count == 0)
    #expect(ManifoldOverlap(training: one, reference: one, workers: 1).recall.count == 0)
  }

  @Test func `columns must agree`() async {
    await #expect(processExitsWith: .failure) {
      _ = ManifoldOverlap(
        training: Matrix(rowCount: 1, columnCount: 2),
        reference: Matrix(rowCount: 1, columnCount: 3), workers: 1)
    }
  }
}
