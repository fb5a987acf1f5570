// SPDX-License-Identifier: Apache-2.0

// The one door to the C library's mathematics.
#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#else
  private import Darwin
#endif

/// ln x: −∞ at 0, NaN below.
public func naturalLogarithm(_ x: Double) -> Double { log(x) }

/// eˣ.
public func exponential(_ x: Double) -> Double { exp(x) }

/// `base` to the power of `exponent`.
public func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

/// ln Γ(x), x > 0.
public func logGamma(_ x: Double) -> Double {
  var sign: Int32 = 0
  // Safe: the reentrant form writes only to our variable; `lgamma` writes to a global.
  return unsafe lgamma_r(x, &sign)
}
