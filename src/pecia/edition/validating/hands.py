"""Many documents, all cores: each is judged in a process that may die, and the results come in the documents' order.

Processes are begun afresh (forkserver or spawn), never forked from one in which Saxon has started.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from pathlib import Path

from pecia.core.errors import SourceError
from pecia.core.findings import Finding, Location, Severity
from pecia.edition.site import take
from pecia.validation.judge import Demands, Examined, examined, unread

FEW = 24
"""Fewer documents are judged sooner than processes begin."""
_CHUNK = 8
_DIED = "V305"


def judged(paths: Sequence[str], demands: Demands, jobs: int) -> Iterator[tuple[str, Examined]]:
    """The verdict of the schemas on each file, in the order of the paths. Raises SchemaError for a schema at fault."""
    if jobs < 2 or len(paths) < FEW:
        for path in paths:
            yield path, _one(path, demands)
        return
    chunks = [tuple(paths[at : at + _CHUNK]) for at in range(0, len(paths), _CHUNK)]
    for chunk, results in _in_turn(chunks, demands, jobs):
        yield from zip(chunk, results, strict=True)


def cores() -> int:
    """How many processes may work at once here."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _one(path: str, demands: Demands) -> Examined:
    try:
        return examined(take(Path(path)), demands)
    except SourceError as error:
        return Examined(findings=(unread(path, str(error)),))


def _in_turn(
    chunks: Iterable[tuple[str, ...]], demands: Demands, jobs: int
) -> Iterator[tuple[tuple[str, ...], Sequence[Examined]]]:
    """Each chunk with its results. No more is under way than the hands can hold, so memory is steady."""
    waiting = iter(chunks)
    pool = _pool(jobs, demands)
    try:
        under_way = [(chunk, pool.submit(_chunk, chunk)) for chunk in islice(waiting, 4 * jobs)]
        while under_way:
            chunk, future = under_way.pop(0)
            results = _result(future)
            if results is None:
                pool.shutdown(wait=False, cancel_futures=True)
                pool = _pool(jobs, demands)
                results = [_apart(path, demands) for path in chunk]
                under_way = [(each, old if _is_whole(old) else pool.submit(_chunk, each)) for each, old in under_way]
            under_way += [(each, pool.submit(_chunk, each)) for each in islice(waiting, 1)]
            yield chunk, results
        pool.shutdown()
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in multiprocessing.active_children():
            process.terminate()
        raise


def _result(future: Future[list[Examined]]) -> list[Examined] | None:
    """The results; None where a process died over them, or over others in the same pool."""
    try:
        return future.result()
    except BrokenProcessPool:
        return None


def _is_whole(future: Future[list[Examined]]) -> bool:
    return future.done() and not future.cancelled() and not isinstance(future.exception(), BrokenProcessPool)


def _apart(path: str, demands: Demands) -> Examined:
    """A document alone in a process: if that dies, it is this document's doing, and nobody else's verdict is lost."""
    with _pool(1, demands) as pool:
        try:
            return pool.submit(_chunk, (path,)).result()[0]
        except BrokenProcessPool:
            message = "the process that judged it died: it may be too large, or nested too deeply"
            hint = "judge it alone, by one schema after the other, to see which"
            return Examined(findings=(Finding(_DIED, Severity.ERROR, message, Location(path), hint),))


def _pool(jobs: int, demands: Demands) -> ProcessPoolExecutor:
    fresh = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(fresh)
    return ProcessPoolExecutor(jobs, context, initializer=_begin, initargs=(demands,))


_DEMANDS: list[Demands] = []


def _begin(demands: Demands) -> None:
    # Ctrl-C reaches every process of the terminal: the first one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _DEMANDS[:] = [demands]


def _chunk(paths: tuple[str, ...]) -> list[Examined]:
    return [_one(path, _DEMANDS[0]) for path in paths]
