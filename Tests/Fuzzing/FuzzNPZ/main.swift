// SPDX-License-Identifier: Apache-2.0

import FuzzSupport
import GamutEmbedding

fuzzFile { path in
  let found = try VectorReader(workers: 1).read(path: path, format: .npz)
  precondition(found.matrix.elements.allSatisfy { $0.isFinite }, "not finite")
}
