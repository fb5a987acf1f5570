// SPDX-License-Identifier: Apache-2.0

private import CGamutBLAS

/// The switch of OpenBLAS's own threads, and its name for the machine.
///
/// Gamut has one level of threads, its own: the low bits of a BLAS result change with the thread
/// count and the shape of the blocks, so BLAS runs on one thread, on blocks of constant shape.
public enum BLAS {
  /// The kernels OpenBLAS chose for this machine, such as `Haswell` or `SkylakeX`. Results are the
  /// same on machines that share it.
  public static var coreName: String {
    useOneThread()
    // Safe: OpenBLAS returns a constant, terminated string.
    return unsafe String(cString: openblas_get_corename())
  }

  /// Makes every later BLAS call of the process run on the calling thread alone.
  static func useOneThread() { _ = oneThread }

  /// A global's initialiser runs once, before its first use returns.
  private static let oneThread: Void = openblas_set_num_threads(1)

  /// `value` as the 32-bit integer of BLAS.
  static func size(_ value: Int) -> Int32 {
    precondition(value <= Int(Int32.max), "\(value) exceeds the 32-bit sizes of BLAS")
    return Int32(value)
  }
}
