// SPDX-License-Identifier: Apache-2.0

public import GamutJSON

extension RunManifest {
  /// The document as it is written: indented, ended by a newline.
  public func json() -> [UInt8] {
    var writer = JSONWriter(form: .indented)
    writer.value(jsonValue)
    writer.endLine()
    return writer.bytes
  }

  /// The document as a tree.
  public var jsonValue: JSONValue {
    [
      "schema": .integer(Self.schema), "version": .string(version),
      "command": ["name": .string(command), "options": .object(options)],
      "seed": .integer(seed), "inputs": .array(inputs.map(\.jsonValue)),
      "outputs": .array(outputs.map(\.jsonValue)),
      "stages": .array(
        stages.map {
          [
            "stage": .string($0.stage), "in": .integer($0.cameIn),
            "removed": .integer($0.removed), "out": .integer($0.wentOn),
          ]
        }),
      "rows": rows.jsonValue,
    ]
  }
}

extension RunManifest.File {
  fileprivate func members(_ role: String) -> [JSONMember] {
    [JSONMember("role", .string(role)), JSONMember("path", .string(path))]
      + (isThere ? [] : [JSONMember("stream", true)])
      + [JSONMember("bytes", .integer(byteCount)), JSONMember("sha256", .string(sha256))]
  }
}

extension RunManifest.Input {
  fileprivate var jsonValue: JSONValue {
    .object(
      file.members(role.rawValue) + (rows.map { [JSONMember("rows", $0.jsonValue)] } ?? []))
  }
}

extension RunManifest.Output {
  fileprivate var jsonValue: JSONValue {
    .object(
      file.members(role.rawValue)
        + (input.map { [JSONMember("input", .integer($0))] } ?? [])
        + (rowCount.map { [JSONMember("rows", .integer($0))] } ?? [])
        + (isConverted ? [JSONMember("converted", true)] : [])
        + (surroundings.map { [JSONMember("around", $0.jsonValue)] } ?? []))
  }
}

extension RunManifest.Output.Surroundings {
  fileprivate var jsonValue: JSONValue {
    ["before": .integer(before), "between": .integer(between), "after": .integer(after)]
  }
}

extension RunManifest.Rows {
  fileprivate var jsonValue: JSONValue {
    [
      "read": .integer(read), "kept": .integer(kept), "rejected": .integer(rejected),
      "removed": .object(removed.map { JSONMember($0.stage, .integer($0.count)) }),
    ]
  }
}
