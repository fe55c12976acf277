"""painfinder: a patient-facing treatment finder for the terminal.

>>> from painfinder import find, load
>>> answer = find("bone on bone knee", load())
>>> answer.matches[0].id
'knee-osteoarthritis'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from painfinder.finder import find as find
    from painfinder.knowledge.load import load as load

__version__ = "0.1.0"
__all__ = ["__version__", "find", "load"]


def __getattr__(name: str) -> object:  # each import costs; a command pays only for what it uses
    if name == "find":
        from painfinder.finder import find

        return find
    if name == "load":
        from painfinder.knowledge.load import load

        return load
    raise AttributeError(name)
