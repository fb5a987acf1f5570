// SPDX-License-Identifier: Apache-2.0

import FuzzSupport
import GamutEmbedding

fuzzBytes { bytes in
  let (elements, width) = try AnswerParser().vectors(in: bytes, count: 2, dimensionCount: nil)
  precondition(elements.count == 2 * width, "\(elements.count) elements of \(width) columns")
  precondition(elements.allSatisfy { $0.isFinite }, "not finite")
}
