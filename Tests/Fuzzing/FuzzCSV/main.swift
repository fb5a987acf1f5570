// SPDX-License-Identifier: Apache-2.0

import FuzzSupport

fuzzFile(at: FuzzedFolder().path("table.csv")) { try readRecords(at: $0) }
