"""A file of waivers, for drafts in which none can be written: each holds for one text, told by a hash of it.

    [[waiver]]
    draft = "3f1c9a7d52e08b64"
    rules = ["ask/multiple"]
    reason = "She asked for both."

`outreach-lint waive DRAFT RULE` adds one. Once the text changes, it holds no more.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from outreach_lint.errors import SettingsError
from outreach_lint.message import Message, Waiver
from outreach_lint.settings_file import MOST_BYTES, read_toml
from outreach_lint.source import read_text, replace_file

DEFAULT_FILE = "outreach-lint-waivers.toml"
_KEYS = {"draft", "rules", "reason"}


def digest(message: Message) -> str:
    """What tells the message from others: sixteen hexadecimal digits of its text, without regard to white space."""
    return hashlib.sha256(" ".join(message.body.split()).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def read_waivers(path: Path) -> dict[str, tuple[Waiver, ...]]:
    """The waivers of a file by the digest of the message; none if it is not there yet. Raises SettingsError if it cannot be read."""
    return _waivers(read_toml(path), path) if path.exists() else {}


def _waivers(content: dict[str, Any], path: Path) -> dict[str, tuple[Waiver, ...]]:
    found: dict[str, tuple[Waiver, ...]] = {}
    for number, entry in enumerate(_entries(content, path), 1):
        if not _is_waiver(entry):
            raise SettingsError(f"waiver {number} is not 'draft', 'rules' and perhaps 'reason'", path=path)
        found[entry["draft"]] = found.get(entry["draft"], ()) + tuple(Waiver(rule, str(path)) for rule in entry["rules"])
    return found


def _entries(content: dict[str, Any], path: Path) -> list[Any]:
    entries = content.get("waiver", [])
    if not isinstance(entries, list) or content.keys() - {"waiver"}:
        raise SettingsError("holds something besides [[waiver]]", path=path)
    return entries


def _is_waiver(entry: Any) -> bool:
    if not isinstance(entry, dict) or entry.keys() - _KEYS or not isinstance(entry.get("draft"), str):
        return False
    rules = entry.get("rules")
    return isinstance(rules, list) and all(isinstance(rule, str) for rule in rules) and isinstance(entry.get("reason", ""), str)


def add_waiver(path: Path, message: Message, rules: tuple[str, ...], reason: str | None) -> None:
    """Write a waiver for this message at the end of the file, which is made if it is not there. Raises SettingsError if the file is broken
    or cannot be written; it is then as it was."""
    before = read_text(path, MOST_BYTES, SettingsError) if path.exists() else ""
    lines = ["[[waiver]]", f"draft = {_quoted(digest(message))}", f"rules = [{', '.join(map(_quoted, rules))}]"]
    lines += [f"reason = {_quoted(reason)}"] if reason else []
    text = before + ("\n" if before else "") + "\n".join(lines) + "\n"
    if before:
        read_waivers(path)  # what is broken is not written to
    replace_file(path, text.encode("utf-8", "replace"), SettingsError)


def move_waivers(path: Path, before: Message, after: Message) -> None:
    """Let the waivers of a message hold for what it was mended to. Raises SettingsError like `add_waiver`."""
    if path.exists() and digest(before) in read_waivers(path):
        text = read_text(path, MOST_BYTES, SettingsError).replace(_quoted(digest(before)), _quoted(digest(after)))
        replace_file(path, text.encode("utf-8", "replace"), SettingsError)


def _quoted(text: str) -> str:
    """A string as TOML writes it: JSON's escapes, but no halves of characters."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
