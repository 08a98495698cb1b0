"""Work that is ended by force: a copy of this process, killed or short of room."""

from __future__ import annotations

import os
import resource
import signal
import warnings
from collections.abc import Callable
from typing import Any

LEFT = 3
"""Exit code of work that was not killed."""


def die(*_: Any, **__: Any) -> None:
    """End this process at once, as `kill -9` does."""
    os.kill(os.getpid(), signal.SIGKILL)


def outcome(work: Callable[[], Any]) -> int:
    """Do work in a copy of this process; return the signal that ended it, or 0 less its code."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of copies of processes with threads
        child = os.fork()
    if not child:
        try:
            work()
        finally:
            os._exit(LEFT)
    _, status = os.waitpid(child, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else -os.WEXITSTATUS(status)


def short_of_room(size: int) -> None:
    """Let no file of this process be larger than some bytes: what is written beyond fails."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
