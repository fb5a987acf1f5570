#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Debian 12's libcld2-0 (0.0.0-git20150806-9) brings libcld2.so.0 and libcld2_full.so.0, and libcld2-dev a link
# for each. The second is the one with the tables of all languages, and cannot be used in place of the first:
# it has the tables alone, and not one function of the detector. It loads without a word, and nothing links with it.
#
# One would expect what the names say and the documentation of CLD2 has: the same interface with 83 languages, or with
# over 160. A binding that prefers the full library where it is there loses the detector.
#
# For whoever filters a set by language: a program with 83 languages calls the others by the name of a neighbour. What
# links `-lcld2_full` alone fails at its first symbol.

set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
version=0.0.0-git20150806-9
cd "$work"
apt-get -qq download "libcld2-0=$version"
dpkg-deb -x libcld2-0_*.deb .
detectors() {
  nm -D --defined-only usr/lib/*/"$1" | grep -c 'CLD2.*Detect' || true
}
plain=$(detectors libcld2.so.0)
full=$(detectors libcld2_full.so.0)
tables=$(nm -D --defined-only usr/lib/*/libcld2_full.so.0 | grep -c CLD2)
echo "libcld2-0 $version"
echo "Functions of the detector in libcld2.so.0:      $plain"
echo "Functions of the detector in libcld2_full.so.0: $full, beside $tables tables"
if [ "$plain" -gt 0 ] && [ "$full" -eq 0 ] && [ "$tables" -gt 0 ]; then
  echo "As described."
else
  echo "The behaviour has changed."
  exit 1
fi
