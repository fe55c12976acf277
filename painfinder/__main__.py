"""The edge of the process: signals, streams, the environment, and how it ends. No command is known here.

Everything that can go wrong ends in one line on stderr and one of the exit codes of `errors.ExitCode`. The message of
an unforeseen error is never printed (it might hold a person's words), only its type, unless PAINFINDER_DEBUG=1.
"""

from __future__ import annotations

import signal

signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C during imports dies quietly instead of with a traceback
if hasattr(signal, "SIGPIPE"):
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # a closed pipe ends quietly; painfinder opens no sockets

import errno  # noqa: E402
import os  # noqa: E402
import sys  # noqa: E402

WIDTHS = (20, 400)  # rich prints nothing at COLUMNS=0 and overflows on a huge number
UNWRITABLE = (errno.ENOSPC, errno.EFBIG, errno.EPIPE, errno.EROFS, getattr(errno, "EDQUOT", errno.ENOSPC))


def main() -> None:
    """Run the program on `sys.argv` and leave the process with its exit code."""
    _settle_environment()
    code = _guarded(sys.argv[1:])
    if not _flushed():
        code = 2
    # Skips the interpreter's own flush, which would fail again on a full disk and exit with 120.
    os._exit(code)


def _guarded(arguments: list[str]) -> int:
    from painfinder.errors import ExitCode, Refused

    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        from painfinder.cli import run

        return run(arguments)
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except Refused as refused:
        say(str(refused))
    except OSError as error:
        what = "write output" if error.errno in UNWRITABLE else "read or write"
        say(f"cannot {what}: {error.strerror or type(error).__name__}")
        _silence_stdout()
    except Exception as error:
        if os.environ.get("PAINFINDER_DEBUG") == "1":  # documented: prints what was typed
            raise
        say(f"something went wrong inside painfinder ({type(error).__name__}); PAINFINDER_DEBUG=1 shows where")
    return ExitCode.REFUSED


def say(message: str) -> None:
    """Put one line on stderr, or nothing when stderr cannot take it."""
    try:
        if sys.stderr is not None:
            sys.stderr.write(f"painfinder: error: {message}\n")
            sys.stderr.flush()
    except (OSError, ValueError):
        pass


def _settle_environment() -> None:
    os.environ.pop("TERMINAL_WIDTH", None)  # typer dies at import when it is not a number
    columns = os.environ.get("COLUMNS", "")
    if columns:
        digits = columns[:10] if columns.isascii() and columns.isdigit() else ""
        if digits:
            os.environ["COLUMNS"] = str(min(max(int(digits), WIDTHS[0]), WIDTHS[1]))
        else:
            del os.environ["COLUMNS"]
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # an accent under LC_ALL=C becomes "?", not a traceback


def _flushed() -> bool:
    """Whether all of the answer reached stdout; says why when it did not."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except (OSError, ValueError) as error:
        say(f"cannot write output: {getattr(error, 'strerror', None) or type(error).__name__}")
        return False
    return True


def _silence_stdout() -> None:
    sys.stdout = None


if __name__ == "__main__":
    main()
