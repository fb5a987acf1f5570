// SPDX-License-Identifier: Apache-2.0

import GamutReport
import GamutText

extension SetAsideText {
  /// The counts of `units`; nil for none.
  init?(_ units: SetAsideUnits) {
    guard !units.isEmpty else { return nil }
    self.init(units: units.unitCount, words: units.wordCount)
  }
}
