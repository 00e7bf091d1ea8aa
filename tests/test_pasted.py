"""Text that people paste: pages copied from LinkedIn, CVs, biographies, a few lines; and what surely stands in each."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach_lint.errors import ProfileError
from outreach_lint.parsing.headline import entries_of, read_headline
from outreach_lint.parsing.sections import section_of
from outreach_lint.profile import Fact, FactKind, Profile
from outreach_lint.profiles import linkedin_page, markdown, read_profile, text

# A text, "~~~", and the facts that it tells: "Nurse @ Foo" is a position and its employer, "-" before it that it has ended; of education the school,
# the degree and the field; of any other fact its kind. "ProfileError" stands where it does not say whose it is.
TEXTS = """
=== bio: marine biologist
Ada Example is a marine biologist at the Northmoor Institute, where she leads the seagrass group. Before that, she worked as a
research diver at Tarn Marine Station. She holds a PhD in Marine Ecology from Polder University. She is the author of *Quiet Maps*
and hosts the Slow Water podcast. She lives in Hull with two dogs.
~~~
name: Ada Example; place: Hull; marine biologist @ Northmoor Institute; -research diver @ Tarn Marine Station;
Polder University, PhD, Marine Ecology; publication: Quiet Maps; project: Slow Water podcast
=== bio: first person farmer
I'm Ben Sample, a dairy farmer at Lower Byre Farm. I studied agriculture at Brackwater College. Previously I worked at Corvane Foods.
I live in Hexham.
~~~
name: Ben Sample; place: Hexham; dairy farmer @ Lower Byre Farm; -@ Corvane Foods; Brackwater College, agriculture
=== bio: historian
Dr Chidi Okafor-Lane is Professor of History at the University of Tarn and author of “The Salt Road” and “Ports of Call”. He has spoken at
Hay Festival, Bristol Ideas and the Tarn Book Week. His wife works at Foo Ltd.
~~~
name: Dr Chidi Okafor-Lane; Professor of History @ University of Tarn; publication: The Salt Road; publication: Ports of Call;
publisher: Hay Festival; publisher: Bristol Ideas; publisher: Tarn Book Week
=== bio: founder who sold
Maria Lopes co-founded Casa Puente in 2012 and sold it in 2019. Today she is an angel investor. Prior to founding Casa Puente, she was a tax
adviser at Moe & Petrossian. She graduated from the University of Porto Novo with a degree in Law. Maria is based in Lisbon, Portugal.
~~~
name: Maria Lopes; place: Lisbon, Portugal; -Co-founder @ Casa Puente; angel investor; -tax adviser @ Moe & Petrossian; University of Porto Novo, Law
=== paste: three lines
Ada Example
Staff Engineer at Foo
Leeds
likes maps that apologise
~~~
name: Ada Example; place: Leeds; Staff Engineer @ Foo
=== paste: labels
Name: Kwame Ansa-Berg
Position: District nurse
Employer: Lark Hill Hospice
Location: Ghent, Belgium
Email: kwame@mail.example
Keeps bees on the roof.
~~~
name: Kwame Ansa-Berg; place: Ghent, Belgium; District nurse @ Lark Hill Hospice
=== paste: name and contact
Hedda Vane
hedda@mail.example | +44 7700 900123 | York, UK
Solicitor, Pellow Crane Solicitors
~~~
name: Hedda Vane; place: York, UK; Solicitor @ Pellow Crane Solicitors
=== cv: nurse
ADA EXAMPLE
Staff Nurse | Hill Hospital
ada@mail.example | +44 7700 900123 | Leeds, UK

PROFILE
Nurse with a liking for night shifts.

WORK HISTORY
Staff Nurse, Hill Hospital, Leeds          Jan 2021 - Present
- Led the night team
Healthcare Assistant, Lark Hill Hospice, 2017 - 2020
- Looked after twelve patients

EDUCATION
BSc Nursing, University of Leeds, 2017 - 2020
A-levels, Brackwater College, 2017

SKILLS: cannulation, teaching
Languages: English (native), Welsh (fluent)

REFERENCES
On request
~~~
name: Ada Example; place: Leeds, UK; Staff Nurse @ Hill Hospital; -Healthcare Assistant @ Lark Hill Hospice; University of Leeds, BSc, Nursing;
Brackwater College, A-levels; skill: cannulation; skill: teaching; language: English; language: Welsh
=== cv: planner, blocks
Curriculum Vitae
Ben Sample

Education:
University of Tarn
MSc Hydrology
2010 - 2012

Experience
----------

Kestrel Freight Ltd
Senior Planner
03/2015 – today
Plans the trains of the north.

Corvane Foods
Planner
2012 - 2015
~~~
name: Ben Sample; University of Tarn, MSc, Hydrology; Senior Planner @ Kestrel Freight Ltd; -Planner @ Corvane Foods
=== cv: carpenter, dates first
Tomasz Holm

WORK
2019 - present  Joiner at Strathcarron Sash & Case
2012 - 2019  Apprentice carpenter, Millrace Workshop

QUALIFICATIONS
2012: City & Guilds, Fell College

Interests: kayaks, dry stone walls
~~~
name: Tomasz Holm; Joiner @ Strathcarron Sash & Case; -Apprentice carpenter @ Millrace Workshop; Fell College, City & Guilds; interest: kayaks;
interest: dry stone walls
=== cv: academic
Ines Quay, PhD
Senior Lecturer in Soil Physics, University of Leeds

Academic appointments
=====================
Senior Lecturer, University of Leeds, 2018 --
Lecturer, Polder University, 2013 - 2018

Education
=========
PhD, Soil Physics, Polder University, 2013

Selected publications
=====================
Quay I, Moe B (2021). Water that waits. Journal of Soil, 12(3).
"Peat remembers" (Earth Letters, 2019)

Invited talks
=============
Listening to peat (Nordic Soil Days, 2022)
~~~
name: Ines Quay, PhD; Senior Lecturer @ University of Leeds; -Lecturer @ Polder University; Polder University, PhD, Soil Physics;
publication: Water that waits; publication: Peat remembers; publisher: Earth Letters; talk: Listening to peat; publisher: Nordic Soil Days
=== bio: lawyer, team page
Ruth van Leeuwen (she/her)
Partner, Employment Law

Ruth is a partner at Pellow Crane Solicitors and advises hospitals and schools. She trained at Moe & Petrossian LLP and
graduated from the University of Harrowgate. Ruth chairs the Fell Law Centre. She speaks Dutch and Frisian.
~~~
name: Ruth van Leeuwen (she/her); partner @ Pellow Crane Solicitors; Moe & Petrossian LLP; University of Harrowgate; language: Dutch
=== bio: about the author
About the author

Osvald Trine was a charge nurse at Hill Hospital for twenty years. His first novel, “Saltmarsh”, won the Golden Compass Prize. He lives in
Whitby with his husband.
~~~
name: Osvald Trine; place: Whitby; -charge nurse @ Hill Hospital; publication: Saltmarsh
=== bio: ellipsis
Mina Roth
Speech therapist at Lindengrund Clinic. Formerly at Hill School. Lives in Graz. Author of “Small Words”.
~~~
name: Mina Roth; place: Graz; Speech therapist @ Lindengrund Clinic; -@ Hill School; publication: Small Words
=== bio: chef
Chef Rosa Amadi leads the kitchen at Third Oven. She spent ten years at Bryggerhuset. Rosa wrote “Bread for Two”.
~~~
name: Rosa Amadi; @ Third Oven; -@ Bryggerhuset; publication: Bread for Two
=== bio: civil servant
Idris Fothergill works for the Department of Coastal Affairs as a policy adviser. He has a master's degree in Public Policy from the
University of Tarn.
~~~
name: Idris Fothergill; policy adviser @ Department of Coastal Affairs; University of Tarn, master's, Public Policy
=== bio: developer
Hi, I'm Zuri Okello! I'm a firmware engineer at Vidyut Meters and the maintainer of OpenCrank. Before this I was a teaching assistant at
Makerere Polytechnic. I'm based in Kampala, Uganda. I gave a talk called “Cranks that listen” at PyData Kampala.
~~~
name: Zuri Okello; place: Kampala, Uganda; firmware engineer @ Vidyut Meters; project: OpenCrank; -teaching assistant @ Makerere Polytechnic;
talk: Cranks that listen; publisher: PyData Kampala
=== bio: company, refused
Foo Systems is a company that makes pumps. It is based in Leeds.
~~~
ProfileError
=== nobody: words
just some words
~~~
ProfileError
=== nobody: letter
Dear Sir or Madam,
I am writing to apply for the post of clerk.
~~~
ProfileError
=== nobody: notes
Meeting notes
- talk about the budget
- find a room
~~~
ProfileError
=== nobody: code
import sys
print(sys.argv)
~~~
ProfileError
=== paste: name only
Saoirse Wennerholm
~~~
name: Saoirse Wennerholm
=== paste: headline with pipes
Corinne Oberhauser
Director of Distribution | ex-Kestrel Freight | Author of “Last Mile”
Antwerp
~~~
name: Corinne Oberhauser; place: Antwerp; Director of Distribution; -@ Kestrel Freight; publication: Last Mile
=== bio: teacher, India
Anagha Tembe teaches mathematics at Hill School, Pune. She studied physics at the University of Pune and holds an M.Ed. from Deccan College.
She volunteers at the Pune Night Library.
~~~
name: Anagha Tembe; @ Hill School; University of Pune, physics; Deccan College, M.Ed.; cause: Pune Night Library
=== bio: journalist
Tomasz Brightwater is a local democracy reporter at the Carrow Vale Courier. He won the Harbour Press Award in 2022. Previously, he edited the
sports pages at the Tarn Gazette.
~~~
name: Tomasz Brightwater; local democracy reporter @ Carrow Vale Courier; -@ Tarn Gazette; award: Harbour Press Award
=== bio: they
Sam Ridley is a puppeteer and carpenter. They run workshops at Millrace Workshop and live in Bergen.
~~~
name: Sam Ridley; place: Bergen; puppeteer and carpenter; @ Millrace Workshop
=== bio: relatives and which
Lena Moss is a potter at Slip & Ember, which was founded by her aunt. Her brother is a surgeon at Hill Hospital.
~~~
name: Lena Moss; potter @ Slip & Ember
=== bio: negations
Per Dahl is not a doctor. He no longer works at Foo Ltd.
~~~
name: Per Dahl
=== bio: vague
Nora Lindqvist believes that work should be kind. She is passionate about people and thrives at the intersection of art and code.
~~~
name: Nora Lindqvist
=== paste: vague under a name
Nora Lindqvist
Passionate about people. Thrives at the intersection of art and code.
~~~
name: Nora Lindqvist
=== cv: markdown-like text
Bozena Skala
Court interpreter, Prague

**EXPERIENCE**
* Court interpreter at the County Court of Brno, since 2015
* Translator, Lumen & Marrow, 2009 - 2015

**CERTIFICATES**
* Sworn translator (Ministry of Justice, 2014)

**LANGUAGES**
Czech, English, German
~~~
name: Bozena Skala; Court interpreter @ County Court of Brno; -Translator @ Lumen & Marrow; certificate: Sworn translator;
publisher: Ministry of Justice; language: Czech; language: English; language: German
=== cv: driver, one line
Radoslav Bain
Class 1 driver
Employment:
Night trunk driver at Lakeline Freight (2016 - present)
Bus driver at Aire and Colne Buses (2010 - 2016)
Licences:
Cat C+E
~~~
name: Radoslav Bain; Night trunk driver @ Lakeline Freight; -Bus driver @ Aire and Colne Buses; certificate: Cat C+E
=== cv: german headings
Ulrike Fern

BERUFSERFAHRUNG
Head of Quality, Ravensberger Kathetertechnik GmbH, Okt. 2018 – heute
SPRACHEN
Deutsch, Englisch
~~~
name: Ulrike Fern; Head of Quality @ Ravensberger Kathetertechnik GmbH; language: Deutsch; language: Englisch
=== bio: physician, US
Marivic Poon, MD, is a family physician at Lakeshore Clinic in Duluth, Minnesota. She completed her residency at Hill Hospital and received
her MD from the University of Superior.
~~~
name: Marivic Poon; family physician @ Lakeshore Clinic; University of Superior, MD
=== bio: two sentences with her book
Keiko Ballan is a potter. Her book “Kiln Notes” came out in 2020.
~~~
name: Keiko Ballan; potter; publication: Kiln Notes
=== bio: board
Sunita Barrow is the chief executive of Harrowgate Grain and a trustee of the Fen Trust.
~~~
name: Sunita Barrow; chief executive @ Harrowgate Grain; trustee @@ Fen Trust
=== bio: retired
Alasdair Hall is a retired harbour pilot. He lives in Oban, Scotland.
~~~
name: Alasdair Hall; place: Oban, Scotland; -harbour pilot
=== bio: student
Amira Said is studying architecture at the University of Tarn. She works part-time as a barista at Third Oven.
~~~
name: Amira Said; University of Tarn, architecture; barista @ Third Oven
=== bio: my name is
My name is Goran Petek and I am a lorry mechanic at Lakeline Freight. I have worked there since 2009.
~~~
name: Goran Petek; lorry mechanic @ Lakeline Freight
=== bio: uses with
Yusra Halv is an epidemiologist with the Nile Health Agency. She is co-author of the report “Clean Taps”.
~~~
name: Yusra Halv; epidemiologist @ Nile Health Agency; publication: Clean Taps
=== bio: quoted with straight quotes
Cosima Thrale is a literary agent at Thrale Ogden & Mbeki. She hosts "The Slush Pile", a podcast.
~~~
name: Cosima Thrale; literary agent @ Thrale Ogden & Mbeki; project: The Slush Pile
=== cv: bullet entries with highlights and company first
MEERA NAIR
Bengaluru, India

PROFESSIONAL EXPERIENCE

Kosha Ledger, Bengaluru
Senior Backend Engineer
July 2019 to date
• Cut the night batch from six hours to one
• Mentored four juniors

Quokka Pay | Backend Engineer | Jun 2015 – Jun 2019
• Built the refunds service

EDUCATION

B.E. Computer Science, Deccan College of Engineering, 2011 – 2015
~~~
name: Meera Nair; place: Bengaluru, India; Senior Backend Engineer @ Kosha Ledger; -Backend Engineer @ Quokka Pay;
Deccan College of Engineering, B.E., Computer Science
=== hydrologist
Wanjiru Gathaiya is a hydrologist with Blackwater Rivers Trust, based in Nakuru, Kenya. She previously worked as a field technician for the
Rift Valley Water Authority. Wanjiru has an MSc in Hydrology from the University of Tarn and enjoys long-distance running.
~~~
name: Wanjiru Gathaiya; place: Nakuru, Kenya; hydrologist @ Blackwater Rivers Trust; -field technician @ Rift Valley Water Authority;
University of Tarn, MSc, Hydrology
=== priest
Father Declan Roe is the parish priest at St Brannoc's Church, Galway. Before entering the seminary he was an accountant with Moe &
Petrossian. He writes a column for the Carrow Vale Courier.
~~~
name: Father Declan Roe; parish priest @ St Brannoc's Church; -accountant @ Moe & Petrossian
=== pastry chef
Priya Raman
Pastry chef @ Third Oven | Formerly Bryggerhuset
Melbourne, Australia
priya@mail.example
I bake for people who get up at four.
~~~
name: Priya Raman; place: Melbourne, Australia; Pastry chef @ Third Oven; -@ Bryggerhuset
=== cv: fisheries
GEORGE HALE-ADDO
Accra, Ghana | george@mail.example

EMPLOYMENT HISTORY

Fisheries Officer
Department of Coastal Affairs
2016 - present
- Counted boats in forty harbours
- Trained twelve beach committees

Research Assistant
University of Cape Shore
2012 - 2016

EDUCATION

University of Cape Shore
BSc Zoology, 2008 - 2012

HOBBIES
chess, highlife records
~~~
name: George Hale-Addo; place: Accra, Ghana; Fisheries Officer @ Department of Coastal Affairs; -Research Assistant @ University of Cape Shore;
University of Cape Shore, BSc, Zoology; interest: chess; interest: highlife records
=== conservator
I am Yuki Tanabe-Ross, a paper conservator at the Ravelstone Museum. I trained at Northumbria School of Conservation and I have given talks
in Kyoto and Ghent. I live in Edinburgh with a cat.
~~~
name: Yuki Tanabe-Ross; place: Edinburgh; paper conservator @ Ravelstone Museum; Northumbria School of Conservation
=== stroke unit
Dr. Lucia Ferrante heads the stroke unit at Ospedale San Lorenzo in Turin. She earned her medical degree from the University of Pavia Nuova
and has published widely on recovery after stroke. Her book, “One Hand at a Time”, appeared in 2018.
~~~
name: Dr. Lucia Ferrante; @ Ospedale San Lorenzo; University of Pavia Nuova, medical degree; publication: One Hand at a Time
=== night bus
Olu Bakare drives the night bus. He has worked at Aire and Colne Buses since 2003, and is a shop steward of the Drivers' Union. He grew up in Ibadan.
~~~
name: Olu Bakare; @ Aire and Colne Buses; shop steward of the Drivers' Union
=== speaker bio
Speaker bio

Helga Brandt is CTO and co-founder of Lantern Loom. Before Lantern Loom, she led the search team at Quokka Pay and was an engineer at Kosha
Ledger. She has spoken at RustFest and GOTO Tarn. Helga studied computer science at the University of Ulm am See. She lives in Zürich.
~~~
name: Helga Brandt; place: Zürich; CTO and co-founder @ Lantern Loom; -@ Quokka Pay; -engineer @ Kosha Ledger; publisher: RustFest;
publisher: GOTO Tarn; University of Ulm am See, computer science
=== sergeant
Sgt Nia Pryce-Wynn serves with Clunshire Constabulary as a wildlife crime officer. Her podcast, “Owl Watch”, is in its third year.
~~~
name: Sgt Nia Pryce-Wynn; wildlife crime officer @ Clunshire Constabulary
=== team page, solicitor
Michael Oduya
Solicitor

Michael joined Pellow Crane Solicitors in 2015. He acts for tenants and small landlords. He is a member of the Law Society. He read Law at the
University of Harrowgate and qualified in 2010.
~~~
name: Michael Oduya; Solicitor; University of Harrowgate, Law
=== resume: warehouse
Resume - Teresa Quill

Summary: Warehouse manager who likes quiet aisles.

Work experience:
Warehouse Manager, Lakeline Freight, Duluth MN (2018-present)
Forklift Operator, Oxbow Freight, Duluth MN (2012-2018)

Certifications:
OSHA 30
Forklift licence

Skills: forklifts; Spanish; spreadsheets
~~~
name: Teresa Quill; Warehouse Manager @ Lakeline Freight; -Forklift Operator @ Oxbow Freight; certificate: OSHA 30;
certificate: Forklift licence; skill: forklifts; skill: Spanish; skill: spreadsheets
=== french prose, refused
Amélie Roux écrit des romans et vit à Lyon. Elle est traductrice chez Colis Boréal.
~~~
ProfileError
=== level designer
Jan Kowalczyk works at Slakkenhuis Games as a level designer. In his spare time he restores old radios and volunteers for the Fen Lifeboat.
~~~
name: Jan Kowalczyk; level designer @ Slakkenhuis Games; cause: Fen Lifeboat
=== a choir, refused
The Harbour Choir was founded in 1987. It sings in Oslo. Members come from all trades.
~~~
ProfileError
=== photographer
Beatriz Monte is an award-winning photographer. Her work has appeared in The Warm House Letter. She was born in Recife and now lives in
Porto, Portugal.
~~~
name: Beatriz Monte; place: Porto, Portugal; photographer
=== surveyor
Tariq Aziz-Holm, Chartered Surveyor at Ashby Ridge Construction, has twenty years of experience with listed buildings. He co-authored
“Mortar and Patience” and teaches at Hill College.
~~~
name: Tariq Aziz-Holm; Chartered Surveyor @ Ashby Ridge Construction; publication: Mortar and Patience; @ Hill College
=== labels: lighthouse
Name: Elin Storm
Pronouns: she/her
Job title: Lighthouse keeper
Company: Skagern Coastal Office
City: Marstrand
Website: https://elin.example

Interests: knots, lichens
~~~
name: Elin Storm; place: Marstrand; Lighthouse keeper @ Skagern Coastal Office; interest: knots; interest: lichens
=== violin maker
Grace Liu — Violin maker
Newark-on-Trent

Workshop since 2004. Trained at the Newark School of Violin Making. Author of "Varnish".
~~~
name: Grace Liu; Violin maker; Newark School of Violin Making; publication: Varnish
=== a list of things to do, refused
Todo
buy milk
call Ada at Foo
~~~
ProfileError
=== cv: chaplain
Rev. Tom Adeyemi-Clark
Chaplain, Hill Hospital

EXPERIENCE
Chaplain — Hill Hospital — 2019–present
Curate — St Mary's Church — 2014–2019

EDUCATION
MA in Theology — University of Harrowgate — 2014
~~~
name: Rev. Tom Adeyemi-Clark; Chaplain @ Hill Hospital; -Curate @ St Mary's Church; University of Harrowgate, MA, Theology
=== partnerships
Sofia Marin is Head of Partnerships at Havenlicht. Previously she held roles at Glukora, Fjordlast Ferries and the Ministry of Trade. She
holds an MBA from Tarn Business School, and a BA in History from the University of Harrowgate. Sofia speaks Spanish, French and Danish.
~~~
name: Sofia Marin; Head of Partnerships @ Havenlicht; -@ Glukora; -@ Fjordlast Ferries; -@ Ministry of Trade; Tarn Business School, MBA;
University of Harrowgate, BA, History; language: Spanish; language: French; language: Danish
=== one name, refused
My name is Bram. I make shoes.
~~~
ProfileError
=== joiner
Hannah Oyelaran runs Oyelaran Joinery, a workshop of three in Hexham. She was the first woman to win the Golden Chisel Award. In 2021 she
published “Grain”.
~~~
name: Hannah Oyelaran; award: Golden Chisel Award; publication: Grain
=== scientist and talks
Rajesh Iyer
Senior Scientist at Corvane Instruments. 12 patents. Ex-Tarn Labs.

Talks
Seeing in the dark (Optics Days, 2021)
A lens for a goat - Photon Night 2019
~~~
name: Rajesh Iyer; Senior Scientist @ Corvane Instruments; -@ Tarn Labs; talk: Seeing in the dark; publisher: Optics Days;
talk: A lens for a goat; publisher: Photon Night
=== guardian of a river
Kiri Tawhara is of Ngāti Example descent. She is Kaitiaki (guardian) at the Whio River Trust and lectures at Kowhai Polytechnic. She lives
in Whakatāne.
~~~
name: Kiri Tawhara; place: Whakatāne; @ Kowhai Polytechnic
=== geologist, aside first
Prof. Ngozi Eze-Hart directs the Centre for Delta Studies at the University of Cape Shore. A geologist by training, she taught at Tarn
College until 2014. She is the author of “Mud” (Fen Press, 2016) and a regular guest on radio.
~~~
name: Prof. Ngozi Eze-Hart; @ University of Cape Shore; publication: Mud
=== tram driver
Leo Brandvik
Tram driver, Bergen

I drive line 2. Before the trams I was a cook at Bryggerhuset. I live in Bergen with my partner, who works at Hill Hospital.
~~~
name: Leo Brandvik; place: Bergen; Tram driver; -cook @ Bryggerhuset
=== interpreter and founder
Carmen Ibáñez is an interpreter and the founder of Puente Vivo. Clients include Foo Ltd and Bar Bank. She grew up in Cádiz.
~~~
name: Carmen Ibáñez; interpreter; founder @ Puente Vivo
=== a team, refused
Meet our team: Anna
~~~
ProfileError
=== cv without empty lines
ROSA KLEIN
Klagenfurt, Austria
Work Experience
Pharmacist, Lindwurm Pharmacy Ltd, 2015 - present
Intern, Hill Hospital, 2014
Education
Mag. pharm., University of Graz, 2009 - 2014
Languages
German, English, Slovene
~~~
name: Rosa Klein; place: Klagenfurt, Austria; Pharmacist @ Lindwurm Pharmacy Ltd; -Intern @ Hill Hospital; University of Graz, Mag. pharm;
language: German; language: English; language: Slovene
=== a shop, refused
The Lantern Shelf is a bookshop in Hexham. It was founded by Odalys Brack in 2011.
~~~
ProfileError
=== since, and languages
Samir Haddad has been a lighthouse engineer with the Skagern Coastal Office since 2008. He speaks Arabic, Swedish and English, and plays the oud.
~~~
name: Samir Haddad; lighthouse engineer @ Skagern Coastal Office; language: Arabic; language: Swedish; language: English
=== what a comic won
Kit Moran (they/them) makes comics. They have spoken at Thought Bubble Tarn, and their comic “Low Lamps” won the Golden Compass Prize.
~~~
name: Kit Moran; publisher: Thought Bubble Tarn
=== my name is, comma
Hello! My name is Petra Novák, I am a court interpreter from Brno. I studied law in Prague. I work for the Ministry of Justice.
~~~
name: Petra Novák; court interpreter; @ Ministry of Justice
=== cv: self-employed
Dan Whitlow
dan@mail.example

Skills
Welding, rigging

Experience
Self-employed welder 2010 - present
Oxbow Freight - rigger - 2005 to 2010
~~~
name: Dan Whitlow; Self-employed welder; -rigger @ Oxbow Freight; skill: Welding; skill: rigging
=== was appointed
Isla Grant was appointed Director of Nursing at Hill Hospital in 2020. She is responsible for 900 nurses. Previously she was Deputy Director
at Lark Hill Hospice.
~~~
name: Isla Grant; -Deputy Director @ Lark Hill Hospice
=== when she was twelve, refused
When Noor Haddad was twelve she took a radio apart at Hill School. Now a broadcast engineer, she looks after the masts of Carrow Radio.
~~~
ProfileError
=== cv: what a heading that is not known holds belongs to nothing above it
Prof. Dr. Andreas Kuhn
Born 14 March 1969 in Jena

Present position
Full Professor of Chemistry, Technical University of Lindenau (since 2008)

Previous positions
2002–2008  Junior Professor, University of Halden

Education
1999  Dr. rer. nat., University of Jena
1994  Diplom in Chemistry, University of Jena

Awards
2011 Duisberg Memorial Prize

Selected publications
1. A. Kuhn, "Tunnelling in pockets", J. Theor. Chem. 12 (2019) 33.

Editorial boards
Editor, Chemical Physics Reviews
~~~
name: Prof. Dr. Andreas Kuhn; Full Professor of Chemistry @ Technical University of Lindenau; -Junior Professor @ University of Halden;
University of Jena, Dr. rer. nat.; University of Jena, Diplom, Chemistry; award: Duisberg Memorial Prize; publication: Tunnelling in pockets
=== cv: languages of programming, described projects
Zara Benali, CFA
Full-Stack Developer

TECHNICAL SKILLS
Languages: TypeScript, Go
Cloud: AWS

PROJECTS
darija-nlp: tokenizer for Moroccan Arabic (github.com/zb/darija-nlp)

EDUCATION
National University of Singapore
Bachelor of Business Administration, Finance      2010 - 2014

LANGUAGES
Arabic - Native
~~~
name: Zara Benali, CFA; Full-Stack Developer; skill: TypeScript; skill: Go; skill: AWS; project: darija-nlp;
National University of Singapore, Bachelor of Business Administration, Finance; language: Arabic
=== cv: schools on lines of their own, before an unknown section
Gabriel Sando
Partner

Education
University of Texas School of Law, J.D., 2004
Rice University, B.A., 2001

Bar Admissions
Texas
~~~
name: Gabriel Sando; Partner; University of Texas School of Law, J.D.; Rice University, B.A.
=== page of a team: links above and below
Home
About us

Rhys Probe
Chief Scientific Officer
Orchid Biologics, Inc.
Department: Discovery

Rhys joined the practice in 2012. He was an architect at Bryn Studio.

t: 029 2000 0000
rhys@mail.example
LinkedIn
© 2026 Orchid
Privacy policy
~~~
name: Rhys Probe; Chief Scientific Officer @ Orchid Biologics, Inc.; -architect @ Bryn Studio
=== bio: what stands beside the firm is no part of its name
Samir Khat is the Founder and CEO of Lumen Farms, a farming company based in Pune, India. He holds a B.Tech. from IIT Tarn and an MBA from
Harrow Business School. Follow him at @samirk.
~~~
name: Samir Khat; Founder and CEO @ Lumen Farms; IIT Tarn, B.Tech.; Harrow Business School, MBA
=== bio: degrees behind the name, and hers
Maria Caste, PhD
Chief Scientific Officer

Dr. Caste received her B.S. in Biochemistry from UC Tarn and her Ph.D. in Immunology from Polder University. She received the 2023
Oslo Prize for Soil Science.
~~~
name: Maria Caste, PhD; Chief Scientific Officer; UC Tarn, B.S., Biochemistry; Polder University, Ph.D., Immunology;
award: Oslo Prize for Soil Science
=== bio: a byname in quotation marks
Rosalind "Roz" Achter is a baker at Third Oven. She presents Crumbs at Dawn on Tarn Radio.
~~~
name: Rosalind Achter; baker @ Third Oven; project: Crumbs at Dawn
=== bio: labels around the prose
Name: Kwame Asan
Role: Director of Policy
Organisation: Clean Air Tarn
Bio: Kwame has worked on air quality for ten years.
Website: https://cleanair.example
~~~
name: Kwame Asan; Director of Policy @ Clean Air Tarn
"""


def told(profile: Profile) -> list[str]:
    """The facts of a profile in the notation above, without the prose."""
    lines = [f"{fact.kind.value}: {fact.text}" for fact in profile.of_kind(FactKind.NAME, FactKind.PLACE)]
    prose = (FactKind.HIGHLIGHT, FactKind.PROJECT_TEXT, FactKind.PUBLICATION_TEXT)
    for entry, facts in profile.by_entry.items():
        if entry != "basics":
            lines += _entry(entry, {fact.kind: fact for fact in facts if fact.kind not in prose})
    return lines


def _entry(entry: str, facts: dict[FactKind, Fact]) -> list[str]:
    texts = {kind: fact.text for kind, fact in facts.items()}
    if entry.startswith("education"):
        return [", ".join(texts[kind] for kind in (FactKind.SCHOOL, FactKind.DEGREE, FactKind.FIELD) if kind in texts)]
    place = texts.get(FactKind.EMPLOYER) or texts.get(FactKind.CAUSE)
    if entry.startswith("work") or (entry.startswith("volunteer") and FactKind.POSITION in texts):
        mark = "@" if entry.startswith("work") else "@@"
        ended = "" if next(iter(facts.values())).current else "-"
        return [ended + " ".join(word for word in (texts.get(FactKind.POSITION), f"{mark} {place}" if place else None) if word)]
    return [f"{kind.value}: {text}" for kind, text in texts.items()]


def _cases(table: str) -> list[tuple[str, str, list[str]]]:
    found = []
    for case in table.split("=== ")[1:]:
        title, _, rest = case.partition("\n")
        body, _, facts = rest.partition("~~~\n")
        found.append((title, body, sorted(fact.strip() for fact in facts.strip().split(";"))))
    return found


@pytest.mark.parametrize(("title", "body", "facts"), _cases(TEXTS), ids=[title for title, *_ in _cases(TEXTS)])
def test_a_text_tells_what_is_sure(title: str, body: str, facts: list[str]) -> None:
    if facts == ["ProfileError"]:
        with pytest.raises(ProfileError, match="begin with the name on a line of its own"):
            text.read(body.encode(), "x.txt")
        return
    assert sorted(told(text.read(body.encode(), "x.txt"))) == facts


def test_the_whole_of_a_biography_is_in_the_summary() -> None:
    said = "Ada Example is a nurse. She once sang to a seal.\nIt answered."
    (summary,) = text.read(said.encode(), "x.txt").of_kind(FactKind.SUMMARY)
    assert summary.text == " ".join(said.split())


def test_what_a_cv_holds_beyond_its_known_sections_is_told() -> None:
    cv = "Ada Example\n\nEXPERIENCE\nNurse, Hill Hospital, 2019 - 2021\nsomething odd, really\n\nMILITARY SERVICE\nYes\n\nREFERENCES\nBo Sample\n"
    assert text.read(cv.encode(), "x.txt").unread == (
        "line 5: something odd, really",
        "line 7: MILITARY SERVICE",
        "line 10: REFERENCES",
    )


def test_addresses_are_kept_apart() -> None:
    profile = text.read(b"Ada Example\nada@mail.example | https://ada.example/me\nNurse\n", "x.txt")
    assert profile.addresses == ("ada@mail.example", "https://ada.example/me")
    assert "mail.example" not in profile.text


def test_text_is_taken_by_its_suffix(tmp_path: Path) -> None:
    path = tmp_path / "ada.txt"
    path.write_text("Ada Example\nNurse at Hill Hospital\n", encoding="utf-8")
    assert told(read_profile(str(path))) == ["name: Ada Example", "Nurse @ Hill Hospital"]


@pytest.mark.parametrize(
    ("heading", "section"),
    [("EXPERIENCE", "work"), ("Work history:", "work"), ("## Honors & Awards", "awards"), ("Berufserfahrung", "work"),
     ("**Talks**", "talks"), ("Centres d’intérêt", "interests"),
     ("Experience with whales", None), ("", None), ("x" * 500, None)],
)  # fmt: skip
def test_headings(heading: str, section: str | None) -> None:
    assert section_of(heading) == section


def test_parts_of_a_headline_as_entries() -> None:
    assert entries_of(read_headline("Staff Engineer @ Foo | ex-Bar | Trustee of the Fen Trust | PhD")) == {
        "work": [{"position": "Staff Engineer", "name": "Foo"}, {"name": "Bar", "endDate": "ended"}],
        "volunteer": [{"position": "Trustee", "organization": "Fen Trust"}],
        "education": [{"studyType": "PhD", "endDate": "ended"}],
    }


def test_entries_of_markdown_may_have_headings_of_their_own() -> None:
    cv = "# Ada Example\nNurse\n\n## Work History\n\n### Staff Nurse at Hill Hospital\n*Jan 2021 – present*\n- Led the night team\n\n"
    cv += "### Carer, Lark Hospice, 2017 - 2020\n\n## Referees\nBo\n"
    profile = markdown.read(cv.encode(), "x.md")
    assert told(profile) == ["name: Ada Example", "Staff Nurse @ Hill Hospital", "-Carer @ Lark Hospice"]
    assert [fact.text for fact in profile.of_kind(FactKind.HIGHLIGHT)] == ["Led the night team"]
    assert profile.unread == ("line 12: Referees",)


def test_markdown_as_people_write_it() -> None:
    cv = "# Jo Field\n**Site engineer** · Leeds, UK · [jo.example](https://jo.example) | jo@mail.example\n\nLikes *bridges*.\n\n## Experience\n\n"
    cv += "**Site Engineer**, Bridgeworks (2020 – Present)\n- Poured the Aire crossing\n- Ran a crew\n\n**Carer**, Lark Hospice, 2017 - 2020\n\n"
    cv += "## Projects\n- [tidelog](https://code.example/x): logs of tides\n\n## Education\n- BEng Hydrology, University of Tarn, 2013 - 2017\n"
    cv += "  - Prize for structures\n\n## Talks\n- “Maps lie”, NODA 2021\n\n## Awards\n- Golden Compass, 2022\n\n"
    cv += "## Contact\n- jo@other.example\n- knock twice\n"
    profile = markdown.read(cv.encode(), "x.md")
    assert told(profile) == [
        "name: Jo Field", "place: Leeds, UK", "Site Engineer @ Bridgeworks", "-Carer @ Lark Hospice", "University of Tarn, BEng, Hydrology",
        "project: tidelog", "talk: Maps lie", "publisher: NODA", "award: Golden Compass",
    ]  # fmt: skip
    assert [fact.text for fact in profile.of_kind(FactKind.HEADLINE, FactKind.SUMMARY)] == ["Site engineer", "Likes bridges."]
    points = [(fact.entry, fact.text) for fact in profile.of_kind(FactKind.HIGHLIGHT)]
    assert points == [("work[0]", "Poured the Aire crossing"), ("work[0]", "Ran a crew"), ("education[0]", "Prize for structures")]
    assert profile.addresses == ("jo@mail.example", "https://jo.example")
    assert profile.unread == ("line 29: knock twice",)


# --- pages of LinkedIn -----------------------------------------------------------------------------------------------

PAGE = """\
0 notifications total

Skip to search
Skip to main content
Background Image
Ada Example
Ada Example
She/Her
· 2nd
2nd degree connection
Staff Engineer @ Foo | ex-Bar | Speaker 🎤
Foo
Foo
University of Leeds
Hexham, England, United Kingdom
Contact info
1,234 followers
500+ connections
Bo Sample, Cy Test, and 12 other mutual connections
Message
Follow
More
AboutAbout
I look after the clocks of the storage layer. I used to teach.I look after the clocks of the storage layer. I used to teach.
…see more
Top skills
Go • Chess • Welsh
Activity
1,234 followers
Posts
Comments
Loaded 4 Posts posts
Feed post number 1
Ada Example posted this • 2w
Clocks lie. Here is how we found out.
…show more
12
3 comments
Ada Example reposted this • 1mo
Somebody else's words about tea.
45
Show all posts
ExperienceExperience
Foo logo
Foo
Full-time · 5 yrs 2 mos
Hexham · Hybrid
Staff EngineerStaff Engineer
Jan 2023 - Present · 2 yrs 3 mosJan 2023 to Present · 2 yrs 3 mos
Leads the clock group.
Skills: Go · Clocks and +3 skills
Senior Engineer
Senior Engineer
Feb 2020 - Dec 2022 · 2 yrs 11 mos
Bar logo
Engineer
Engineer
Bar Ltd · Contract
Bar Ltd · Contract
2017 - 2020 · 3 yrs
Leeds, England, United Kingdom
Built the night bus map.
Drew the timetable.
Teacher
Hill School
Sep 2012 - Jul 2017 · 4 yrs 11 mos
Show all 5 experiences
Education
University of Leeds logo
University of Leeds
University of Leeds
BSc, Mathematics
2009 - 2012
Grade: First
Activities and societies: chess
Brackwater College
A-levels
Licenses & certifications
Mountain Leader
Fell Training Board
Issued May 2019 · Expires May 2024
Credential ID 1234
Show credential
Skills
Go
Endorsed by 3 colleagues at Foo
5 endorsements
Chess
Senior Engineer at Foo
Show all 23 skills
Recommendations
Received
Bo Sample
CEO at Elsewhere
Ada is wonderful.
Publications
Quiet Maps
Fen Press · Jan 2021
Show publication
A book about maps.
Honors & awards
Golden Compass
Issued by Fell Society · Jun 2020
Languages
English
Native or bilingual proficiency
Welsh
Limited working proficiency
Interests
Top Voices
Companies
Carla Famous
1,000,000 followers
People also viewed
Di Other
Baker at Elsewhere
Connect
About
Accessibility
LinkedIn Corporation © 2026
"""
PAGE_FACTS = [
    "name: Ada Example", "place: Hexham, England, United Kingdom", "Staff Engineer @ Foo", "-Senior Engineer @ Foo",
    "-Engineer @ Bar Ltd", "-Teacher @ Hill School",
    "University of Leeds, BSc, Mathematics", "Brackwater College, A-levels", "publication: Quiet Maps", "publisher: Fen Press",
    "post: Clocks lie.", "award: Golden Compass",
    "publisher: Fell Society", "certificate: Mountain Leader", "publisher: Fell Training Board", "skill: Go", "skill: Chess", "skill: Welsh", "skill: Clocks",
    "language: English", "language: Welsh",
]  # fmt: skip


def _page(page: str) -> Profile:
    assert linkedin_page.recognises(page.encode()[:65536])
    return linkedin_page.read(page.encode(), "page.txt")


def test_a_page_tells_its_person_and_nobody_else() -> None:
    profile = _page(PAGE)
    assert told(profile) == PAGE_FACTS
    assert profile.unread == ()
    for foreign in (
        "Somebody else",
        "Bo Sample",
        "wonderful",
        "Di Other",
        "Carla",
        "Elsewhere",
        "Endorsed",
        "followers",
        "Show all",
        "logo",
    ):
        assert foreign not in profile.text


def test_dates_and_descriptions_stand_with_their_entry() -> None:
    profile = _page(PAGE)
    highlights = [(fact.entry, fact.text) for fact in profile.of_kind(FactKind.HIGHLIGHT)]
    assert highlights == [
        ("work[0]", "Leads the clock group."),
        ("work[2]", "Built the night bus map."),
        ("work[2]", "Drew the timetable."),
    ]
    starts = {fact.text: fact.start for fact in profile.of_kind(FactKind.POSITION)}
    assert starts["Senior Engineer"] == (2020, 2, 0) and starts["Teacher"] == (2012, 9, 0)


def test_a_page_without_doubled_lines_tells_the_same() -> None:
    once = "\n".join(
        line for line, _ in groupby(PAGE.replace("AboutAbout", "About").replace("ExperienceExperience", "Experience").splitlines())
    )
    assert told(_page(once)) == PAGE_FACTS


def test_a_part_of_a_page_is_read_and_told() -> None:
    part = PAGE[PAGE.index("ExperienceExperience") : PAGE.index("Education\n")]
    profile = _page(part)
    assert told(profile)[:4] == PAGE_FACTS[2:6]
    assert profile.name is None and profile.unread == ("line 1: the page begins without a name; copy it from the top",)


LAYOUTS = """
=== entries without types, years only
Bo Sample
Beekeeper at Honey Hill
Graz, Styria, Austria
Contact info
Experience
Beekeeper
Honey Hill
2019 - Present · 6 yrs
Joiner
Oak & Daughters
2010 - 2018 · 8 yrs
Show all 4 experiences
Licenses & certifications
Bee Health
Styrian Bee School
Issued Jun 2019
Show credential
~~~
name: Bo Sample; place: Graz, Styria, Austria; Beekeeper @ Honey Hill; -Joiner @ Oak & Daughters; certificate: Bee Health;
publisher: Styrian Bee School
=== two groups, one after the other
Cy Test
· 3rd
3rd degree connection
Nurse who draws
Ghent, Belgium · Contact info
500+ connections
Experience
Hill Hospital
4 yrs 1 mo
Ghent, Flemish Region, Belgium
Ward Manager
Full-time
Jan 2023 - Present · 2 yrs 1 mo
Staff Nurse
Full-time
Jan 2021 - Dec 2022 · 2 yrs
Night shifts.
Lark Hospice
3 yrs
Senior Carer
Jan 2020 - Dec 2020 · 1 yr
Carer
Jan 2018 - Dec 2019 · 2 yrs
Barista
Third Oven
Feb 2017 - Dec 2017 · 11 mos
~~~
name: Cy Test; place: Ghent, Belgium; Ward Manager @ Hill Hospital; -Staff Nurse @ Hill Hospital; -Senior Carer @ Lark Hospice;
-Carer @ Lark Hospice; -Barista @ Third Oven
=== volunteering, projects, languages
Di Probe (She/Her)
Town clerk
Contact info
500+ connections
Volunteering
Lock keeper
Canal Society
Mar 2019 - Present · 5 yrs 10 mos
Environment
Trustee
Fen Trust
Jan 2015 - Dec 2018 · 4 yrs
Projects
Night bus map
Mar 2020 - Present
Associated with Fen Trust
Show project
A map of the buses after midnight.
Show all 3 projects
Languages
Dutch
Native or bilingual proficiency
~~~
name: Di Probe; position: Town clerk; Lock keeper @@ Canal Society; -Trustee @@ Fen Trust; project: Night bus map; language: Dutch
=== german
Ulrike Fern
· 2.
Leiterin Qualität
Kontaktinfo
500+ Kontakte
Nachricht
Berufserfahrung
Leiterin Qualität
Rabenwerk GmbH · Vollzeit
Okt. 2018–Heute · 6 Jahre 3 Monate
Prüferin
Steinbach AG · Vollzeit
Jan. 2012–Sept. 2018 · 6 Jahre 9 Monate
Ausbildung
Universität Ulm am See
Diplom, Physik
2005–2010
Kenntnisse
Messtechnik
~~~
name: Ulrike Fern; Leiterin Qualität @ Rabenwerk GmbH; -Prüferin @ Steinbach AG; Universität Ulm am See, Diplom, Physik; skill: Messtechnik
=== french
Amélie Roux
Ingénieure logiciel
Lyon et périphérie
Coordonnées
Expérience
Ingénieure logiciel
Colis Boréal · CDI
févr. 2020 - aujourd’hui · 4 ans 11 mois
Formation
Université de Tarn
Licence, Informatique
2012 - 2015
Langues
Français
~~~
name: Amélie Roux; place: Lyon et périphérie; Ingénieure logiciel @ Colis Boréal; Université de Tarn, Licence, Informatique; language: Français
=== spanish
Beatriz Monte
Directora de operaciones
Información de contacto
Experiencia
Directora de operaciones
Puerto Azul · Jornada completa
ene. 2019 - actualidad · 6 años
Educación
Universidad de Tarn
2008 - 2012
~~~
name: Beatriz Monte; Directora de operaciones @ Puerto Azul; Universidad de Tarn
=== portuguese
Inês Quaresma
Enfermeira
Informações de contato
Experiência
Enfermeira
Hospital de Santa Rita · Tempo integral
fev de 2020 - o momento · 4 anos 11 meses
Formação acadêmica
Universidade de Tarn
2014 - 2018
~~~
name: Inês Quaresma; Enfermeira @ Hospital de Santa Rita; Universidade de Tarn
=== italian
Lucia Ferra
Responsabile marketing
Informazioni di contatto
Esperienza
Responsabile marketing
Officine Lumaca · Tempo pieno
gen 2021 - Presente · 4 anni
Formazione
Università di Tarn
2010 - 2015
~~~
name: Lucia Ferra; Responsabile marketing @ Officine Lumaca; Università di Tarn
=== dutch
Femke Ringnal
Docent
Contactgegevens
Ervaring
Docent
Hogeschool Waterland · Fulltime
mrt. 2016 - heden · 8 jaar 10 maanden
Opleiding
Universiteit Waterland
2005 - 2010
~~~
name: Femke Ringnal; Docent @ Hogeschool Waterland; Universiteit Waterland
=== the sentence that a phone shares
Check out Ada Example’s profile on LinkedIn https://www.linkedin.com/in/ada-example?utm_source=share
~~~
name: Ada Example
=== all that a browser copies around a person
Startseite
Ihr Netzwerk
Nachrichten
3
Mitteilungen
Katrin Holl
Katrin Holl
(Sie/Ihr) · 2. Grad
Kontakt 2. Grades
Leiterin Personal bei Auenwald GmbH
Auenwald GmbH
Ulm, Baden-Württemberg, Deutschland
Kontaktinfo
500+ Kontakte
Berufserfahrung
Leiterin Personal
Leiterin Personal
Auenwald GmbH · Vollzeit
Mai 2019–Heute · 6 Jahre 8 Monate
Mai 2019 bis Heute · 6 Jahre 8 Monate
Sprachen
Französisch
Fließend
Weitere Profile für Sie
Jens Ott
~~~
name: Katrin Holl; place: Ulm, Baden-Württemberg, Deutschland; Leiterin Personal @ Auenwald GmbH; language: Französisch
=== open to work above the headline, paragraphs that stand twice
Background image
Bea Okon
Bea Okon
  2nd degree connection2nd
Open to work
Second degree connection
People & Culture
Cardiff, Wales, United Kingdom  Contact Info
bea.example
500+ connections
Open to work
People Partner roles
Show details
MessageMessageMoreMore
About
I hire.

I also fire.
I hire.

I also fire.…see more
Experience
People Partner
Kettle & Co · Permanent Full-time
Mar 2018 - Nov 2025 · 7 yrs 9 mosMar 2018 to Nov 2025 · 7 yrs 9 mos
Cardiff
- Wrote the handbook
- Read it
- Wrote the handbook
- Read it
Helped me get this job
Career Break
Travel
Jan 2018 - Mar 2018 · 3 mos
Education
Tarn Polytechnic
Bachelor of Arts - BA, English Literature, 2:1
2008 - 2012
~~~
name: Bea Okon; place: Cardiff, Wales, United Kingdom; -People Partner @ Kettle & Co; Tarn Polytechnic, Bachelor of Arts, English Literature
=== french, read out in other words
Camille Desro
Camille Desro
Elle · 2e
Relation de 2e niveau
Responsable RSE chez Brasserie du Lac
Annecy, Auvergne-Rhône-Alpes, France
Coordonnées
+ de 500 relations
Expérience
Responsable RSE
Brasserie du Lac · CDI
janv. 2020 - aujourd’hui · 6 ans
De janv. 2020 à aujourd’hui · 6 ans
Annecy, France
~~~
name: Camille Desro; place: Annecy, Auvergne-Rhône-Alpes, France; Responsable RSE @ Brasserie du Lac
=== seen without an account
Skip to main content
Top Content
Join now
Sign in
Luca Moret
Luca Moret
Product Designer at Papaya Pay
Milan, Lombardy, Italy
2K followers 500+ connections
See your mutual connections
Welcome back
Join to view profile
Experience
Product Designer
Papaya Pay
Mar 2021 - Present 4 years 10 months
Milan, Italy
UX Designer
Studio Grano
Sep 2017 - Feb 2021 3 years 6 months
Languages
Italian
Native or bilingual proficiency
English
Professional working proficiency
View Luca’s full profile
See who you know in common
Get introduced
~~~
name: Luca Moret; place: Milan, Lombardy, Italy; Product Designer @ Papaya Pay; -UX Designer @ Studio Grano; language: Italian; language: English
=== open to work, and what others see
Eve Stone
She/Her
Ship's cook
Bergen, Vestland, Norway
Contact info
200 connections
Open to work
Cook and Baker roles
Show details
About
I cook at sea.
Experience
Ship's Cook
Skagern Line · Seasonal
Apr 2022 - Present · 2 yrs 9 mos
People also viewed
Fay Other · 3rd
Surgeon at Hill Hospital
Experience
Surgeon
~~~
name: Eve Stone; place: Bergen, Vestland, Norway; Ship's Cook @ Skagern Line
"""


@pytest.mark.parametrize(("title", "body", "facts"), _cases(LAYOUTS), ids=[title for title, *_ in _cases(LAYOUTS)])
def test_layouts_and_languages(title: str, body: str, facts: list[str]) -> None:
    assert sorted(told(_page(body))) == facts


def test_what_a_page_holds_that_was_not_understood_is_told() -> None:
    page = "Ada Example\n2nd degree connection\nNurse\nHill Choir\nContact info\n500+ connections\nFeatured\nPost\nA thing\nExperience\nNurse since forever\n"
    assert _page(page).unread == ("line 7: Featured", "line 11: Nurse since forever", "line 4: Hill Choir")


def test_of_paragraphs_that_stand_twice_one_is_told() -> None:
    body = next(body for title, body, _ in _cases(LAYOUTS) if "stand twice" in title)
    profile = _page(body)
    assert [fact.text for fact in profile.of_kind(FactKind.SUMMARY, FactKind.HIGHLIGHT)] == [
        "I hire. I also fire.", "Wrote the handbook", "Read it"
    ]  # fmt: skip
    assert profile.unread == () and profile.addresses == ("bea.example",)
    assert [fact.text for fact in profile.of_kind(FactKind.HEADLINE)] == ["People & Culture"]


def test_what_stands_around_the_prose_is_not_in_it() -> None:
    body = next(body for title, body, _ in _cases(TEXTS) if "links above" in title)
    profile = text.read(body.encode(), "x.txt")
    (summary,) = profile.of_kind(FactKind.SUMMARY)
    assert summary.text == "Rhys joined the practice in 2012. He was an architect at Bryn Studio."
    assert profile.addresses == ("rhys@mail.example",)
    assert profile.unread == ("above the name: Home; About us",)


@pytest.mark.parametrize("name", ["ada.txt", "ada", "ada.md"])
def test_a_page_is_recognised_whatever_the_file_is_called(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(PAGE, encoding="utf-8")
    assert told(read_profile(str(path))) == PAGE_FACTS


@pytest.mark.parametrize("body", [body for title, body, _ in _cases(TEXTS)])
def test_other_text_is_no_page(body: str) -> None:
    assert not linkedin_page.recognises(body.encode())
    assert not text.recognises(body.encode())


@pytest.mark.parametrize(
    "data",
    [
        b'{"basics": {"name": "Experience"}}',
        b"# Ada\n\n## Experience\n- Nurse at Foo, since 2021",
        b"name: Ada\nwork: []",
        b"BEGIN:VCARD\nFN:Ada",
        b"",
        b"\xff\xfe\x00",
    ],
)
def test_other_formats_are_no_page(data: bytes) -> None:
    assert not linkedin_page.recognises(data)


# --- hostile text ----------------------------------------------------------------------------------------------------

_READERS: list[Callable[[bytes, str], Profile]] = [text.read, linkedin_page.read, markdown.read]
_HOSTILE = {
    "one line of 1 MB": "Ada Example\n" + "x" * 1_000_000,
    "one line of words": "Ada Example is a nurse at " + "Foo and " * 120_000,
    "100,000 lines": "Ada Example\n" + "EXPERIENCE\nNurse at Foo, 2012 - 2013\n" * 50_000,
    "100,000 dates": "Ada Example\nContact info\nExperience\n" + "Jan 2012 - Mar 2013 · 1 yr\n" * 100_000,
    "spaces": "Ada Example\n\nEXPERIENCE\n" + " " * 500_000 + "x",
    "commas": "Ada Example\nnurse" + ", " * 300_000,
    "quotes": "Ada Example wrote " + "“" * 200_000 + "”" * 200_000,
    "stars": "Ada Example\n" + "*_" * 300_000,
    "brackets": "Ada Example " + "(" * 300_000,
    "dashes": "Ada Example\n\nTALKS\n" + "a - " * 200_000 + "2019",
    "sentences": "Ada Example is a nurse. " * 40_000,
    "and she": "Ada Example is a nurse" + " and she is" * 60_000,
    "before": "Before " * 100_000 + "she was",
    "controls": "Ada Example\u202e\x00\x1b[31m\nNurse at Foo\u2066".replace("\x00", ""),
    "capitals": "Ada " * 200_000,
    "years": "Ada Example\n\nEDUCATION\n" + "2019 - " * 100_000,
    "mail": "Ada Example\n" + "a@a." * 200_000,
    "skills": "Ada Example\nSkills: " + "a · " * 200_000,
    "glued": "Ada Example\nContact info\n500+ connections\n" + ("A to " * 300 + "a") * 2,
}


@pytest.mark.parametrize("read", _READERS, ids=["text", "page", "markdown"])
@pytest.mark.parametrize("body", _HOSTILE.values(), ids=_HOSTILE.keys())
def test_hostile_text_takes_a_bounded_time(body: str, read: Callable[[bytes, str], Profile]) -> None:
    began = time.perf_counter()
    try:
        profile = read(body.encode(), "x.txt")
        assert not any(c in profile.text for c in "\x1b\u202e\u2066")
    except ProfileError:
        pass
    linkedin_page.recognises(body.encode()[:65536])
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize("read", _READERS, ids=["text", "page", "markdown"])
@pytest.mark.parametrize("data", [b"\xff\xfe\xfa", b"\x00\x01", b"Ada\xff", b" ", b"\n\n", b"\xef\xbb\xbf"])
def test_what_is_no_text_is_refused(data: bytes, read: Callable[[bytes, str], Profile]) -> None:
    with pytest.raises(ProfileError):
        read(data, "x.txt")


def _mutated(body: str, seed: int) -> str:
    """The lines of a text in another order, doubled, cut and glued."""
    dice = random.Random(seed)
    lines = body.splitlines()
    for _ in range(dice.randrange(1, 12)):
        i, j = dice.randrange(len(lines)), dice.randrange(len(lines))
        what = dice.randrange(5)
        if what == 0:
            lines[i], lines[j] = lines[j], lines[i]
        elif what == 1:
            lines.insert(i, lines[j])
        elif what == 2:
            lines[i] = lines[i][: dice.randrange(len(lines[i]) + 1)]
        elif what == 3:
            lines[i] += lines[j]
        else:
            lines[i] = lines[i].swapcase()
    return "\n".join(lines)


_BODIES = [PAGE, *(body for _, body, _ in _cases(TEXTS + LAYOUTS))]


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(max_size=300).map(lambda t: t.encode("utf-8", "replace")),
        st.builds(_mutated, st.sampled_from(_BODIES), st.integers(0, 10**6)).map(str.encode),
    )
)
def test_nothing_but_a_profile_error_comes_out(data: bytes) -> None:
    for read in _READERS:
        try:
            profile = read(data, "x.txt")
        except ProfileError:
            continue
        assert profile.facts
    assert linkedin_page.recognises(data) in (True, False)


def test_the_length_of_a_stay_is_no_employer(tmp_path: Path) -> None:
    page = """Marta Kowalczyk
Marta Kowalczyk
 · 2nd
Embedded engineer
500+ connections
Experience
Experience
Baltware logo
Baltware
Full-time · 5 yrs 2 mos
5 yrs 2 mos
Engineering Manager
Engineering Manager
Jan 2023 - Present · 3 yrs
Jan 2023 to Present · 3 yrs
Senior Embedded Engineer
Senior Embedded Engineer
Oct 2020 - Jan 2023 · 2 yrs 4 mos
Oct 2020 to Jan 2023 · 2 yrs 4 mos
"""
    path = tmp_path / "page.txt"
    path.write_text(page, encoding="utf-8")
    profile = read_profile(str(path))
    assert [fact.text for fact in profile.of_kind(FactKind.EMPLOYER)] == ["Baltware", "Baltware"]
    assert [fact.text for fact in profile.of_kind(FactKind.POSITION)] == ["Engineering Manager", "Senior Embedded Engineer"]
