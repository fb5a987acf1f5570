/* SPDX-License-Identifier: Apache-2.0 */
/* Declarations alone: GamutC has the functions. */
#include "gamut.h"
