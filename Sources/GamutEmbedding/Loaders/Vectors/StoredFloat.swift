// SPDX-License-Identifier: Apache-2.0

/// How the numbers of a vector stand in a file, the least significant byte first.
enum StoredFloat: Hashable, Sendable, CaseIterable {
  /// IEEE half precision.
  case float16
  /// The upper half of IEEE single precision.
  case bfloat16
  /// IEEE single precision.
  case float32
  /// IEEE double precision.
  case float64

  /// Bytes per number.
  var byteCount: Int {
    switch self {
    case .float16, .bfloat16: 2
    case .float32: 4
    case .float64: 8
    }
  }
}

extension StoredFloat {
  /// The type of a `.npy` file: `<f2`, `<f4` or `<f8`.
  init?(npyType: String) {
    switch npyType {
    case "<f2": self = .float16
    case "<f4": self = .float32
    case "<f8": self = .float64
    default: return nil
    }
  }

  /// The type of a safetensors file: `F16`, `BF16`, `F32` or `F64`.
  init?(_ tensor: SafetensorsFile.Tensor) {
    switch tensor.element {
    case .float16: self = .float16
    case .bfloat16: self = .bfloat16
    case .float32: self = .float32
    case .float64: self = .float64
    default: return nil
    }
  }
}

extension Float {
  /// The value of a half-precision number, exactly.
  ///
  /// In integer arithmetic and one multiplication, which the compiler vectorises: without the
  /// instructions of F16C, `Float(Float16)` is a call of the run-time library per element. Shifted
  /// into place, exponent and fraction are those of a number too small by 2¹¹² (the difference of
  /// the biases, 127 − 15); multiplying it back is exact, for subnormal numbers too.
  static func single(fromHalf half: UInt16) -> Float {
    let magnitude = Float(bitPattern: UInt32(half & 0x7FFF) &<< 13) * 0x1p112
    // Exponent 31 means infinity or NaN; scaled, it stands at 2¹⁶ and above.
    let bits = magnitude.bitPattern | (magnitude >= 0x1p16 ? 0x7F80_0000 : 0)
    return Float(bitPattern: bits | UInt32(half & 0x8000) &<< 16)
  }
}
