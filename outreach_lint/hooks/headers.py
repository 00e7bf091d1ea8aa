"""The headers of a mail as the doors meet it, before anything else of it is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import policy
from email.parser import BytesHeaderParser

from outreach_lint.answering import answered_in, decoded

_MOST_HEADERS = 262_144  # bytes
_LONGEST_HEADER = 10_000
_BODY = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True)
class Headers:
    """The headers of a mail by their names in lower case, as they are written. One that is not there is empty; of several with one name the first is
    meant, but all of them where they name people."""

    raw: dict[str, list[str]]

    def __getitem__(self, name: str) -> str:
        return _in_one_line(self.raw.get(name.lower(), [""])[0])

    def people(self, name: str) -> list[str]:
        """Whom all headers of this name name."""
        return [_in_one_line(value) for value in self.raw.get(name.lower(), ())]

    @property
    def kind(self) -> str:
        """The content type, without its parameters."""
        return self["Content-Type"].partition(";")[0].strip().casefold()

    @property
    def answers(self) -> str | None:
        """What says that the mail answers another."""
        return answered_in({name: values[0] for name, values in self.raw.items()})


def headers_of(data: bytes) -> Headers:
    """The headers with which a mail begins."""
    end = _BODY.search(data, 0, _MOST_HEADERS)
    head = data[: end.end() if end else _MOST_HEADERS]
    raw: dict[str, list[str]] = {}
    for name, value in BytesHeaderParser(policy=policy.compat32).parsebytes(head).raw_items():
        raw.setdefault(name.lower(), []).append(value.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
    return Headers(raw)


def _in_one_line(raw: str) -> str:
    return " ".join(decoded(raw[:_LONGEST_HEADER]).split())
