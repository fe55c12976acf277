"""Tools over the Model Context Protocol: what they are called, what goes in, how a result comes out.

The tools themselves are given to `serve`; each returns the very JSON document that the command of its name prints with
--json, which the client checks against the published schema. When a red flag was heard, the sentence to say stands
first, in a block of its own. Nothing that is sent here is logged or kept.
Protocol: https://modelcontextprotocol.io/specification
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from typing import Any

import anyio
from mcp import types
from mcp.server.lowlevel.server import Server
from mcp.server.stdio import stdio_server

from painfinder import __version__
from painfinder.errors import Refused
from painfinder.exchange.schemas import comparison_schema
from painfinder.knowledge.load import KnowledgeBase
from painfinder.model import TRAITS
from painfinder.show.comparison import MOST
from painfinder.show.contract import Schema, answer_schema, entry_schema
from painfinder.understand.text import LIMIT
from painfinder.wording import LEVEL, LEVEL_ACT

Arguments = dict[str, Any]
Tool = Callable[[Arguments, KnowledgeBase], bytes]

INSTRUCTIONS = (
    "painfinder knows treatments for pain, what each one honestly does, and who says so. It informs; it never "
    "diagnoses. Pass on people's own words unchanged, because the danger may stand in any of them. When a result has "
    "alerts, give their `say` sentence first and word for word. When `withheld` is true, offer no treatment at all. "
    "No alert does not mean safe. Name the sources, the evidence and the harms of what you repeat, and the disclaimer."
)
ABOUT = {
    "find": (
        "Find what is meant",
        "Say what hurts, in the person's own words (English or Spanish): alerts first, then what it may be and why, "
        "then every treatment option with its evidence.",
    ),
    "show": (
        "Show one entry",
        "All that is known about one condition, treatment, approach, red flag, circumstance or source: by id, name, "
        "brand or ICD-10-CM code.",
    ),
    "compare": (
        "Compare treatments",
        "Treatments side by side by the same rows, for a condition when one is named; waiting is the last column.",
    ),
}


def serve(tools: Mapping[str, Tool], kb: KnowledgeBase) -> None:
    """Serve over standard input and output until the other side closes them."""
    logging.disable(logging.CRITICAL)  # the library logs what goes wrong in a call, and a call holds a person's words
    server = server_of(tools, kb)

    async def run() -> None:
        async with stdio_server() as (read, write):
            await server.run(read, write, server.create_initialization_options())

    anyio.run(run)


def server_of(tools: Mapping[str, Tool], kb: KnowledgeBase) -> Server[Any]:
    """Return the server for one knowledge base, ready to be run over any transport."""

    async def list_tools(_: Any, __: types.PaginatedRequestParams | None) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[described(name, kb) for name in tools])

    async def call_tool(_: Any, asked: types.CallToolRequestParams) -> types.CallToolResult:
        return answered(tools, asked.name, asked.arguments or {}, kb)

    return Server(
        "painfinder",
        version=__version__,
        title="painfinder",
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def answered(tools: Mapping[str, Tool], name: str, arguments: Arguments, kb: KnowledgeBase) -> types.CallToolResult:
    """Call a tool. What cannot be answered is an error result of one sentence, never with the caller's words."""
    try:
        if name not in tools:
            raise Refused(f"no tool is called that; there are: {', '.join(tools)}")
        document = tools[name](checked(name, arguments, kb), kb)
    except Refused as refused:
        return _error(str(refused))
    except Exception as error:
        return _error(f"something went wrong inside painfinder ({type(error).__name__})")
    record = json.loads(document)
    blocks = [*alarm(record), types.TextContent(text=document.decode("utf-8").rstrip("\n"))]
    return types.CallToolResult(content=[*blocks], structured_content=record)


def alarm(record: Mapping[str, Any]) -> list[types.TextContent]:
    """Return what must be read before anything else: each alert's level and the sentence to say."""
    if not record.get("alerts"):
        return []
    level, act = LEVEL[record["language"]], LEVEL_ACT[record["language"]]
    lines = [f"{level[a['level']]}, {act[a['level']]}: {a['name']}. {a['say']}" for a in record["alerts"]]
    return [types.TextContent(text=line) for line in lines]


def described(name: str, kb: KnowledgeBase) -> types.Tool:
    """Return a tool's description, with the schemas of what goes in and what comes out."""
    title, about = ABOUT[name]
    return types.Tool(
        name=name,
        title=title,
        description=about,
        input_schema=inputs(name, kb),
        output_schema=output(name),
        annotations=types.ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False),
    )


def output(name: str) -> Schema:
    """Return the schema of a tool's result; a red flag turns any result into an answer."""
    if name == "find":
        return answer_schema()
    own = entry_schema() if name == "show" else comparison_schema()
    return {"type": "object", "oneOf": [own, answer_schema()]}


def inputs(name: str, kb: KnowledgeBase) -> Schema:
    """Return the schema of a tool's arguments."""
    text: Schema = {"type": "string", "minLength": 1, "maxLength": LIMIT}
    person: Schema = {
        "with": {"type": "array", "items": {"enum": list(kb.circumstances)}, "description": "True of the person."},
        "without": {"type": "array", "items": {"enum": list(TRAITS)}, "description": "What the person does not want."},
        "language": {"enum": ["en", "es"], "description": "Unset: the language of the words."},
    }
    fields: Schema
    if name == "compare":
        fields = {
            "treatments": {"type": "array", "items": text, "maxItems": MOST, "description": "Ids or names."},
            "for": text | {"description": "The condition to compare them for."},
        }
    else:
        about = "What hurts, in the person's own words." if name == "find" else "An id, or words that name the entry."
        fields = {"text": text | {"description": about}}
    if name == "find":
        fields["limit"] = {"type": "integer", "minimum": 1, "maximum": 20, "description": "At most so many matches."}
    required = [] if name == "compare" else ["text"]
    return {"type": "object", "properties": fields | person, "required": required, "additionalProperties": False}


def checked(name: str, arguments: Arguments, kb: KnowledgeBase) -> Arguments:
    """Return the arguments when they fit the tool's schema. Raises Refused, naming the argument, when they do not."""
    schema = inputs(name, kb)
    properties = schema["properties"]
    if any(a not in properties for a in arguments) or any(a not in arguments for a in schema["required"]):
        needed = ", ".join(schema["required"]) or "none"
        raise Refused(f"the arguments of {name} are: {', '.join(properties)} (needed: {needed})")
    for argument, value in arguments.items():
        if not _fits(value, properties[argument]):
            raise Refused(f"{argument} cannot be that; the tool's schema says what it can be")
    return arguments


def _fits(value: Any, schema: Schema) -> bool:
    if "enum" in schema:
        return value in schema["enum"]
    if schema["type"] == "array":
        return isinstance(value, list) and all(_fits(v, schema["items"]) for v in value)
    if schema["type"] == "integer":
        return type(value) is int and schema["minimum"] <= value <= schema["maximum"]
    return isinstance(value, str)  # too long a text, or too many, is refused by the tool, after its safety gate


def _error(sentence: str) -> types.CallToolResult:
    return types.CallToolResult(content=[types.TextContent(text=sentence)], is_error=True)
