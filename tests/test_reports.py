"""The report formats: what their readers demand of them, columns in the units that they count, hostile text, streaming."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import combinations
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from rich.cells import cell_len

from outreach_lint.columns import ColumnUnit, place, places
from outreach_lint.finding import Claim, Edit, Finding, MoveSpan, Report, Rewrite, Severity, Skipped, Versions, apply_edits
from outreach_lint.linter import lint
from outreach_lint.message import Channel, Message, Source, Span
from outreach_lint.moves import Move, RequestKind
from outreach_lint.profile import Profile
from outreach_lint.reports import formats, report_format, skipped_lines, versions_of, worth_telling
from outreach_lint.reports.html import Draft, word_changes
from outreach_lint.reports.json import as_json
from tests.conftest import REQUEST_FIRST, ROOT

SCHEMA = json.loads((ROOT / "docs" / "report.schema.json").read_text(encoding="utf-8"))
VERSIONS = Versions("0.1.0", "1a2b3c4d", "5e6f7a8b")
FAMILY = "👩‍💻"  # three code points, five UTF-16 units, eleven bytes
ODD_BODY = f"Hi {FAMILY} e\u0301va,\r\n\r\n\tna\u0308ive {FAMILY} please refer me\rnow\nBo\r\n"
HOSTILE = "Hi </script><script>alert(1)</script> \u202eAnn\x1b[2J\x00, ::error::%0A, please refer me ]]> {{ 7*7 }} \"' onload=x.\n"
FINDING = Finding(
    "ask/job-request", Severity.ERROR, "This asks for a job.", Span(0, 2), 0.91, "weighed most: “job”", "fact [D: x; y]"
)


def _report(body: str, *findings: Finding, path: str | None = "a.md", **more: Any) -> Report:
    """A report made by hand, so that no model is needed; what is not a part of a report is a part of its message."""
    parts = {key: more.pop(key) for key in tuple(more) if key in Report.__dataclass_fields__}
    defaults = {"channel": Channel.EMAIL, "stage": 0, "recipient": None, "moves": (), "skipped": (), "versions": VERSIONS}
    message = Message(body, path=path, **more)
    return Report(**{**defaults, "docs_url": "https://example.org/rules/", "findings": findings, "message": message, **parts})


def _source(body: str, above: str = "", **more: Any) -> Source:
    """The body in a file, with something before it."""
    return Source(above + body, range(len(above), len(above) + len(body) + 1), **more)


def _marking(body: str, words: str, *edits: Edit, **more: Any) -> Finding:
    start = body.index(words)
    return replace(FINDING, span=Span(start, start + len(words)), **({"edits": edits} | more))


def _written(format_: str, *reports: Report) -> str:
    out = io.StringIO()
    report_format(format_).write(iter(reports), out)
    return out.getvalue()


@pytest.fixture(scope="module")
def linted() -> Report:
    return lint(Message("Hi Ann,\n\nplease refer me for job 12.\n", path="a,b: 5%.md"))


def test_every_module_is_a_format() -> None:
    assert formats() == ["concise", "github", "html", "json", "jsonl", "junit", "rdjson", "sarif", "summary", "text"]


@pytest.mark.parametrize("format_", formats())
def test_no_reports_give_no_text(format_: str) -> None:
    assert _written(format_) == ""


@pytest.mark.parametrize("format_", formats())
def test_a_draft_without_findings_and_without_a_path(format_: str) -> None:
    text = _written(format_, replace(_report("Hi Ann", path=None), versions=None))
    assert bool(text) is (format_ != "concise") and "None" not in text


@pytest.mark.parametrize("format_", sorted(set(formats()) - {"concise", "summary", "text"}))
def test_severity_rule_link_and_versions_are_in_every_format(format_: str) -> None:
    text = _written(format_, _report("Hi Ann", FINDING))
    assert "ask/job-request" in text and "https://example.org/rules/ask/job-request.md" in text and "error" in text.lower()
    assert all(version in text for version in VERSIONS)


def test_versions_are_told_where_all_reports_agree() -> None:
    one, other = _report("Hi"), _report("Hi", versions=Versions("0.1.0", "other", "5e6f7a8b"))
    assert versions_of([one, other]) == {"outreach-lint": "0.1.0", "rules": None, "model": "5e6f7a8b"}
    assert set(versions_of([]).values()) == {None}


# --- columns


@pytest.mark.parametrize(
    ("words", "line", "columns"),
    [
        ("e\u0301va", 1, (8, 10, 16)),  # code points, UTF-16 units, bytes of UTF-8, all 1-based
        ("please refer me", 3, (13, 15, 22)),
        ("now", 4, (1, 1, 1)),
        ("Bo", 5, (1, 1, 1)),
        ("\r\n\r\n", 1, (13, 15, 22)),
    ],
)
def test_columns_in_every_unit(words: str, line: int, columns: tuple[int, ...]) -> None:
    message, offset = Message(ODD_BODY), ODD_BODY.index(words)
    assert [place(message, offset, unit) for unit in ColumnUnit] == [(line, column) for column in columns]


def test_the_end_of_a_span_is_after_its_last_character() -> None:
    message = Message(ODD_BODY, source=_source(ODD_BODY, line=7))
    assert places(message, Span(0, 6), ColumnUnit.UTF8) == ((7, 1), (7, 3 + 11 + 1))
    assert places(message, Span(0, ODD_BODY.index("\r\n") + 2))[1] == (8, 1)
    assert place(Message("\ud800x"), 1, ColumnUnit.UTF8) == (1, 4) and place(Message(""), 0) == (1, 1)


def test_columns_of_the_formats() -> None:
    report = _report(ODD_BODY, _marking(ODD_BODY, "please refer me", Edit(Span(20, 26), "")), source=_source(ODD_BODY, "---\n" * 3))
    start, end = ODD_BODY.index("please"), ODD_BODY.index("\rnow")
    assert _written("concise", report).startswith("a.md:6:13: error ")
    assert "line=6,col=13,endLine=6,endColumn=28," in _written("github", report)
    assert (
        json.loads(_written("json", report))["drafts"][0]["findings"][0].items()
        >= {"line": 6, "column": 13, "start": start}.items()
    )
    range_ = json.loads(_written("rdjson", report))["diagnostics"][0]["location"]["range"]
    assert range_ == {"start": {"line": 6, "column": 22}, "end": {"line": 6, "column": 37}}
    region = _sarif(report)["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region.pop("snippet") == {"text": "please refer me"}
    assert region == {
        "startLine": 6, "startColumn": 13, "endLine": 6, "endColumn": 28, "charOffset": 12 + start, "charLength": end - start
    }  # fmt: skip
    case = _xml(report).find(".//testcase")
    assert case.attrib["line"] == "6" and "a.md:6:13: error" in case.findtext("failure")
    assert "line 6, column 13" in _written("html", report) and "a.md:6:13\n" in _written("text", report)


# --- golden outputs


def test_concise(linted: Report) -> None:
    found = tuple(
        replace(f, message="Two\nlines.") for f in linted.findings if f.rule in ("ask/referral-first-contact", "reference/missing")
    )
    chosen = replace(linted, versions=VERSIONS, findings=found)
    assert _written("concise", chosen, replace(chosen, findings=())) == (
        "a,b: 5%.md:3:1: error ask/referral-first-contact Two lines. [docs/rules/ask/referral-first-contact.md]\n"
        "a,b: 5%.md:3:1: error reference/missing Two lines. [docs/rules/reference/missing.md]\n"
        "# outreach-lint 0.1.0 (rules 1a2b3c4d, model 5e6f7a8b)\n"
    )


def test_github(linted: Report) -> None:
    chosen = replace(
        linted, versions=VERSIONS, findings=tuple(f for f in linted.findings if f.rule == "ask/referral-first-contact")
    )
    two_lines = replace(chosen.findings[0], severity=Severity.INFO, message="100% sure,\nof: two lines", span=Span(3, 20))
    assert _written("github", chosen, replace(chosen, findings=(two_lines,))) == (
        "::debug::outreach-lint 0.1.0 (rules 1a2b3c4d, model 5e6f7a8b)\n"
        "::error file=a%2Cb%3A 5%25.md,line=3,col=1,endLine=3,endColumn=28,title=ask/referral-first-contact::A referral stakes their name on"
        " you, and they have not met you yet. Ask about their team first.%0Adocs/rules/ask/referral-first-contact.md\n"
        "::notice file=a%2Cb%3A 5%25.md,line=1,endLine=3,title=ask/referral-first-contact::100%25 sure, of: two lines"
        "%0Adocs/rules/ask/referral-first-contact.md\n"
    )


# --- JSON


def test_json_and_its_lines_follow_the_schema(linted: Report, dana: Profile) -> None:
    more = lint(Message(REQUEST_FIRST), recipient=dana)
    known = replace(more, findings=more.findings[1:], waived=more.findings[:1] * 2, known=3)
    whole = json.loads(_written("json", linted, known))
    jsonschema.validate(whole, SCHEMA)
    lines = [json.loads(line) for line in _written("jsonl", linted, known).splitlines()]
    for line, draft in zip(lines, whole["drafts"], strict=True):
        jsonschema.validate(line, {"$ref": "#/$defs/line", "$defs": SCHEMA["$defs"]})
        assert line == {"version": 1, "versions": whole["versions"], **draft}
    assert whole["versions"]["rules"] == linted.versions.rules
    assert (lines[1]["waived"], lines[1]["known"]) == ([more.findings[0].rule], 3)
    assert all(finding["link"] == f"docs/rules/{finding['rule']}.md" for finding in lines[0]["findings"])


def test_the_schema_is_strict() -> None:
    assert all(part["additionalProperties"] is False for part in _objects(SCHEMA))
    draft, line = SCHEMA["$defs"]["draft"], SCHEMA["$defs"]["line"]
    assert set(line["properties"]) - set(draft["properties"]) == {"version", "versions"} and set(line["required"]) == set(
        line["properties"]
    )


def _objects(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        if part.get("type") == "object":
            yield part
        for value in part.values():
            yield from _objects(value)
    if isinstance(part, list):
        for value in part:
            yield from _objects(value)


def test_what_is_written_as_json_is_read_back() -> None:
    text = "é 👩‍💻 \u202e\u2028\u2029\x85\x1b\x7f\ufeff\ud800 </script>"
    assert json.loads(as_json([text])) == [text] and len(as_json([text]).splitlines()) == 1
    assert "é 👩‍💻" in as_json([text]) and not set("\u202e\x85\x1b\x7f\ud800") & set(as_json([text]))


@pytest.mark.parametrize("format_", ["jsonl", "concise", "github", "summary", "text"])
def test_a_report_is_written_before_the_next_is_made(format_: str) -> None:
    out, seen = io.StringIO(), []

    def reports() -> Iterator[Report]:
        for name in ("one.md", "two.md", "three.md"):
            yield _report("Hi Ann", FINDING, path=name)
            seen.append(name in out.getvalue())

    report_format(format_).write(reports(), out)
    assert seen == [True] * 3


# --- SARIF, rdjson, JUnit


def _sarif(*reports: Report) -> dict[str, Any]:
    log = json.loads(_written("sarif", *reports))
    jsonschema.Draft4Validator(_schema("sarif-schema-2.1.0.json")).validate(log)
    (run,) = log["runs"]
    return run


def _schema(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((ROOT / "tests" / "schemas" / name).read_text(encoding="utf-8"))
    return schema


def test_sarif_tells_of_rules_and_versions(linted: Report) -> None:
    run = _sarif(linted, _report("Hi Ann", FINDING, replace(FINDING, rule="local/mine", severity=Severity.INFO), path="/x/é b.md"))
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["semanticVersion"], run["columnKind"]) == ("outreach-lint", "0.1.0", "unicodeCodePoints")
    assert [rule["id"] for rule in driver["rules"]] == sorted({result["ruleId"] for result in run["results"]})
    assert all(driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    rules = {rule["id"]: rule for rule in driver["rules"]}
    job, mine = rules["ask/job-request"], rules["local/mine"]
    assert job["shortDescription"]["text"] == "A stranger is asked for a job." and job["defaultConfiguration"]["level"] == "error"
    assert "Instead:" in job["help"]["text"] and job["help"]["markdown"].startswith("# ask/job-request")
    assert job["properties"]["evidence"][0].keys() == {"grade", "fact", "source"}
    assert job["helpUri"] == "https://example.org/rules/ask/job-request.md" and mine["defaultConfiguration"]["level"] == "note"
    assert [artifact["location"]["uri"] for artifact in run["artifacts"]] == ["a%2Cb%3A%205%25.md", "file:///x/%C3%A9%20b.md"]
    assert "informationUri" not in driver and "helpUri" not in rules["reference/missing"]  # their links are relative


def test_sarif_results_rank_and_fix() -> None:
    body = "Hi Ann,\n\nGreat  job!\n"
    edit = Edit(Span(9, 14), "Big")
    run = _sarif(
        _report(
            body,
            _marking(body, "Great  job", edit, is_safe=True),
            _marking(body, "Ann", score=None),
            source=_source(body, "-" * 29 + "\n"),
        )
    )
    first, second = run["results"]
    assert (first["level"], first["rank"], "rank" in second, "fixes" in second) == ("error", 91.0, False, False)
    assert first["properties"] == {"score": 0.91, "reason": FINDING.reason, "link": "https://example.org/rules/ask/job-request.md"}
    (change,) = first["fixes"][0]["artifactChanges"]
    (replacement,) = change["replacements"]
    assert (
        replacement["deletedRegion"].items()
        >= {"startLine": 4, "startColumn": 1, "endColumn": 6, "charOffset": 39, "charLength": 5}.items()
    )
    assert replacement["insertedContent"] == {"text": "Big"} and first["fixes"][0]["properties"]["safe"]


def test_sarif_has_neither_fix_nor_offset_for_a_text_that_was_decoded() -> None:
    (result,) = _sarif(
        _report("Hi Ann", replace(FINDING, edits=(Edit(Span(0, 2), "Dear"),)), source=_source("Hi Ann", encode=None))
    )["results"]
    assert "fixes" not in result and "charOffset" not in result["locations"][0]["physicalLocation"]["region"]


def test_sarif_fingerprints_outlive_edits_elsewhere() -> None:
    one, two = "please refer me to Ann", "Hi!\r\n\r\nPlease refer\r\nme to Bo"
    prints = [
        _sarif(_report(body, _marking(body, words)))["results"][0]["partialFingerprints"]
        for body, words in ((one, "please refer me"), (two, "Please refer\r\nme"), (one, "to Ann"))
    ]
    assert prints[0] == prints[1] != prints[2]


def test_sarif_names_the_rules_that_could_not_run_once() -> None:
    skipped = (Skipped("reference/wrong-name", "no profile"), Skipped("mech/subject", "not for x-dm", is_up_to_user=False))
    (note,) = _sarif(_report("Hi", skipped=skipped), _report("Ho", skipped=skipped))["invocations"][0]["toolExecutionNotifications"]
    assert note["associatedRule"] == {"id": "reference/wrong-name"} and note["message"]["text"] == "Not checked: no profile"


def _rdjson(*reports: Report) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(_written("rdjson", *reports))
    jsonschema.Draft4Validator(_schema("rdjson-DiagnosticResult.json")).validate(result)
    return result


def test_rdjson_suggests_all_edits_of_a_finding_at_once(linted: Report) -> None:
    body = f"{FAMILY} one two three"
    edits = Edit(Span(12, 17), "3"), Edit(Span(4, 7), "1")
    result = _rdjson(_report(body, _marking(body, "two", *edits)), linted)
    (suggestion,) = result["diagnostics"][0]["suggestions"]
    assert suggestion == {"range": {"start": {"line": 1, "column": 13}, "end": {"line": 1, "column": 26}}, "text": "1 two 3"}
    assert apply_edits(body, edits) == f"{FAMILY} 1 two 3"
    assert result["diagnostics"][0]["severity"] == "ERROR" and set(result) == {"source", "diagnostics"}
    assert (
        "suggestions"
        not in _rdjson(_report(body, _marking(body, "two", *edits), source=_source(body, encode=None)))["diagnostics"][0]
    )


def _xml(*reports: Report) -> ElementTree.Element:
    return ElementTree.fromstring(_written("junit", *reports).encode("utf-8"))


def test_junit_has_a_suite_for_each_draft() -> None:
    skipped = (Skipped("reference/wrong-name", "no profile"), Skipped("mech/subject", "not for x-dm", is_up_to_user=False))
    root = _xml(_report("Hi Ann", FINDING, replace(FINDING, severity=Severity.INFO), skipped=skipped), _report("Hi Bo", path="-"))
    bad, good = root.findall("testsuite")
    assert root.attrib == {"name": "outreach-lint", "tests": "4", "failures": "1", "errors": "0", "skipped": "1"}
    assert (bad.get("name"), bad.get("tests"), bad.get("failures")) == ("a.md", "3", "1")
    assert [failure.get("type") for failure in bad.iter("failure")] == ["error"]
    assert [case.get("name") for case in bad.findall("testcase")][:2] == ["ask/job-request", "ask/job-request (2)"]
    assert (bad.findtext(".//system-out") or "").startswith("a.md:1:1: info ask/job-request\n")
    assert "https://example.org/rules/ask/job-request.md" in (bad.findtext(".//failure") or "")
    assert [case.get("name") for case in bad.findall("testcase[skipped]")] == ["reference/wrong-name"]
    assert (good.get("name"), len(good.findall("testcase")), good.get("failures")) == ("<stdin>", 1, "0")
    assert {p.get("name"): p.get("value") for p in good.iter("property")}["rules"] == "1a2b3c4d"


@pytest.mark.parametrize(("fail_on", "failing"), [("never", 0), ("error", 1), ("warning", 2), ("info", 3)])
def test_what_fails_in_junit_is_what_makes_the_check_fail(fail_on: str, failing: int) -> None:
    findings = (FINDING, replace(FINDING, severity=Severity.WARNING), replace(FINDING, severity=Severity.INFO))
    root = _xml(_report("Hi Ann", *findings, fail_on=fail_on))
    assert (root.get("failures"), len(list(root.iter("failure")))) == (str(failing), failing)


def test_a_summary_has_a_line_for_each_draft() -> None:
    warned = replace(FINDING, rule="ask/pitch", severity=Severity.WARNING)
    many = [replace(FINDING, rule=f"ask/rule-{number}") for number in range(5)]
    text = _written(
        "summary",
        _report("Hi", FINDING, warned, FINDING, path="a.csv", number=1, recipient="Ann Other"),
        _report("Hi", *many),
        _report("Hi", path="-"),
    )
    assert text.splitlines() == [
        "a.csv, message 1 · to Ann Other · 2 errors, 1 warning: ask/job-request",
        "a.md · 5 errors: ask/rule-0, ask/rule-1, ask/rule-2 and 2 more",
        "<stdin> · nothing to improve",
        "3 drafts: 7 errors, 1 warning",
    ]
    assert _written("summary", _report("Hi")) == "a.md · nothing to improve\n"


# --- hostile text


def _hostile() -> Report:
    finding = _marking(
        HOSTILE, "refer me ]]>", message=HOSTILE, reason=HOSTILE, evidence=HOSTILE, edits=(Edit(Span(0, 3), HOSTILE),)
    )
    move = MoveSpan(Move.REQUEST, RequestKind.REFERRAL, Span(10, 60), 0.9)
    rewrite = Rewrite(HOSTILE, "x" + HOSTILE, (), (Claim(HOSTILE, HOSTILE),), HOSTILE)
    report = _report(
        HOSTILE, finding, path=f"<a>{HOSTILE[:-1]}\r\n.md", subject=HOSTILE, moves=(move,), recipient=HOSTILE, hint=HOSTILE
    )
    return replace(
        report, propose=lambda: (rewrite,), skipped=(Skipped("reference/<b>", HOSTILE),), docs_url="javascript:alert(1)//"
    )


@pytest.mark.parametrize("format_", formats())
def test_characters_that_act_on_the_reader_are_not_written(format_: str) -> None:
    text = _written(format_, _hostile())
    assert not set(text) & set("\u202e\x1b\x00\r")
    text.encode("utf-8")


def test_github_commands_cannot_be_forged() -> None:
    lines = _written("github", _hostile()).splitlines()
    assert len(lines) == 2 and [line for line in lines if line.startswith("::")] == lines
    assert "%25250A" not in lines[1] and "::error::%250A" in lines[1] and lines[1].count("\n") == 0


def test_junit_stays_xml() -> None:
    root = _xml(replace(_hostile(), message=replace(_hostile().message, path="\ufffe\uffff\x0b")))
    assert "]]>" in (root.findtext(".//failure") or "") and root.find("testsuite").attrib["name"] == "\ufffd\ufffd "


# --- the page


class _Page(HTMLParser):
    """The elements of a page with their attributes, and the text in each of some classes, tips and numbers left out."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self._open: list[tuple[str, str]] = []
        self.texts: dict[str, str] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {key: value or "" for key, value in attrs}
        self.elements.append((tag, attributes))
        if tag not in ("meta", "input"):
            self._open.append((tag, attributes.get("class", "")))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        names = {name for _, classes in self._open for name in classes.split()} | {tag for tag, _ in self._open}
        if not names & {"tip", "sup"}:
            for name in names:
                self.texts[name] = self.texts.get(name, "") + data

    def all(self, tag: str, key: str) -> list[str]:
        return [attributes[key] for name, attributes in self.elements if name == tag and key in attributes]


def test_the_page_is_inert() -> None:
    text = _written("html", _hostile(), _report("Hi Ann", FINDING))
    page = _Page(text)
    assert not {"script", "img", "iframe", "link", "object", "form", "base"} & {tag for tag, _ in page.elements}
    assert not [
        key for _, attributes in page.elements for key in attributes if key.startswith("on") or key in ("style", "src", "action")
    ]
    assert all(re.match(r"#|https://example\.org/", target) for target in page.all("a", "href"))
    (policy,) = [a["content"] for _, a in page.elements if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-") and "unsafe" not in policy
    assert "url(" not in text and "@import" not in text


def test_the_page_names_what_cannot_be_seen() -> None:
    page = _Page(_written("html", _hostile()))
    assert "right-to-left override" in page.all("span", "title")
    assert page.texts["letter"] == HOSTILE.replace("\u202e", "U+202E").replace("\x1b", "U+001B").replace("\0", "U+0000")


def test_the_style_has_the_hash_that_the_policy_names() -> None:
    import base64
    import hashlib

    text = _written("html", _report("Hi Ann", moves=(MoveSpan(Move.GREETING, None, Span(0, 6), 1.0),)))
    style = text[text.index("<style>") + 7 : text.index("</style>")]
    assert base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() in text and "--greeting" in style


def test_ids_are_unique_and_every_inner_link_leads_somewhere(linted: Report) -> None:
    page = _Page(_written("html", linted, linted))
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids)) and {link[1:] for link in page.all("a", "href") if link[0] == "#"} <= set(ids)


def test_overlapping_spans_keep_the_text_and_show_every_finding() -> None:
    body = "Hi Ann,\r\n\r\none two three four.\r\n"
    spans = (Span(9, 20), Span(11, 24), Span(15, 18), Span(8, 12), Span(0, 0))  # crossing, within, in a line's end, on nothing
    findings = [replace(FINDING, span=span, message=f"said of {number}") for number, span in enumerate(spans)]
    moves = MoveSpan(Move.GREETING, None, Span(0, 7), 1.0), MoveSpan(Move.OTHER, None, Span(11, 30), 0.5)
    report = _report(body, *findings, moves=moves)
    pieces = list(Draft(1, report).pieces)
    assert "".join(piece.text for piece in pieces) == body
    assert [(piece.text, "".join(card.finding.message[-1] for card in piece.cards)) for piece in pieces if piece.cards] == [
        ("\r\n", "3"), ("\r\n", "30"), ("o", "301"), ("ne ", "01"), ("two", "012"), (" t", "01"), ("hree", "1")
    ]  # fmt: skip
    text = _written("html", report)
    assert _Page(text).texts["letter"] == body.replace("\r\n", "\n")
    assert sorted(re.findall(r"<sup[^>]*>(\d)</sup>", text)) == ["2", "3", "4", "5"]  # the first is on no words


def test_two_moves_of_a_sentence_are_both_shown() -> None:
    moves = [MoveSpan(move, kind, Span(0, 8), 0.7) for move, kind in ((Move.REQUEST, RequestKind.JOB), (Move.THANKS, None))]
    text = _written("html", _report("Give me!", moves=tuple(moves)))
    assert 'class="piece first-request second-thanks" title="request (job) 0.70, thanks 0.70"' in text
    assert 'id="show-thanks" checked' in text and "#show-thanks:not(:checked)" in text


def test_the_page_shows_rewrites_with_their_facts(dana: Profile) -> None:
    report = lint(Message(REQUEST_FIRST), recipient=dana)
    page = _Page(_written("html", report))
    assert len(report.rewrites) >= 3 and page.texts["summary"].count(report.rewrites[1].title) == 1
    assert all(
        claim.text in page.texts["table"] and claim.source in page.texts["table"] for r in report.rewrites for claim in r.facts
    )
    assert "Can you help me land one" in page.texts["del"] and page.texts["ins"]
    assert page.texts["parked"].count("Can you help me land one") == 1


def test_findings_stand_beside_the_text_with_what_is_known(linted: Report) -> None:
    page = _Page(
        _written("html", replace(linted, known=2, waived=linted.findings[:1], message=replace(linted.message, subject="A job")))
    )
    for finding in linted.findings:
        assert finding.message in page.texts["finding"] and finding.evidence in page.texts["finding"]
        assert f"outreach-lint explain {finding.rule}" in page.texts["finding"]
    told = page.texts["remark"]
    assert "2 findings of the baseline not shown" in told and "Waived: " in told and "(--to)" in told
    assert "linkedin-message" in page.texts["dl"] and "0, first contact" in page.texts["dl"] and "A job" in page.texts["dl"]
    assert linted.versions.rules in page.texts["footer"]


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ("One two. Three.", "One two. Three.", [("same", "One two. Three.")]),
        ("I map the old rivers.", "I map the dry rivers.", [("same", "I map the "), ("gone", "old"), ("new", "dry"), ("same", " rivers.")]),
        ("Keep this. Give me a job. Bye.", "Keep this. Bye.", [("same", "Keep this. "), ("gone", "Give me a job. "), ("same", "Bye.")]),
        ("a b", "", [("gone", "a b")]),
    ],
)  # fmt: skip
def test_differences_word_by_word(before: str, after: str, changes: list[tuple[str, str]]) -> None:
    assert word_changes(before, after) == changes


@pytest.mark.parametrize("text", ["? " * 15_000, "a b c d. e f! " * 2_000, " " * 30_000 + "x", "x." * 15_000])
def test_differences_of_odd_texts_take_bounded_time(text: str) -> None:
    changes = word_changes(text, text[::-1])
    assert "".join(part for kind, part in changes if kind != "new") == text
    assert "".join(part for kind, part in changes if kind != "gone") == text[::-1]


def _colours(scheme: str) -> dict[str, str]:
    style = (ROOT / "outreach_lint" / "reports" / "html.css").read_text(encoding="utf-8")
    light, dark = style[: style.index("* {")].split("@media (prefers-color-scheme: dark)")
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6})\b", light if scheme == "light" else dark))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_have_the_contrast_that_readers_need(scheme: str) -> None:
    colours = _colours(scheme)
    assert {move for move in Move if move is not Move.OTHER} <= colours.keys()
    inks = ("ink", "quiet", "error", "warning", "info")
    papers = colours.keys() - {*inks, "line", "link", "good"}
    for ink, paper in [(ink, paper) for ink in inks for paper in papers] + [("link", "page"), ("link", "sheet"), ("good", "page")]:
        assert _contrast(colours[ink], colours[paper]) >= 4.5, f"{ink} on {paper}"  # WCAG 2 AA


def _contrast(one: str, other: str) -> float:
    dark, light = sorted(map(_luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_moves_have_tints_that_differ() -> None:
    for scheme in ("light", "dark"):
        tints = [_colours(scheme)[move] for move in Move if move is not Move.OTHER]
        assert all(a != b for a, b in combinations(tints, 2))


# --- the terminal


def _text(*reports: Report, width: int = 80, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("COLUMNS", str(width))
    return _written("text", *reports)


def test_what_nobody_can_act_on_is_not_told() -> None:
    reasons = {"no profile": True, "not for email": False, "not looked for at stage 2 of a conversation": False}
    skipped = tuple(Skipped(f"a/{number}", reason, is_up) for reason, is_up in reasons.items() for number in range(5))
    assert list(skipped_lines(worth_telling(skipped))) == ["Not checked, no profile: a/0, a/1, a/2 and 2 more"]


def test_the_score_is_shown_where_the_classifier_is_unsure(monkeypatch: pytest.MonkeyPatch) -> None:
    unsure = replace(FINDING, score=0.71, reason="compared with the profile", rule="ask/other")
    text = _text(_report("Hi Ann", FINDING, unsure), monkeypatch=monkeypatch)
    assert "weighed most" not in text and "0.91" not in text
    assert "ask/other  score 0.71\n" in text and "compared with the profile" in text


@pytest.mark.parametrize(
    ("safe", "unsafe", "said"),
    [
        (2, 1, "2 can be mended with --fix, 1 more with --unsafe-fixes"),
        (1, 0, "1 can be mended with --fix"),
        (0, 3, "3 can be mended with --fix --unsafe-fixes"),
    ],
)
def test_how_to_mend(safe: int, unsafe: int, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    mendable = replace(FINDING, edits=(Edit(Span(0, 2), "Dear"),))
    findings = [replace(mendable, is_safe=True)] * safe + [mendable] * unsafe
    assert f"\n{said}\n" in _text(_report("Hi Ann", *findings), monkeypatch=monkeypatch)
    assert "with --fix" not in _text(_report("Hi Ann", *findings, source=_source("Hi Ann", encode=None)), monkeypatch=monkeypatch)


def test_what_holds_for_all_drafts_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    bad = _report(
        "Hi Ann",
        replace(FINDING, severity=Severity.INFO, rule="a/b"),
        FINDING,
        skipped=(Skipped("a/c", "no profile"),),
        hint="Hint.",
    )
    text = _text(bad, replace(bad, known=1, waived=(FINDING,)), _report("Hi Bo", path="c.md"), monkeypatch=monkeypatch)
    assert text.endswith(
        "3 drafts: 2 errors, 2 thoughts\nWhy: outreach-lint explain ask/job-request, or\n"
        "https://example.org/rules/ask/job-request.md\nNot checked, no profile: a/c\nHint.\n"
        "outreach-lint 0.1.0 (rules 1a2b3c4d, model 5e6f7a8b)\n"
    )
    assert "1 finding of the baseline not shown\nWaived: ask/job-request\n" in text and text.count("Hint.") == 1
    assert "drafts:" not in _text(bad, monkeypatch=monkeypatch)


@pytest.mark.parametrize("width", [40, 60, 80, 100, 200])
def test_rows_fit_the_terminal(width: int, monkeypatch: pytest.MonkeyPatch, dana: Profile) -> None:
    text = _text(lint(Message(REQUEST_FIRST), recipient=dana), width=width, monkeypatch=monkeypatch)
    assert max(map(cell_len, text.splitlines())) <= min(max(width, 60), 100)
    assert not [line for line in text.splitlines() if re.search(r"[a-z]-$", line)]  # names of rules and options are not cut


def test_wide_characters_are_underlined_to_their_width(monkeypatch: pytest.MonkeyPatch) -> None:
    body = f"{'日本語 ' * 9}please 仕事 now, {'x' * 70}\r\nBo"
    text = _text(_report(body, _marking(body, "仕事 now")), width=60, monkeypatch=monkeypatch)
    rows = text.splitlines()
    row = next(i for i, line in enumerate(rows) if "仕事" in line)
    before = rows[row].index("仕事")
    assert rows[row + 1].index("^") == before + sum(c in "日本語" for c in rows[row][:before]) and rows[row + 1].count("^") == 8
    assert max(cell_len(line) for line in rows) <= 60


def test_of_a_long_span_the_beginning_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    body = "日本語 " * 200
    rows = _text(_report(body, replace(FINDING, span=Span(0, 700))), width=60, monkeypatch=monkeypatch).splitlines()
    assert rows[3].endswith("日本語 ...") and cell_len(rows[3]) <= 60 and rows[4].count("^") == cell_len(rows[3]) - len("  │  ...")
