"""Work on many things, spread over processes: results in order, a bounded number under way, and no fall that takes others along."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

FEW = 48  # fewer reports than this are read in the time that it takes to start a worker
CHUNK = 8


def spread(work: Callable[[T], R], things: Iterable[T], processes: int, fallen: Callable[[T], R]) -> Iterator[R]:
    """Results of `work` in the order of the things: made here when they are few, else in processes.

    Args:
        work: a function of a module, which must not raise for a bad thing.
        things: what it works on; taken only as fast as results are wanted.
        processes: how many processes; 0 means one a core, 1 none but this.
        fallen: the result for a thing that brings its process down.
    """
    source = iter(things)
    head = list(islice(source, FEW))
    workers = processes or cores()
    if workers == 1 or len(head) < FEW:
        yield from map(work, chain(head, source))
    else:
        yield from _in_processes(work, chain(head, source), workers, fallen)


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _in_processes(work: Callable[[T], R], source: Iterator[T], workers: int, fallen: Callable[[T], R]) -> Iterator[R]:
    """Chunks to worker processes, a bounded number at a time. A chunk that brings a worker down is done one by one."""
    pool = _pool(workers)
    try:
        pool.submit(_ready).result()
    except (BrokenProcessPool, OSError):  # no processes here: a script without a main guard, a sandbox, no memory
        pool.shutdown(wait=False, cancel_futures=True)
        yield from map(work, source)
        return
    window: deque[tuple[list[T], Future[list[R]]]] = deque()
    try:
        while True:
            while len(window) < 3 * workers and (chunk := list(islice(source, CHUNK))):
                window.append((chunk, _submit(pool, work, chunk)))
            if not window:
                break
            chunk, future = window.popleft()
            try:
                yield from future.result()
            except BrokenProcessPool:
                pool.shutdown(wait=False, cancel_futures=True)
                yield from _one_by_one(work, chunk, fallen)
                pool = _pool(workers)
                window = deque((c, _submit(pool, work, c)) for c, _ in window)
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


def _one_by_one(work: Callable[[T], R], chunk: list[T], fallen: Callable[[T], R]) -> Iterator[R]:
    for thing in chunk:
        with _pool(1) as pool:
            try:
                yield from _submit(pool, work, [thing]).result()
            except BrokenProcessPool:
                yield fallen(thing)


def _pool(workers: int) -> ProcessPoolExecutor:
    kind = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"  # plain fork would copy the open case
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context(kind), initializer=_leave_interrupts_to_the_parent)


def _leave_interrupts_to_the_parent() -> None:
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _ready() -> bool:
    """Answered by a worker that has started."""
    return True


def _submit(pool: ProcessPoolExecutor, work: Callable[[T], R], chunk: list[T]) -> Future[list[R]]:
    try:
        return pool.submit(_each, work, chunk)
    except BrokenProcessPool as error:  # a worker fell between two submissions; found when the result is asked for
        broken: Future[list[R]] = Future()
        broken.set_exception(error)
        return broken


def _each(work: Callable[[T], R], chunk: list[T]) -> list[R]:
    return [work(thing) for thing in chunk]
