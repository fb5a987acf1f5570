# SPDX-License-Identifier: Apache-2.0
"""All pairs at or over a cosine as half a matrix product, in blocks of 1,000 rows, with numpy."""

from peer import Clock, arguments, unit_rows

options = arguments(matrix=True)
import numpy  # noqa: E402

clock = Clock()
rows = unit_rows(options.input)
BLOCK = 1_000
found = []
for start in range(0, len(rows), BLOCK):
    cosines = rows[start : start + BLOCK] @ rows[start:].T
    first, second = numpy.nonzero(cosines >= numpy.float32(options.threshold))
    later = first < second
    found.append(numpy.stack([first[later] + start, second[later] + start], axis=1))
pairs = numpy.concatenate(found)
numpy.save(options.answer, pairs)
clock.finish("numpy half product", "semantic", pairs=len(pairs))
