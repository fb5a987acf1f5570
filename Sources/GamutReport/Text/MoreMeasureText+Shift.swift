// SPDX-License-Identifier: Apache-2.0

// The measures of a set against a reference.

extension MoreMeasureText {
  /// How both sets lie in each other's neighbourhoods.
  static func neighborhoods(_ metric: MoreMeasures.Metric) -> MoreMeasureText {
    switch metric {
    case .precision:
      MoreMeasureText(
        "Precision",
        "The share of the training set that lies within the neighbourhood of a reference record.",
        change: "Dropping training records that are like nothing in the reference raises it.",
        format: NumberText.percent)
    case .recall:
      MoreMeasureText(
        "Recall",
        "The share of the reference that lies within the neighbourhood of a training record.",
        change: "Training records of the kinds that are missing raise it; so do stray ones.",
        format: NumberText.percent)
    case .density:
      MoreMeasureText(
        "Density",
        "How densely training records lie where the reference is: 1 is as dense as its own records.",
        change: "Training records in the midst of the traffic raise it, those far from it lower it."
      )
    default:
      MoreMeasureText(
        "Neighbourhood coverage",
        "The share of the reference with a training record nearer than its own fifth neighbour.",
        change: "Training records like the reference records without one raise it.",
        format: NumberText.percent)
    }
  }

  /// How the clouds of vectors differ.
  static func moments(_ metric: MoreMeasures.Metric) -> MoreMeasureText {
    switch metric {
    case .novelDirections:
      MoreMeasureText(
        "Novel directions (KEN)",
        "How much of the reference lies in directions that the training set has less of: 0 is "
          + "nothing, 100 % all.",
        change: "Training records like the examples below lower it.", format: NumberText.percent)
    case .strictlyNovelDirections:
      MoreMeasureText(
        "Novel directions, η = 2",
        "How much of the reference lies in directions that the training set has less than half of.",
        change: "Training records like the examples below lower it.", format: NumberText.percent)
    case .linearDiscrepancy:
      MoreMeasureText(
        "MMD², linear",
        "How far apart the mean vectors of both sets are, squared: 0 is not at all.",
        change: "Moving the mix of kinds towards that of the reference lowers it.")
    case .quadraticDiscrepancy:
      MoreMeasureText(
        "MMD², quadratic",
        "How differently both sets spread over directions, squared: 0 is not at all.",
        change: "Moving the mix of kinds towards that of the reference lowers it.")
    default:
      MoreMeasureText(
        "Fréchet distance",
        "How far apart both sets are as normal clouds, mean and spread together, squared.",
        change: "Kinds and their variety as in the reference lower it; so do more records of both.")
    }
  }

  /// How differently both sets spread over clusters.
  static func shares(_ metric: MoreMeasures.Metric) -> MoreMeasureText {
    let change = "Moving the shares of the topics towards those of the reference lowers it."
    return switch metric {
    case .jensenShannon:
      MoreMeasureText(
        "Jensen–Shannon divergence",
        "How differently both sets spread over the same clusters: 0 is alike, 0.69 without overlap.",
        change: change)
    case .totalVariation:
      MoreMeasureText(
        "Total variation",
        "The share of the training set that would have to change clusters to spread as the "
          + "reference does.",
        change: change, format: NumberText.percent)
    case .hellinger:
      MoreMeasureText(
        "Hellinger distance",
        "How differently both sets spread over the same clusters, rare ones weighing more: 0 is "
          + "alike, 1 without overlap.",
        change: change)
    case .stabilityIndex:
      MoreMeasureText(
        "Stability index (PSI)",
        "How differently both sets spread over the same clusters, as credit scoring has it: below "
          + "0.1 is read as no shift, above 0.25 as a large one.",
        change: change)
    default:
      MoreMeasureText(
        "Frontier integral",
        "How differently both sets spread over the same clusters, averaged over all mixtures of "
          + "both: 0 is alike, 1 without overlap.",
        change: change)
    }
  }
}
