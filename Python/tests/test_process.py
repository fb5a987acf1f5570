# SPDX-License-Identifier: Apache-2.0
"""Threads, forks, interrupts and memory."""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import decisions

import gamut_data


def test_the_library_passes_its_own_test():
    assert gamut_data.self_test() == gamut_data.self_test()


def test_threads_decide_alike(examples):
    expected = decisions(gamut_data.dedupe(examples))
    with ThreadPoolExecutor(8) as pool:
        for found in pool.map(lambda _: decisions(gamut_data.dedupe(examples)), range(24)):
            assert found == expected


def _forked(rows, connection):
    connection.send(decisions(gamut_data.dedupe(rows)))
    connection.close()


def test_a_forked_child_of_a_busy_parent_works(examples):
    expected = decisions(gamut_data.dedupe(examples))
    is_over = threading.Event()

    def work():
        while not is_over.is_set():
            gamut_data.dedupe(examples)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        context = multiprocessing.get_context("fork")
        for _ in range(20):
            here, there = context.Pipe()
            child = context.Process(target=_forked, args=(examples, there))
            child.start()
            assert here.poll(60), "the child hangs"
            assert here.recv() == expected
            child.join(60)
            assert child.exitcode == 0
    finally:
        is_over.set()
        for thread in threads:
            thread.join()


def test_an_interrupt_is_heard_and_nothing_is_written(tmp_path):
    path = tmp_path / "large.jsonl"
    line = '{"prompt": "number %d of a long list of questions", "response": "answer %d to it"}\n'
    with open(path, "w", encoding="utf-8") as file:
        for i in range(400_000):
            file.write(line % (i, i))
    told: list[gamut_data.Progress] = []

    def interrupt(progress):
        told.append(progress)
        if len(told) == 1:
            os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        gamut_data.dedupe(path, output=tmp_path / "clean.jsonl", progress=interrupt, workers=1)
    # It was heard at once: nobody was told anything more.
    assert len(told) == 1
    # What still runs ends at its next batch, without an output.
    for thread in threading.enumerate():
        if thread.name == "gamut":
            thread.join()
    assert [it.name for it in tmp_path.iterdir()] == ["large.jsonl"]


def test_progress_is_told(tmp_path):
    path = tmp_path / "large.jsonl"
    with open(path, "w", encoding="utf-8") as file:
        for i in range(500_000):
            file.write('{"text": "number %d of a long list of texts of some words, %s"}\n' % (i, "x" * 80))
    told: list[gamut_data.Progress] = []
    gamut_data.dedupe(path, progress=told.append, workers=1)
    assert any(it.stage == "reading" and it.is_bytes for it in told)


def test_memory_does_not_grow_with_calls(examples):
    rows = examples[:60]

    def resident() -> int:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * resource.getpagesize()

    for _ in range(100):
        gamut_data.dedupe(rows, workers=1)
    before = resident()
    for _ in range(900):
        gamut_data.dedupe(rows, workers=1)
    assert resident() - before < 1 << 20
