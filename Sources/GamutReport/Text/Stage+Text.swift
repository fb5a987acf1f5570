// SPDX-License-Identifier: Apache-2.0

import GamutCore

extension Stage {
  /// What it removed, as the heading of a row.
  var title: String {
    switch self {
    case .exact: "Exact copies"
    case .near: "Near-duplicates"
    case .semantic: "Semantic duplicates"
    case .repeated: "Repeated text"
    }
  }

  /// The class that the style sheet colours.
  var className: StaticString {
    switch self {
    case .exact: "exact"
    case .near: "near"
    case .semantic: "semantic"
    case .repeated: "repeat"
    }
  }
}
