// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import GamutFiles

/// Throws where one file is given for two outputs, or for an output and for one of `read`, which would be
/// lost, in whatever spelling.
func requireDifferent(_ paths: [String], from read: [String]) throws {
  let sources = Set(read.compactMap { OutputPlace.identity(ofInput: $0) })
  var targets: Set<OutputPlace.Identity> = []
  for path in paths {
    guard let target = OutputPlace.identity(of: path) else { continue }
    if !targets.insert(target).inserted {
      throw ValidationError("\(path) is given for two outputs; expected a path for each")
    }
    if sources.contains(target) {
      throw ValidationError(
        "\(path) is read and would be replaced by an output; expected another path")
    }
  }
}

/// Throws where an output that is written through, such as one behind `>>`, would be written into a file
/// that is read: what it replaces as a whole, an output may be.
func requireApart(_ paths: [String], from read: [String]) throws {
  let sources = Set(read.compactMap { OutputPlace.identity(ofInput: $0) })
  for path in paths where OutputPlace.isStream(path) {
    guard let target = OutputPlace.identity(of: path), sources.contains(target) else { continue }
    throw ValidationError(
      "\(path == "-" ? "standard output" : path) is a file that is read; expected another")
  }
}
