// SPDX-License-Identifier: Apache-2.0

import FuzzSupport

fuzzFile { try readRecords(at: $0) }
