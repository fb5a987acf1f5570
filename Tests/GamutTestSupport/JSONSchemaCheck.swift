// SPDX-License-Identifier: Apache-2.0

public import Foundation

/// Checks JSON against a schema, with the few keywords of draft 2020-12 that schemas of this repository
/// use, and remembers which properties it met.
///
/// A keyword it does not know is a problem too, so that none is silently passed over.
public struct JSONSchemaCheck {
  private let root: [String: Any]
  /// Where in the schema the properties stand that some value had.
  public private(set) var metProperties: Set<String> = []
  /// What is wrong, each with the place in the value.
  public private(set) var problems: [String] = []

  /// Reads a schema.
  public init(schema: Data) throws {
    guard let root = try JSONSerialization.jsonObject(with: schema) as? [String: Any] else {
      throw CocoaError(.fileReadCorruptFile)
    }
    self.root = root
  }

  /// Where in the schema properties stand, all of them.
  public var allProperties: Set<String> {
    var found: Set<String> = []
    func collect(_ schema: Any, _ path: String) {
      guard let schema = schema as? [String: Any] else { return }
      for (name, inner) in schema["properties"] as? [String: Any] ?? [:] {
        found.insert("\(path)/properties/\(name)")
        collect(inner, "\(path)/properties/\(name)")
      }
      for (name, inner) in schema["$defs"] as? [String: Any] ?? [:] {
        collect(inner, "\(path)/$defs/\(name)")
      }
      for (i, inner) in (schema["anyOf"] as? [Any] ?? []).enumerated() {
        collect(inner, "\(path)/anyOf/\(i)")
      }
      for keyword in ["items", "additionalProperties"] {
        if let inner = schema[keyword] { collect(inner, "\(path)/\(keyword)") }
      }
    }
    collect(root, "#")
    return found
  }

  /// Checks `json`; problems are added to those found before.
  public mutating func check(_ json: Data) throws {
    let value = try JSONSerialization.jsonObject(with: json, options: .fragmentsAllowed)
    problems += check(value, root, "#", at: "$")
  }

  private mutating func check(
    _ value: Any, _ schema: [String: Any], _ path: String, at place: String
  ) -> [String] {
    var found: [String] = []
    for (keyword, wanted) in schema.sorted(by: { $0.key < $1.key }) {
      switch keyword {
      case "$schema", "$defs", "title", "description", "properties": continue
      case "$ref":
        let name = (wanted as? String)?.split(separator: "/").last.map(String.init) ?? ""
        let definitions = root["$defs"] as? [String: Any] ?? [:]
        guard let definition = definitions[name] as? [String: Any] else {
          found.append("\(path): no definition of \(wanted)")
          continue
        }
        found += check(value, definition, "#/$defs/\(name)", at: place)
      case "type":
        let types = wanted as? [String] ?? [wanted as? String ?? ""]
        if !types.contains(where: { Self.isOf(type: $0, value) }) {
          found.append("\(place) is no \(types.joined(separator: " or "))")
        }
      case "enum", "const":
        let values = (wanted as? [Any] ?? [wanted]).map { "\($0)" }
        if !values.contains("\(value)") { found.append("\(place) is none of \(values)") }
      case "minimum", "maximum":
        guard let bound = wanted as? Double, let number = value as? Double else { continue }
        if keyword == "minimum" ? number < bound : number > bound {
          found.append("\(place) is \(number), \(keyword) \(bound)")
        }
      case "anyOf":
        var attempts: [[String]] = []
        for (i, choice) in (wanted as? [[String: Any]] ?? []).enumerated() {
          attempts.append(check(value, choice, "\(path)/anyOf/\(i)", at: place))
        }
        if attempts.allSatisfy({ !$0.isEmpty }) { found += attempts.first ?? [] }
      case "items":
        guard let elements = value as? [Any], let inner = wanted as? [String: Any] else { continue }
        for (i, element) in elements.enumerated() {
          found += check(element, inner, "\(path)/items", at: "\(place)[\(i)]")
        }
      case "required":
        guard let object = value as? [String: Any] else { continue }
        for name in wanted as? [String] ?? [] where object[name] == nil {
          found.append("\(place) has no \(name)")
        }
      case "additionalProperties": found += checkMembers(value, schema, path, at: place)
      default: found.append("\(path): an unknown keyword, \(keyword)")
      }
    }
    return found
  }

  private mutating func checkMembers(
    _ value: Any, _ schema: [String: Any], _ path: String, at place: String
  ) -> [String] {
    guard let object = value as? [String: Any] else { return [] }
    let properties = schema["properties"] as? [String: Any] ?? [:]
    var found: [String] = []
    for (name, member) in object.sorted(by: { $0.key < $1.key }) {
      let inner = "\(place).\(name)"
      if let property = properties[name] as? [String: Any] {
        metProperties.insert("\(path)/properties/\(name)")
        found += check(member, property, "\(path)/properties/\(name)", at: inner)
      } else if let other = schema["additionalProperties"] as? [String: Any] {
        found += check(member, other, "\(path)/additionalProperties", at: inner)
      } else {
        found.append("\(inner) is not in the schema")
      }
    }
    return found
  }

  private static func isOf(type: String, _ value: Any) -> Bool {
    switch type {
    case "null": return value is NSNull
    case "string": return value is String
    case "array": return value is [Any]
    case "object": return value is [String: Any]
    case "boolean": return isBoolean(value)
    case "number": return value is NSNumber && !isBoolean(value)
    case "integer":
      guard let number = value as? NSNumber, !isBoolean(value) else { return false }
      return number.doubleValue == number.doubleValue.rounded()
    default: return false
    }
  }

  /// A number is a truth value only where the JSON had one.
  private static func isBoolean(_ value: Any) -> Bool {
    // Safe: a constant of the class, terminated.
    (value as? NSNumber).map { unsafe String(cString: $0.objCType) == "c" } ?? false
  }
}
