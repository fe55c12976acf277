"""The Typer app: one table of commands, and only the one that was asked for is imported."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Annotated

import typer

from painfinder.errors import ExitCode, Refused

COMMANDS = {  # name -> module with `run` and (first line of its docstring) the short help
    "find": "painfinder.commands.find",
    "show": "painfinder.commands.show",
    "compare": "painfinder.commands.compare",
    "list": "painfinder.commands.list",
    "match": "painfinder.commands.match",
    "desk": "painfinder.commands.desk",
    "handout": "painfinder.commands.handout",
    "check": "painfinder.commands.check",
    "schema": "painfinder.commands.schema",
    "export": "painfinder.commands.export",
    "changes": "painfinder.commands.changes",
    "bench": "painfinder.commands.bench",
    "mcp": "painfinder.commands.mcp",
}

GREETING = """painfinder finds treatments for pain and says honestly what each one does. Try:

  painfinder find "bone on bone knee"
  painfinder find "legs go numb when I walk, better leaning on the cart"
  painfinder compare --for migraine

For the front desk: painfinder desk      All commands: painfinder --help
Emergency? Call 911. Thinking of suicide? Call or text 988. painfinder informs; it never diagnoses.
"""

ABOUT = """Type what hurts, in your own words; read what can be done about it, honestly.

\b
  painfinder find "bone on bone knee"
  painfinder show mild
  painfinder compare --for lumbar-spinal-stenosis
  painfinder desk

\b
Exit codes: 0 answered, 1 nothing matched (or problems found), 2 wrong use or refused,
3 a red flag was heard (the answer is complete), 130 interrupted.

Emergency? Call 911. Thinking of suicide? Call or text 988. painfinder informs; it never diagnoses.
"""


def build(names: list[str]) -> typer.Typer:
    """Make the app with these commands; importing all of them costs more than running one."""
    app = typer.Typer(
        no_args_is_help=False,
        rich_markup_mode=None,  # brackets in help stay, and rich is not imported
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        add_completion=len(names) > 1,  # its two options cost imports, and one command never needs them
    )

    @app.callback(help=ABOUT, invoke_without_command=True)
    def painfinder(
        context: typer.Context,
        version: Annotated[
            bool, typer.Option("--version", "-V", help="Versions of the program and of its knowledge base.")
        ] = False,
    ) -> None:
        if version:
            from painfinder import __version__
            from painfinder.knowledge.load import load

            _tell(f"painfinder {__version__} (knowledge base {load().version})\n")
            raise typer.Exit(ExitCode.ANSWERED)
        if context.invoked_subcommand is None:
            _tell(GREETING)

    for name in names:
        module = import_module(COMMANDS[name])
        app.command(name, help=module.__doc__, short_help=(module.__doc__ or "").split("\n")[0])(module.run)
    return app


def _tell(words: str) -> None:
    if sys.stdout is not None:  # None when it was closed before the start
        sys.stdout.write(words)


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code. Raises Refused for wrong use."""
    first = next((a for a in arguments if not a.startswith("-")), "")
    if arguments and first == arguments[0] and first not in COMMANDS:
        raise Refused("no command is called that; to look something up, type: painfinder find YOUR WORDS")
    completing = any(name.startswith("_PAINFINDER") for name in os.environ)
    names = [first] if first in COMMANDS and first == arguments[0] and not completing else list(COMMANDS)
    if not arguments and not completing:
        _tell(GREETING)
        return ExitCode.ANSWERED
    try:
        result = build(names)(arguments, prog_name="painfinder", standalone_mode=False)
    except typer.Abort:
        return ExitCode.INTERRUPTED
    except Exception as error:
        if hasattr(error, "format_message"):  # a usage error of the command line; its own words may hold a person's
            raise Refused(_usage(error)) from None
        raise
    return result if isinstance(result, int) else ExitCode.ANSWERED


def _usage(error: object) -> str:
    """Say what is wrong with a command line without repeating what may be a person's words."""
    kind = type(error).__name__
    if kind == "NoSuchOption":
        near = getattr(error, "possibilities", None) or []
        hint = f"did you mean {near[0]}? " if near else ""
        return f"no such option; {hint}words that begin with a dash go after --: painfinder find -- WORDS"
    if kind == "MissingParameter":
        parameter = getattr(getattr(error, "param", None), "human_readable_name", "argument")
        return f"{parameter} is missing; --help shows examples"
    if kind == "BadParameter":
        parameter = getattr(error, "param", None)
        name = (getattr(parameter, "opts", None) or ["a value"])[-1]
        choices = getattr(getattr(parameter, "type", None), "choices", None)
        allowed = f"; one of: {', '.join(map(str, choices))}" if choices else ""
        return f"{name} cannot be that{allowed}; --help shows examples"
    return "these arguments do not fit; --help shows examples"
