// SPDX-License-Identifier: Apache-2.0

// Stands for Swift's FoundationEssentials in the portable build. ArgumentParser alone imports it, for what is
// declared here, and the whole would be a quarter of what is linked. Nothing in Gamut conforms to
// `LocalizedError`; the encoder serves `--experimental-dump-help`, which prints an empty line without it.

public protocol LocalizedError: Error {
  var errorDescription: String? { get }
}

public struct Data {}

public final class JSONEncoder {
  public struct OutputFormatting: OptionSet, Sendable {
    public let rawValue: UInt

    public init(rawValue: UInt) { self.rawValue = rawValue }

    public static let prettyPrinted = OutputFormatting(rawValue: 1)
    public static let sortedKeys = OutputFormatting(rawValue: 2)
  }

  struct Missing: Error {}

  public var outputFormatting: OutputFormatting = []

  public init() {}

  public func encode<Value: Encodable>(_ value: Value) throws -> Data { throw Missing() }
}

extension String {
  public struct Encoding: Sendable {
    public static let utf8 = Encoding()
  }

  public init?(data: Data, encoding: Encoding) { return nil }
}
