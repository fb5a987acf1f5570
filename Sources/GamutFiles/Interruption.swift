// SPDX-License-Identifier: Apache-2.0

private import CGamutFiles

/// What happens when a signal ends the process: files without their own name yet are unlinked.
package enum Interruption {
  /// Catches the signals that end a program; see `gamut_catch_signals`.
  package static func arrange(wipesLine: Bool) { gamut_catch_signals(wipesLine ? 1 : 0) }

  /// From here to `release()` a first signal waits.
  static func hold() { gamut_hold_signals() }

  /// What waited takes effect.
  static func release() { gamut_release_signals() }
}
