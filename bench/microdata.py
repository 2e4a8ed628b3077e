#!/usr/bin/python3
"""Synthetic microdata for the benchmarks of disclosure/: microdata.py N [SEED] > micro.csv

Skewed categories as in social surveys. The same N and SEED (default 1) give the same file, which the figures in doc/bench.md are
from. Grouped levels that the tables use: reg = prov mod 17 (17 groups over 52), sec = cnae mod 20 (20 groups over 88). Needs numpy.
"""
import sys

import numpy


def columns(count, seed):
    """Name and values of each column; the order of the draws is part of the file."""
    chance = numpy.random.default_rng(seed)

    def skewed(classes, slope):
        share = 1 / numpy.arange(1, classes + 1) ** slope
        return chance.choice(classes, size=count, p=share / share.sum()) + 1

    def money(middle, spread):
        return numpy.exp(chance.normal(middle, spread, count))

    yield "id", numpy.arange(count)
    yield "sex", chance.integers(1, 3, count)
    yield "age", numpy.clip(chance.normal(44, 16, count).round(), 16, 99).astype(int)
    yield "prov", skewed(52, 0.8)
    yield "nat", skewed(40, 2.2)
    yield "educ", skewed(7, 0.6)
    yield "cno", skewed(60, 0.7)
    yield "cnae", skewed(88, 0.8)
    yield "contract", skewed(12, 1.1)
    yield "hhsize", numpy.clip(chance.poisson(1.6, count) + 1, 1, 9)
    yield "income", numpy.round(money(9.8, 0.7), 2)
    yield "pension", numpy.round(money(9.2, 0.5) * (chance.random(count) < 0.3), 2)
    yield "w", numpy.full(count, 10.0)


def main():
    named = list(columns(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1))
    print(",".join(name for name, _ in named))
    for row in zip(*(values.tolist() for _, values in named)):
        print(",".join(map(repr, row)))


if __name__ == "__main__":
    main()
