// SPDX-License-Identifier: Apache-2.0

import FuzzSupport

// How a file is packed is told by its first bytes.
fuzzFile { try readRecords(at: $0) }
