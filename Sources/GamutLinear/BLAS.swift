// SPDX-License-Identifier: Apache-2.0

private import CGamutBLAS

/// OpenBLAS, which is loaded on its first use: the switch of its own threads, and its name for the
/// machine.
///
/// Gamut has one level of threads, its own: the low bits of a BLAS result change with the thread
/// count and the shape of the blocks, so BLAS runs on one thread, on blocks of constant shape.
public enum BLAS {
  /// The kernels OpenBLAS uses on this machine, such as `Haswell` or `SkylakeX`. Results are the
  /// same on machines that share it.
  ///
  /// OpenBLAS chooses by a list of processor models, and takes its oldest kernels for a model that is
  /// newer than itself: a quarter of the speed. So where the processor says it can run better ones,
  /// those are taken, unless the environment variable `OPENBLAS_CORETYPE` names others.
  public static var coreName: String {
    prepare()
    return chosenName
  }

  /// Why OpenBLAS cannot be used.
  public struct LoadError: Error, CustomStringConvertible {
    /// One line: what was not found, and what provides it.
    public let description: String
  }

  /// Loads OpenBLAS, before the first matrix is multiplied, where that it is missing is to be an error
  /// and not the end.
  public static func load() throws(LoadError) {
    // Safe: a terminated string, which never changes once it is there.
    guard let problem = unsafe gamut_blas_problem() else { return prepare() }
    throw LoadError(description: unsafe String(cString: problem))
  }

  /// Makes every later BLAS call of the process run on the calling thread alone, by the best kernels.
  ///
  /// - Precondition: OpenBLAS is there, as `load` finds out.
  static func prepare() { _ = prepared }

  /// A global's initialiser runs once, before its first use returns; so no BLAS call of ours runs at
  /// the same time.
  private static let prepared: Void = {
    // Safe: as in `load`.
    if let problem = unsafe gamut_blas_problem() {
      preconditionFailure(unsafe String(cString: problem))
    }
    if let best = bestName, isBetter(best, than: chosenName) {
      // Safe: the name lives until the call returns, which copies it.
      unsafe gamut_blas_choose_core(best)
    }
    gamut_blas_set_num_threads(1)
  }()

  /// The best kernels for what the processor can do; nil where that is not known.
  static var bestName: String? {
    // Safe: the name is a constant, terminated string.
    unsafe gamut_blas_core_of_processor().map { unsafe String(cString: $0) }
  }

  private static var chosenName: String {
    // Safe: OpenBLAS returns a constant, terminated string.
    unsafe String(cString: gamut_blas_get_corename())
  }

  /// Whether kernels need instructions that those in use do without.
  static func isBetter(_ core: String, than used: String) -> Bool {
    let wide: Set<String> = ["skylakex", "cooperlake", "sapphirerapids"]
    let narrow: Set<String> = ["haswell", "zen"]
    let used = used.lowercased()
    if wide.contains(used) { return false }
    return wide.contains(core.lowercased()) || !narrow.contains(used)
  }

  /// `value` as the 32-bit integer of BLAS.
  static func size(_ value: Int) -> Int32 {
    precondition(value <= Int(Int32.max), "\(value) exceeds the 32-bit sizes of BLAS")
    return Int32(value)
  }
}
