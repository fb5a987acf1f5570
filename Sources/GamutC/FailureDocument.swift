// SPDX-License-Identifier: Apache-2.0

import Gamut
import GamutCorpus
import GamutJSON

/// An error as JSON: its line, and its place where that is known.
struct FailureDocument {
  /// The JSON text.
  let text: String

  init(_ error: any Error, message: String) {
    let place = error as? CorpusError
    var members = [JSONMember("message", .string(message))]
    if let path = place?.path { members.append(JSONMember("path", .string(path))) }
    if let line = place?.line { members.append(JSONMember("line", .integer(line))) }
    if let row = place?.row { members.append(JSONMember("row", .integer(row))) }
    if let field = place?.field { members.append(JSONMember("field", .string(field))) }
    var writer = JSONWriter()
    writer.value(.object(members))
    text = String(decoding: writer.bytes, as: UTF8.self)
  }
}
