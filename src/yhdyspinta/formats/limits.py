"""What a child process that reads a foreign file allows itself."""

from __future__ import annotations

import resource


def bound(memory: int, processor: int) -> None:
    """What this process may use from here on, in bytes of address space and seconds of processor; it may write no file at all."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (processor, processor))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
