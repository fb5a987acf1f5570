// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutTestSupport

/// A BERT written down as the papers do, in `Double` and one row at a time.
enum PlainTransformer {
  typealias Row = [Double]

  static func gelu(_ x: Double) -> Double { 0.5 * x * erfc(-x / 2.0.squareRoot()) }

  static func norm(_ row: Row, _ scale: [Float], _ shift: [Float], _ epsilon: Double) -> Row {
    let mean = row.reduce(0, +) / Double(row.count)
    let variance = row.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(row.count)
    return row.indices.map {
      (row[$0] - mean) / (variance + epsilon).squareRoot() * Double(scale[$0]) + Double(shift[$0])
    }
  }

  static func attention(_ q: [Row], _ k: [Row], _ v: [Row], headCount: Int) -> [Row] {
    let width = q[0].count / headCount
    return q.indices.map { i in
      (0..<headCount).flatMap { head -> Row in
        let columns = head * width..<(head + 1) * width
        let scores = k.map { key in
          columns.map { q[i][$0] * key[$0] }.reduce(0, +) / Double(width).squareRoot()
        }
        let peak = scores.max() ?? 0
        let weights = scores.map { exp($0 - peak) }
        let total = weights.reduce(0, +)
        return columns.map { j in
          zip(weights, v).map { $0 * $1[j] }.reduce(0, +) / total
        }
      }
    }
  }

  /// The last hidden states of one text, whose tokens stand at `places`, from 0 on where none are
  /// given.
  static func states(of tokens: [Int32], _ model: TinyModel, places: [Int]? = nil) -> [Row] {
    func dense(_ row: Row, _ name: String) -> Row {
      let weights = model.elements("\(name).weight")
      return model.elements("\(name).bias").enumerated().map { output, bias in
        row.indices.map { row[$0] * Double(weights[output * row.count + $0]) }
          .reduce(Double(bias), +)
      }
    }
    func norm(_ row: Row, _ name: String) -> Row {
      Self.norm(row, model.elements("\(name).weight"), model.elements("\(name).bias"), 1e-12)
    }
    func sum(_ a: Row, _ b: Row) -> Row { zip(a, b).map { $0 + $1 } }
    let width = TinyModel.width
    var states = tokens.enumerated().map { number, token -> Row in
      let position = places?[number] ?? number
      let words = model.elements("embeddings.word_embeddings.weight")
      let positions = model.elements("embeddings.position_embeddings.weight")
      let types = model.elements("embeddings.token_type_embeddings.weight")
      return norm(
        (0..<width).map {
          Double(words[Int(token) * width + $0]) + Double(positions[position * width + $0])
            + Double(types[$0])
        }, "embeddings.LayerNorm")
    }
    for number in 0..<TinyModel.layerCount {
      let name = "encoder.layer.\(number)"
      let mixed = attention(
        states.map { dense($0, "\(name).attention.self.query") },
        states.map { dense($0, "\(name).attention.self.key") },
        states.map { dense($0, "\(name).attention.self.value") }, headCount: TinyModel.headCount)
      states = zip(states, mixed).map {
        norm(
          sum($0, dense($1, "\(name).attention.output.dense")), "\(name).attention.output.LayerNorm"
        )
      }
      states = states.map { state in
        let inner = dense(state, "\(name).intermediate.dense").map(gelu)
        return norm(sum(state, dense(inner, "\(name).output.dense")), "\(name).output.LayerNorm")
      }
    }
    return states
  }
}
