// SPDX-License-Identifier: Apache-2.0

/// Zstandard frames made by hand: blocks that hold their bytes as they are, or one byte many times.
enum ZstdFrame {
  /// A frame of `bytes`; it states its size, or a window of 128 KiB.
  static func of(
    _ bytes: [UInt8], blockByteCount: Int = 1 << 16, statesSize: Bool = true
  ) -> [UInt8] {
    var blocks: [[UInt8]] = stride(from: 0, to: bytes.count, by: blockByteCount).map { start in
      let part = bytes[start..<min(bytes.count, start + blockByteCount)]
      // A run of one byte is a block of its own kind, which holds the byte once.
      let isRun = part.count > 1 && part.allSatisfy { $0 == part.first }
      return header(count: part.count, kind: isRun ? 1 : 0) + (isRun ? part.prefix(1) : part)
    }
    if blocks.isEmpty { blocks = [header(count: 0, kind: 0)] }
    blocks[blocks.count - 1][0] |= 1
    let start: [UInt8] =
      statesSize ? [0xA0] + little(bytes.count, 4) : [0x00, 7 << 3]
    return [0x28, 0xB5, 0x2F, 0xFD] + start + blocks.joined()
  }

  /// A frame that readers pass over.
  static func skippable(_ bytes: [UInt8], number: UInt8 = 0) -> [UInt8] {
    [0x50 | number, 0x2A, 0x4D, 0x18] + little(bytes.count, 4) + bytes
  }

  private static func header(count: Int, kind: Int) -> [UInt8] { little(count << 3 | kind << 1, 3) }
}

/// A gzip member made by hand, of blocks that hold their bytes as they are.
func gzipMember(of bytes: [UInt8], blockByteCount: Int = 60_000) -> [UInt8] {
  var member: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
  for start in stride(from: 0, to: max(1, bytes.count), by: blockByteCount) {
    let end = min(bytes.count, start + blockByteCount)
    member += [end == bytes.count ? 1 : 0] + little(end - start, 2) + little(~(end - start), 2)
    member += bytes[start..<end]
  }
  var sum: UInt32 = 0xFFFF_FFFF
  for byte in bytes {
    sum ^= UInt32(byte)
    for _ in 0..<8 { sum = sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
  }
  return member + little(Int(~sum), 4) + little(bytes.count, 4)
}

/// The low `byteCount` bytes of `value`, lowest first.
private func little(_ value: Int, _ byteCount: Int) -> [UInt8] {
  (0..<byteCount).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
}

/// What the programs themselves make of 200 lines, at their highest levels and with checksums.
enum ProgramOutput {
  /// `{"text":"record 0 of a set of many"}` and so on, with a newline each.
  static let text = (0..<200).map { "{\"text\":\"record \($0) of a set of many\"}\n" }.joined()

  /// By `zstd -19 --check`.
  static let zstd = """
    KLUv/WQKHbUJAMYULRhwS5oD8AKUYuwp8f/PIxERESJDj/2/eywyACUAHgBFRERERDQzMzMz07Zt2/7/
    f+JZ0XRAJPBIDBANAyMZJAdFUpLCQkEwLAKCQMNhaAQgAf///18ul8vlcrlcLmdmZmZmIiIiIiLe3d3d
    3ZmZmZmZVVVVVVXXdV3XdV3TNE3TNE3T9DzP8zzP8zz33nvvvff+/wF5nud5nud5juM4juM4juP3fd/3
    fd/3bdu2bdu2bdt1BYDJqBEA9o39DsCTQnUSQBD4EwRGEPjn8AfFGhYtdNRQWUWxikULHTVUVFGsYtFC
    Rw2VVhTLJUogpsPNMBRuhGlwEwwCN0ClIIAAABAAAAgAAAIAAAAAIAAACAAABHD+BL/Qt/CFvY1eyFvw
    wt1iJ2a9TJQZZaKPKSAyVSWgVQFkCBGb
    """

  /// By `gzip -9`.
  static let gzip = """
    H4sIAAAAAAACA43ZPW4bMRSF0T6rELQCXv7TuzFsuUsEOCoSGNm7kdZwcToVr/reYMTD+bg+bn8e16fr
    ++3l/v56KZf72+X58vv2+P/j5/Ovv9d/Pz6+DEWGqgw1GeoyNGRoytCSoS1Dh2Jacmoeih6qHsoe6h4K
    HyofSh9qX6l9teed2ldqX6l9pfaV2ldqX6l9pfaN2jdq3+xlQ+0btW/UvlH7Ru0btW/UvlP7Tu07te/2
    pqf2ndp3at+pfaf2ndoPaj+o/aD2g9oP+5ul9oPaD2o/qP2g9pPaT2o/qf2k9pPaTzvjUPtJ7Se1n9R+
    UftF7Re1X9R+UftF7ZcdMKn9ovaL2m9qv6n9pvab2m9qv6n9pvbbTvfUflP7Q+0PtT/U/lD7Q+0PtT/U
    /lD7Y7RCWxmuiumqGK+K+aoYsIoJqxixihmrGLKKbUGJa1tA5KJykbnoXIQuShepa9aNYTcVbxpsC+bd
    GHhj4o2RN2beGHpj6o2xN+beNLzwsS0YfWP2jeE3pt8Yf2P+jQE4JuAYgdPx3s22YAqOMTjm4BiEYxKO
    UThm4RiGYxrOwOtP24KBOCbiGIljJo6hOKbiGItjLo7BOBNvoW0LZuMYjmM6jvE45uMYkGNCjhE5ZuQs
    /BhgWzAmx5wcg3JMyjEqx6wcw3JMyzEuZ+M3GduCiTlG5piZY2iOqTnG5pibY3COyTkHP419u4VPTDS7
    pQoeAAA=
    """

  /// By `xz -9`.
  static let xz = """
    /Td6WFoAAATm1rRGAgAhARwAAAAQz1jM4B4JAP5dAD2IioaUiBPg84lMM4i36EvB4u/YGUZls8ZHsr6t
    YFs643kO0s3sPOGHIFGvrlS9e2qWc/D6Ggv+whL9g4RZLwqYIWMYSYRyGfPbBSNkCwfsi7/QG2ARRNjY
    0RVqM++o3T5cvG8TeA5euyQTytOCd/nckTKUzWWbAGmKjfFkSSGr5sv1Akj0KAM4S7w1HI9AZWiJd/Kc
    6jLrmq97EB6EyzW4ksbrvDfD6RuCIOc7TB0HLvPoKpoalCAPGGksORJSfz5mlnUkP84nmCNqx24etUVD
    qfUk1ZQuA7PVx/Tr4a42uab9RfUDmWAwlJLrMp3OxCHqTK8sckfnSQHyrgAAAAAATcj+PkvEOhQAAZoC
    ijwAADP4/aqxxGf7AgAAAAAEWVo=
    """

  /// By `bzip2 -9`.
  static let bzip2 = """
    QlpoOTFBWSZTWXnT1EcADj1ZgAAQUAB/8C8DnGpAAl2FcBgUAA0AAA0UB79VVDQaDIBj/1VKD36qf+qq
    gAAaBSqU0P01QfqQ0NGnqcCL3EXQIueNm2+fLz9PXXPfO2c5znOc4NAHA1A3DYGwNw1A4GgDksAxAA5N
    AHA1A3DYGwNw1A4GgDksAxAA+5JUldZJUlXJKkrqIuBFwIumtNa1rWtc8YxjGMY3TOwA8MzMzMzFypd1
    Uu6qXdVLuql3VS7554OeeDnng554upVVa2223jAAAXVdVVbW223jsAAC6q8qq21ttvHqAABdVXnVbbW2
    3j0AAAuqq9Ktttbbx5gAAXVVXrW221t48gAALqqq7ttttbx0AAB0XlVVd99999999wAAH34445445ccc
    RdRF1EXYIv4RdBF/BF4iL6EWwRdhFyEWRFyEW4i4EXIRdwi4EXAi5CL/F3JFOFCQedPURw==
    """

  /// By `lz4 -9`.
  static let lz4 = """
    BCJNGGRAp/QDAADwC3sidGV4dCI6InJlY29yZCAwIG9mIGEgc2V0CQB8bWFueSJ9CiUAHzElABEfMiUA
    ER8zJQARHzQlABEfNSUAER82JQARHzclABEfOCUAER85TQESD3MBEw90ARIfMXUBEh8xdgESHzF3ARIf
    MXgBEh8xeQESHzF6ARIfMXsBEh8xfAESHzJ8ARIfMvACEw98ARIfMnwBEh8yfAESHzJ8ARIfMnwBEh8y
    fAESHzJ8ARIfMnwBEh8zfAESHzN8ARIfM20EEw98ARIfM3wBEh8zfAESHzN8ARIfM3wBEh8zfAESHzN8
    ARIfNHwBEh80fAESHzR8ARIfNOoFEw98ARIfNHwBEh80fAESHzR8ARIfNHwBEh80fAESHzV8ARIfNXwB
    Eh81fAESHzV8ARIfNWcHEw98ARIfNXwBEh81fAESHzV8ARIfNXwBEh82fAESHzZ8ARIfNnwBEh82fAES
    HzZ8ARIfNuQIEw98ARIfNnwBEh82fAESHzZ8ARIfN3wBEh83fAESHzd8ARIfN3wBEh83fAESHzd8ARIf
    N2EKEw98ARIfN3wBEh83fAESHzh8ARIfOHwBEh84fAESHzh8ARIfOHwBEh84fAESHzh8ARIfON4LEw98
    ARIfOHwBEh85fAESHzl8ARIfOXwBEh85fAESHzl8ARIfOXwBEh85fAESHzl8ARIfOVsNEw9cDRQPXQ0T
    HzBeDRMfMF8NEx8wYA0THzBhDRMfMGINEx8wYw0THzBkDRMfMGUNEx8whgETD+MOFQ+GARMP5Q4UD+YO
    FA/nDhQP6A4UD+kOFA/qDhQP6w4UD+wOEx8x7Q4TLzEyahAUD4YBEw/wDhMfMfEOEx8x8g4THzHzDhMf
    MfQOEx8x9Q4THzH2DhMfMfcOEx8x+A4TLzEz8REUD4YBEw/7DhMfMfwOEx8x/Q4THzH+DhMfMf8OEx8x
    AA8THzEBDxMfMQIPEx8xAw8TLzE0eBMUD4YBEw8GDxMfMQcPEx8xCA8THzEJDxMfMQoPEx8xCw8THzEM
    DxMfMQ0PEx8xDg8TLzE1/xQUD4YBEw8RDxMfMRIPEx8xEw8THzEUDxMfMRUPEx8xFg8THzEXDxMfMRgP
    Ex8xGQ8TLzE2hhYUD4YBEw8cDxMfMR0PEx8xHg8THzEfDxMfMSAPEx8xIQ8THzEiDxMfMSMPEx8xJA8T
    LzE3DRgUD4YBEw8nDxMfMSgPEx8xKQ8THzEqDxMfMSsPEx8xLA8THzEtDxMfMS4PEx8xLw8TLzE4lBkU
    D4YBEw8yDxMfMTMPEx8xNA8THzE1DxMfMTYPEx8xNw8THzE4DxMfMTkPEx8xOg8TLzE5GxsUDIYBUG55
    In0KAAAAAKmRlqU=
    """
}
