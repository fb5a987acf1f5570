// SPDX-License-Identifier: Apache-2.0

public import GamutLinear

/// What the moments of a set of rows of norm 1 (or 0) say of its variety.
public struct SpectralMeasures: Hashable, Codable, Sendable {
  /// Vendi scores of the rows as they are.
  public let raw: VendiScores
  /// Vendi scores of the rows less their mean.
  public let centred: VendiScores
  /// The effective rank of the rows as they are, 1…d.
  public let effectiveRank: Double
  /// The effective rank of the rows less their mean, 1…d.
  public let centredEffectiveRank: Double
  /// The mean squared length of the rows less their mean: 1 − ‖m/n‖² for rows of norm 1; 0 where all
  /// are equal, 1 where they cancel out.
  public let spread: Double
  /// The mean cosine of two different rows, −1…1; 0 below two rows.
  public let meanCosine: Double
  /// The inverse of the mean squared cosine of two different rows: an RKE score without the pairs of a
  /// row with itself, which make `raw.two` too small. 0 below two rows, and where no two rows have
  /// anything in common.
  ///
  /// The mean of all pairs of different rows is unbiased (W. Hoeffding, *A class of statistics with
  /// asymptotically normal distribution*, 1948, doi:10.1214/aoms/1177730196).
  public let pairScore: Double

  /// Vendi scores of four orders: the higher the order, the less rare directions count.
  public struct VendiScores: Hashable, Codable, Sendable {
    /// q = ½.
    public let half: Double
    /// q = 1, the Vendi score proper: exp of the entropy.
    public let one: Double
    /// q = 2: the RKE score when raw, the participation ratio when centred.
    public let two: Double
    /// q = ∞: 1/λ_max.
    public let infinity: Double

    /// The scores of `spectrum`.
    public init(of spectrum: Spectrum) {
      half = spectrum.vendiScore(order: 0.5)
      one = spectrum.vendiScore(order: 1)
      two = spectrum.vendiScore(order: 2)
      infinity = spectrum.vendiScore(order: .infinity)
    }
  }

  /// Measures the rows of `moments`.
  ///
  /// - Complexity: O(d³).
  public init(of moments: RowMoments) throws(SymmetricMatrix.ConvergenceError) {
    let spectrum = try Spectrum(of: moments, centring: .raw)
    let around = try Spectrum(of: moments, centring: .centred)
    raw = VendiScores(of: spectrum)
    centred = VendiScores(of: around)
    effectiveRank = spectrum.effectiveRank
    centredEffectiveRank = around.effectiveRank
    let n = Double(moments.rowCount)
    let trace = moments.gram.trace
    let square = moments.sum.reduce(0) { $0 + $1 * $1 }
    // The trace stands for n: rows of norm 0 have no cosine of 1 with themselves to take away.
    spread = n > 0 ? max(0, trace / n - square / (n * n)) : 0
    meanCosine = n > 1 ? (square - trace) / (n * (n - 1)) : 0
    // Rows have norm 1 or 0, so the trace counts those that have a direction.
    let squares = moments.gram.elements.reduce(0) { $0 + $1 * $1 } - trace
    pairScore = trace > 1 && squares > 0 ? trace * (trace - 1) / squares : 0
  }
}

extension SpectralMeasures {
  /// The mean squared cosine of two rows, pairs of a row with itself included: 1 / VS₂ raw.
  ///
  /// > Source: M. Jalali, C. Li, F. Farnia, *An Information-Theoretic Evaluation of Generative Models
  /// > in Learning Multi-modal Distributions* (RKE), 2023.
  public var meanSquaredCosine: Double { raw.two > 0 ? 1 / raw.two : 0 }

  /// (Σλ)²/Σλ² of the centred rows: their Vendi score of order 2.
  public var participationRatio: Double { centred.two }

  /// 1 − the mean cosine of two different rows.
  public var meanDistance: Double { 1 - meanCosine }
}
