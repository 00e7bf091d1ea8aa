"""A message as HTML, as mail tools save templates: its text is read, and edits are only shown."""

from __future__ import annotations

import re

from outreach_lint.errors import DraftError
from outreach_lint.html_text import text_of_html
from outreach_lint.message import Message, Source, ThreadMessage
from outreach_lint.quoting import without_header
from outreach_lint.source import decode

SUFFIXES = ()  # a page in a folder can be anything
LIBRARY = "lxml"
LIMITS = "Its text is checked; edits are shown, not made."
MAX_BYTES = 2_000_000
NAMED = (".html", ".htm")
_MARKDOWN = (".md", ".markdown")
_BEGIN = re.compile(rb"\s*(?:<!doctype html|<html\b|<body\b|<p\b|<div\b|<table\b)", re.I)


def recognises(data: bytes, path: str) -> bool:
    """Whether the file is named as HTML, or begins like it."""
    if path.lower().endswith(_MARKDOWN):  # which can begin with HTML
        return False
    return path.lower().endswith(NAMED) or bool(_BEGIN.match(data.removeprefix(b"\xef\xbb\xbf")))


def read(data: bytes, path: str) -> Message:
    """Read the text of a page, without what it quotes. Raises DraftError if it is in an unknown encoding."""
    source = decode(data, path, DraftError)
    page = text_of_html(source)
    thread = (ThreadMessage(False, without_header(page.quoted)),) if page.quoted else ()
    return Message(page.text, path=path, thread=thread, source=Source(source, page.places, encode=None))
