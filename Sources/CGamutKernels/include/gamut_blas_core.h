/* SPDX-License-Identifier: Apache-2.0 */
#ifndef gamut_blas_core_h
#define gamut_blas_core_h

/* The best kernels of OpenBLAS that this processor can run, by what it says of itself: "SkylakeX" with
 * AVX-512, "Haswell" with AVX2; NULL where OpenBLAS is left to choose. */
const char *gamut_blas_core_of_processor(void);

/* Has OpenBLAS take the kernels `core`, unless the environment names others (OPENBLAS_CORETYPE) or
 * OpenBLAS was built for one processor only. No BLAS call may run at the same time. */
void gamut_blas_choose_core(const char *core);

#endif
