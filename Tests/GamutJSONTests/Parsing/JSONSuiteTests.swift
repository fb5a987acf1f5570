// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutTestSupport
import Testing

@testable import GamutJSON

private let folder = SharedData.suite("json/test_parsing")
private let isSuitePresent = SharedData.isPresent(folder)

@Suite(.enabled(if: isSuitePresent, "JSONTestSuite is not there"))
struct JSONSuiteTests {
  /// The files whose names begin with `prefix`, with their bytes.
  private func files(_ prefix: String) throws -> [(name: String, bytes: [UInt8])] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      .filter { $0.hasPrefix(prefix) }
      .map { ($0, Array(try Data(contentsOf: URL(filePath: "\(folder)/\($0)")))) }
  }

  private func fault(_ bytes: [UInt8], _ mode: JSONMode) -> JSONSyntaxError? {
    let parser = JSONParser()
    do throws(JSONSyntaxError) {
      _ = try parser.parse(bytes.span, padding: 0, mode: mode)
      return nil
    } catch { return error }
  }

  private func tolerantFault(_ bytes: [UInt8], _ mode: JSONMode) -> JSONSyntaxError? {
    var parser = TolerantParser()
    do throws(JSONSyntaxError) {
      _ = try parser.parse(bytes.span, mode: mode)
      return nil
    } catch { return error }
  }

  @Test(arguments: [JSONMode.strict, .tolerant])
  func `every y file is accepted by both parsers`(mode: JSONMode) throws {
    let files = try files("y_")
    #expect(files.count == 95)
    for (name, bytes) in files {
      #expect(JSONParser().parseFast(bytes.span, padding: 0) != nil, "simdjson: \(name)")
      #expect(tolerantFault(bytes, mode) == nil, "\(name)")
    }
  }

  @Test func `every n file is refused in strict mode with a place inside of it`() throws {
    let files = try files("n_")
    #expect(files.count == 188)
    for (name, bytes) in files {
      #expect(JSONParser().parseFast(bytes.span, padding: 0) == nil, "simdjson: \(name)")
      let fault = fault(bytes, .strict)
      #expect(fault != nil, "\(name)")
      #expect((0...bytes.count).contains(fault?.offset ?? -1), "\(name)")
      #expect(fault?.detail.isEmpty == false, "\(name)")
    }
  }

  @Test func `tolerant mode takes NaN and the infinities and no other n file`() throws {
    var accepted: [String] = []
    for (name, bytes) in try files("n_") where fault(bytes, .tolerant) == nil {
      accepted.append(name)
    }
    #expect(
      accepted == ["n_number_NaN.json", "n_number_infinity.json", "n_number_minus_infinity.json"])
  }

  @Test(arguments: [JSONMode.strict, .tolerant])
  func `the i files are accepted unless they are not UTF-8`(mode: JSONMode) throws {
    // A byte order mark belongs to the file and is removed there; the parser itself refuses it.
    let refused: Set<String> = [
      "i_string_UTF-16LE_with_BOM.json", "i_string_UTF-8_invalid_sequence.json",
      "i_string_UTF8_surrogate_U+D800.json", "i_string_invalid_utf-8.json",
      "i_string_iso_latin_1.json", "i_string_lone_utf8_continuation_byte.json",
      "i_string_not_in_unicode_range.json", "i_string_overlong_sequence_2_bytes.json",
      "i_string_overlong_sequence_6_bytes.json", "i_string_overlong_sequence_6_bytes_null.json",
      "i_string_truncated-utf-8.json", "i_string_utf16BE_no_BOM.json",
      "i_string_utf16LE_no_BOM.json", "i_structure_UTF-8_BOM_empty_object.json",
    ]
    let files = try files("i_")
    #expect(files.count == 35)
    for (name, bytes) in files {
      #expect((fault(bytes, mode) != nil) == refused.contains(name), "\(name)")
    }
  }
}
