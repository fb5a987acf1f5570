# SPDX-License-Identifier: Apache-2.0
"""All pairs of sets that reach a Jaccard similarity, exactly."""

import numpy
from scipy.sparse import csr_matrix


class SetTable:
    """Sets of 64-bit numbers as the rows of a matrix, with the rare numbers first in each row."""

    def __init__(self, sets):
        """Takes an iterable of collections of distinct integers of −2⁶³..<2⁶³."""
        parts = [numpy.fromiter(s, dtype=numpy.int64, count=len(s)) for s in sets]
        self.sizes = numpy.array([len(part) for part in parts], dtype=numpy.int64)
        ends = numpy.concatenate([[0], numpy.cumsum(self.sizes)])
        numbers = numpy.concatenate(parts) if parts else numpy.empty(0, dtype=numpy.int64)
        _, columns, counts = numpy.unique(numbers, return_inverse=True, return_counts=True)
        rank = numpy.empty(len(counts), dtype=numpy.int32)
        rank[numpy.argsort(counts, kind="stable")] = numpy.arange(len(counts), dtype=numpy.int32)
        self.sets = csr_matrix(
            (numpy.ones(len(columns), dtype=numpy.int32), rank[columns], ends),
            shape=(len(parts), len(counts)),
        )
        self.sets.sort_indices()

    def similarities(self, a, b):
        """The Jaccard similarities of rows `a` with rows `b`; of empty sets 0."""
        shared = numpy.asarray(self.sets[a].multiply(self.sets[b]).sum(axis=1)).ravel()
        return shared / numpy.maximum(1, self.sizes[a] + self.sizes[b] - shared)

    def similar_pairs(self, threshold):
        """All pairs (a < b) that reach `threshold`: an array of pairs and their similarities.

        By prefix filtering: with all sets in one order, two that reach it share one of the first
        |A| − ⌈threshold·|A|⌉ + 1.
        """
        prefixes = self.prefixes(threshold)
        transposed = prefixes.T.tocsr()
        found, values = [numpy.empty((0, 2), dtype=numpy.int64)], [numpy.empty(0)]
        for start in range(0, len(self.sizes), 1_000):
            meeting = (prefixes[start : start + 1_000] @ transposed).tocoo()
            first, second = meeting.row.astype(numpy.int64) + start, meeting.col.astype(numpy.int64)
            smaller = numpy.minimum(self.sizes[first], self.sizes[second])
            larger = numpy.maximum(self.sizes[first], self.sizes[second])
            possible = (first < second) & (smaller >= threshold * larger - 1e-9)
            first, second = first[possible], second[possible]
            # In parts, since each copies the sets of its pairs.
            for part in range(0, len(first), 100_000):
                a, b = first[part : part + 100_000], second[part : part + 100_000]
                similarity = self.similarities(a, b)
                near = similarity >= threshold
                found.append(numpy.stack([a[near], b[near]], axis=1))
                values.append(similarity[near])
        return numpy.concatenate(found), numpy.concatenate(values)

    def prefixes(self, threshold):
        sizes = self.sizes
        lengths = numpy.where(sizes > 0, sizes - numpy.ceil(threshold * sizes - 1e-9) + 1, 0)
        lengths = lengths.astype(numpy.int64)
        starts = self.sets.indptr[:-1]
        places = numpy.arange(self.sets.nnz) - numpy.repeat(starts, sizes)
        is_first = places < numpy.repeat(lengths, sizes)
        ends = numpy.concatenate([[0], numpy.cumsum(lengths)])
        return csr_matrix(
            (self.sets.data[is_first], self.sets.indices[is_first], ends), shape=self.sets.shape)
