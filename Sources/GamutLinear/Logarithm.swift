// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#else
  private import Darwin
#endif

/// ln x; the one function of the C library this module needs.
func naturalLogarithm(_ x: Double) -> Double { log(x) }
