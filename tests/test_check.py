"""What `check` does besides checking: finding drafts, settings by path, waivers, baselines, mending; in one process, for speed."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from outreach_lint.cli import main
from outreach_lint.drafts import read_message
from outreach_lint.settings import Settings
from outreach_lint.waivers import digest
from tests.conftest import DANA

ASKS = "Hi Ann,\n\nplease refer me for the analyst role.\n"
FILLER = "Hi Dana,\n\nI hope this message finds you well. Your talk on maps made me laugh. Which one was it?\n"
RUNNER = CliRunner()
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in an empty folder, away from anybody's settings."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / ".config"))

    def invoke(*arguments: str, stdin: str | bytes = "") -> Result:
        return RUNNER.invoke(main, arguments, input=stdin)

    return invoke


def write(place: str, text: str = ASKS) -> Path:
    path = Path(place)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def rules_found(result: Result) -> dict[str, str]:
    """The severity of each rule that found something, by rule, over all drafts."""
    assert result.exit_code in (0, 1), result.stderr
    return {f["rule"]: f["severity"] for draft in json.loads(result.stdout)["drafts"] for f in draft["findings"]}


# Which drafts


def test_a_folder_is_searched_for_drafts(run: Run) -> None:
    for place in ("d/a.txt", "d/b/c.md", "d/b/.hidden/x.md", "d/README.md", "d/notes.csv"):
        write(place)
    drafts = json.loads(run("check", "d", "--format", "json").stdout)["drafts"]
    assert [draft["path"] for draft in drafts] == ["d/a.txt", "d/b/c.md"]


def test_what_is_named_is_taken_whatever_it_is_called(run: Run) -> None:
    write("d/README.md")
    assert run("check", "d/README.md").exit_code == 1


def test_a_pattern_is_expanded(run: Run) -> None:
    for place in ("d/a.txt", "d/b/c.md", "d/b/d.md"):
        write(place)
    drafts = json.loads(run("check", "d/**/*.md", "--format", "json").stdout)["drafts"]
    assert [draft["path"] for draft in drafts] == ["d/b/c.md", "d/b/d.md"]


@pytest.mark.parametrize("named", ["d", "d/*.md", "none.txt"])
def test_nothing_checked_is_never_green(run: Run, named: str) -> None:
    Path("d").mkdir()
    result = run("check", named)
    assert result.exit_code == 2 and named in result.stderr and len(result.stderr.splitlines()) == 1


def test_what_is_excluded_is_passed_over(run: Run) -> None:
    write("outreach-lint.toml", 'exclude = ["old", "*-sent.txt"]')
    for place in ("d/a.txt", "d/old/b.txt", "d/c-sent.txt"):
        write(place)
    assert [d["path"] for d in json.loads(run("check", "d", "--format", "json").stdout)["drafts"]] == ["d/a.txt"]


def test_a_link_that_leads_back_does_not_hang(run: Run) -> None:
    write("d/a.txt")
    Path("d/loop").symlink_to(Path("d").resolve(), target_is_directory=True)
    assert len(json.loads(run("check", "d", "--format", "json").stdout)["drafts"]) == 1


def test_standard_input_takes_the_place_of_a_file(run: Run) -> None:
    write("sales/outreach-lint.toml", 'channel = "email"')
    result = run("check", "-", "--stdin-filename", "sales/a.md", "--format", "json", stdin="---\nsubject: tar\n---\n" + ASKS)
    (draft,) = json.loads(result.stdout)["drafts"]
    assert (draft["path"], draft["channel"], draft["moves"][0]["line"]) == ("sales/a.md", "email", 4)


def test_two_hundred_and_fifty_six_findings_are_not_none(run: Run) -> None:
    write("a.txt", "Hi Ann,\n\n" + "".join(f"Your [name {i}] is dear to me.\n" for i in range(256)))
    result = run("check", "a.txt", "--select", "mech/placeholder", "--format", "json")
    (draft,) = json.loads(result.stdout)["drafts"]
    assert len(draft["findings"]) == 256 and result.exit_code == 1


def test_an_unreadable_file_beside_a_good_one(run: Run) -> None:
    write("a.txt")
    Path("b.txt").write_bytes(b"caf\xe9 noir")
    result = run("check", "a.txt", "b.txt")
    assert result.exit_code == 2 and "b.txt:1: not encoded in UTF-8" in result.stderr and "ask/referral" in result.stdout


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(run: Run) -> None:
    write("a.txt").chmod(0)
    assert run("check", "a.txt").exit_code == 2


# Settings


def test_settings_by_path(run: Run) -> None:
    write(
        "outreach-lint.toml", 'channel = "email"\n[paths."notes/**"]\nchannel = "linkedin-note"\n[paths."*.md"]\nignore = ["ask"]\n'
    )
    for place in ("notes/a.txt", "notes/b.md", "c.txt"):
        write(place)
    drafts = {d["path"]: d for d in json.loads(run("check", ".", "--format", "json").stdout)["drafts"]}
    assert {path: d["channel"] for path, d in drafts.items()} == {
        "c.txt": "email",
        "notes/a.txt": "linkedin-note",
        "notes/b.md": "linkedin-note",
    }
    assert not [f for f in drafts["notes/b.md"]["findings"] if f["rule"].startswith("ask/")]


def test_severities_can_be_set_by_rule_and_by_group(run: Run) -> None:
    write("outreach-lint.toml", '[severity]\nask = "info"\n"ask/referral-first-contact" = "warning"\n')
    found = rules_found(run("check", "-", "--format", "json", "--select", "ask", stdin=ASKS))
    assert found["ask/referral-first-contact"] == "warning" and found["ask/opens-with-request"] == "info"


def test_a_limit_can_be_set(run: Run) -> None:
    write("outreach-lint.toml", "[channels.x-dm]\nlimit = 40\n")
    assert "mech/length-hard" in rules_found(run("check", "-", "--channel", "x-dm", "--format", "json", stdin=ASKS))


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ("chanel = 1", "did you mean 'channel'"),
        ('[severity]\n"ask/mutliple" = "info"', "did you mean 'ask/multiple'"),
        ('[severity]\nask = "bad"', "unknown severity 'bad'"),
        ("[channels.fax]\nlimit = 3", "unknown channel 'fax'"),
        ("[channels.email]\nlimits = 3", "did you mean 'limit'"),
        ("[channels.email]\nlimit = true", "channels.email.limit is True"),
        ('[paths."a/**"]\nchannel = "fax"', "unknown channel 'fax'"),
        ('[paths."a/**"]\nexclude = ["b"]', "'exclude' cannot be set for some drafts only"),
        ('role = "boss"', "unknown role 'boss'"),
        ('pool = "nowhere"', "nowhere: no such folder"),
        ('baseline = "nowhere.json"', "nowhere.json: no such file"),
        ('extend-select = ["ask/typo"]', "unknown rule 'ask/typo'"),
    ],
)
def test_broken_settings_are_refused(run: Run, settings: str, problem: str) -> None:
    write("outreach-lint.toml", settings)
    result = run("check", "-", stdin=ASKS)
    assert (result.exit_code, result.stdout) == (2, "") and problem in result.stderr and len(result.stderr.splitlines()) == 1


def test_a_settings_file_can_be_named(run: Run) -> None:
    write("outreach-lint.toml", 'select = ["mech"]')
    write("other.toml", 'select = ["ask"]')
    assert run("check", "-", stdin=ASKS).exit_code == 0
    assert run("check", "-", "--config", "other.toml", stdin=ASKS).exit_code == 1
    assert run("check", "-", "--config", "nowhere.toml", stdin=ASKS).exit_code == 2


def test_config_shows_each_value_and_what_sets_it(run: Run) -> None:
    write("outreach-lint.toml", 'stage = 1\n[paths."notes/**"]\nrole = "sales"\n')
    lines = run("config", "notes/a.txt").stdout.splitlines()
    file = Path("outreach-lint.toml").resolve()
    assert f"stage = 1  # {file}" in lines and 'fail-on = "error"  # default' in lines
    assert f'role = "sales"  # {file}, paths."notes/**"' in lines and "# channel is not set" in lines


def test_a_more_particular_name_counts_first(run: Run) -> None:
    select = ("check", "-", "--format", "json", "--ignore", "ask", "--extend-select", "ask/referral-first-contact")
    found = rules_found(run(*select, stdin=ASKS))
    assert [rule for rule in found if rule.startswith("ask/")] == ["ask/referral-first-contact"]


def test_quiet_reports_only_what_fails(run: Run) -> None:
    write("a.txt", FILLER)
    write("b.txt", ASKS)
    result = run("check", "a.txt", "b.txt", "--quiet")
    assert result.exit_code == 1 and "a.txt" not in result.stdout and " info " not in result.stdout and "b.txt" in result.stdout


def test_statistics_count_by_rule(run: Run) -> None:
    write("a.txt", ASKS)
    write("b.txt", ASKS)
    result = run("check", "a.txt", "b.txt", "--select", "ask/referral-first-contact", "--statistics")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == ["2 in 2 drafts  error    ask/referral-first-contact", "2 drafts, 0 without a finding"]


# Waivers


def test_a_waiver_in_a_file_holds_for_one_text(run: Run) -> None:
    write("outreach-lint.toml", 'waivers = "w.toml"\nselect = ["ask"]\n')
    path = write("a.txt")
    done = run("waive", "a.txt", "ask", "--reason", 'She said "do".')
    assert done.exit_code == 0 and digest(read_message("a.txt")) in Path("w.toml").read_text()
    assert run("check", "a.txt").exit_code == 0
    path.write_text(ASKS.replace("\n\n", "\n"), encoding="utf-8")  # white space does not count
    assert run("check", "a.txt").exit_code == 0
    path.write_text(ASKS.replace("analyst", "clerk"), encoding="utf-8")
    assert run("check", "a.txt").exit_code == 1


def test_a_second_waiver_is_added(run: Run) -> None:
    write("outreach-lint.toml", 'waivers = "w.toml"')
    write("a.txt")
    assert run("waive", "a.txt", "ask/multiple").exit_code == run("waive", "a.txt", "ask").exit_code == 0
    assert Path("w.toml").read_text().count("[[waiver]]") == 2


@pytest.mark.parametrize("content", ["x = 1", "[[waiver]]\ndraft = 3\nrules = []", "[[waiver]]\ndraft = 'a'\nrules = [1]", "[["])
def test_a_broken_file_of_waivers_is_refused(run: Run, content: str) -> None:
    write("outreach-lint.toml", 'waivers = "w.toml"')
    write("w.toml", content)
    result = run("check", "-", stdin=ASKS)
    assert result.exit_code == 2 and "w.toml" in result.stderr
    write("a.txt")
    assert run("waive", "a.txt", "ask").exit_code == 2 and Path("w.toml").read_text() == content


def test_waive_refuses_what_it_cannot_do(run: Run) -> None:
    write("a.txt")
    assert "waivers" in run("waive", "a.txt", "ask").stderr
    write("outreach-lint.toml", 'waivers = "w.toml"')
    assert run("waive", "a.txt", "ask/typo").exit_code == 2 and not Path("w.toml").exists()


def test_a_waiver_that_waives_nothing_is_found(run: Run) -> None:
    write("a.md", "---\nignore: [ask/multiple, reference/wrong-name, ask/referral-first-contact]\n---\n" + ASKS)
    result = run("check", "a.md", "--format", "json")
    (draft,) = json.loads(result.stdout)["drafts"]
    idle = [f["message"] for f in draft["findings"] if f["rule"] == "mech/unused-waiver"]
    # wrong-name could not run without a profile, so nobody knows whether its waiver waives anything.
    assert len(idle) == 1 and "ask/multiple" in idle[0]


def test_no_waiver_reaches_the_recipient(run: Run) -> None:
    waived = "<!-- outreach-lint: ignore ask/multiple -->\n"
    for name, text in (
        ("a.md", f"---\nignore: ask/multiple\n---\n{waived}{ASKS}"),
        ("b.eml", f"To: a@b.example\nX-Outreach-Lint: ignore=ask/multiple\n\n{ASKS}"),
    ):
        message = read_message(str(write(name, text)))
        assert message.body == ASKS and {w.rule for w in message.waivers} == {"ask/multiple"}


# Baseline


def test_a_baseline_hides_what_is_known_and_shows_what_is_new(run: Run) -> None:
    write("d/a.txt")
    assert run("check", "d", "--write-baseline", "base.json").exit_code == 0
    assert run("check", "d", "--baseline", "base.json", "--fail-on", "info").exit_code == 0
    write("d/a.txt", "Hello!\n\n" + ASKS)  # lines move, nothing is new
    assert run("check", "d", "--baseline", "base.json", "--select", "ask").exit_code == 0
    write("d/a.txt", ASKS + "Could you also introduce me to your manager?\n")
    assert run("check", "d", "--baseline", "base.json", "--fail-on", "warning").exit_code == 1
    write("d/b.txt")
    assert run("check", "d/b.txt", "--baseline", "base.json").exit_code == 1


def test_a_baseline_is_found_by_the_settings_from_anywhere(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write("d/a.txt")
    run("check", "d", "--write-baseline", "base.json")
    write("outreach-lint.toml", 'baseline = "base.json"')
    monkeypatch.chdir("d")
    assert run("check", "a.txt", "--fail-on", "info").exit_code == 0


@pytest.mark.parametrize(
    "content", ["", "[]", '{"version": 2, "drafts": {}}', '{"version": 1, "drafts": {"a": {"b": true}}}', "[" * 100_000]
)
def test_a_broken_baseline_is_refused(run: Run, content: str) -> None:
    write("base.json", content)
    result = run("check", "-", "--baseline", "base.json", stdin=ASKS)
    assert result.exit_code == 2 and "base.json" in result.stderr and len(result.stderr.splitlines()) == 1


def test_no_baseline_is_written_where_a_draft_could_not_be_read(run: Run) -> None:
    write("a.txt")
    assert run("check", "a.txt", "none.txt", "--write-baseline", "base.json").exit_code == 2
    assert not Path("base.json").exists()


# Mending


def test_fix_makes_safe_edits_and_reports_the_rest(run: Run) -> None:
    path = write("a.txt", FILLER)
    result = run("check", "a.txt", "--fix")
    assert path.read_text(encoding="utf-8") == FILLER.replace("I hope this message finds you well. ", "")
    assert "tone/filler" not in result.stdout and "a.txt: mended 1" in result.stderr


def test_the_bytes_around_the_message_stay_as_they_are(run: Run) -> None:
    head = "---\r\nchannel: email\r\nsubject: the tram map\r\n---\r\n"
    text = FILLER.replace("\n", "\r\n").replace("maps", "mäps 👩‍💻")
    path = Path("a.md")
    path.write_bytes(b"\xef\xbb\xbf" + (head + text).encode())
    path.chmod(0o640)
    run("check", "a.md", "--fix", "--select", "tone/filler")
    assert path.read_bytes() == b"\xef\xbb\xbf" + (head + text.replace("I hope this message finds you well. ", "")).encode()
    assert path.stat().st_mode & 0o777 == 0o640 and [p.name for p in Path().iterdir() if p.name != ".config"] == ["a.md"]


def test_mail_is_mended_where_its_text_stands(run: Run) -> None:
    head = "From: me@x.example\nTo: dana@y.example\nSubject: maps\n\n"
    path = write("a.eml", head + FILLER)
    run("check", "a.eml", "--fix", "--select", "tone/filler")
    assert path.read_text(encoding="utf-8") == head + FILLER.replace("I hope this message finds you well. ", "")


def test_what_is_quoted_printable_is_mended_where_it_stands(run: Run) -> None:
    head = "From: me@x.example\nTo: d@y.example\nContent-Transfer-Encoding: quoted-printable\nContent-Type: text/plain; charset=utf-8\n\n"
    text = head + FILLER.replace("laugh", "l=C3=A4ugh")
    path = write("a.eml", text)
    run("check", "a.eml", "--fix", "--select", "tone/filler")
    assert path.read_text(encoding="utf-8") == text.replace("I hope this message finds you well. ", "")


def test_a_mail_that_is_html_too_is_not_mended(run: Run) -> None:
    head = 'From: me@x.example\nTo: d@y.example\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary="x"\n\n'
    text = f"{head}--x\nContent-Type: text/plain\n\n{FILLER}\n--x\nContent-Type: text/html\n\n<p>{FILLER}</p>\n--x--\n"
    path = write("a.eml", text)
    result = run("check", "a.eml", "--fix", "--select", "tone/filler")
    assert result.exit_code == 2 and "cannot be mended in place" in result.stderr and path.read_text(encoding="utf-8") == text


def test_unsafe_edits_are_made_on_request_only(run: Run) -> None:
    write("dana.json", json.dumps(DANA))
    path = write("a.txt", "Hi there,\n\nyour talk on maps made me laugh. Which one was it?\n")
    run("check", "a.txt", "--to", "dana.json", "--fix")
    assert path.read_text(encoding="utf-8").startswith("Hi there,")
    run("check", "a.txt", "--to", "dana.json", "--fix", "--unsafe-fixes")
    assert path.read_text(encoding="utf-8").startswith("Hi Dana,")


def test_diff_changes_nothing_and_tells(run: Run) -> None:
    path = write("a.txt", FILLER)
    result = run("check", "a.txt", "--diff")
    assert result.exit_code == 1 and path.read_text(encoding="utf-8") == FILLER
    assert (
        "-I hope this message finds you well. Your talk" in result.stdout and "+Your talk on maps made me laugh." in result.stdout
    )
    write("b.txt", "Hi Dana,\n\nyour talk on maps made me laugh. Which one was it?\n")
    assert run("check", "b.txt", "--diff").exit_code == 0


def test_standard_input_is_mended_to_standard_output(run: Run) -> None:
    head = "---\nchannel: email\n---\n"
    result = run("check", "-", "--stdin-filename", "a.md", "--fix", "--select", "tone/filler", stdin=head + FILLER)
    assert result.stdout == head + FILLER.replace("I hope this message finds you well. ", "") and "a.md" in result.stderr


def test_a_message_is_never_mended_away(run: Run) -> None:
    path = write("a.txt", "I hope this message finds you well.\n")
    run("check", "a.txt", "--fix", "--unsafe-fixes")
    assert path.read_text(encoding="utf-8") == "I hope this message finds you well.\n"


# Rules of one's own

_OWN_RULE = '''from outreach_lint.finding import Severity
from outreach_lint.rule import Evidence, Example, PhraseRule


class NoRivals(PhraseRule):
    """The message names a rival.

    Why: Our house does not.

    Instead: Speak of the reader.
    """

    severity = Severity.ERROR
    evidence = (Evidence("D", "A rule of this house", "the handbook"),)
    bad = (Example("Hi Ann, unlike Initech we are kind.", marks="Initech"),)
    good = (Example("Hi Ann, how did you start?"),)
    phrases = ("initech",)
    says = "“{}” is a rival. Speak of the reader."
'''


def test_a_folder_of_ones_own_rules(run: Run) -> None:
    write("rules/no_rivals.py", _OWN_RULE)
    write("rules/house/no_rivals.py", _OWN_RULE)
    write("outreach-lint.toml", 'local-rules = "rules"\nselect = ["local", "house"]\n')
    found = rules_found(run("check", "-", "--format", "json", stdin="Hi Ann, unlike Initech we are kind."))
    assert found == {"local/no-rivals": "error", "house/no-rivals": "error"}


@pytest.mark.parametrize(("content", "problem"), [("x = ", "cannot be imported (SyntaxError"), ("x = 1", "holds no rule")])
def test_a_broken_rule_of_ones_own_is_told(run: Run, content: str, problem: str) -> None:
    write("rules/a.py", content)
    write("outreach-lint.toml", 'local-rules = "rules"')
    result = run("check", "-", stdin=ASKS)
    assert result.exit_code == 2 and "rules/a.py" in result.stderr and problem in result.stderr


def test_a_draft_from_elsewhere_brings_no_code_along(run: Run, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("download")
    write(str(elsewhere / "rules" / "a.py"), "raise SystemExit('run')")
    settings = write(str(elsewhere / "outreach-lint.toml"), 'local-rules = "rules"')
    draft = write(str(elsewhere / "a.txt"))
    result = run("check", str(draft))
    assert result.exit_code == 2 and "name the file with --config" in result.stderr
    assert "run" not in result.stdout and run("check", str(draft), "--config", str(settings)).exit_code != 0


# A campaign


def test_messages_that_repeat_each_other_are_found(run: Run) -> None:
    text = "Hi {},\n\nyour talk on maps made me laugh out loud on the tram home, and my whole team has heard about it since. Which map started it all?\n"
    for name in ("ann", "bo", "cy", "di"):
        write(f"d/{name}.txt", text.format(name.title()))
    write(
        "d/eve.txt",
        "Hi Eve,\n\nyour bread book taught my son to wait, which nothing else had managed in nine long years. What did you burn first?\n",
    )
    drafts = {
        d["path"]: {f["rule"] for f in d["findings"]} for d in json.loads(run("check", "d", "--format", "json").stdout)["drafts"]
    }
    repeated = {path for path, rules in drafts.items() if "stage/duplicate-first-message" in rules}
    assert repeated == {"d/cy.txt", "d/di.txt"}


# What a newcomer stumbled over


def test_a_file_of_waivers_may_not_be_there_yet(run: Run) -> None:
    write("outreach-lint.toml", 'waivers = "w.toml"')
    assert run("check", "-", stdin=ASKS).exit_code == 1


def test_the_names_in_the_help_are_those_that_are_taken(run: Run) -> None:
    told = run("check", "--help").stdout
    assert "linkedin-note" in told and "job-seeker" in told and "LINKEDIN_NOTE" not in told


def test_a_diff_is_that_of_the_file(run: Run) -> None:
    write("a.md", "---\nchannel: email\n---\n" + FILLER)
    assert "@@ -3,4 +3,4 @@" in run("check", "a.md", "--diff", "--select", "tone/filler").stdout


def test_a_waiver_by_hash_goes_along_with_what_is_mended(run: Run) -> None:
    write("outreach-lint.toml", 'waivers = "w.toml"\nselect = ["ask", "tone"]\n')
    write("a.txt", "Hi Ann,\n\nI hope this message finds you well. Please refer me for the analyst role.\n")
    run("waive", "a.txt", "ask")
    assert run("check", "a.txt", "--fix").exit_code == 0
    assert "finds you well" not in Path("a.txt").read_text() and run("check", "a.txt").exit_code == 0


def test_a_waiver_may_give_its_reason(run: Run) -> None:
    write("a.md", "<!-- outreach-lint: ignore ask -- she asked me to, in May -->\n" + ASKS)
    assert run("check", "a.md", "--select", "ask").exit_code == 0


def test_a_rule_that_lacks_a_part_is_refused_at_once(run: Run) -> None:
    write("rules/a.py", _OWN_RULE.replace("    says =", "    said ="))
    write("outreach-lint.toml", 'local-rules = "rules"')
    assert "its rule lacks says" in run("check", "-", stdin="Hi Ann").stderr


def test_a_group_can_be_explained(run: Run) -> None:
    assert "tone/filler" in run("explain", "tone").stdout


@pytest.mark.parametrize(
    ("name", "close"), [("ask/metting", "ask/meeting-first-contact"), ("tone/fillers", "tone/filler"), ("speling", "mech/spelling")]
)
def test_the_closest_rule_is_named(run: Run, name: str, close: str) -> None:
    assert f"did you mean '{close}'" in run("explain", name).stderr


def test_a_rule_that_is_like_no_other_is_not_answered_with_all(run: Run) -> None:
    assert len(run("check", "-", "--select", "qqqqq", stdin=ASKS).stderr) < 120


def test_many_slips_are_still_slips(run: Run) -> None:
    text = "Hi Maren,\n\nYour libary is great, thansk. Wich filter do you perfer? Its realy fast and seperate from the rest.\n"
    assert "mech/spelling" in rules_found(run("check", "-", "--format", "json", stdin=text))


def test_what_was_not_read_is_not_praised(run: Run) -> None:
    assert run("check", "-", "--channel", "linkedin-note", "--fail-on", "warning", stdin="Hi Maren").exit_code == 1
    swedish = "Hej Maren,\n\njag läste din artikel om jordskalv i morse på bussen. Hur kom du in på det ämnet från början?\n"
    assert "mech/foreign-language" in rules_found(run("check", "-", "--format", "json", stdin=swedish))


def test_a_job_is_asked_for_in_plain_words(run: Run) -> None:
    text = "Hi Ann,\n\nI'm a single mom who has applied to over 200 jobs. Can you please help me get a job? I would be forever grateful.\n"
    assert "ask/job-request" in rules_found(run("check", "-", "--format", "json", stdin=text))


# What a reviewer found


def test_text_is_mended_whatever_its_channel(run: Run) -> None:
    write("zoe.json", json.dumps({"basics": {"name": "Zoë Lund"}}))
    path = write("a.txt", "Hi {first_name},\n\nyour maps made me laugh. Which was first?\n")
    assert run("check", "a.txt", "--to", "zoe.json", "--channel", "email", "--fix").exit_code == 0
    assert path.read_text(encoding="utf-8").startswith("Hi Zoë,")


def test_a_repeated_message_is_found_when_it_is_mended_too(run: Run) -> None:
    for name in ("ann", "bo", "cy"):
        write(f"d/{name}.txt", FILLER.replace("Dana", name.title()))
    result = run("check", "d", "--fix", "--format", "json")
    assert "stage/duplicate-first-message" in rules_found(result)


@pytest.mark.parametrize(
    "sentence",
    [
        "I hope this note finds you with enough rain for the barley.",
        "I hope you are having a great week at the fair in Cork.",
        "I hope you are well aware that the weir is to go.",
        "Black has Qxd7!! in that line, and you did not take it.",
        "The valve is a U and your drawing has a V.",
        "The wich elm by your gate is the last in the county.",
    ],
)
def test_a_safe_edit_takes_nothing_that_says_something(sentence: str) -> None:
    from outreach_lint.fixing import mend
    from outreach_lint.linter import lint
    from outreach_lint.message import Message

    body = f"Dear Mr Amadi,\n\n{sentence} How did you staff the night clinic in its first month?\n\nKarin Holt"
    assert mend(lint(Message(body)), lint).report.message.body == body


def test_an_edit_that_mends_nothing_is_not_kept() -> None:
    from dataclasses import replace

    from outreach_lint.finding import Edit
    from outreach_lint.fixing import mend
    from outreach_lint.linter import lint
    from outreach_lint.message import Message, Span

    def found(message: Message) -> object:
        report = lint(message, settings=Settings(select=("ask",)))
        return replace(report, findings=tuple(replace(f, edits=(Edit(Span(0, 2), "Hi"),), is_safe=True) for f in report.findings))

    mended = mend(found(Message(ASKS)), found)
    assert mended.count == 0 and mended.report.message.body == ASKS


def test_tables_of_settings_are_added_to(run: Run) -> None:
    write(
        "outreach-lint.toml",
        '[severity]\nask = "info"\n[channels.x-dm]\nlimit = 40\n[paths."*.txt".channels.email]\nmost = 50\n[paths."*.txt".severity]\ntalk = "info"\n',
    )
    write("a.txt")
    found = rules_found(run("check", "a.txt", "--channel", "x-dm", "--format", "json"))
    assert found["mech/length-hard"] == "error" and found["ask/opens-with-request"] == "info"
    assert "channels.x-dm.limit = 40" in run("config", "a.txt").stdout


def test_two_rules_of_one_name_are_refused(run: Run) -> None:
    write("rules/ask/multiple.py", _OWN_RULE)
    write("outreach-lint.toml", 'local-rules = "rules"')
    assert "the rule ask/multiple stands in" in run("check", "-", stdin=ASKS).stderr


def test_two_folders_of_rules_stay_apart(run: Run) -> None:
    write("one/rival.py", _OWN_RULE)
    write("two/rival.py", _OWN_RULE.replace("initech", "hooli"))
    text = "Hi Ann, unlike Hooli we are kind."
    for folder, count in (("one", 0), ("two", 1), ("one", 0)):
        write("outreach-lint.toml", f'local-rules = "{folder}"\nselect = ["local"]')
        assert len(rules_found(run("check", "-", "--format", "json", stdin=text))) == count


def test_words_in_quotation_marks_are_somebody_elses(run: Run) -> None:
    text = "Hi Ann,\n\nyour slide “You look great, answer ASAP!!” was the best of the day. Who wrote it?\n"
    assert run("check", "-", "--select", "tone,reference/creepy,mech/shouting", "--fail-on", "info", stdin=text).exit_code == 0


@pytest.mark.parametrize(
    "options",
    [("--fix", "--diff"), ("--fix", "--write-baseline", "b"), ("--statistics", "--format", "json"), ("--diff", "--statistics")],
)
def test_options_that_contradict_each_other(run: Run, options: tuple[str, ...]) -> None:
    assert run("check", "-", *options, stdin=ASKS).exit_code == 2


def test_the_rules_of_a_named_file_can_be_explained(run: Run) -> None:
    write("rules/no_rivals.py", _OWN_RULE)
    write("other.toml", 'local-rules = "rules"')
    assert "names a rival" in run("explain", "local/no-rivals", "--config", "other.toml").stdout
    assert "local/no-rivals" in run("rules", "--config", "other.toml").stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_names_commands_and_rules(run: Run, shell: str) -> None:
    assert "_OUTREACH_LINT_COMPLETE" in run("completion", shell).stdout
    environment = {"_OUTREACH_LINT_COMPLETE": f"{shell}_complete", "COMP_WORDS": "outreach-lint explain ask/mul", "COMP_CWORD": "2"}
    told = RUNNER.invoke(main, [], env=environment, prog_name="outreach-lint")
    assert shell != "bash" or "ask/multiple" in told.stdout


def test_both_profiles_and_the_role_reach_the_rules(run: Run) -> None:
    write("dana.json", json.dumps(DANA))
    write("me.yaml", "name: Sam Idowu\neducation:\n  - BA Geography, University of Leeds, 2009 - 2012\n")
    text = "Hi Dana,\n\nI plan bus routes in Hull. How did you come to draw maps that apologise?\n"
    found = rules_found(
        run("check", "-", "--to", "dana.json", "--from", "me.yaml", "--role", "peer", "--format", "json", stdin=text)
    )
    assert "cred/unused-common-ground" in found


# What an attacker tried


@pytest.mark.parametrize(
    ("head", "text"),
    [
        ("Content-Type: text/plain; charset=iso-8859-1\n", "Hi {first_name},\n\nyour maps made me laugh. Which was first?\n"),
        ("Content-Transfer-Encoding: quoted-printable\n", "Hi {first_name},\n\nyour maps made me laugh. Which was first?\n"),
        ("", "Hi {first_name},\n\nyour maps made me laugh. Which was first?\n"),
        (
            'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x"\n',
            "Hi {first_name}!!!\n--x\nContent-Type: text/plain\n\nHi {first_name}!!!\n--x--\n",
        ),
    ],
)
def test_mail_that_would_arrive_otherwise_is_not_mended(run: Run, head: str, text: str) -> None:
    write("zoe.json", json.dumps({"basics": {"name": "Zoë Lund"}}))
    path = write("a.eml", f"From: me@x.example\nTo: z@y.example\nSubject: maps\n{head}\n{text}")
    before = path.read_bytes()
    result = run("check", "a.eml", "--to", "zoe.json", "--fix")
    assert result.exit_code == 2 and "cannot be mended in place" in result.stderr and path.read_bytes() == before


def test_standard_input_is_mended_alone(run: Run) -> None:
    write("a.txt")
    assert run("check", "--fix", "-", "a.txt", stdin=FILLER).exit_code == 2


def test_the_same_draft_named_twice_is_one(run: Run) -> None:
    write("d/a.txt")
    assert len(json.loads(run("check", "d/a.txt", "d", "./d/a.txt", "--format", "json").stdout)["drafts"]) == 1


def test_patterns_follow_no_links_and_take_bounded_time(run: Run) -> None:
    write("d/a.md")
    for name in ("l", "m"):
        Path(f"d/{name}").symlink_to(Path("d").resolve(), target_is_directory=True)
    write("outreach-lint.toml", f'exclude = ["{"**/" * 30}zz", "{"*a" * 30}b"]')
    assert [d["path"] for d in json.loads(run("check", "d/**/*.md", "--format", "json").stdout)["drafts"]] == ["d/a.md"]


@pytest.mark.parametrize("key", ["waivers", "baseline"])
def test_a_device_is_no_file_of_settings(run: Run, key: str) -> None:
    write("outreach-lint.toml", f'{key} = "/dev/zero"')
    result = run("check", "-", stdin=ASKS)
    assert result.exit_code == 2 and "not a file" in result.stderr


def test_a_reason_may_hold_any_character(run: Run) -> None:
    write("outreach-lint.toml", 'waivers = "w.toml"\nselect = ["ask"]\n')
    write("a.txt")
    assert run("waive", "a.txt", "ask", "--reason", 'Ann said "go" 😀 \\ \x7f\x01').exit_code == 0
    assert run("check", "a.txt").exit_code == 0


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="who may write to a file is told by POSIX permissions")
def test_code_that_others_can_write_is_not_run(run: Run) -> None:
    write("rules/no_rivals.py", _OWN_RULE)
    settings = write("outreach-lint.toml", 'local-rules = "rules"')
    assert run("check", "-", stdin=ASKS).exit_code == 1
    settings.chmod(0o666)
    assert "not everybody can write to" in run("check", "-", stdin=ASKS).stderr


def test_a_pipeline_is_code_too(run: Run, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("download")
    write(str(elsewhere / "outreach-lint.toml"), 'pipeline = "pip"')
    assert "'pipeline' is code" in run("check", str(write(str(elsewhere / "a.txt")))).stderr
    write("outreach-lint.toml", 'pipeline = "pip"')
    result = run("check", "-", stdin=ASKS)
    assert result.exit_code == 2 and "no language pipeline 'pip' can be loaded" in result.stderr


def test_nothing_reaches_the_terminal_raw(run: Run) -> None:
    write("outreach-lint.toml", 'waivers = "w\\u001b[31m.toml"\ndocs-url = "a\\u202eb"')
    write("a.txt")
    for result in (run("waive", "a.txt", "ask"), run("config"), run("check", "a.txt", "--write-baseline", "b\x1b.json")):
        assert not set("\x1b\u202e") & set(result.stdout + result.stderr)


def test_a_baseline_is_written_again_whole(run: Run) -> None:
    write("a.txt")
    run("check", "a.txt", "--write-baseline", "base.json")
    write("outreach-lint.toml", 'baseline = "base.json"')
    first = Path("base.json").read_text()
    assert run("check", "a.txt", "--write-baseline", "base.json", "--quiet").exit_code == 0
    assert Path("base.json").read_text() == first


@pytest.mark.parametrize(
    "text",
    [
        "Hi Ann, <!-- outreach-lint: ignore all --> please refer me.",
        "Hi Ann,\n<!-- outreach-lint ignore ask -->\nplease refer me.",
        "Hi Ann,\n<!-- Outreach-Lint: ignore ask\nplease refer me.",
        "---\nchannel: email\nHi Ann, please refer me.",
    ],
)
def test_what_was_meant_for_the_linter_is_not_sent(run: Run, text: str) -> None:
    write("a.md", text)
    write("a.txt", text.replace("<!-- outreach-lint ignore", "<!-- outreach-lint: ignore"))
    assert run("check", "a.md").exit_code == 2
    assert "---" in text or run("check", "a.txt").exit_code == 2


def test_a_waiver_in_quoted_text_waives_nothing(run: Run) -> None:
    write("a.md", ASKS + "\n> <!-- outreach-lint: ignore all -->\n> hello\n")
    assert run("check", "a.md").exit_code == 1


def test_a_waiver_leaves_the_paragraphs_as_they_are(run: Run) -> None:
    write("a.md", "Hi Ann,\n<!-- outreach-lint: ignore ask -->\n\nplease refer me.\n")
    assert read_message("a.md").body == "Hi Ann,\n\nplease refer me.\n"


def test_the_rule_on_waivers_can_be_waived(run: Run) -> None:
    write("a.md", "---\nignore: [ask/multiple, mech/unused-waiver]\n---\n" + FILLER)
    assert "mech/unused-waiver" not in rules_found(run("check", "a.md", "--format", "json"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", ""),
        ("check", "x" * 5000),
        ("check", "-", "--config", "x" * 5000),
        ("check", "-", "--pool", "x" * 5000),
        ("check", "-", "--select", ","),
        ("check", "-", "--ignore", "all"),
        ("explain", ""),
        ("config", "x" * 5000 + "/y"),
        ("waive", "none.txt", "ask"),
    ],
)
def test_odd_arguments_end_with_a_word(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments, stdin=ASKS)
    assert result.exit_code == 2 and "a fault of outreach-lint" not in result.stderr and result.stdout == ""


@pytest.mark.parametrize(
    "text",
    [
        "stage = " + "9" * 5000,
        "x = " + "[" * 5000,
        "a" + ".a" * 20000 + " = 1",
        "fail-on = 0x" + "f" * 5000,
        'pool = "~nobody-here/x"',
    ],
)
def test_odd_settings_end_with_a_word(run: Run, text: str) -> None:
    write("outreach-lint.toml", text)
    result = run("check", "-", stdin=ASKS)
    assert result.exit_code == 2 and "outreach-lint.toml" in result.stderr and "a fault" not in result.stderr


def test_settings_may_begin_with_a_byte_order_mark(run: Run) -> None:
    Path("outreach-lint.toml").write_bytes(b"\xef\xbb\xbfselect = ['mech']")
    assert run("check", "-", stdin=ASKS).exit_code == 0


def test_settings_for_another_path_are_read_too(run: Run) -> None:
    write("outreach-lint.toml", '[paths."x/**"]\nselect = ["ask/typo"]')
    assert "unknown rule 'ask/typo'" in run("check", "-", stdin=ASKS).stderr


def test_a_profile_that_a_draft_names_is_a_file(run: Run) -> None:
    os.mkfifo("pipe")
    for name in ("pipe", "-", "none.json"):
        write("a.md", f'---\nprofile: "{name}"\n---\n{ASKS}')
        assert "the draft names it" in run("check", "a.md").stderr


def test_many_messages_that_repeat_each_other_take_bounded_time() -> None:
    from outreach_lint.campaign import Campaign

    campaign = Campaign()
    text = "your talk on maps made me laugh out loud on the tram home, and my whole team has heard of it since"
    told = [campaign.alike(f"{text} {'again ' * (n % 2)}", f"{n}.md") for n in range(3000)]
    assert told[0] == () and told[2] == ("0.md", "1.md") and told[-1] == ("0.md", "1.md", "2.md", "2996 more")


def test_what_is_named_can_be_excluded_too(run: Run) -> None:
    write("outreach-lint.toml", 'exclude = ["old/**"]\n')
    write("old/a.txt")
    assert run("check", "old/a.txt").exit_code == 1
    forced = run("check", "old/a.txt", "--force-exclude")
    assert (forced.exit_code, forced.stdout) == (0, "")
