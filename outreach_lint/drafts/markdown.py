"""Markdown or text with front matter: `channel`, `subject`, `to`, `profile`, `role`, `stage`, `thread` and `ignore`, between two lines of
three dashes. `thread` is what was said before, oldest first.

    ---
    channel: linkedin-message
    to: Priya Raman
    profile: priya.json
    thread:
      - me: Your talk on forecasts made me rewrite my marking. What did you unlearn first?
      - them: That an average is an answer!
    ignore: [ask/meeting-first-contact]
    ---
    Hi Priya, ...

A comment `<!-- outreach-lint: ignore RULE -- reason -->`, alone on its line, waives a rule too; it is not part of the message.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeVar

from outreach_lint.errors import DraftError
from outreach_lint.message import Channel, Message, Role, Source, ThreadMessage, Waiver
from outreach_lint.registry import nearest
from outreach_lint.source import decode, encoding_of

SUFFIXES = (".md", ".markdown")
LIBRARY = "PyYAML"
LIMITS = "Front matter with an unknown key is refused."
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?P<head>.*?)^---[ \t]*(?:\r?\n|\Z)(?:[ \t]*\r?\n)*", re.DOTALL | re.MULTILINE)
_WAIVER = re.compile(
    r"^[ \t]*<!--[ \t]*outreach-lint:[ \t]*ignore\b(?P<rules>[ \t\w/,-]{1,500}?)(?:[ \t]--[ \t][^\r\n]{0,500}?)?-->[ \t]*(?:\r?\n|\Z)",
    re.MULTILINE,
)
_LEADING = re.compile(_WAIVER.pattern + r"(?:[ \t]*\r?\n)*", re.MULTILINE)
_UNCLOSED = re.compile(r"---[ \t]*\r?\n(?:#[^\n]*\n)*(?:channel|subject|to|profile|role|stage|thread|ignore)[ \t]*:")
_Named = TypeVar("_Named", Channel, Role)
_LARGE = 10**6  # numbers of thousands of digits cannot be shown
_TEXTS = ("channel", "subject", "to", "role")
_LISTS = {"ignore": "rules", "profile": "files"}  # of one, the name alone
_KEYS = (*_TEXTS, *_LISTS, "stage", "thread")
_SPEAKERS = {"me": True, "them": False}
_LONGEST_THREAD = 100  # messages
_MOST_SAID, _LONGEST_SUBJECT = 30_000, 2_000  # code points


def recognises(data: bytes, path: str) -> bool:
    """Whether the file is named as Markdown, or begins with front matter."""
    return path.lower().endswith(SUFFIXES) or data.removeprefix(b"\xef\xbb\xbf").startswith((b"---\n", b"---\r\n"))


def read(data: bytes, path: str) -> Message:
    """Read a Markdown draft. Raises DraftError, with the line, where the front matter is broken."""
    text = decode(data, path, DraftError)
    match = _FRONT_MATTER.match(text)
    head = _read_head(match["head"], path) if match else {key: [] for key in _LISTS}
    start = match.end() if match else 0
    in_comments = [
        rule for comment in _WAIVER.finditer(text, start) for rule in re.split(r"[,\s]+", comment["rules"].strip()) if rule
    ]
    waivers = [Waiver(rule, "front matter") for rule in head["ignore"]] + [Waiver(rule, "comment") for rule in in_comments]
    if match is None and _UNCLOSED.match(text):
        raise DraftError("the front matter is not closed by a line of three dashes", path=path, line=1)
    while leading := _LEADING.match(text, start):
        start = leading.end()
    places = list(_places(text, start))
    return Message(
        body="".join(text[place] for place in places[:-1]),
        subject=(head.get("subject") or "")[:_LONGEST_SUBJECT] if head.get("subject") is not None else None,
        channel=named(head.get("channel"), "channel", Channel, path),
        recipient=head.get("to"),
        profiles=tuple(head["profile"]),
        stage=stage_from(head.get("stage"), path),
        role=named(head.get("role"), "role", Role, path),
        thread=tuple(thread_from(head.get("thread"), path)),
        path=path,
        source=Source(text, places, offset=len(encoding_of(data)[1])),
        waivers=tuple(dict.fromkeys(waivers)),
    )


def _places(text: str, start: int) -> Iterator[int]:
    """The places of the body's code points, which leave out comments, and that of its end."""
    for comment in _WAIVER.finditer(text, start):
        yield from range(start, comment.start())
        start = comment.end()
    yield from range(start, len(text) + 1)


def named(name: str | None, key: str, known: type[_Named], path: str) -> _Named | None:
    """The channel or role of that name. Raises DraftError, with the nearest known one."""
    if name is None or name == "":
        return None
    if name not in list(known):
        raise DraftError(f"unknown {key} {name!r}; {nearest(name, list(known))}", path=path)
    return known(name)


def thread_from(value: Any, path: str) -> Iterator[ThreadMessage]:
    """What was said before: a list of `me: ...` and `them: ...`."""
    said = [] if value is None else value
    if not isinstance(said, list) or len(said) > _LONGEST_THREAD or _length(said) > _MOST_SAID:
        raise DraftError("'thread' in the front matter is not a list of some 'me: ...' and 'them: ...'", path=path)
    for number, one in enumerate(said, 1):
        (speaker, text), *more = one.items() if isinstance(one, dict) and one else ((None, None),)
        if speaker not in _SPEAKERS or not isinstance(text, str) or more:
            raise DraftError(f"message {number} of the thread is not 'me: ...' or 'them: ...'", path=path)
        yield ThreadMessage(_SPEAKERS[speaker], text.strip())


def _length(said: list[Any]) -> int:
    """How many code points were said."""
    return sum(len(text) for one in said if isinstance(one, dict) for text in one.values() if isinstance(text, str))


def stage_from(value: Any, path: str) -> int | None:
    """A stage as a file states it. Raises DraftError for what is none."""
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and value in range(5)):
        return value
    small = isinstance(value, str | bool | float) or (isinstance(value, int) and abs(value) < _LARGE)
    shown = str(value)[:20] if small else "something else"
    raise DraftError(f"stage is {shown}, not a number from 0 to 4", path=path)


def _read_head(head: str, path: str) -> dict[str, Any]:
    import yaml

    from outreach_lint.yaml import load

    try:
        values = load(head) or {}
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else None
        raise DraftError(f"broken front matter: {error.problem}", path=path, line=line) from None
    except Exception:  # YAML's constructors raise errors of every kind on what looks like a date or a number and is none
        raise DraftError("broken front matter", path=path) from None
    if not isinstance(values, dict):
        raise DraftError("broken front matter: expected 'key: value'", path=path, line=2)
    for key, value in values.items():
        if key not in _KEYS:
            raise DraftError(f"unknown key {key!r} in the front matter; {nearest(str(key), _KEYS)}", path=path)
        if key in _TEXTS and not isinstance(value, str | None):
            raise DraftError(f"{key!r} in the front matter is no text; put it in quotation marks", path=path)
    return {**values, **{key: _list(values.get(key), key, path) for key in _LISTS}}


def _list(value: Any, key: str, path: str) -> list[str]:
    names = [value] if isinstance(value, str) and value else value or []
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise DraftError(f"{key!r} in the front matter is not a list of {_LISTS[key]}", path=path)
    return names
