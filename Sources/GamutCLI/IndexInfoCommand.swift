// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Gamut
import GamutJSON
import GamutReport

struct IndexInfoCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "info", abstract: "Say what an index holds, and whether all of it is whole.")

  @Argument(help: ArgumentHelp("The index.", valueName: "index")) var index: String
  @Option(help: ArgumentHelp("Where the same goes as JSON.", valueName: "file"))
  var json: String?

  func run(in session: Session) throws {
    let index = try openIndex(index, workers: 1, in: session)
    if let json {
      var writer = JSONWriter(form: .indented)
      writer.value(index.jsonValue)
      writer.endLine()
      var file = try OutputFile(path: json)
      try file.write(writer.bytes.span)
      try file.commit()
      if json == "-" { return }
    }
    try session.audience.show(.data) { _ in Array(index.summary.utf8) }
  }
}
