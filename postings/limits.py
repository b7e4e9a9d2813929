"""What a process that opens strangers' files may take; for the scripts that `isolated.run_isolated` starts."""

import contextlib

MEMORY = 1024 * 1024 * 1024  # of address space, in bytes; a page of a CV takes some 100 MB
SECONDS = 20  # of computing
ANSWER = 40 * 1024 * 1024


def limit() -> None:
    """Bound this process; where the system knows no such limits, the caller's time limit is left."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in (
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, ANSWER),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, MEMORY),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))
