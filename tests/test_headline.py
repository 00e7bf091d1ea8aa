"""Headlines as people of many trades write them, and the facts that are surely in them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach_lint.parsing.headline import read_headline
from outreach_lint.profile import FactKind

# A line each: the headline, "=>", its groups behind ";". "Nurse @ Foo" is a position and its employer, "-" before it that it has ended, and
# "kind: words" any other fact. Nothing behind "=>" says that nothing is sure.
HEADLINES = """
Staff Engineer @ Foo | ex-Bar | Speaker 🎤 => Staff Engineer @ Foo; -@ Bar; Speaker
Staff Engineer at Foo => Staff Engineer @ Foo
Head of Care at St Mary's Hospital => Head of Care @ St Mary's Hospital
Registered Nurse at Leeds General Infirmary | Mum of three => Registered Nurse @ Leeds General Infirmary
Charge nurse, paediatric intensive care => Charge nurse
Consultant anaesthetist - Calder Royal Infirmary => Consultant anaesthetist @ Calder Royal Infirmary
Community midwife | RN, RM | Lecturer at University of Otago => Community midwife; Lecturer @ University of Otago
Barrister (immigration and asylum) => Barrister
Partner at Pellow Crane Solicitors | Employment law => Partner @ Pellow Crane Solicitors
Senior Associate @ Tindall LLP | formerly Crown Prosecutor at the Northern Circuit => Senior Associate @ Tindall LLP; -Crown Prosecutor @ Northern Circuit
Trainee solicitor at Hask & Daughters => Trainee solicitor @ Hask & Daughters
Dairy farmer at Lower Byre Farm • Chair of the Fell Farmers Association => Dairy farmer @ Lower Byre Farm; position: Chair + cause: Fell Farmers Association
Potato farmer, third generation => Potato farmer
Shepherd & wool grader | Author of “Counting Sheep Awake” => publication: Counting Sheep Awake
Herd manager, organic dairy => Herd manager
Professor of Soil Ecology, Polder University => Professor of Soil Ecology @ Polder University
Reader in Freshwater Ecology, Teviot Hill University => Reader in Freshwater Ecology @ Teviot Hill University
Associate Professor of Hydrology => Associate Professor of Hydrology
PhD candidate at University of Tromsoe => school: University of Tromsoe
Student at Brackwater College => school: Brackwater College
Postdoctoral researcher @ Institute of Hill Hydrology | PhD => Postdoctoral researcher @ Institute of Hill Hydrology; degree: PhD
Lecturer in Hydrology, University of the Free State => Lecturer in Hydrology @ University of the Free State
Policy adviser at the Ministry of Fisheries => Policy adviser @ Ministry of Fisheries
Town clerk, Wexbourne Borough Council => Town clerk @ Wexbourne Borough Council
Planning officer at Fenwater City Council / keen rower => Planning officer @ Fenwater City Council
Firefighter | Union rep | Runner => Firefighter; Union rep
Bus driver at Aire and Colne Buses => Bus driver @ Aire and Colne Buses
HGV driver trainer => HGV driver trainer
Owner, Millrace Workshop => Owner @ Millrace Workshop
Founder of Foo => Founder @ Foo
Co-founder & CEO, Foo => Co-founder & CEO @ Foo
CEO @Foo => CEO @ Foo
Co-Founder/CTO at Lantern.io (YC S21) => Co-Founder/CTO @ Lantern.io
Founder and CEO of Frostspor => Founder and CEO @ Frostspor
Founder @Oxbow and @Tidewrack => Founder @ Oxbow; Founder @ Tidewrack
CTO, Thistledown Health => CTO @ Thistledown Health
Director, Weather Risk, Brazoria Gulf Energy => Director
Director of Two Rivers Food Bank => Director @ Two Rivers Food Bank
VP Finance & Treasury at Calloway Freight => VP Finance & Treasury @ Calloway Freight
President, North America => President
former CTO, Quill => -CTO @ Quill
ex-Google, ex-Stripe => -@ Google; -@ Stripe
ex-Foo/Bar | Angel investor => -@ Foo; -@ Bar; Angel investor
Ex-teacher → data analyst at Parcelwise => data analyst @ Parcelwise
Angel investor, formerly VP Operations at Brightmolar => Angel investor; -VP Operations @ Brightmolar
Novelist, former charge nurse => Novelist; -charge nurse
previously at Baz => -@ Baz
prev. Acme, Quill and @Tarn => -@ Acme; -@ Quill; -@ Tarn
Retired harbour pilot => -harbour pilot
Founder (exited), adviser to fintech teams => -Founder
Xoogler =>
Product Designer @ Foo (ex-Bar) => -@ Bar; Product Designer @ Foo
Author of “Quiet Maps” => publication: Quiet Maps
Author of The Slow Save and mother of two => publication: The Slow Save
Author of 3 books on leadership =>
Author of children's books =>
Potter | Writer of Kiln Notes, a newsletter => Potter; publication: Kiln Notes
Host of the Slow Water podcast => project: Slow Water podcast
Host of The Second Shift Podcast | career coach for nurses => project: The Second Shift Podcast
Backend engineer, maintainer of tidelog => Backend engineer; project: tidelog
Maintainer of OpenCrank; Firmware engineer => project: OpenCrank; Firmware engineer
Board member at Lindengrund Trust => Board member @ Lindengrund Trust
Trustee of the Fen Skating Society => position: Trustee + cause: Fen Skating Society
Volunteer at Lark Hill Hospice => position: Volunteer + cause: Lark Hill Hospice
PhD => degree: PhD
MBA, CFA => degree: MBA; certificate: CFA
PMP® | ITIL | Programme manager => certificate: PMP; certificate: ITIL; Programme manager
PhD in Coastal Morphology | Hydrographer at the Skagern Coastal Office => degree: PhD + field: Coastal Morphology; Hydrographer @ Skagern Coastal Office
CPA, Controller at Lakeshore Cold Storage => certificate: CPA; Controller @ Lakeshore Cold Storage
I help coaches get clients =>
Helping teams ship =>
Open to work =>
Furniture Designer, open to work => Furniture Designer
Hiring! | Engineering Manager at Rollwerk Mobility => Engineering Manager @ Rollwerk Mobility
#opentowork | Warehouse operative => Warehouse operative
🚀 Building the future of farming =>
On a mission to make tax fun =>
Head of R&D / Innovation =>
Design @ scale =>
Design @ Kestrel => @ Kestrel
Working at the intersection of art and code =>
Artist at the intersection of code and clay =>
Engineer at heart =>
Marketing with a smile =>
Leader At Scale =>
Aspiring data analyst at Google =>
Incoming analyst @ Moe & Petrossian =>
Keynote speaker at PyData =>
𝗦𝘁𝗮𝗳𝗳 𝗡𝘂𝗿𝘀𝗲 𝗮𝘁 𝗛𝗶𝗹𝗹 𝗛𝗼𝘀𝗽𝗶𝘁𝗮𝗹 ★ 𝑆𝑝𝑒𝑎𝑘𝑒𝑟 => Staff Nurse @ Hill Hospital; Speaker
➤ Electrician ➤ Trainer => Electrician; Trainer
Nurse 🩺 at Hill Hospital ✨ Speaker => Nurse @ Hill Hospital; Speaker
Art Director at Quayhead Children's Books, illustrator => Art Director @ Quayhead Children's Books; illustrator
Ferry historian & presenter of the podcast “Slack Water” => Ferry historian; project: Slack Water
Speaker, Staff Engineer at Foo => Speaker; Staff Engineer @ Foo
Data Science Manager, Demand Forecasting at Cobbett Grocers => Data Science Manager, Demand Forecasting @ Cobbett Grocers
Chef at Bryggerhuset building a school for cooks => Chef @ Bryggerhuset
Teacher at Hill primary school => Teacher @ Hill primary school
Engineer at Foo Inc. and beekeeper => Engineer @ Foo Inc.; beekeeper
SENIOR NURSE AT HILL HOSPITAL => SENIOR NURSE @ HILL HOSPITAL
ENGINEER AT HEART =>
Freelance illustrator at Self-employed => Freelance illustrator
Ingénieure logiciel chez Colis Boréal =>
Leiterin Einkauf bei der Ravensberger Kathetertechnik GmbH =>
Directora de operaciones en Puerto Azul =>
Responsabile marketing presso Officine Lumaca =>
Chef de projet | Formatrice =>
Docent aan de Hogeschool Waterland =>
看護師 | 東京 =>
مهندس برمجيات =>
Life is good at home =>
Proud father. Coffee lover. Runner. =>
Veterinary surgeon at Belubula Vets | Large animals | Sheep, mostly => Veterinary surgeon @ Belubula Vets
Lead Pharmacist, AZ Scheldebocht => Lead Pharmacist
Senior Staff Nurse | Paediatric A&E | RCN rep => Senior Staff Nurse; RCN rep
Deputy headteacher at St Brannoc's Primary School => Deputy headteacher @ St Brannoc's Primary School
Maths teacher. Textbook author. Bad cyclist. => Maths teacher; Textbook author
Judge at the County Court of Wexbourne => Judge @ County Court of Wexbourne
Paralegal @ Corder & Vane, studying for the bar => Paralegal @ Corder & Vane
In-house counsel at Kestrel Freight | ex-Moe & Petrossian => In-house counsel @ Kestrel Freight; -@ Moe & Petrossian
Arable farmer • Nuffield Scholar 2022 • Director at Fen Grain Ltd => Arable farmer; Director @ Fen Grain Ltd
Winemaker & owner, Belubula Ridge Winery => Winemaker & owner @ Belubula Ridge Winery
Emeritus Professor of Musicology, University of Harrowgate => Emeritus Professor of Musicology @ University of Harrowgate
PhD student, University of Tarn | Glaciers | Climate =>
Research Fellow @ Brabant Centre | previously Postdoc at Utrecht Polder Lab => Research Fellow @ Brabant Centre; -Postdoc @ Utrecht Polder Lab
Civil servant | Head of Fisheries Policy at the Department of Coastal Affairs => Civil servant; Head of Fisheries Policy @ Department of Coastal Affairs
Councillor for Wexbourne North | School governor at Hill School => position: School governor + cause: Hill School
Police sergeant, Clunshire Constabulary => Police sergeant @ Clunshire Constabulary
Army veteran | Security Manager @ Port of Thornhaven => Security Manager @ Port of Thornhaven
Social worker – children and families – Fenwater City Council => Social worker
CEO at Tumaini Credit | Board Member, Savanna Mutual | Father of 2 => CEO @ Tumaini Credit; Board Member @ Savanna Mutual
Chief Data Officer (CDO) at Adansi Merchant Bank => Chief Data Officer @ Adansi Merchant Bank
Serial entrepreneur | 3x founder | 2 exits => Serial entrepreneur
Growth @ Quillpost | ex Parcelwise, ex Larkmere => @ Quillpost; -@ Parcelwise; -@ Larkmere
Product @ Havenlicht. Formerly Glukora. => @ Havenlicht; -@ Glukora
Building Parcelwise | Former PM at Kosha Ledger => -PM @ Kosha Ledger
Software Engineer at eTarn | Rust | Open source => Software Engineer @ eTarn
SRE @ Vidyut Meters, ex-SRE @ Kavach Pay => SRE @ Vidyut Meters; -SRE @ Kavach Pay
Principal Designer @ Foo, prev @ Bar, Baz => Principal Designer @ Foo; -@ Bar; -@ Baz
Data nerd at Willamette Fare =>
Happiest when sailing | Sales Director at Skjærgård Ferries => Sales Director @ Skjærgård Ferries
Empowering women in tech | Keynote Speaker | Author of "Loud Maps" => Keynote Speaker; publication: Loud Maps
Executive Coach | I turn managers into leaders | ICF PCC => Executive Coach
Recruiter @ Corvane Instruments — we're hiring! => Recruiter @ Corvane Instruments
Talent Acquisition Lead at Savanna Mutual 🌍 Hiring engineers in Nairobi => Talent Acquisition Lead @ Savanna Mutual
Looking for a role as analyst at a bank =>
Seeking new opportunities in logistics =>
Available for freelance work =>
Journalist, Carrow Vale Courier => Journalist @ Carrow Vale Courier
Editor-in-chief at Slack Water Magazine => Editor-in-chief @ Slack Water Magazine
Freelance journalist writing about ports, ships and money => Freelance journalist
Poet. Author of Saltmarsh (Fen Press, 2021) => Poet; publication: Saltmarsh
Comic artist and co-creator of “Low Lamps” => Comic artist; project: Low Lamps
Violinist with the Northmoor Philharmonic => Violinist
Head Chef @ Third Oven 🍞 | Bread teacher => Head Chef @ Third Oven; Bread teacher
Barista, trainer, roaster => Barista; trainer
General Manager | Hotel Saltstraum => General Manager
Plumber and heating engineer. 20 years in the trade. =>
Site manager at Ashby Ridge Construction, Leeds => Site manager @ Ashby Ridge Construction
Train driver @ Southern Fell Railways | ASLEF => Train driver @ Southern Fell Railways
Structural Engineer, CEng MIStructE | Associate at Hollin Weir => Structural Engineer; certificate: CEng; certificate: MIStructE; Associate @ Hollin Weir
Financial adviser helping families retire well => Financial adviser
Passionate about people =>
Student of life =>
Dreamer | Doer | Dad =>
Projektleiterin bei Rollwerk Mobility | Mutter =>
Médico en el Hospital San Lorenzo =>
Marketing Manager presso Officine Lumaca =>
Enfermeira no Hospital de Santa Rita | Formadora =>
Consultant en stratégie | Ex-Banquier =>
Socia fundadora de Casa Puente =>
Sr. Mechanical Engineer II at Tarrant Ridge Energy | P.E. => Sr. Mechanical Engineer II @ Tarrant Ridge Energy; certificate: P.E
Midwife @ Hill Hospital & mum to twins => Midwife @ Hill Hospital
Tree surgeon | Arborist at Greenbough Ltd => Tree surgeon; Arborist @ Greenbough Ltd
Trainee teacher (maths), University of Tarn => Trainee teacher @ University of Tarn
Fisherman. Father. Foodie. => Fisherman
Head of Year 9 at Brackwater Academy => Head of Year 9 @ Brackwater Academy
Teacher of the deaf at Hill School => Teacher of the deaf @ Hill School
Volunteer coordinator at Lark Hill Hospice => Volunteer coordinator @ Lark Hill Hospice
Managing Partner, Tindall LLP => Managing Partner @ Tindall LLP
Chair of Governors at Hill School => Chair of Governors @ Hill School
Former MP for Wexbourne =>
Ex-military | Logistics lead @ Oxbow Freight => Logistics lead @ Oxbow Freight
Museum educator, Medway Harbour Museum => Museum educator @ Medway Harbour Museum
I am the CEO of my life =>
Your trusted advisor in real estate =>
Making payroll boring @ Savanna Mutual =>
Data @ Northwind | Speaker at PyData => @ Northwind
On sabbatical, previously Director of Care at Lark Hill Hospice => -Director of Care @ Lark Hill Hospice
Chef de cuisine at Bryggerhuset =>
Sales Manager bei Rollwerk GmbH =>
Consultant | Expert en transition écologique =>
Physio at Tarn Rovers FC | MSc | MCSP => Physio @ Tarn Rovers FC; degree: MSc
Staff Writer, The Tarn Gazette => Staff Writer @ The Tarn Gazette
The Sourdough Guy | Baker at Third Oven => Baker @ Third Oven
Interior designer for tiny houses =>
Investor in people | Lover of dogs =>
Business owner at Self =>
Actor at large =>
Judge, Wexbourne Dog Show => Judge
Author of 'Salt' and 'Fog' => publication: Salt; publication: Fog
CEO & Founder ‑ Lanternmoss => CEO & Founder
Analyst @ Foo → Associate @ Bar => Associate @ Bar
Lecturer @ Tarn Uni | PhD (Polder University) => Lecturer @ Tarn Uni; degree: PhD
Nurse Practitioner | DNP, FNP-C, RN => Nurse Practitioner; certificate: RN
Speaker | Trainer | Coach | Author | Human => Speaker; Trainer; Coach; Author
Partnerships at Glukora (prev. Kosha, Kavach) => -@ Kosha; -@ Kavach; @ Glukora
Assistant to the Director at Hill Museum => Assistant to the Director @ Hill Museum
Student Support Officer at Brackwater College => Student Support Officer @ Brackwater College
Graduate Engineer at Tarrant Ridge Energy => Graduate Engineer @ Tarrant Ridge Energy
Candidate for Mayor of Wexbourne =>
Software Engineer at Google Summer of Code => Software Engineer @ Google Summer of Code
Building things | prev. Staff Eng @ Ferrostack => -@ Ferrostack
Senior Associate at Pike, Rowe & Finch LLP => Senior Associate @ Pike, Rowe & Finch LLP
Recovering lawyer. Writer at The Long Ferment. => Writer @ The Long Ferment
Barista / Musician / Volunteer at Oban Foodbank => Barista; Musician; position: Volunteer + cause: Oban Foodbank
Author, broadcaster and former MP => Author; broadcaster
Investor | Ex-Googler => Investor
Founder of @slowpost and host of The Slow Post podcast => Founder @ slowpost; project: The Slow Post podcast
Fellow of the Royal Society of Peat | Hydrologist => Hydrologist
"""


def told(headline: str) -> list[str]:
    """The groups of a headline in the notation above."""
    groups: dict[int, list[tuple[FactKind, str, bool]]] = {}
    for part in read_headline(headline):
        groups.setdefault(part.group, []).append((part.kind, part.text, part.is_former))
    return [_group(facts) for facts in groups.values()]


def _group(facts: list[tuple[FactKind, str, bool]]) -> str:
    kinds = {kind: text for kind, text, _ in facts}
    mark = "-" if facts[0][2] else ""
    if set(kinds) <= {FactKind.POSITION, FactKind.EMPLOYER}:
        place = f"@ {kinds[FactKind.EMPLOYER]}" if FactKind.EMPLOYER in kinds else ""
        return mark + " ".join(word for word in (kinds.get(FactKind.POSITION, ""), place) if word)
    return mark + " + ".join(f"{kind.value}: {text}" for kind, text in kinds.items())


def cases(table: str) -> list[tuple[str, list[str]]]:
    """The headlines of a table, and what each tells."""
    pairs = (line.split("=>") for line in table.strip().splitlines())
    return [(headline.strip(), [one.strip() for one in facts.split(";") if one.strip()]) for headline, facts in pairs]


@pytest.mark.parametrize(("headline", "facts"), cases(HEADLINES), ids=lambda v: v if isinstance(v, str) else "")
def test_a_headline_gives_what_is_sure(headline: str, facts: list[str]) -> None:
    assert told(headline) == facts


def test_the_facts_of_a_group_stand_together() -> None:
    parts = read_headline("Staff Engineer @ Foo | ex-Bar | Author of “Quiet Maps”")
    assert [(part.group, part.is_former) for part in parts] == [(0, False), (0, False), (1, True), (2, False)]


def test_a_headline_of_several_lines() -> None:
    assert told("Ferry historian\nex-Bar\n\n·\nSpeaker") == ["Ferry historian", "-@ Bar", "Speaker"]


@pytest.mark.parametrize(
    "text",
    ["", " ", "|" * 100_000, "a at " * 50_000, "@" * 100_000, ", ex-" * 50_000, "(" * 100_000,
     "“" * 100_000, "and & " * 50_000, "Engineer at " + "A " * 100_000,
     "\u202eEngineer at Foo\u202c", "x" * 1_000_000, "Founder of " * 50_000, "ex-" * 100_000, "former " * 50_000, "🚀" * 100_000, "\x00\ud800"],
    ids=lambda text: ascii(text[:12]),
)  # fmt: skip
def test_hostile_headlines_take_no_time(text: str) -> None:
    began = time.perf_counter()
    read_headline(text)
    assert time.perf_counter() - began < 2


_WORDS = st.sampled_from(
    [
        *(
            " at @ | · , ; / — - of & and ( ) “ ” ex- former prev. formerly Author Founder CEO Engineer nurse PhD Foo Hill School the 🎤 → \n".split(
                " "
            )
        )
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(_WORDS, max_size=40).map(" ".join)))
def test_every_fact_stands_in_the_headline(text: str) -> None:
    for part in read_headline(text):
        assert part.text.strip() and all(
            word.strip("(),.") in text for word in part.text.split() if word.isascii() and text.isascii()
        )
