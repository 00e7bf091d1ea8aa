"""Read the annotated messages in `corpora/`: one sentence a line, `moves | text`. `corpora/README.md` shows the format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from outreach_lint.errors import CorpusError
from outreach_lint.message import Channel, Role, ThreadMessage
from outreach_lint.moves import Move, RequestKind, Zone
from outreach_lint.registry import nearest

SPLITS = ("train", "dev", "test")
VERDICTS = ("good", "middling", "bad")
BATCH_KEYS = ("batch", "split", "writer")
MESSAGE_KEYS = ("channel", "role", "register", "verdict", "stage", "to", "subject")
EARLIER = ("me", "them")  # lines of a thread, under the keys, oldest first
UNCLASSIFIED_ZONES = (Zone.SIGNATURE, Zone.QUOTED, Zone.BOILERPLATE)


@dataclass(frozen=True, slots=True)
class Label:
    """One move of a sentence, and its kind where it is a request."""

    move: Move
    kind: RequestKind | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One annotated line. `labels` stand in the order in which the moves occur in the text; a line of a zone that is
    not classified (a signature, quoted text, boilerplate) has none. `start` and `end` are code points in the body."""

    text: str
    labels: tuple[Label, ...]
    zone: Zone | None
    start: int
    end: int
    line: int


@dataclass(frozen=True, slots=True)
class AnnotatedMessage:
    """One whole message of a batch."""

    id: str
    batch: str
    split: str
    channel: str
    role: str
    register: str
    verdict: str
    stage: int
    recipient: str | None
    subject: str | None
    thread: tuple[ThreadMessage, ...]
    body: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Sentences that share their words and differ in their move."""

    batch: str
    split: str
    sentences: tuple[Sentence, ...]


def read_messages(folder: Path) -> Iterator[AnnotatedMessage]:
    """Yield every message below `folder`/messages, file by file in order of name.

    Raises CorpusError, with file and line, on the first line that breaks the format.
    """
    seen: dict[str, Path] = {}
    for path in sorted((folder / "messages").glob("*.txt")):
        header, blocks = _read_batch(path)
        for block in blocks:
            message = _read_message(path, header, block)
            if message.id in seen:
                raise CorpusError(
                    f"message {message.id} stands in {seen[message.id]} already",
                    path=path,
                    line=block[0][0],
                )
            seen[message.id] = path
            if message.recipient and not (folder / "profiles" / f"{message.recipient}.json").exists():
                raise CorpusError(
                    f"no profile profiles/{message.recipient}.json",
                    path=path,
                    line=block[0][0],
                )
            yield message


def read_pairs(folder: Path) -> Iterator[Pair]:
    """Yield every minimal pair below `folder`/pairs. Raises CorpusError like `read_messages`."""
    for path in sorted((folder / "pairs").glob("*.txt")):
        header, blocks = _read_batch(path)
        for block in blocks:
            sentences = tuple(_read_sentence(path, number, text, 0) for number, text in block)
            if len(sentences) < 2:
                raise CorpusError("a pair needs at least two lines", path=path, line=block[0][0])
            yield Pair(header["batch"], header["split"], sentences)


Line = tuple[int, str]


def _read_batch(path: Path) -> tuple[dict[str, str], list[list[Line]]]:
    """The header of a batch file, and its blocks: messages that each begin with `==`, or pairs between blank lines."""
    lines = [(i, line.rstrip()) for i, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)]
    lines = [(i, line) for i, line in lines if not line.startswith("#")]
    end = next((n for n, (_, line) in enumerate(lines) if not line), len(lines))
    header = _read_keys(path, lines[:end], BATCH_KEYS)
    for key in BATCH_KEYS:
        if key not in header:
            raise CorpusError(f"the batch has no {key!r}", path=path, line=1)
    if header["split"] not in SPLITS:
        raise CorpusError(
            f"split is {header['split']!r}, not one of {', '.join(SPLITS)}",
            path=path,
            line=1,
        )
    rest = lines[end:]
    if any(line.startswith("== ") for _, line in rest):
        return header, _blocks_by_heading(path, rest)
    return header, _blocks_by_blank(rest)


def _blocks_by_heading(path: Path, lines: list[Line]) -> list[list[Line]]:
    blocks: list[list[Line]] = []
    for number, line in lines:
        if line.startswith("== "):
            blocks.append([])
        elif line and not blocks:
            raise CorpusError("a line before the first message", path=path, line=number)
        if blocks:
            blocks[-1].append((number, line))
    return blocks


def _blocks_by_blank(lines: list[Line]) -> list[list[Line]]:
    blocks: list[list[Line]] = [[]]
    for number, line in lines:
        if line:
            blocks[-1].append((number, line))
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _read_keys(path: Path, lines: list[Line], known: tuple[str, ...]) -> dict[str, str]:
    values: dict[str, str] = {}
    for number, line in lines:
        key, colon, value = line.partition(":")
        if not colon or key.strip() not in known:
            raise CorpusError(
                f"expected 'key: value' with one of {', '.join(known)}",
                path=path,
                line=number,
            )
        values[key.strip()] = value.strip()
    return values


def _one_of(
    path: Path,
    line: int,
    keys: dict[str, str],
    key: str,
    known: tuple[str, ...],
    default: str = "",
) -> str:
    value = keys.get(key, default)
    if value not in known:
        raise CorpusError(f"{key} is {value!r}, not one of {', '.join(known)}", path=path, line=line)
    return value


def _read_message(path: Path, batch: dict[str, str], block: list[Line]) -> AnnotatedMessage:
    number, heading = block[0]
    end = next((n for n, (_, line) in enumerate(block) if not line), len(block))
    thread = tuple(_read_earlier(line) for _, line in block[1:end] if _is_earlier(line))
    keys = _read_keys(path, [line for line in block[1:end] if not _is_earlier(line[1])], MESSAGE_KEYS)
    body, sentences = _read_body(path, block[end:])
    if not sentences:
        raise CorpusError("a message without a sentence", path=path, line=number)
    return AnnotatedMessage(
        id=heading.removeprefix("== ").strip(),
        batch=batch["batch"],
        split=batch["split"],
        channel=_one_of(path, number, keys, "channel", tuple(Channel)),
        role=_one_of(path, number, keys, "role", tuple(Role)),
        register=keys.get("register", ""),
        verdict=_one_of(path, number, keys, "verdict", VERDICTS),
        stage=int(_one_of(path, number, keys, "stage", ("0", "1", "2", "3", "4"), default="0")),
        recipient=keys.get("to"),
        subject=keys.get("subject"),
        thread=thread,
        body=body,
        sentences=tuple(sentences),
    )


def _is_earlier(line: str) -> bool:
    return line.partition(":")[0] in EARLIER


def _read_earlier(line: str) -> ThreadMessage:
    who, _, text = line.partition(":")
    return ThreadMessage(from_sender=who == "me", text=text.strip())


def _read_body(path: Path, lines: list[Line]) -> tuple[str, list[Sentence]]:
    body, sentences, new_paragraph = "", [], False
    for number, line in lines:
        if not line:
            new_paragraph = True
            continue
        if body:
            body += "\n\n" if new_paragraph else "\n" if _starts_line(line) else " "
        sentence = _read_sentence(path, number, line, len(body))
        body += sentence.text
        sentences.append(sentence)
        new_paragraph = False
    return body, sentences


def _starts_line(line: str) -> bool:
    return line.partition("|")[2].startswith("|")


def _read_sentence(path: Path, number: int, line: str, start: int) -> Sentence:
    names, bar, text = line.partition("|")
    text = text.removeprefix("|").strip()
    if not bar or not text:
        raise CorpusError("expected 'moves | text'", path=path, line=number)
    zone = next((z for z in UNCLASSIFIED_ZONES if names.strip() == z), None)
    labels = () if zone else tuple(_read_label(path, number, name) for name in names.split())
    if not zone and not labels:
        raise CorpusError("a sentence without a move", path=path, line=number)
    return Sentence(text, labels, zone, start, start + len(text), number)


def _read_label(path: Path, number: int, name: str) -> Label:
    move, colon, kind = name.partition(":")
    if move not in list(Move):
        raise CorpusError(f"{move!r} is no move; {nearest(move, list(Move))}", path=path, line=number)
    if (move == Move.REQUEST) != bool(colon):
        raise CorpusError(
            "a request, and nothing else, has a kind: 'request:job'",
            path=path,
            line=number,
        )
    if colon and kind not in list(RequestKind):
        raise CorpusError(
            f"{kind!r} is no kind of request; {nearest(kind, list(RequestKind))}",
            path=path,
            line=number,
        )
    return Label(Move(move), RequestKind(kind) if colon else None)


def main() -> None:
    """Read all corpora below the folder given; print what is there, or the first fault."""
    import sys
    from collections import Counter

    folder = Path(sys.argv[1])
    messages, pairs = list(read_messages(folder)), list(read_pairs(folder))
    moves = Counter(label.move for m in messages for s in m.sentences for label in s.labels)
    print(f"{len(messages)} messages, {sum(len(m.sentences) for m in messages)} sentences, {len(pairs)} pairs")
    for name in ("split", "channel", "role", "verdict"):
        print(f"{name}:", dict(Counter(getattr(m, name) for m in messages)))
    print("with profile:", sum(m.recipient is not None for m in messages), "in a thread:", sum(bool(m.thread) for m in messages))
    print("moves:", dict(moves))


if __name__ == "__main__":
    try:
        main()
    except CorpusError as error:
        raise SystemExit(str(error)) from None
