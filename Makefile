# SPDX-License-Identifier: Apache-2.0
#
# Every target calls a script or one command; `make` alone lists them.

# The folder below which `make install` puts bin/gamut.
PREFIX ?= /usr/local
# One's own files for `make demo` and `make bench-peers`.
INPUT ?=
REFERENCE ?=
FIELDS ?=
# Which jobs `make bench-peers` runs, and the record counts of `make bench-growth`.
JOBS ?=
SIZES ?=

.DEFAULT_GOAL := help
.PHONY: help setup build demo test lint bench bench-peers bench-exactness bench-stages bench-growth examples wheel fuzz check-all install

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /  make \1 \t/p' Makefile | expand -t 25

setup: ## install what building needs and this machine lacks
	@Scripts/setup

build: setup ## build the program in release
	@Scripts/build

demo: setup ## clean and report on Examples/, or on INPUT=my.jsonl [REFERENCE=traffic.jsonl]
	@Scripts/demo "$(INPUT)" "$(REFERENCE)"

test: ## build and run every test
	@Scripts/setup tests
	@Scripts/fetch-model
	swift test --parallel --disable-xctest
	@Scripts/setup python
	@Scripts/test-python

lint: ## check the formatting of all Swift files
	swift format lint --strict -r Package.swift Sources Tests Examples/Generator Examples/Library Benchmarks/Package.swift Benchmarks/GamutBenchmarks

bench: setup ## run the micro-benchmarks
	@Scripts/bench

bench-peers: ## compare with other tools, side by side: [JOBS=near,kill] [INPUT=my.jsonl]
	@Scripts/setup python
	@Benchmarks/Peers/run $(if $(JOBS),--jobs "$(JOBS)") $(if $(INPUT),--input "$(INPUT)")

bench-exactness: ## check removals against every pair of records: [INPUT=my.jsonl FIELDS=prompt,response]
	@Scripts/setup python
	@Benchmarks/Peers/run --jobs exactness $(if $(INPUT),--input "$(INPUT)" --fields "$(FIELDS)")

bench-stages: ## show where one core spends its time: [INPUT=my.jsonl]
	@Scripts/setup python
	@Benchmarks/Peers/run --jobs stages $(if $(INPUT),--input "$(INPUT)")

bench-growth: ## measure time and memory of up to 16 million records, and how reports grow: [SIZES=1000000,2000000]
	@Scripts/setup python
	@Benchmarks/Peers/run --jobs growth,rows $(if $(SIZES),--sizes "$(SIZES)")

wheel: setup ## build the Python wheel, with the program in it, into dist/
	@Scripts/setup python
	@Scripts/build-wheel

examples: ## make the files of Examples/ again
	@Scripts/make-examples

fuzz: setup ## feed every parser of files what libFuzzer makes up, a minute each
	@Scripts/fuzz

check-all: setup ## sanitizers, release oracles: the slow checks
	@Scripts/check-all

install: build ## copy the program to PREFIX/bin
	install -D -m 755 .build/release/gamut "$(DESTDIR)$(PREFIX)/bin/gamut"
	@for file in .build/arrow/lib*.so*; do \
	  [ ! -e "$$file" ] || install -D -m 644 "$$file" "$(DESTDIR)$(PREFIX)/lib/gamut/$$(basename "$$file")"; \
	done
