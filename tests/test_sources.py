"""Drafts and profiles in the formats of a real user's world, from the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from outreach_lint.cli import main

Run = Callable[..., Result]
PROFILES = Path(__file__).parent / "profiles"
MAREN = str(PROFILES / "linkedin-roles.pdf")
HEADER = "first_name,last_name,linkedin_url,company,message\n"
ASKS = "Hi {name},\n\nI hope this message finds you well. Can you refer me to your manager?\n\nThanks,\nSam"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in an empty folder, away from anybody's settings."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / ".config"))
    return lambda *arguments, stdin="": CliRunner().invoke(main, arguments, input=stdin)


def write(place: str, text: str) -> Path:
    path = Path(place)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def lines_of(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code in (0, 1), result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def rules_in(draft: dict[str, Any]) -> set[str]:
    return {finding["rule"] for finding in draft["findings"]}


def row(first: str, last: str, url: str, company: str, text: str) -> str:
    doubled = text.format(name=first).replace('"', '""')
    return f'{first},{last},{url},{company},"{doubled}"\n'


def campaign() -> Path:
    kai = 'Hi Kai,\n\nyour "Kites" talk at Drachenfest made me rebuild mine. Which knot held?\n\nSam'
    return write(
        "campaign.csv",
        HEADER
        + row("Maren", "Holt", "https://no.linkedin.com/in/maren-holt", "Fjordlys", ASKS)
        + row("Kai", "Ito", "", "Kamome", kai),
    )


def test_a_mail_is_compared_with_a_saved_profile(run: Run) -> None:
    write(
        "draft.eml",
        "From: s@x.example\nTo: Maren Holt <m@fjordlys.example>\nSubject: maps\n\nHi Sarah,\n\nhow is life at Fjordlys? Please refer me.\n",
    )
    report = run("check", "draft.eml", "--to", MAREN, "--format", "json")
    (draft,) = json.loads(report.stdout)["drafts"]
    assert draft["recipient"] == "Maren Holt" and draft["channel"] == "email" and "reference/wrong-name" in rules_in(draft)


def test_each_row_of_a_sheet_is_a_draft(run: Run) -> None:
    campaign()
    asking, good = lines_of(run("check", "campaign.csv", "--to-column", "linkedin_url", "--format", "jsonl"))
    assert (asking["number"], asking["recipient"], good["number"], good["recipient"]) == (1, "Maren Holt", 2, "Kai Ito")
    assert "ask/referral-first-contact" in rules_in(asking) and "ask/referral-first-contact" not in rules_in(good)
    places = {finding["rule"]: (finding["line"], finding["column"]) for finding in asking["findings"]}
    assert places["tone/filler"] == (4, 1)


def test_what_a_row_tells_is_compared_with_its_message(run: Run) -> None:
    write("campaign.csv", HEADER + row("Kai", "Ito", "", "Kamome", "Hi Sarah, which knot held in the wind last autumn, and why?"))
    (draft,) = lines_of(run("check", "campaign.csv", "--format", "jsonl"))
    assert "reference/wrong-name" in rules_in(draft)


def test_the_recipient_is_found_in_the_address_book(run: Run) -> None:
    campaign()
    write(
        "people/maren.json",
        json.dumps({"basics": {"name": "Maren Holt", "url": "linkedin.com/in/maren-holt"}, "talks": ["Maps that lie"]}),
    )
    write("outreach-lint.toml", 'address-book = "people"\n')
    report = json.loads(run("check", "campaign.csv", "--format", "json").stdout)
    assert any(fact["source"].startswith("maren.json:talks[0]") for one in report["drafts"][0]["rewrites"] for fact in one["facts"])
    told = run("check", "campaign.csv").stdout
    assert "Kai Ito is not in the address book" in " ".join(told.split())


def test_two_people_of_one_name_are_asked_for(run: Run) -> None:
    for town in ("Oslo", "Bergen"):
        write(f"people/{town}.json", json.dumps({"basics": {"name": "Ana Berg", "location": town}}))
    write("draft.md", "---\nto: Ana Berg\n---\nHi Ana, which street did you map first?\n")
    result = run("check", "draft.md", "--address-book", "people")
    assert result.exit_code == 2 and "several people are called so" in result.stderr and "Traceback" not in result.stderr
    assert run("check", "draft.md", "--address-book", "people", "--to", "people/Oslo.json").exit_code != 2


def test_a_sheet_is_mended_cell_by_cell(run: Run) -> None:
    path = campaign()
    before = path.read_bytes()
    result = run("check", "campaign.csv", "--fix", "--select", "tone/filler")
    assert result.exit_code == 0, result.stderr
    assert path.read_bytes() == before.replace(b"I hope this message finds you well. ", b"")


def test_a_draft_of_apple_with_a_picture_is_mended(run: Run) -> None:
    filler = "I hope this message finds you well. "
    inner = "\n".join(
        f"--b\nContent-Type: {kind}\n\n{text}"
        for kind, text in (
            ("text/plain", f"Hi Bo,\n\n{filler}I hope you are doing well. I drew this:\n"),
            ("image/png; name=a.png", "iVBORw0KGgo=\n"),
            ("text/plain", f"{filler}Which knot held?\n\nSam\n"),
        )
    )
    head = "From: s@x.example\nTo: b@y.example\nSubject: knots\nContent-Type: multipart/mixed; boundary=b\n\n"
    content = f"{head}{inner}--b--\n"
    path = write("1.emlx", f"{len(content):<10}\n{content}<plist/>\n")
    result = run("check", "1.emlx", "--fix", "--select", "tone/filler")
    assert result.exit_code == 0, result.stderr
    count, _, rest = path.read_text(encoding="utf-8").partition("\n")
    assert "finds you well" not in rest and "iVBORw0KGgo=" in rest and rest[int(count) :] == "<plist/>\n"


def test_a_diff_of_a_sheet_shows_its_lines(run: Run) -> None:
    path = campaign()
    before = path.read_bytes()
    result = run("check", "campaign.csv", "--diff", "--select", "tone/filler")
    assert result.exit_code == 1 and path.read_bytes() == before
    assert "-I hope this message finds you well. Can you refer me to your manager?" in result.stdout


def test_one_message_of_a_sheet_is_checked_and_mended_alone(run: Run) -> None:
    path = campaign()
    path.write_bytes(path.read_bytes() + row("Ada", "Lund", "", "Peat", ASKS).encode())
    (draft,) = lines_of(run("check", "campaign.csv", "--number", "3", "--format", "jsonl"))
    assert (draft["number"], draft["recipient"]) == (3, "Ada Lund")
    assert run("check", "campaign.csv", "--number", "3", "--fix", "--select", "tone/filler").exit_code == 0
    assert path.read_text(encoding="utf-8").count("finds you well") == 1
    path.write_bytes(path.read_bytes() + row("Ida", "Sund", "", "Peat", "").encode())
    assert run("check", "campaign.csv", "--number", "4").stderr == "outreach-lint: campaign.csv:19: the draft is empty\n"
    missing = run("check", "campaign.csv", "--number", "9")
    assert (missing.exit_code, missing.stderr) == (2, "outreach-lint: campaign.csv: holds no message 9\n")
    assert "cannot go together" in run("check", "campaign.csv", "--number", "1", "--write-baseline", "known.json").stderr


def test_what_cannot_be_written_is_shown_with_the_options_that_are_needed(run: Run) -> None:
    write("a.html", "<p>Hi Bo, I hope this message finds you well. Which knot held?</p>")
    told = " ".join(run("check", "a.html", "--select", "tone/filler").stdout.split())
    assert "1 can be mended by hand: --diff shows how" in told
    assert (
        "-Hi Bo, I hope this message finds you well. Which knot held?"
        in run("check", "a.html", "--diff", "--select", "tone/filler").stdout
    )


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_columns_that_are_not_read_are_told_once(run: Run, form: str) -> None:
    rows = [
        {"Message": "Hi, which knot held?", "Wer": name, "Betrieb": firm}
        for name, firm in (("Ada Lund", "Peat Ltd"), ("Kai Ito", "Kamome"))
    ]
    cells = [",".join(rows[0]), *(",".join(f'"{cell}"' for cell in row.values()) for row in rows)]
    path = write(f"sheet.{form}", "\n".join(cells if form == "csv" else map(json.dumps, rows)) + "\n")
    for style in ("text", "summary", "json"):
        told = run("check", path.name, "--format", style)
        assert (
            told.stderr.count(f"outreach-lint: {path.name}: 2 columns are not read: Wer, Betrieb. Name them in the setting columns")
            == 1
        )
        assert told.exit_code < 2
    write("outreach-lint.toml", 'columns = { name = "Wer", company = "Betrieb" }\n')
    assert "not read" not in run("check", path.name).stderr
    assert [draft["recipient"] for draft in lines_of(run("check", path.name, "--format", "jsonl"))] == ["Ada Lund", "Kai Ito"]


def test_a_wrong_rule_in_the_settings_is_told_once_with_their_file(run: Run) -> None:
    settings = write("outreach-lint.toml", 'ignore = ["ask/multipel"]\n')
    for name in ("a.txt", "b.txt"):
        write(name, "Hi Bo, which knot held?")
    result = run("check", "a.txt", "b.txt")
    assert (
        result.exit_code == 2
        and result.stderr == f"outreach-lint: {settings.resolve()}: unknown rule 'ask/multipel'; did you mean 'ask/multiple'?\n"
    )
    assert run("check", "a.txt", "--select", "ask/multipel").stderr.startswith("outreach-lint: unknown rule 'ask/multipel'")


def test_one_message_of_a_sheet_is_rewritten(run: Run) -> None:
    path = campaign()
    assert "several messages" in run("rewrite", "campaign.csv").stderr
    assert "holds no message 9" in run("rewrite", "campaign.csv", "--number", "9").stderr
    result = run("rewrite", "campaign.csv", "--number", "1", "--to", MAREN, "--apply", "1")
    assert result.exit_code == 0, result.stderr
    text = path.read_text(encoding="utf-8")
    assert "refer me" not in text and '\nKai,Ito,,Kamome,"Hi Kai,' in text


def test_rows_that_cannot_be_read_are_told_and_the_rest_is_checked(run: Run) -> None:
    write(
        "a.jsonl",
        '{"message": "Hi Bo, which knot held?", "to": "Bo"}\nnonsense\n{"message": "Hi Al, please refer me to a job.", "to": "Al"}\n',
    )
    result = run("check", "a.jsonl", "--format", "jsonl")
    assert result.exit_code == 2 and "a.jsonl:2: not a JSON object" in result.stderr
    assert [json.loads(line)["recipient"] for line in result.stdout.splitlines()] == ["Bo", "Al"]


def test_a_sheet_without_a_known_column_names_those_it_has(run: Run) -> None:
    write("a.csv", "who,words\nBo,Hi Bo which knot held?\n")
    result = run("check", "a.csv")
    assert result.exit_code == 2 and "--body-column names it" in result.stderr
    (draft,) = lines_of(run("check", "a.csv", "--body-column", "words", "--to-column", "who", "--format", "jsonl"))
    assert draft["recipient"] == "Bo"
    write("outreach-lint.toml", 'columns = { body = "words", to = "whom" }\n')
    assert "no column 'whom'; did you mean 'who'?" in run("check", "a.csv").stderr


def test_the_reason_for_a_stage_is_shown(run: Run) -> None:
    write(
        "a.eml",
        "From: s@x.example\nTo: b@x.example\nSubject: Re: knots\nIn-Reply-To: <1@x>\n\nHi Bo, thank you. The bowline held.\n",
    )
    assert "opened (the header In-Reply-To)" in run("check", "a.eml").stdout
    write("b.eml", "From: s@x.example\nTo: b@x.example\nSubject: Re: knots\n\nHi Bo, which knot held?\n")
    (draft,) = json.loads(run("check", "b.eml", "--format", "json").stdout)["drafts"]
    assert draft["stage"] == 0 and "mech/fake-reply" in rules_in(draft) and draft["stage_reason"].startswith("nothing shows")


def test_several_sources_are_shown_as_one_profile(run: Run) -> None:
    write("more.md", "# Maren Holt\n\n## Talks\n- Maps that lie (GeoNord, 2025)\n")
    result = run("profile", MAREN, "more.md")
    assert (
        "[linkedin-roles.pdf:work[0].position]" in result.stdout
        and "Maps that lie  (2025)  [more.md:talks[0].name]" in result.stdout
    )
    again = json.loads(run("profile", MAREN, "more.md", "--format", "json-resume").stdout)
    assert again["basics"]["name"] == "Maren Holt" and again["talks"][0]["name"] == "Maps that lie"


def test_one_of_many_is_named(run: Run) -> None:
    write("cards.vcf", "".join(f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nTITLE:Cook\nEND:VCARD\n" for name in ("Bo Lind", "Ana Berg")))
    result = run("profile", "cards.vcf")
    assert result.exit_code == 2 and "tells of 2 people (Bo Lind, Ana Berg)" in result.stderr
    assert "Ana Berg" in run("profile", "cards.vcf", "--person", "Ana Berg").stdout
    assert "but not of Zoe" in run("profile", "cards.vcf", "--person", "Zoe").stderr


def test_a_thin_profile_is_told(run: Run) -> None:
    write("bo.vcf", "BEGIN:VCARD\nVERSION:3.0\nFN:Bo Lind\nTITLE:Cook\nEND:VCARD\n")
    write("a.txt", "Hi Bo, which knife do you reach for first?\n")
    assert "little more is known than a name and a job" in " ".join(run("check", "a.txt", "--to", "bo.vcf").stdout.split())
    assert "little to build a message on" in run("profile", "bo.vcf").stdout


def test_a_format_is_forced(run: Run) -> None:
    write("odd.dat", "# Maren Holt\nCartographer\n")
    assert "Cartographer" in run("profile", "odd.dat", "--profile-format", "markdown").stdout
    assert "did you mean 'markdown'" in run("profile", "odd.dat", "--profile-format", "markdwn").stderr
    write("odd.txt", "From: s@x.example\nTo: b@x.example\n\nHi Bo, which knot held?\n")
    (draft,) = lines_of(run("check", "odd.txt", "--draft-format", "text", "--format", "jsonl"))
    assert draft["channel"] == "linkedin-message"


@pytest.mark.parametrize("hostile", ["\x1b[31mRed\x1b[0m", "\u202eevil", "a\x00b", "M**** O*****"])
def test_what_a_profile_hides_never_reaches_the_terminal(run: Run, hostile: str) -> None:
    write(
        "p.json",
        json.dumps({"basics": {"name": "Bo Lind", "label": hostile, hostile.replace("*", "+"): "x"}, "talks": [hostile, "Knots"]}),
    )
    out = run("profile", "p.json").output
    assert not any(c in out for c in "\x1b\u202e\x00") and "****" not in out


def test_the_number_is_that_of_the_report(run: Run) -> None:
    mails = [
        f"From - Mon Nov 23 09:00:00 2026\n{head}From: s@x.example\nTo: {to}@y.example\nSubject: Hi\n\nHi {to}, please refer me to a job.\n\n"
        for head, to in (("X-Mozilla-Status: 0008\n", "Ann"), ("", "Bo"), ("", "Cy"))
    ]  # the first was deleted
    write("drafts.mbox", "".join(mails))
    first, _ = lines_of(run("check", "drafts.mbox", "--format", "jsonl"))
    assert first["recipient"] == "Bo@y.example"
    told = run("waive", "drafts.mbox", "ask/multiple", "--number", str(first["number"]))
    assert "names no file for waivers" in told.stderr  # it was found
    assert f"holds no message {first['number'] - 1}" in run("rewrite", "drafts.mbox", "--number", str(first["number"] - 1)).stderr


def test_places_are_those_of_the_file_that_was_written(run: Run) -> None:
    write("p.json", json.dumps({"basics": {"name": "Maximiliane Okello", "label": "Hydrologist"}}))
    write("a.txt", "Hi {first_name}, please refer me to a job")
    result = run("check", "a.txt", "--to", "p.json", "--fix", "--format", "json")
    assert result.exit_code == 1, result.stderr
    text = Path("a.txt").read_text(encoding="utf-8")
    for finding in json.loads(result.stdout)["drafts"][0]["findings"]:
        assert 1 <= finding["column"] <= len(text) + 1
    assert text.startswith("Hi Maximiliane, ")


def test_one_mail_that_cannot_be_written_keeps_no_other_back(run: Run) -> None:
    filler = "I hope this message finds you well. Which knot held?"
    head = "From s@x.example Mon Nov 23 09:00:00 2026\nFrom: s@x.example\nTo: b@y.example\nSubject: Hi\n"
    write("a.mbox", f"{head}Content-Type: text/html\n\n<p>Hi Bo, {filler}</p>\n\n{head}\nHi Bo, {filler}\n")
    result = run("check", "a.mbox", "--fix", "--select", "tone/filler")
    text = Path("a.mbox").read_text(encoding="utf-8")
    assert result.exit_code == 2 and "cannot be mended in place" in result.stderr and text.count("finds you well") == 1
    assert "message 1" in result.stdout and "message 2" in result.stdout


@pytest.mark.parametrize(
    ("kind", "text", "why"),
    [
        ("text/html", "<p>Hi Bo, {}</p>", "it is HTML, stands beside an HTML version, or is signed"),
        ("text/plain; charset=us-ascii", "Hi Bo, {}", "the new text cannot be written in its encoding"),
    ],
)
def test_what_cannot_be_mended_is_reported_all_the_same(run: Run, kind: str, text: str, why: str) -> None:
    write("p.json", json.dumps({"basics": {"name": "Żaneta Łukasik"}}))
    said = text.format("I hope this message finds you well. Can you refer me to your manager?")
    path = write("a.eml", f"From: s@x.example\nTo: b@y.example\nSubject: Hi\nContent-Type: {kind}\n\n{said}\n")
    before = path.read_bytes()
    select = "tone/filler,ask/referral-first-contact,reference/wrong-name"
    result = run("check", "a.eml", "--fix", "--unsafe-fixes", "--select", select, "--to", "p.json")
    assert result.exit_code == 2 and f"cannot be mended in place: {why}" in result.stderr and path.read_bytes() == before
    assert {"tone/filler", "ask/referral-first-contact"} <= {word.strip("()") for word in result.stdout.split()}


def test_a_profile_of_somebody_else_is_told(run: Run) -> None:
    write("layla.json", json.dumps({"basics": {"name": "Layla Aydin"}, "talks": ["Knots"]}))
    write("a.md", "---\nto: Marta Kowal\n---\nHi Marta, which knot held in the storm?\n")
    assert "The draft goes to Marta Kowal, and the profile tells of Layla Aydin." in " ".join(
        run("check", "a.md", "--to", "layla.json").stdout.split()
    )
