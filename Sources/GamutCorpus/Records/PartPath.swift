// SPDX-License-Identifier: Apache-2.0

public import GamutCore

/// A field of the user's own, and what it is to the model.
public struct PartPath: Hashable, Codable, Sendable {
  /// Its role.
  public let role: PartRole
  /// Where it stands in a record.
  public let path: FieldPath

  /// Gives the field at `path` a role.
  public init(_ role: PartRole, _ path: FieldPath) {
    self.role = role
    self.path = path
  }

  /// Reads `asked=PATH,said=PATH`, with the roles `system`, `given`, `asked` and `said` in any order.
  ///
  /// - Throws: `invalidPath`.
  public static func list(_ text: String) throws(CorpusError) -> [PartPath] {
    var parts: [PartPath] = []
    for piece in FieldPath.split(text) {
      let bytes = Array(piece.utf8)
      guard let equals = bytes.firstIndex(of: UInt8(ascii: "=")),
        let role = names.first(where: { $0.name.utf8.elementsEqual(bytes[..<equals]) })?.role
      else {
        throw CorpusError(
          .invalidPath, field: piece,
          detail: "\(OneLine.quoted(piece)) names no role, expected system=PATH, given=PATH, "
            + "asked=PATH or said=PATH")
      }
      parts.append(
        PartPath(
          role, try FieldPath(String(decoding: bytes[(equals + 1)...], as: UTF8.self))))
    }
    return parts
  }

  private static let names: [(name: String, role: PartRole)] = [
    ("system", .system), ("given", .given), ("asked", .asked), ("said", .said),
  ]
}
