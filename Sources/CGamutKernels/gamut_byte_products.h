/* SPDX-License-Identifier: Apache-2.0 */
#ifndef gamut_byte_products_h
#define gamut_byte_products_h

#include "gamut_kernels.h"

/* The two kernels behind `gamut_byte_products`, which mark the same: the sums are whole numbers,
 * and the roundings behind them are the same three. */
void gamut_byte_products_vnni(
    struct gamut_byte_rows rows, const uint32_t *places, size_t row_count,
    struct gamut_byte_panels panels, size_t panel_count, size_t width, uint64_t *masks);

void gamut_byte_products_avx2(
    struct gamut_byte_rows rows, const uint32_t *places, size_t row_count,
    struct gamut_byte_panels panels, size_t panel_count, size_t width, uint64_t *masks);

#endif
