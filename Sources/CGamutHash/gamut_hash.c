/* SPDX-License-Identifier: Apache-2.0 */
#include "gamut_hash.h"
