// SPDX-License-Identifier: Apache-2.0

extension JSONTree {
  /// The same document as it is written; what is not UTF-8 in a text becomes U+FFFD.
  package var jsonValue: JSONValue {
    switch self {
    case .null: .null
    case .boolean(let value): .bool(value)
    case .integer(let value): .integer(value)
    case .number(let value): .number(value)
    case .string(let bytes): .string(String(decoding: bytes, as: UTF8.self))
    case .array(let elements): .array(elements.map(\.jsonValue))
    case .object: .object(jsonMembers)
    }
  }

  /// The members of an object as they are written; none of anything else.
  package var jsonMembers: [JSONMember] {
    (members ?? []).map {
      JSONMember(String(decoding: $0.key, as: UTF8.self), $0.value.jsonValue)
    }
  }
}
