// SPDX-License-Identifier: Apache-2.0

/// A set that is coded in the order of its elements, so that equal options are coded to equal bytes.
@propertyWrapper
public struct SortedCoding<Element: Hashable & Comparable & Codable & Sendable>: Hashable, Codable,
  Sendable
{
  /// The set.
  public var wrappedValue: Set<Element>

  /// Takes a set.
  public init(wrappedValue: Set<Element>) { self.wrappedValue = wrappedValue }

  /// Reads a list of its elements.
  public init(from decoder: any Decoder) throws {
    wrappedValue = Set(try decoder.singleValueContainer().decode([Element].self))
  }

  /// Writes a list of its elements, ascending.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(wrappedValue.sorted())
  }
}
