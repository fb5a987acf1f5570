// SPDX-License-Identifier: Apache-2.0

import GamutCore

extension SafetensorsFile {
  /// Tensors that are listed where there is not one matrix.
  private static let listedCount = 20

  /// Reads the tensor `name`; nil takes the only one of two dimensions.
  func rows(
    named name: String?, expectedRowCount: Int?, workers: Int
  ) throws(EmbeddingError) -> VectorRows {
    let (name, tensor) = try matrix(name)
    guard let format = StoredFloat(tensor) else {
      throw EmbeddingError(
        code: .unsupportedType, path: path,
        detail: "tensor \"\(name)\" is of \(tensor.type), expected F32, F16, BF16 or F64")
    }
    guard tensor.shape.count == 2, tensor.shape[1] > 0 else {
      throw EmbeddingError(
        code: .badShape, path: path,
        detail: "tensor \(entry(name, tensor)), expected rows × columns")
    }
    let rows = StoredRows(
      format: format, rowCount: tensor.shape[0], columnCount: tensor.shape[1],
      start: tensor.range.lowerBound)
    try rows.require(expectedRowCount, path: path)
    return try rows.load(from: file, workers: workers)
  }

  private func matrix(_ name: String?) throws(EmbeddingError) -> (String, Tensor) {
    if let name {
      guard let tensor = tensors[name] else {
        throw EmbeddingError(code: .wrongArray, path: path, detail: "no \"\(name)\"; \(list)")
      }
      return (name, tensor)
    }
    let matrices = tensors.filter { $0.value.shape.count == 2 }
    guard matrices.count == 1, let found = matrices.first else {
      throw EmbeddingError(
        code: .wrongArray, path: path,
        detail: list, remedy: .nameVectorField)
    }
    return (found.key, found.value)
  }

  private var list: String {
    guard !tensors.isEmpty else { return "it holds no tensors" }
    let order = tensors.sorted { $0.key < $1.key }.prefix(Self.listedCount)
    return ArrayList.text(order.map(entry), count: tensors.count, noun: "tensors")
  }

  private func entry(_ name: String, _ tensor: Tensor) -> String {
    ArrayList.entry(name, shape: tensor.shape, type: tensor.type)
  }
}
