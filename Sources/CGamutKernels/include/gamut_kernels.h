/* SPDX-License-Identifier: Apache-2.0 */
#ifndef gamut_kernels_h
#define gamut_kernels_h
#endif
