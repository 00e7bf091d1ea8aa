from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from outreach_lint.moves import Move, Zone
from outreach_lint.reading.zones import find_zones
from outreach_lint.training.corpus import read_messages

ROOT = Path(__file__).parent.parent
G, B, E, S, Q, P = Zone.GREETING, Zone.BODY, Zone.SIGN_OFF, Zone.SIGNATURE, Zone.QUOTED, Zone.BOILERPLATE


@pytest.mark.parametrize(
    ("text", "zones"),
    [
        ("Hi Dana,\n\nhow are you?\n\nThanks,\nSam\n", [(G, "Hi Dana,"), (B, "how are you?"), (E, "Thanks,\nSam")]),
        ("Hi Kwame, loved the map. Best, Jo", [(G, "Hi Kwame,"), (B, "loved the map."), (E, "Best, Jo")]),
        ("hey! saw ur stuff", [(G, "hey!"), (B, "saw ur stuff")]),
        ("Hello I saw your talk.", [(G, "Hello"), (B, "I saw your talk.")]),
        ("Hi Lena 👋 saw it", [(G, "Hi Lena 👋"), (B, "saw it")]),
        ("Hi Dr. Smith, a question.", [(G, "Hi Dr. Smith,"), (B, "a question.")]),
        ("Hi,\n\nDr. Lund:\n\nI write.", [(G, "Hi,\n\nDr. Lund:"), (B, "I write.")]),
        ("To Whom It May Concern:\n\nWe sell.\n\nRegards", [(G, "To Whom It May Concern:"), (B, "We sell."), (E, "Regards")]),
        ("Dear Ann:\r\n\r\nYes.\r\n\r\nYours truly,\r\nBo Ek\r\nTel. 12", [(G, "Dear Ann:"), (B, "Yes."), (E, "Yours truly,\r\nBo Ek"), (S, "Tel. 12")]),
        ("Sam,\nhow are you?\n-- \nBob\nAcme\n", [(G, "Sam,"), (B, "how are you?"), (S, "-- \nBob\nAcme")]),
        ("Yes.\n\nOn Mon, 3 Jan 2022, X <x@y.example> wrote:\n> old\n", [(B, "Yes."), (Q, "On Mon, 3 Jan 2022, X <x@y.example> wrote:\n> old")]),
        ("Yes.\n\nThis email is confidential.\nDelete it.", [(B, "Yes."), (P, "This email is confidential.\nDelete it.")]),
        ("It held for years. Kind regards,\nTom", [(B, "It held for years."), (E, "Kind regards,\nTom")]),
        ("It held.\n\nSteady as she goes,\nTom", [(B, "It held."), (E, "Steady as she goes,\nTom")]),
        ("Yes.\n\nBest,\nSam\n\nP.S. Could you refer me?", [(B, "Yes."), (E, "Best,\nSam"), (B, "P.S. Could you refer me?")]),
        ("Yes.\n\nOn Mon, 3 Jan 2022, Bo <b@y.example>\nwrote:\n> old", [(B, "Yes."), (Q, "On Mon, 3 Jan 2022, Bo <b@y.example>\nwrote:\n> old")]),
        ("", []),
        (" \n\t\n", []),
    ],
)  # fmt: skip
def test_zones(text: str, zones: list[tuple[Zone, str]]) -> None:
    assert [(z.zone, text[z.span.start : z.span.end]) for z in find_zones(text)] == zones


def test_zones_never_overlap_and_cover_all_words() -> None:
    for message in read_messages(ROOT / "corpora"):
        zones = find_zones(message.body)
        assert all(a.span.end <= b.span.start for a, b in pairwise(zones)), message.id
        covered = "".join(message.body[z.span.start : z.span.end] for z in zones)
        assert "".join(covered.split()) == "".join(message.body.split()), message.id


def test_zones_agree_with_annotators() -> None:
    """On dev and test, which were not looked at when the zones were written, nearly every sentence falls into its zone."""
    right = total = 0
    for message in read_messages(ROOT / "corpora"):
        if message.split == "train":
            continue
        zones = find_zones(message.body)
        for sentence in message.sentences:
            moves = {label.move for label in sentence.labels}
            truth = sentence.zone or (G if moves == {Move.GREETING} else E if moves == {Move.CLOSING} else B)
            middle = (sentence.start + sentence.end) // 2
            right += next((z.zone for z in zones if z.span.start <= middle < z.span.end), None) is truth
            total += 1
    assert right / total > 0.94
