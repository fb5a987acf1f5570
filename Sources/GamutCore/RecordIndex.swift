// SPDX-License-Identifier: Apache-2.0

/// The place of a record among all records read, over all inputs in order, from 0, rejected ones
/// included.
///
/// Inside Gamut a record is this number; its file and line appear only at the edges. 32 bits hold
/// four billion records at half the memory traffic of `Int`.
public typealias RecordIndex = UInt32
