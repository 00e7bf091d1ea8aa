"""The command line as a person meets it: real processes, real files."""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from outreach_lint.manual.rules import page_of, wrapped
from outreach_lint.ruleset import all_rules
from tests.conftest import DANA, REQUEST_FIRST, ROOT

SCHEMA = json.loads((ROOT / "docs" / "report.schema.json").read_text(encoding="utf-8"))


def _run(*arguments: str, stdin: str = "", cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "outreach_lint", *arguments]
    # Away from the project's own folder, so that its settings do not count; the package is installed.
    environment = {**os.environ, "COLUMNS": "90", **env}
    return subprocess.run(command, input=stdin, capture_output=True, text=True, encoding="utf-8", cwd=cwd, env=environment)


@pytest.fixture
def profile_path(tmp_path: Path) -> str:
    path = tmp_path / "dana.json"
    path.write_text(json.dumps(DANA), encoding="utf-8")
    return str(path)


def test_the_main_job_without_a_profile(tmp_path: Path) -> None:
    done = _run("check", "-", "--channel", "linkedin-message", "--format", "json", stdin=REQUEST_FIRST, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    report = json.loads(done.stdout)
    jsonschema.validate(report, SCHEMA)
    (draft,) = report["drafts"]
    marked = {f["rule"]: REQUEST_FIRST[f["start"] : f["end"]] for f in draft["findings"]}
    assert marked["ask/opens-with-request"] == "Can you help me land one at your company?"
    assert marked["ask/job-request"] in ("Can you help me land one at your company?", "My resume is attached.")
    assert marked["reference/missing"].startswith("I am looking") and marked["reference/missing"].endswith("attached.")
    assert {"reference/wrong-name", "reference/contradicts-profile"} <= {s["rule"] for s in draft["skipped"]}


def test_json_holds_rewrites_with_their_facts(tmp_path: Path, profile_path: str) -> None:
    done = _run("check", "-", "--to", profile_path, "--format", "json", stdin=REQUEST_FIRST, cwd=tmp_path)
    report = json.loads(done.stdout)
    jsonschema.validate(report, SCHEMA)
    (draft,) = report["drafts"]
    assert draft["recipient"] == "Dana Whitlock" and len(draft["rewrites"]) >= 3
    assert all(rewrite["facts"] and rewrite["parked"] for rewrite in draft["rewrites"])


def test_text_marks_the_words(tmp_path: Path) -> None:
    done = _run("check", "-", stdin="Hi Ann,\n\nplease refer me for job 12.\n", cwd=tmp_path)
    lines = done.stdout.splitlines()
    row = next(i for i, line in enumerate(lines) if "please refer me for job 12." in line)
    start = lines[row].index("please")
    assert lines[row + 1][start:].strip() == "^" * len("please refer me for job 12.")
    assert done.returncode == 1 and "\x1b" not in done.stdout and not [line for line in lines if line != line.rstrip()]


def test_colour_is_for_terminals_only(tmp_path: Path) -> None:
    assert "\x1b[" in _run("check", "-", stdin=REQUEST_FIRST, cwd=tmp_path, FORCE_COLOR="1").stdout
    assert "\x1b[" not in _run("check", "-", stdin=REQUEST_FIRST, cwd=tmp_path, NO_COLOR="1").stdout


def test_rewrite_shows_differences_sources_and_what_is_parked(tmp_path: Path, profile_path: str) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(REQUEST_FIRST, encoding="utf-8")
    done = _run("rewrite", str(draft), "--to", profile_path)
    assert done.returncode == 0
    for part in ("1. Small edits", "  - Can you help me land one", "stands in work[", "For later, once they have answered:"):
        assert part in done.stdout
    assert draft.read_text(encoding="utf-8") == REQUEST_FIRST


def test_front_matter_names_channel_and_profile(tmp_path: Path, profile_path: str) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(
        f"---\nchannel: linkedin-note\nprofile: {Path(profile_path).name}\n---\nHi Dona, how did you start in maps?\n",
        encoding="utf-8",
    )
    done = _run("check", str(draft))
    assert "linkedin-note · first contact · to Dana Whitlock" in done.stdout
    assert "draft.md:5:4" in done.stdout and "reference/wrong-name" in done.stdout and done.returncode == 1


@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 1), ("never", 0)])
def test_exit_code_follows_fail_on(tmp_path: Path, fail_on: str, code: int) -> None:
    text = (
        "Hi Ann,\n\nyour piece on glue made me laugh twice, and I kept the drawing of the horse. Could we have a call on Friday?\n"
    )
    assert _run("check", "-", "--channel", "email", "--fail-on", fail_on, stdin=text, cwd=tmp_path).returncode == code


def test_settings_of_the_drafts_folder_hold(tmp_path: Path) -> None:
    (tmp_path / "outreach-lint.toml").write_text('select = ["mech"]\n')
    (tmp_path / "a.txt").write_text(REQUEST_FIRST)
    assert _run("check", str(tmp_path / "a.txt")).returncode == 0
    assert _run("check", str(tmp_path / "a.txt"), "--select", "ask").returncode == 1


def test_the_draft_wins_over_the_settings(tmp_path: Path) -> None:
    (tmp_path / "outreach-lint.toml").write_text('channel = "email"\n')
    (tmp_path / "a.md").write_text("---\nchannel: linkedin-note\n---\nHi Ann, how did you start?\n")
    assert "· linkedin-note ·" in _run("check", str(tmp_path / "a.md")).stdout
    assert "· x-dm ·" in _run("check", str(tmp_path / "a.md"), "--channel", "x-dm").stdout


def test_a_group_can_be_waived_and_an_unknown_rule_cannot(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nignore: [ask, give, talk, reference]\n---\nHi Ann, please refer me.\n")
    assert _run("check", str(tmp_path / "a.md")).returncode == 0
    (tmp_path / "b.md").write_text("---\nignore: ask/typo\n---\nHi Ann, please refer me.\n")
    _assert_refused(_run("check", str(tmp_path / "b.md")), "unknown rule 'ask/typo'")


def test_a_proposal_can_be_picked(tmp_path: Path, profile_path: str) -> None:
    done = _run("rewrite", "-", "--to", profile_path, "--pick", "2", stdin=REQUEST_FIRST, cwd=tmp_path)
    assert done.stdout.startswith("Hi Dana,\n\n") and done.stdout.endswith("Thanks,\nSam\n")
    assert _run("rewrite", "-", "--pick", "9", stdin=REQUEST_FIRST, cwd=tmp_path).returncode == 2


def test_a_terminal_that_cannot_write_a_character_gets_another(tmp_path: Path) -> None:
    done = _run("check", "-", stdin="Hi Ann 👋, give me a job.\n", cwd=tmp_path, PYTHONIOENCODING="ascii")
    assert done.returncode == 1 and "Traceback" not in done.stderr


def test_a_waiver_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("<!-- outreach-lint: ignore ask/referral-first-contact -->\nHi Ann, please refer me.\n")
    done = _run("check", str(tmp_path / "a.md"), "--select", "ask/referral-first-contact")
    assert done.returncode == 0 and "Waived: ask/referral" in done.stdout


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (None, None, "none.txt: no such file"),
        ("a.txt", b"", "a.txt: the draft is empty"),
        ("a.txt", b"\x00\x01\x02", "a.txt: this is a binary file, not text"),
        ("a.txt", b"ok\ncaf\xe9 noir", "a.txt:2: not encoded in UTF-8"),
        (
            "a.pdf",
            b"%PDF-1.7\n...",
            "a.pdf: this is a PDF, and a draft is text: save it as text, or copy it; a profile is named with --to",
        ),
        ("a.docx", b"PK\x03\x04...", "a.docx: this is a ZIP archive, or a document of an office program, and a draft is text"),
        ("", None, "no draft in this folder"),
    ],
)
def test_a_draft_that_cannot_be_read(tmp_path: Path, name: str | None, content: bytes | None, message: str) -> None:
    path = tmp_path / (name if name is not None else "none.txt")
    if content is not None:
        path.write_bytes(content)
    _assert_refused(_run("check", str(path)), message)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("p.json", b'{"basics": {"name": "Ann",}}', "p.json:1:27: not valid JSON"),
        ("p.json", b'{"colour": 1}', "p.json: not a profile"),
        ("p.txt", b"words", "p.txt: not a profile in a known format"),
    ],
)
def test_a_profile_that_is_none(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    _assert_refused(_run("check", "-", "--to", str(path), stdin=REQUEST_FIRST), message)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "-", "--channel", "linkedin"], "did you mean 'linkedin-note'"),
        (["check", "-", "--select", "ask/job"], "did you mean 'ask/job-request'"),
        (["check", "-", "--format", "sariv"], "did you mean 'sarif'"),
        (["check", "-", "--stage", "9"], "0<=x<=4"),
        (
            ["check", "-", "--to", "Ingrid"],
            "Ingrid: no such file; a profile is a file, and whom a draft goes to is said in the draft",
        ),
        (["explain", "ask/job"], "did you mean 'ask/job-request'"),
        (["frobnicate"], "No such command"),
    ],
)
def test_bad_usage(tmp_path: Path, arguments: list[str], message: str) -> None:
    done = _run(*arguments, stdin=REQUEST_FIRST, cwd=tmp_path)
    assert done.returncode == 2 and message in done.stderr and done.stdout == "" and "Traceback" not in done.stderr


def test_one_bad_draft_among_good_ones_is_told_and_the_rest_reported(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(REQUEST_FIRST)
    done = _run("check", str(tmp_path / "none.txt"), str(tmp_path / "good.txt"))
    assert done.returncode == 2 and "none.txt: no such file" in done.stderr and "ask/job-request" in done.stdout


def test_hostile_text_does_not_reach_the_terminal_raw(tmp_path: Path) -> None:
    done = _run("check", "-", stdin="Hi Ann,\n\nplease \x1b[2Jrefer \u202eme\x07 now.\n", cwd=tmp_path)
    assert done.returncode == 1 and not set("\x1b\u202e\x07") & set(done.stdout)


def test_profile_shows_facts_with_their_place(profile_path: str) -> None:
    done = _run("profile", profile_path)
    assert "position         Senior Data Analyst  (2021, now)  [work[0].position]" in done.stdout


def test_config_tells_where_a_setting_comes_from(tmp_path: Path) -> None:
    (tmp_path / "outreach-lint.toml").write_text("stage = 1\n")
    done = _run("config", cwd=tmp_path)
    assert f"# from {tmp_path / 'outreach-lint.toml'}" in done.stdout and "stage = 1" in done.stdout


def _assert_refused(done: subprocess.CompletedProcess[str], message: str) -> None:
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr and len(done.stderr.strip().splitlines()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is POSIX's")
@pytest.mark.parametrize(("drafts", "is_shown"), [(12, True), (3, False)])
def test_progress_is_shown_to_who_waits(tmp_path: Path, drafts: int, is_shown: bool) -> None:
    import pty

    for number in range(drafts):
        (tmp_path / f"{number}.txt").write_text(REQUEST_FIRST)
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "outreach_lint", "check", str(tmp_path), "--select", "mech", "--format", "json"]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=theirs, check=False)
    os.close(theirs)
    try:
        told = os.read(ours, 100_000).decode()
    except OSError:  # nothing was written, and the other end is closed
        told = ""
    os.close(ours)
    assert ("Checking" in told) is is_shown and len(json.loads(done.stdout)["drafts"]) == drafts


def test_min_confidence_leaves_out_what_is_less_sure(tmp_path: Path) -> None:
    done = _run("check", "-", "--min-confidence", "0.99", "--format", "json", stdin=REQUEST_FIRST, cwd=tmp_path)
    (draft,) = json.loads(done.stdout)["drafts"]
    assert all(finding["score"] is None or finding["score"] >= 0.99 for finding in draft["findings"])


def test_a_proposal_is_applied_only_when_told(tmp_path: Path, profile_path: str) -> None:
    draft = tmp_path / "draft.md"
    content = f"---\nchannel: email\n---\n{REQUEST_FIRST}"
    draft.write_text(content, encoding="utf-8")
    shown = _run("rewrite", str(draft), "--to", profile_path, "--apply", "1", "--diff")
    assert (shown.returncode == 0 and "-I am looking for a job" in shown.stdout) or "-" in shown.stdout
    assert draft.read_text(encoding="utf-8") == content and shown.stdout.startswith(f"--- {draft}")
    done = _run("rewrite", str(draft), "--to", profile_path, "--apply", "1")
    assert done.returncode == 0 and done.stdout == "" and "Taken out, for when they have answered: Can you help me" in done.stderr
    picked = _run(
        "rewrite", "-", "--to", profile_path, "--channel", "email", "--pick", "1", stdin=REQUEST_FIRST, cwd=tmp_path
    ).stdout
    assert draft.read_text(encoding="utf-8") == f"---\nchannel: email\n---\n{picked}"


def test_what_a_proposal_no_longer_holds_is_told(tmp_path: Path, profile_path: str) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(REQUEST_FIRST.replace("My resume", "I can start immediately. My resume"), encoding="utf-8")
    done = _run("rewrite", str(draft), "--to", profile_path, "--apply", "1")
    assert done.returncode == 0 and "I can start immediately." not in draft.read_text(encoding="utf-8")
    assert "Left out: “I can start immediately.” Put back what matters." in done.stderr.splitlines()


def test_a_proposal_is_applied_to_standard_input(tmp_path: Path, profile_path: str) -> None:
    done = _run("rewrite", "-", "--to", profile_path, "--apply", "1", stdin=REQUEST_FIRST, cwd=tmp_path)
    assert done.stdout.startswith("Hi Dana,\n\n") and "Can you help me" not in done.stdout and "Taken out" in done.stderr


@pytest.mark.parametrize(
    ("options", "problem"),
    [(("--diff",), "--diff goes with --apply"), (("--apply", "1", "--pick", "1"), "cannot go together"), (("--apply", "9"), "there are 3 proposals")],
)  # fmt: skip
def test_what_cannot_be_applied_is_refused(tmp_path: Path, profile_path: str, options: tuple[str, ...], problem: str) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(REQUEST_FIRST, encoding="utf-8")
    done = _run("rewrite", str(draft), "--to", profile_path, *options)
    assert done.returncode == 2 and problem in done.stderr and draft.read_text(encoding="utf-8") == REQUEST_FIRST


def test_a_proposal_is_written_into_an_encoded_draft(tmp_path: Path, profile_path: str) -> None:
    mail = tmp_path / "a.eml"
    (tmp_path / "same.txt").write_text(REQUEST_FIRST)
    content = b"To: x@y.example\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
    content += base64.encodebytes(REQUEST_FIRST.encode())
    mail.write_bytes(content)
    done = _run("rewrite", str(mail), "--to", profile_path, "--apply", "1")
    head, _, payload = mail.read_bytes().partition(b"\n\n")
    proposal = _run("rewrite", str(tmp_path / "same.txt"), "--to", profile_path, "--channel", "email", "--pick", "1").stdout
    assert (
        done.returncode == 0
        and head + b"\n\n" == content[: len(head) + 2]
        and base64.b64decode(payload).decode().strip() == proposal.strip()
    )


@pytest.mark.parametrize("width", [60, 80])
def test_a_page_of_the_manual_fits_a_terminal(width: int) -> None:
    for rule in all_rules():
        page = page_of(rule)
        fitted = wrapped(page, width)
        assert max(len(line) for line in fitted.splitlines() if " " in line.strip("> -")) <= width, rule.id
        assert re.sub(r"[\s>]+", " ", fitted) == re.sub(r"[\s>]+", " ", page), "no word is lost"
    assert wrapped("a/b  info  one\nc/d  info  two", 10) == "a/b  info  one\nc/d  info  two"
