/* SPDX-License-Identifier: Apache-2.0 */
#ifndef gamut_languages_h
#define gamut_languages_h

/* Languages by Compact Language Detector 2, whose library this opens on the first `gamut_languages_problem`;
 * nothing else here may be called before that has returned NULL. Its three functions are C++ with plain
 * arguments, called by the names that every compiler on Linux and macOS gives them; building needs no header. */

/* Why it cannot be used; NULL where it can. */
const char *gamut_languages_problem(void);

/* The number of the language of `count` bytes of plain text; -1 where the detector is not sure, and where
 * they are not UTF-8. Any thread. */
int gamut_language_of(const char *text, int count);

/* The code of a language, of ISO 639 with what tells variants apart (`en`, `zh-Hant`), and its name in English
 * in capital letters: constants. */
const char *gamut_language_code(int number);
const char *gamut_language_name(int number);

#endif
