// SPDX-License-Identifier: Apache-2.0

// The measures of one set.

extension MoreMeasureText {
  /// How many kinds there are, of topics and of ways to differ.
  static func kinds(_ metric: MoreMeasures.Metric) -> MoreMeasureText {
    switch metric {
    case .sampleCoverage:
      MoreMeasureText(
        "Sample coverage",
        "The chance that one more record of the same source falls into a topic that the set holds.",
        change: "A second record in each topic that has only one raises it.",
        format: NumberText.percent)
    case .unseenMass:
      MoreMeasureText(
        "Unseen mass",
        "The chance that one more record of the same source opens a topic that the set lacks.",
        change: "It falls as topics with a single record get a second one.",
        format: NumberText.percent)
    case .chao1:
      MoreMeasureText(
        "Topics of the source (Chao1)",
        "How many topics the source of the set has at least, by how many hold one record and two.",
        change: "It comes down to the topics in use once hardly any holds a single record.")
    case .twoNN:
      MoreMeasureText(
        "Intrinsic dimension (TwoNN)",
        "In how many independent ways a record differs from those most like it, by its two nearest.",
        change:
          "Records that vary in more ways at once raise it; variants of one template lower it.")
    default:
      MoreMeasureText(
        "Intrinsic dimension (MLE)",
        "In how many independent ways a record differs from those most like it, by its five nearest.",
        change:
          "It moves as that by two neighbours does; far from it, records come in tight groups.")
    }
  }

  /// How texts are worded.
  static func wording(_ metric: MoreMeasures.Metric) -> MoreMeasureText {
    func distinct(_ name: String, _ what: String) -> MoreMeasureText {
      MoreMeasureText(
        name, "The share of \(what) that are different, in windows of equal length.",
        change: "New wordings raise it; more records by themselves do not.",
        format: NumberText.percent)
    }
    let vocabulary = "A richer vocabulary raises it; more or longer records do not."
    switch metric {
    case .compressionRatio:
      return MoreMeasureText(
        "Compression ratio",
        "How many times smaller gzip makes the texts; the more they repeat each other, the more.",
        change: "Rewording templates and dropping near-copies lower it.")
    case .distinct1: return distinct("Distinct-1", "words")
    case .distinct2: return distinct("Distinct-2", "two words in a row")
    case .distinct3: return distinct("Distinct-3", "three words in a row")
    case .distinct4: return distinct("Distinct-4", "four words in a row")
    case .selfRepetition:
      return MoreMeasureText(
        "Self-repetition",
        "How much records share four words in a row with others in a group of fixed size, on a "
          + "logarithmic scale: 0 is not at all.",
        change: "Rewording phrases that many records have lowers it.")
    case .movingAverage:
      return MoreMeasureText(
        "MATTR", "The share of different words in 100 words in a row.", change: vocabulary,
        format: NumberText.percent)
    case .textualDiversity:
      return MoreMeasureText(
        "MTLD", "How many words in a row keep the share of different ones at 72 % or above.",
        change: vocabulary)
    case .hypergeometric:
      return MoreMeasureText(
        "HD-D", "The share of different words to expect in 42 words drawn at random.",
        change: vocabulary, format: NumberText.percent)
    case .openingRate:
      return MoreMeasureText(
        "Opening rate",
        "The share of records that begin with one of the 20 most frequent openings of three words.",
        change: "Other ways to begin lower it; the openings are listed below.",
        format: NumberText.percent)
    default:
      return MoreMeasureText(
        "Template rate",
        "The share of records that hold one of the 20 most frequent runs of five words, one rare "
          + "word left open.",
        change: "Rewording the templates, which are listed below, lowers it.",
        format: NumberText.percent)
    }
  }
}
