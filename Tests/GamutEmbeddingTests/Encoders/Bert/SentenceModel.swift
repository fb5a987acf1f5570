// SPDX-License-Identifier: Apache-2.0

import GamutTestSupport

/// The real model that `Scripts/fetch-model` brings.
enum SentenceModel {
  static let path: String = {
    // Tests/GamutEmbeddingTests/Encoders/Bert/SentenceModel.swift, five levels below the root.
    let parts = #filePath.split(separator: "/").dropLast(5)
    return "/" + parts.joined(separator: "/") + "/.build/models/all-MiniLM-L6-v2"
  }()

  static var isPresent: Bool { SharedData.isPresent("\(path)/model.safetensors") }
}
