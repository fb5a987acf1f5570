# SPDX-License-Identifier: Apache-2.0
"""How well clusters, scores and neighbours agree with labels."""


def agreement(labels, clusters):
    """NMI (arithmetic mean), ARI and AMI."""
    from sklearn import metrics

    return {
        "NMI": metrics.normalized_mutual_info_score(labels, clusters),
        "ARI": metrics.adjusted_rand_score(labels, clusters),
        "AMI": metrics.adjusted_mutual_info_score(labels, clusters),
    }


def area_under_curve(is_marked, scores):
    """The probability that the score of a marked record is above that of another."""
    from sklearn.metrics import roc_auc_score

    return roc_auc_score(is_marked, scores)


def same_label_share(path, labels):
    """The share of the rows of a .npy file whose nearest other row has the same label."""
    import numpy
    from peer import unit_rows

    rows = unit_rows(path)
    products = rows @ rows.T
    numpy.fill_diagonal(products, -2)
    names = {label: number for number, label in enumerate(sorted(set(labels)))}
    numbers = numpy.array([names[label] for label in labels])
    return float((numbers[products.argmax(axis=1)] == numbers).mean())
