// SPDX-License-Identifier: Apache-2.0

import FuzzSupport
import GamutCore
import GamutEmbedding

// A static model of eight tokens in two columns, whose tokeniser is the fuzzer's.
let folder = FuzzedFolder()
folder.write("{\"model_type\": \"model2vec\"}".utf8, to: "config.json")
let head = "{\"embeddings\":{\"dtype\":\"F32\",\"shape\":[8,2],\"data_offsets\":[0,64]}}"
var weights = [UInt8](repeating: 0, count: 8) + head.utf8 + [UInt8](repeating: 0x3F, count: 64)
weights.put(UInt64(head.utf8.count), at: 0)
folder.write(weights, to: "model.safetensors")
let texts = TextBatch(["cats, dogs [UNK]", "", "Ünïcode 猫 a\u{0}b", "[CLS]x##s"])

fuzzFile(at: folder.path("tokenizer.json")) { path in
  let model = try ModelFolder(path: String(path.dropLast("/tokenizer.json".utf8.count)))
  var elements: [Float] = []
  try model.encoder.appendVectors(of: texts, to: &elements, workers: 1)
  precondition(elements.count == 2 * texts.count, "\(elements.count) elements")
  precondition(elements.allSatisfy { $0.isFinite }, "not finite")
}
