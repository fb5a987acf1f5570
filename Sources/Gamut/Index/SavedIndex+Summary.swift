// SPDX-License-Identifier: Apache-2.0

public import GamutJSON
import GamutReport
import GamutText

extension SavedIndex {
  /// How many bytes of the file a record takes, its text included.
  public var bytesPerRecord: Double {
    count == 0 ? 0 : Double(texts.wholeByteCount) / Double(count)
  }

  /// What the index holds, in lines for a person.
  public var summary: String {
    let bytes = Int(bytesPerRecord.rounded())
    var lines = [
      "\(texts.path): \(count) records of \(additions.count) additions, "
        + "\(texts.wholeByteCount) bytes, \(bytes) a record",
      "made with \(options.description)",
    ]
    for (number, addition) in additions.enumerated() {
      lines.append(
        "addition \(number + 1): \(addition.read) read, \(addition.kept) kept, "
          + "\(addition.rejected) rejected, \(addition.indexBytes) bytes; "
          + addition.files.map(\.name).joined(separator: ", "))
    }
    lines.append(
      texts.tornByteCount == 0
        ? "all is whole"
        : "behind them \(texts.tornByteCount) bytes of an addition that was cut short")
    return lines.map { SafeText.line($0) + "\n" }.joined()
  }

  /// The same for machines.
  public var jsonValue: JSONValue {
    .object([
      JSONMember("schema", .integer(1)),
      JSONMember("version", .string(Version.number)),
      JSONMember(
        "options", .object(options.values.map { JSONMember($0.name, .string($0.value)) })),
      JSONMember("records", .integer(count)),
      JSONMember("bytes", .integer(texts.wholeByteCount)),
      JSONMember("bytes_per_record", .number(bytesPerRecord)),
      JSONMember("cut_short_bytes", .integer(texts.tornByteCount)),
      JSONMember(
        "additions",
        .array(
          additions.map { addition in
            .object([
              JSONMember("read", .integer(addition.read)),
              JSONMember("kept", .integer(addition.kept)),
              JSONMember("rejected", .integer(addition.rejected)),
              JSONMember("bytes", .integer(addition.indexBytes)),
              JSONMember(
                "files",
                .array(
                  addition.files.map { file in
                    .object([
                      JSONMember("name", .string(file.name)),
                      JSONMember("records", .integer(file.read)),
                      JSONMember("bytes", .integer(file.bytes)),
                    ])
                  })),
            ])
          })),
    ])
  }
}
