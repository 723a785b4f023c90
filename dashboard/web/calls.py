"""Tells a call of a callback that our pages make from one that somebody made up."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Request
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from dashboard.limits import cap

_WILD = ("ALL", "MATCH", "ALLSMALLER")


def wrong_call(request: Request, callbacks: Mapping[str, Mapping[str, Any]]) -> str:
    """What is wrong with a request to call one of the callbacks (Dash's callback map), in words; "" where nothing is.

    Only the frame is checked: that the callback exists, has these inputs, states and outputs, and that values are such
    as a browser can send. Whether a value makes sense is the callback's own to find out.
    """
    try:
        body = request.get_json()
    except (BadRequest, UnsupportedMediaType, RecursionError):
        return "The body of a call must be JSON."
    if not isinstance(body, Mapping) or not _sound(body):
        return "A call must be an object of text, finite numbers and lists of a reasonable depth."
    spec = callbacks.get(output) if isinstance(output := body.get("output"), str) else None
    if spec is None or "callback" not in spec:
        return "There is no such callback."
    return _mismatch(body, spec)


def _mismatch(body: Mapping[str, Any], spec: Mapping[str, Any]) -> str:
    inputs, changed = body.get("inputs", []), body.get("changedPropIds", [])
    if not _match(spec["inputs"], inputs) or not _match(spec["state"], body.get("state", [])):
        return "These are not the inputs of that callback."
    if not spec.get("no_output") and not _outputs_match(body["output"], body.get("outputs")):
        return "These are not the outputs of that callback."
    if not isinstance(changed, list) or not all(_is_one_of(name, inputs) for name in changed):
        return "What changed is none of the inputs of that callback."
    return ""


def _sound(body: object) -> bool:
    """Whether all that is in a body could come from a browser: no NaN, no half characters, no endless nesting."""
    level: list[object] = [body]
    for _ in range(cap("request_depth")):
        below: list[object] = []
        for value in level:
            if isinstance(value, float) and not math.isfinite(value):
                return False
            if isinstance(value, str) and not _whole(value):
                return False
            if isinstance(value, dict):
                below.extend(value)
                below.extend(value.values())
            elif isinstance(value, list):
                below.extend(value)
        if not below:
            return True
        level = below
    return False


def _whole(text: str) -> bool:
    """Whether no surrogate stands alone, which could be stored and sent nowhere."""
    return text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text)


def _match(ours: Sequence[Mapping[str, Any]], theirs: object) -> bool:
    return (
        isinstance(theirs, list)
        and len(theirs) == len(ours)
        and all(_same(one, other) for one, other in zip(ours, theirs, strict=True))
    )


def _same(ours: Mapping[str, Any], theirs: object) -> bool:
    """Whether an input that was sent is the declared one, or, for a pattern, one or several that it covers."""
    pattern = _id(ours["id"])
    if isinstance(pattern, dict):
        several = theirs if isinstance(theirs, list) else [theirs]
        return all(_covers(pattern, ours["property"], one) for one in several)
    return isinstance(theirs, dict) and (theirs.get("id"), theirs.get("property")) == (ours["id"], ours["property"])


def _covers(pattern: Mapping[str, Any], property_: str, one: object) -> bool:
    name = one.get("id") if isinstance(one, dict) else None
    return (
        isinstance(one, dict)
        and one.get("property") == property_
        and isinstance(name, dict)
        and name.keys() == pattern.keys()
        and all(isinstance(value, str | int | float) for value in name.values())
        and all(part in ([word] for word in _WILD) or name[key] == part for key, part in pattern.items())
    )


def _outputs_match(output: str, theirs: object) -> bool:
    """Whether the outputs that were sent are those in the callback's name, "..one.prop...two.prop.." or "one.prop"."""
    names = output.strip(".").split("...") if output.startswith("..") else [output]
    several = theirs if isinstance(theirs, list) and output.startswith("..") else [theirs]
    return len(several) == len(names) and all(
        _same({"id": name.rsplit(".", 1)[0], "property": _last(name)}, _unnumbered(one))
        for name, one in zip(names, several, strict=True)
    )


def _unnumbered(one: object) -> object:
    """An output without the number that tells apart several callbacks with the same one."""
    if isinstance(one, list):
        return [_unnumbered(each) for each in one]
    if isinstance(one, dict) and isinstance(one.get("property"), str):
        return one | {"property": one["property"].split("@")[0]}
    return one


def _last(name: str) -> str:
    return name.rsplit(".", 1)[-1].split("@", maxsplit=1)[0]


def _is_one_of(name: object, inputs: Sequence[Any]) -> bool:
    """Whether "id.property" names one of the inputs that were sent."""
    if not isinstance(name, str):
        return False
    flat = [one for item in inputs for one in (item if isinstance(item, list) else [item])]
    at, _, property_ = name.rpartition(".")
    wanted = _id(at)
    return any(one["property"] == property_ and _id(one["id"]) == wanted for one in flat)


def _id(name: object) -> object:
    """An id as it is declared: text, or the pattern that the text spells."""
    if isinstance(name, str) and name.startswith("{"):
        try:
            return json.loads(name)
        except (ValueError, RecursionError):
            return name
    return name
