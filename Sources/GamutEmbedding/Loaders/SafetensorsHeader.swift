// SPDX-License-Identifier: Apache-2.0

import GamutJSON

/// The rules of a safetensors header.
struct SafetensorsHeader {
  /// The file, for the errors.
  let path: String
  /// Where the bytes of the tensors begin and end in the file.
  let start: Int
  let end: Int

  /// The tensors of the header, checked: sizes that match the shapes where the type is known, and no
  /// byte of the file in no tensor or in two.
  func tensors(of header: JSONTree) throws(EmbeddingError) -> [String: SafetensorsFile.Tensor] {
    var tensors: [String: SafetensorsFile.Tensor] = [:]
    for member in header.members ?? [] {
      let name = String(decoding: member.key, as: UTF8.self)
      if name == "__metadata__" {
        guard let pairs = member.value.members, pairs.allSatisfy({ $0.value.text != nil }) else {
          throw fault("\"__metadata__\" is \(member.value.kind), expected an object of strings")
        }
        continue
      }
      // Names that differ in bytes only by Unicode normalisation: no model has them.
      guard tensors.updateValue(try tensor(name, member.value), forKey: name) == nil else {
        throw fault("tensor \"\(name)\" stands there twice")
      }
    }
    var place = start
    let order = tensors.sorted {
      ($0.value.range.lowerBound, $0.value.range.upperBound, $0.key)
        < ($1.value.range.lowerBound, $1.value.range.upperBound, $1.key)
    }
    for (name, tensor) in order {
      guard tensor.range.lowerBound == place else {
        let relation = tensor.range.lowerBound > place ? "a hole" : "an overlap"
        throw fault(
          "\(relation): tensor \"\(name)\" begins at \(tensor.range.lowerBound - start), "
            + "expected \(place - start)")
      }
      place = tensor.range.upperBound
    }
    guard place == end else {
      throw fault("the tensors end at \(place - start), the file at \(end - start)")
    }
    return tensors
  }

  private func tensor(_ name: String, _ value: JSONTree) throws(EmbeddingError)
    -> SafetensorsFile.Tensor
  {
    guard let type = value["dtype"]?.text else {
      throw fault("tensor \"\(name)\": dtype: found none, expected F32, F16, BF16, …")
    }
    let shape = value["shape"]?.elements?.map { $0.integer ?? -1 } ?? [-1]
    let offsets = value["data_offsets"]?.elements?.map { $0.integer ?? -1 } ?? []
    guard shape.allSatisfy({ $0 >= 0 }) else {
      throw fault("tensor \"\(name)\": shape is not an array of whole numbers")
    }
    guard offsets.count == 2, offsets[0] >= 0, offsets[0] <= offsets[1], offsets[1] <= end - start
    else {
      throw fault(
        "tensor \"\(name)\": data_offsets \(offsets), expected two within 0…\(end - start)")
    }
    let tensor = SafetensorsFile.Tensor(
      type: type, shape: shape, range: start + offsets[0]..<start + offsets[1])
    // The format grows: what a type of later years takes is not known, and such a tensor not read.
    guard var byteCount = tensor.element?.byteCount else { return tensor }
    for size in shape {
      let (product, overflow) = byteCount.multipliedReportingOverflow(by: size)
      guard !overflow else { throw fault("tensor \"\(name)\": the shape \(shape) is too large") }
      byteCount = product
    }
    guard byteCount == offsets[1] - offsets[0] else {
      throw fault(
        "tensor \"\(name)\": \(offsets[1] - offsets[0]) bytes, but \(shape) of \(type) takes "
          + "\(byteCount)")
    }
    return tensor
  }

  private func fault(_ detail: String) -> EmbeddingError {
    EmbeddingError(code: .badTensors, path: path, detail: detail)
  }
}
