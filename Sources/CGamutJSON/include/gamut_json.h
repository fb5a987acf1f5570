/* SPDX-License-Identifier: Apache-2.0 */
#ifndef gamut_json_h
#define gamut_json_h
#endif
