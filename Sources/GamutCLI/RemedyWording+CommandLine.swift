// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutReport

extension RemedyWording {
  /// The options of this program that do what the library advises: the one place that joins them.
  static let commandLine = RemedyWording { remedy in
    switch remedy {
    case .nameFields: "name those that hold the text with --text, or their roles with --parts"
    case .nameTextField: "or name a text field with --text"
    case .allowMixedSchemas: "--allow-mixed reads each record by its own"
    case .seeRejected: "see where and why with gamut dedupe --rejected FILE"
    case .nameVectorField: "name the one with the vectors by --embedding-field"
    case .nameKeyField: "or name the field of a key by --embedding-key"
    case .nameModel: "expected --model-name NAME"
    case .keepVectors: "--cache DIR would have kept them"
    case .compareTexts: "expected --alike text and --fold words, or an index built anew"
    case .compareAnswers: "--view all, in report --dedupe-view all, compares both"
    case .compareField: "--compare FIELD keeps them apart, but not with --alike text"
    case .ignoreField: "--ignore FIELD makes copies of them"
    case .compareForm: "--fold space keeps such records apart"
    case .distinguishNumbers: "--distinct numbers keeps them apart"
    case .preferSource:
      "say which source should win: --prefer; or stop at a bound: --max-source-removal"
    case .useKept: "train on the clean set: dedupe -o FILE or report --kept FILE writes it"
    case .readPairs: "to read the pairs: report -o FILE, or pairs --by semantic --threshold T"
    case .allowSmallerGroups: "try a smaller --min-size, or k-means"
    case .useOtherFolder: "--tmp-dir names another folder"
    case .writeLines: "-o FILE.jsonl converts, --output-dir DIR writes a file for each input"
    case .raiseMemory: "a larger --memory, or none, allows more"
    }
  }
}

extension ReportDocument {
  /// The same document, its remedies in the words of this program.
  var worded: ReportDocument {
    var document = self
    document.wording = .commandLine
    return document
  }
}
