// SPDX-License-Identifier: Apache-2.0

import FuzzSupport
import Gamut

// The files that a manifest names are not looked at: they may be any of the machine.
fuzzFile { path in
  let manifest = try RunManifest(path: path)
  precondition(manifest.rows.removedCount >= 0, "\(manifest.rows)")
}
