// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import GamutLinear

@Suite struct BLASTests {
  @Test(.enabled(if: ProcessInfo.processInfo.environment["OPENBLAS_CORETYPE"] == nil))
  func `the kernels in use are no worse than the processor can run`() {
    // OpenBLAS 0.3.21 takes its oldest kernels for a processor it does not know.
    let used = BLAS.coreName
    guard let best = BLAS.bestName else { return }
    #expect(!BLAS.isBetter(best, than: used), "\(used), not \(best)")
  }

  @Test func `wider kernels are taken, and never narrower ones`() {
    for used in ["Prescott", "Core2", "Nehalem", "Sandybridge", "Haswell", "Zen"] {
      #expect(BLAS.isBetter("SkylakeX", than: used))
    }
    for used in ["Prescott", "Nehalem", "Barcelona"] {
      #expect(BLAS.isBetter("Haswell", than: used))
    }
    for used in ["Haswell", "Zen", "SkylakeX", "Cooperlake", "SapphireRapids", "SAPPHIRERAPIDS"] {
      #expect(!BLAS.isBetter("Haswell", than: used))
    }
    for used in ["SkylakeX", "Cooperlake", "SapphireRapids"] {
      #expect(!BLAS.isBetter("SkylakeX", than: used))
    }
  }
}
