"""Reads the options of `@benchmark` from a suite's source, without running it."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from typing import Any

from rulebook_bench.uses import DROPPED, USES

DEFAULTS: dict[str, Any] = {
    "block": None,
    "raw": False,
    "setup": "process",
    "unit": "s",
    "fresh": False,
    "requires": (),
    "same": None,
    "uses": (DROPPED,),
}


def read_options(decorator: ast.Call, fault: Callable[[ast.AST, str], None]) -> dict[str, Any]:
    """The decorator's options, from its source; nothing is run."""
    options = dict(DEFAULTS)
    for keyword in decorator.keywords:
        if keyword.arg not in DEFAULTS:
            fault(keyword.value, f"unexpected option {keyword.arg}, expected of {', '.join(DEFAULTS)}")
            continue
        try:
            options[keyword.arg] = ast.literal_eval(keyword.value)
        except ValueError:
            fault(keyword.value, f"{keyword.arg}= must be a literal, so that it can be read without running")
    return options


def option_faults(options: dict[str, Any], is_async: bool) -> Iterator[str]:
    """What is wrong with the options, alone and together."""
    block, requires = options["block"], options["requires"]
    if not isinstance(block, str):
        yield 'expected @benchmark(block="name")'
    elif not re.fullmatch(r"[a-z][a-z0-9_]*", block):
        yield f"block {block!r} is not snake_case; write it with a-z, 0-9 and _"
    for name, allowed in (("raw", (True, False)), ("fresh", (True, False))):
        if options[name] not in allowed:
            yield f"{name}={options[name]!r}, expected True or False"
    for name, choices in (("setup", ("process", "sample")), ("unit", ("s", "B"))):
        if options[name] not in choices:
            yield f"{name}={options[name]!r}, expected {' or '.join(map(repr, choices))}"
    same = options["same"]
    if same is not None and not (isinstance(same, str) and re.fullmatch(r"[a-z][a-z0-9_]*", same)):
        yield f"same={same!r}, expected the name of a group in snake_case"
    elif same is not None and (options["fresh"] or options["unit"] == "B"):
        yield 'same does not go together with fresh or unit="B", whose results are not there to compare'
    if not isinstance(requires, tuple | list) or not all(isinstance(name, str) for name in requires):
        yield f'requires={requires!r}, expected a tuple of PyPI names, as in requires=("orjson",)'
    else:
        for name in requires:
            if not re.fullmatch(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?", name):
                yield (
                    f"requires={name!r}, expected the PyPI name alone, as in {_bare(name)!r}; "
                    "versions and extras stand in the requirements file"
                )
    uses = options["uses"]
    if not _are_uses(uses):
        yield (
            f'uses={uses!r}, expected a tuple of "dropped", then "kept" or "varied" or both, '
            'as in uses=("dropped", "kept")'
        )
    methods = [name for name in ("raw", "fresh") if options[name]]
    methods += [f'{n}="{v}"' for n, v in (("setup", "sample"), ("unit", "B")) if options[n] == v]
    if is_async and (options["fresh"] or options["unit"] == "B"):
        methods.append("async def")
    if len(methods) > 1 and methods != ["raw", 'unit="B"']:
        yield f"{' and '.join(methods)} do not go together; keep one of them"
    elif _are_uses(uses) and len(uses) > 1 and (methods or is_async):
        what = methods[0] if methods else "async def"
        yield f"uses={uses!r} does not go together with {what}; take one of them away"


def _are_uses(uses: Any) -> bool:
    """Are they names of uses, each once, beginning with the one that every benchmark is sampled in?"""
    return (
        isinstance(uses, tuple | list)
        and list(uses[:1]) == [DROPPED]
        and all(use in USES for use in uses)
        and len(set(uses)) == len(uses)
    )


def _bare(requirement: str) -> str:
    """The name that a requirement such as `PyYAML[libyaml]>=6` begins with."""
    found = re.match(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)", requirement)
    return found[1] if found else "orjson"


def sampling_kind(options: dict[str, Any], is_async: bool) -> str:
    """How the benchmark is sampled: loop, async, bytes or fresh."""
    if options["fresh"]:
        return "fresh"
    if options["unit"] == "B":
        return "bytes"
    return "async" if is_async else "loop"
