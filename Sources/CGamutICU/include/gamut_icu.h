/* SPDX-License-Identifier: Apache-2.0 */
#ifndef gamut_icu_h
#define gamut_icu_h
#endif
