"""Notes that people jot down about a person: what is sure is a fact, what others are or what is doubted is none, and the rest is told as unread."""

from __future__ import annotations

import pytest

from outreach_lint.errors import ProfileError
from outreach_lint.profile import FactKind, Profile
from outreach_lint.profiles import text
from tests.test_pasted import told

# A note, "~~~", its facts in the notation of test_pasted, and after "?" what is told as not understood.
NOTES = """
=== one line
Daniel Osei, data engineer, Kobo Freight (Accra). was at Jumia-like Mango Market before. talk on cold chains at PyCon Ghana 2024
~~~
name: Daniel Osei; place: Accra; data engineer @ Kobo Freight; -@ Mango Market; publisher: PyCon Ghana
? line 1: was at Jumia-like Mango Market before
? line 1: talk on cold chains at PyCon Ghana 2024
=== three lines
Priya Raman
Head of Growth
Tallyhouse
~~~
name: Priya Raman; Head of Growth
? line 3: Tallyhouse
=== three lines and a place
Priya Raman
Head of Growth
Tallyhouse
Leeds
~~~
name: Priya Raman; place: Leeds; Head of Growth @ Tallyhouse
=== three lines with a firm's mark
Priya Raman
Head of Growth
Tallyhouse & Co
~~~
name: Priya Raman; Head of Growth @ Tallyhouse & Co
=== a town in the third line
Clara Dunn
Marketing Manager
Harrogate
~~~
name: Clara Dunn; Marketing Manager
? line 3: Harrogate
=== a town below who works for no firm
Helen Oakes
piano teacher
Ilkley
~~~
name: Helen Oakes; piano teacher
? line 3: Ilkley
=== a department in the third line
Lena Moor
Team lead
Design
Leeds
~~~
name: Lena Moor; place: Leeds; Team lead
? line 3: Design
=== bullets
- name: Ingrid Solheim
- job: midwife
- where: Bergen hospital
- met via Kari at the choir
- likes: knitting, cold swims
~~~
name: Ingrid Solheim; midwife; interest: knitting; interest: cold swims
? line 3: where: Bergen hospital
? line 4: met via Kari at the choir
=== equals signs and semicolons
name = Li Na Zhou; role = data scientist; company = Harbour Analytics; city = Singapore
~~~
name: Li Na Zhou; place: Singapore; data scientist @ Harbour Analytics
=== the firm by its sign
Aoife Brennan @ Tidewrack Energy (wind turbine engineer, Galway)
ex Corrib Marine
UCD mech eng
~~~
name: Aoife Brennan; place: Galway; wind turbine engineer @ Tidewrack Energy; -@ Corrib Marine
? line 3: UCD mech eng
=== dashes
Sven Aaltonen – Chief Engineer – Nordlift Cranes – Turku, Finland
~~~
name: Sven Aaltonen; place: Turku, Finland; Chief Engineer @ Nordlift Cranes
=== whom a friend named
Spoke to Colm. Says we should talk to Niamh Gallagher, CFO at Larkspur Foods in Cork. She was at Dunmore Dairies for ten years.
~~~
name: Niamh Gallagher; place: Cork; CFO @ Larkspur Foods; -@ Dunmore Dairies
? line 1: Spoke to Colm
? line 1: Says we should talk to Niamh Gallagher
? line 1: She was at Dunmore Dairies for ten years
=== the verb before a name is no name
Met Fatima Idrissi, translator at Dar Nejma
~~~
name: Fatima Idrissi; translator @ Dar Nejma
=== before that, and a prize
Rahul Sen, investigative reporter at The Hooghly Post. Covers sand mining. Won the Ganga Press Award. Before that: stringer for Delta Wire
~~~
name: Rahul Sen; investigative reporter @ The Hooghly Post; -stringer @ Delta Wire; award: Ganga Press Award
? line 1: Covers sand mining
=== a list below the name
Amina Yusuf
- nurse manager, St Brigid's Hospital
- 10 yrs in A&E
- speaks Somali, Arabic
- podcast: Night Shift Stories
- BSc Nursing, Redhill University, 2012
~~~
name: Amina Yusuf; nurse manager @ St Brigid's Hospital; language: Somali; language: Arabic; project: Night Shift Stories;
Redhill University, BSc, Nursing
? line 3: 10 yrs in A&E
=== a student
Farid Haidari
MSc student, renewable energy, Polder University
~~~
name: Farid Haidari; Polder University, MSc, renewable energy
=== lists behind a label, and a line that goes on with none
Dr. Hiroshi Tanabe
Research interests: seismic retrofitting, timber joints
Keynote, Asia Timber Forum 2023
~~~
name: Dr. Hiroshi Tanabe; interest: seismic retrofitting; interest: timber joints; publisher: Asia Timber Forum
=== a handle behind the name
Jun Park (@junpark)
maintains tidelog
~~~
name: Jun Park
? line 2: maintains tidelog
=== what others are and do
Anna Berg, CFO at Foo Ltd. Her husband Tom is an architect at Bar Studio. sister: nurse
~~~
name: Anna Berg; CFO @ Foo Ltd
? line 1: CFO at Foo Ltd. Her husband Tom is an architect at Bar Studio
? line 1: sister: nurse
=== negations and doubts
Paul Ricard Noel
Accountant
not at Foo Ltd any more, maybe at Bar Ltd
never worked for Baz Group
runs something at Ridge Hospital
~~~
name: Paul Ricard Noel; Accountant
? line 3: not at Foo Ltd any more
? line 3: maybe at Bar Ltd
? line 4: never worked for Baz Group
? line 5: runs something at Ridge Hospital
=== wishes
Omar Said
Software Engineer
wants to join Kestrel Freight
applied at Corvane Foods
~~~
name: Omar Said; Software Engineer
? line 3: wants to join Kestrel Freight
? line 4: applied at Corvane Foods
=== clients and mentors
Ivo Brandt
client: Foo Ltd
Mentor: Prof Holm at Foo University
Likes: the sea, being a nurse
~~~
name: Ivo Brandt
? line 2: client: Foo Ltd
? line 3: Mentor: Prof Holm at Foo University
? line 4: Likes: the sea
? line 4: being a nurse
=== a board
Ruth Abara
trustee, Lantern Hospice
day job: solicitor at Hale & Wren LLP
~~~
name: Ruth Abara; trustee @@ Lantern Hospice; solicitor @ Hale & Wren LLP
=== who knows whom
Meet Dario Bellini, head of logistics at Fiume Foods in Genoa. Knows Carla Neri, CEO at Ponte Capital.
~~~
name: Dario Bellini; head of logistics @ Fiume Foods
? line 1: head of logistics at Fiume Foods in Genoa
? line 1: Knows Carla Neri
? line 1: CEO at Ponte Capital
=== retired
aunt's neighbour Peter Whitcombe, retired head teacher, governor at Ashdown Primary School, keeps bees
~~~
name: Peter Whitcombe; -head teacher; governor @@ Ashdown Primary School
? line 1: aunt's neighbour Peter Whitcombe
? line 1: keeps bees
"""


def _cases() -> list[tuple[str, str, list[str], tuple[str, ...]]]:
    found = []
    for case in NOTES.split("=== ")[1:]:
        title, _, rest = case.partition("\n")
        body, _, expected = rest.partition("~~~\n")
        facts, *unread = expected.rstrip("\n").split("\n? ")
        found.append((title, body, sorted(fact.strip() for fact in facts.split(";")), tuple(unread)))
    return found


def _read(body: str) -> Profile:
    return text.read(body.encode(), "note.txt")


@pytest.mark.parametrize(("title", "body", "facts", "unread"), _cases(), ids=[title for title, *_ in _cases()])
def test_a_note_tells_what_is_sure_and_what_was_not_understood(
    title: str, body: str, facts: list[str], unread: tuple[str, ...]
) -> None:
    profile = _read(body)
    lines = [part for line in told(profile) for part in (line.split("; ") if line.startswith("talk") else [line])]
    assert sorted(lines) == facts, title
    assert profile.unread == unread, title


@pytest.mark.parametrize(
    "body",
    [
        "via Anna Berg, CFO at Foo Ltd\n",
        "Kobo Freight, hiring manager, Accra\n",
        "call Ann Lowe\nbuy milk\n",
        "lena hartmann - ux researcher - fintech in berlin\n",
        "Esther Lindqvist?\nworks at Polarlinje, maybe product manager??\n",
    ],
)
def test_a_note_that_does_not_surely_say_whose_it_is_is_refused(body: str) -> None:
    with pytest.raises(ProfileError, match="does not say whose it is"):
        _read(body)


def test_a_note_of_two_people_is_refused_and_names_them() -> None:
    with pytest.raises(ProfileError, match=r"2 people \(Anna Berg, Tom Lowe\)"):
        _read("Anna Berg, CFO at Foo Ltd\nTom Lowe, CTO at Bar Ltd\n")


def test_a_biography_keeps_its_sentences_in_the_summary_and_tells_none_as_unread() -> None:
    profile = _read(
        "Mina Roth\nSpeech therapist at Lindengrund Clinic\nShe keeps bees. She paints on Sundays, and walks to work.\n"
    )
    assert next(profile.of_kind(FactKind.SUMMARY)).text == "She keeps bees. She paints on Sundays, and walks to work."
    assert profile.unread == ()
