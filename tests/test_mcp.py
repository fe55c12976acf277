"""painfinder over the Model Context Protocol, driven by the official client: the same gate, the same documents."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from painfinder.commands import mcp as command
from painfinder.knowledge.load import KnowledgeBase

pytest.importorskip("mcp.server.mcpserver", reason="the extra `mcp` is not installed")

from mcp import Client, StdioServerParameters

from painfinder.exchange import mcp_server

PROGRAM = Path(sys.executable).with_name("painfinder")
DANGER = "oh and since last night I can't pee and I can't feel myself wipe"
SECRET = "zzqx-my-private-words"


async def call(kb: KnowledgeBase, tool: str, **arguments: Any) -> Any:
    """Call a tool in process; the client checks the result against the tool's published schema."""
    async with Client(mcp_server.server_of(command.TOOLS, kb)) as client:
        return await client.call_tool(tool, arguments)


async def test_the_tools_say_what_goes_in_and_what_comes_out(kb: KnowledgeBase) -> None:
    async with Client(mcp_server.server_of(command.TOOLS, kb)) as client:
        tools = (await client.list_tools()).tools
    assert [t.name for t in tools] == ["find", "show", "compare"]
    for tool in tools:
        assert tool.annotations.read_only_hint
        assert tool.output_schema["type"] == "object"
        assert tool.input_schema["additionalProperties"] is False
        assert tool.input_schema["properties"]["with"]["items"]["enum"] == list(kb.circumstances)


SAME = [
    ("find", {"text": "bone on bone knee"}, ("find", "bone on bone knee")),
    ("find", {"text": "me duele la rodilla", "limit": 2}, ("find", "me duele la rodilla", "--limit", "2")),
    ("find", {"text": "sciatica", "with": ["blood-thinner"], "without": ["steroid"]},
     ("find", "sciatica", "--with", "blood-thinner", "--without", "steroid")),
    ("find", {"text": "parking garage"}, ("find", "parking garage")),
    ("find", {"text": DANGER}, ("find", DANGER)),
    ("show", {"text": "mild"}, ("show", "mild")),
    ("show", {"text": "cauda-equina", "language": "es"}, ("show", "cauda-equina", "--lang", "es")),
    ("show", {"text": "bone on bone knee"}, ("show", "bone on bone knee")),
    ("show", {"text": DANGER}, ("show", DANGER)),
    ("compare", {"treatments": ["mild", "vertiflex"]}, ("compare", "mild", "vertiflex")),
    ("compare", {"for": "migraine"}, ("compare", "--for", "migraine")),
    ("compare", {"treatments": ["botox"], "for": "migraine", "with": ["pregnant"], "language": "es"},
     ("compare", "botox", "--for", "migraine", "--with", "pregnant", "--lang", "es")),
    ("compare", {"treatments": ["mild", DANGER]}, ("compare", "mild", DANGER)),
]  # fmt: skip


@pytest.mark.parametrize(("tool", "arguments", "line"), SAME, ids=lambda v: str(v)[:40])
async def test_a_result_is_the_document_that_the_command_prints(kb, painfinder, tool, arguments, line) -> None:
    result = await call(kb, tool, **arguments)
    run = painfinder(*line, "--json")
    assert not result.is_error
    assert result.structured_content == run.json
    assert result.content[-1].text.encode() + b"\n" == run.out


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [("find", {"text": DANGER}), ("show", {"text": DANGER}), ("compare", {"treatments": ["mild", DANGER]}),
     ("compare", {"treatments": ["mild", "vertiflex"], "for": DANGER}), ("compare", {"treatments": [DANGER] * 9})],
)  # fmt: skip
async def test_a_red_flag_comes_first_and_options_are_withheld(kb: KnowledgeBase, tool: str, arguments) -> None:
    result = await call(kb, tool, **arguments)
    document = result.structured_content
    assert document["schema"] == "painfinder.answer"
    assert document["level"] == "emergency"
    assert document["withheld"]
    assert document["options"] == []
    assert result.content[0].text.startswith("EMERGENCY, call 911: ")
    assert document["alerts"][0]["say"] in result.content[0].text


WRONG = [
    ("find", {}, "needed: text"),
    ("find", {"text": SECRET, "shout": True}, "needed: text"),
    ("find", {"text": 7}, "text cannot be that"),
    ("find", {"text": SECRET, "limit": 99}, "limit cannot be that"),
    ("find", {"text": SECRET, "limit": True}, "limit cannot be that"),
    ("find", {"text": SECRET, "with": ["a-dragon"]}, "with cannot be that"),
    ("find", {"text": SECRET, "without": "needle"}, "without cannot be that"),
    ("find", {"text": SECRET, "language": "fr"}, "language cannot be that"),
    ("find", {"text": SECRET * 200}, "at most 2,000"),
    ("find", {"text": " ... "}, "no letters"),
    ("compare", {}, "two or more"),
    ("compare", {"treatments": ["mild"]}, "two or more"),
    ("compare", {"treatments": [SECRET, "mild"]}, "no treatment is called that"),
    ("cure", {"text": SECRET}, "find, show, compare"),
]


@pytest.mark.parametrize(("tool", "arguments", "sentence"), WRONG)
async def test_what_cannot_be_answered_is_one_sentence_without_the_words(kb, tool, arguments, sentence) -> None:
    result = await call(kb, tool, **arguments)
    assert result.is_error
    assert len(result.content) == 1
    assert sentence in result.content[0].text
    assert SECRET not in result.content[0].text


async def test_an_unforeseen_error_does_not_repeat_the_words(kb: KnowledgeBase) -> None:
    def fails(asked: dict[str, Any], _: KnowledgeBase) -> bytes:
        raise ValueError(asked["text"])

    async with Client(mcp_server.server_of({"find": fails}, kb)) as client:
        result = await client.call_tool("find", {"text": SECRET})
    assert result.is_error
    assert "ValueError" in result.content[0].text
    assert SECRET not in result.content[0].text


@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_the_program_serves_over_its_standard_streams(kb: KnowledgeBase, tmp_path: Path, mode: str) -> None:
    server = StdioServerParameters(command=str(PROGRAM), args=["mcp"], env={**os.environ, "HOME": str(tmp_path)})
    async with Client(server, mode=mode) as client:
        result = await client.call_tool("find", {"text": "bone on bone knee"})
        alarming = await client.call_tool("find", {"text": DANGER})
    assert result.structured_content["matches"][0]["id"] == "knee-osteoarthritis"
    assert alarming.structured_content["withheld"]


def test_nothing_that_is_asked_reaches_stderr(tmp_path: Path) -> None:
    hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}
    lines: list[dict[str, Any]] = [
        {"id": 1, "method": "initialize", "params": hello},
        {"method": "notifications/initialized"},
        {"id": 2, "method": "tools/call", "params": {"name": "find", "arguments": {"text": SECRET, "limit": 99}}},
        {"id": 3, "method": "tools/call", "params": {"name": 5, "arguments": SECRET}},
        {"id": 4, "method": SECRET},
    ]
    sent = "\n".join(json.dumps({"jsonrpc": "2.0"} | line) for line in lines) + f"\n{SECRET} is not JSON\n"
    with subprocess.Popen(
        [str(PROGRAM), "mcp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=os.environ | {"HOME": str(tmp_path)},
    ) as server:  # fmt: skip
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write(sent)
        server.stdin.flush()
        while '"id":2' not in server.stdout.readline().replace(" ", ""):  # the end of input would end a call in hand
            assert server.poll() is None
        _, said = server.communicate(timeout=60)
    assert said == ""
    assert server.returncode == 0


@pytest.mark.parametrize("broken", ["mcp.server.mcpserver", "mcp"])
def test_without_the_sdk_one_sentence_says_what_to_install(broken: str, tmp_path: Path) -> None:
    blocked = f"import sys; sys.modules['{broken}'] = None; sys.argv[1:] = ['mcp']"
    program = [sys.executable, "-c", f"{blocked}; from painfinder.__main__ import main; main()"]
    done = subprocess.run(program, capture_output=True, text=True, timeout=60, check=False, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"painfinder: error: {command.NEEDS}\n"
