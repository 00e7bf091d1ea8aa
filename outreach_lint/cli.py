"""The command line: it reads options, calls the library, writes reports. No logic of its own."""

from __future__ import annotations

import io
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

import click

from outreach_lint.drafts import draft_formats
from outreach_lint.errors import OutreachLintError, SettingsError
from outreach_lint.message import Channel, Role, printable
from outreach_lint.profiles import profile_formats
from outreach_lint.registry import nearest
from outreach_lint.reports import formats, report_format
from outreach_lint.settings import FAIL_ON
from outreach_lint.settings_file import SettingsFinder
from outreach_lint.source import STDIN

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from outreach_lint.finding import Rewrite
    from outreach_lint.hooks.install import Change
    from outreach_lint.rule import Rule
    from outreach_lint.run import Run
    from outreach_lint.session import Checked, Session

FOUND, UNREADABLE, INTERRUPTED = 1, 2, 130
_LEAST_FOR_PROGRESS = 10  # drafts
_WIDEST = 100  # columns of text


class _Named(click.Choice[str]):
    """A choice that answers an unknown name with the nearest known one, and with what else there is."""

    def __init__(self, choices: Sequence[str], otherwise: str = "") -> None:
        super().__init__(choices)
        self._otherwise = otherwise

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value not in self.choices:
            self.fail(f"{value!r}; {nearest(str(value), list(self.choices))}{self._otherwise}", param, ctx)
        return str(value)


class _RuleNames(click.ParamType[tuple[str, ...]]):
    """Rules and groups, separated by commas; the shell completes the last one."""

    name = "rules"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        names = tuple(name.strip() for name in value.split(",") if name.strip())
        return names or self.fail("names no rule", param, ctx)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        from outreach_lint.ruleset import rule_names

        before, comma, last = incomplete.rpartition(",")
        return [CompletionItem(before + comma + name) for name in rule_names(_known_rules()) if name.startswith(last)]


class _Commands(click.Group):
    """Ends every named error with one line and exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:
        _write_any_character()
        try:
            return self._invoke_whole(ctx)
        except OutreachLintError as error:
            _complain(error)
        except KeyboardInterrupt:
            return ctx.exit(INTERRUPTED)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:  # whoever reads has gone; there is nobody to tell
            _write_into_nothing()
        except OSError as error:
            _complain(_as_named(error))
            _write_into_nothing()
        except Exception as error:
            click.echo(f"outreach-lint: a fault of outreach-lint itself: {_told(error)}", err=True)
        return ctx.exit(UNREADABLE)

    def _invoke_whole(self, ctx: click.Context) -> Any:
        """Invoke the command, and have all of its output go out: what cannot be written is told like other errors."""
        try:
            return super().invoke(ctx)
        finally:
            sys.stdout.flush()


def _write_into_nothing() -> None:
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115  to the end of the process


def _as_named(error: OSError) -> OutreachLintError:
    """An error of the system, told as one of ours."""
    return OutreachLintError(str(error.strerror or error), path=str(error.filename)[:200] if error.filename else None)


def _complain(error: OutreachLintError) -> None:
    click.echo(f"outreach-lint: {printable(str(error))}", err=True)


def _write_any_character() -> None:
    """Replace what the terminal's encoding cannot write, instead of failing; write into nothing what is closed."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
        elif stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115  to the end of the process


def _told(error: Exception) -> str:
    """The kind of an error and where it came up; not its text, which could quote a draft."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}. Please report it, with a draft that shows it."


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="outreach-lint", prog_name="outreach-lint")
def main() -> None:
    """A linter for first-contact messages.

    Finds what makes strangers not answer, explains it, and proposes rewrites built from the recipient's profile. Offline; sends nothing.
    """


Command = Callable[..., Any]


def _options(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Several options as one decorator, in the order in which help shows them."""

    def add(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return add


_draft_options = _options(
    click.option("--to", multiple=True, metavar="PROFILE", help="The recipient's profile; again for further sources about them."),
    click.option("--from", "sender", multiple=True, metavar="PROFILE", help="Your own profile: common ground is found in it."),
    click.option(
        "--address-book",
        type=click.Path(path_type=Path),
        metavar="FOLDER",
        help="Profiles, in which the recipient is found by address or name.",
    ),
    click.option("--channel", type=_Named([*map(str, Channel)]), help="How the message travels."),
    click.option("--role", type=_Named([*map(str, Role)]), help="What you are: it decides what is fair to ask at once."),
    click.option("--stage", type=click.IntRange(0, 4), help="How far the conversation has come: 0 first contact, 4 shared work."),
    click.option(
        "--pool", type=click.Path(path_type=Path), metavar="FOLDER", help="Other people's profiles, to compare references with."
    ),
)
_format_options = _options(
    click.option("--profile-format", type=_Named(profile_formats()), help="Read profiles as this format."),
    click.option("--draft-format", type=_Named(draft_formats()), help="Read drafts as this format."),
    click.option("--body-column", metavar="NAME", help="The column of a sheet of drafts that holds the message."),
    click.option("--to-column", metavar="NAME", help="The column that holds the recipient's address or name."),
)
_rule_options = _options(
    click.option(
        "--select",
        type=_RuleNames(),
        metavar="RULES",
        help="Run only these rules or groups, separated by commas; 'all' is every rule.",
    ),
    click.option("--extend-select", type=_RuleNames(), metavar="RULES", help="Run these besides."),
    click.option("--ignore", type=_RuleNames(), metavar="RULES", help="Do not run these rules or groups."),
    click.option(
        "--min-confidence", type=click.FloatRange(0, 1), metavar="P", help="Report only findings with a score of P or more."
    ),
)
_config_option = click.option(
    "--config", type=click.Path(path_type=Path), metavar="FILE", help="Read settings from this file, and from no other."
)
_number_option = click.option("--number", type=click.IntRange(1), metavar="N", help="Of a file of several drafts, number N.")
_stdin_option = click.option("--stdin-filename", metavar="NAME", help="Take standard input for a file of this name and place.")
# What a command leaves to the settings and to the content of files.
_AS_IT_IS = {"baseline": None, "draft_format": None, "profile_format": None, "body_column": None, "to_column": None}
_STATED = (
    "channel",
    "role",
    "stage",
    "pool",
    "address_book",
    "select",
    "extend_select",
    "ignore",
    "min_confidence",
    "fail_on",
    "baseline",
)


@main.command()
@click.argument("paths", nargs=-1, metavar="[PATH ...|-]")
@_draft_options
@_format_options
@_rule_options
@_number_option
@click.option("--format", "format_", type=_Named(formats()), default="text", show_default=True, help="How to write the report.")
@click.option("--fail-on", type=_Named(FAIL_ON), help="Exit with 1 at this severity or above.  [default: error]")
@click.option("-q", "--quiet", is_flag=True, help="Report only what makes the exit code 1.")
@click.option("--statistics", is_flag=True, help="Count the findings of each rule instead of showing them.")
@click.option("--fix", is_flag=True, help="Make the safe edits in the draft, and report what is left.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: also the edits that you should look at.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option(
    "--baseline", type=click.Path(path_type=Path), metavar="FILE", help="Do not report the findings that this file knows."
)
@click.option("--write-baseline", type=click.Path(path_type=Path), metavar="FILE", help="Write the present findings to this file.")
@click.option("--force-exclude", is_flag=True, help="Leave out what 'exclude' names, also where a PATH names it itself.")
@_config_option
@_stdin_option
def check(paths: tuple[str, ...], **options: Any) -> None:
    """Check drafts. A PATH is a file, a folder, a pattern, or - for standard input.

    Exit code 0: nothing at or above --fail-on; 1: findings, or --diff would change something; 2: a draft or profile cannot be read, no
    draft was found, or bad usage.
    """
    _refuse_conflicts(options)
    session = _session(options)
    session.uses_baseline = not options["write_baseline"]
    session.excludes_named = options["force_exclude"]
    run = _run(session, _paths(paths), options)
    if options["diff"]:
        for line in run.differences():
            click.echo(printable(line))
    elif options["write_baseline"]:
        told = run.write_baseline(options["write_baseline"])
        click.echo(printable(told)) if told else None
    else:
        _write_reports(run, options)
    sys.exit(UNREADABLE if run.has_failed else FOUND if run.has_found else 0)


_CONFLICTS = (
    ("fix", "diff"),
    ("fix", "write_baseline"),
    ("diff", "write_baseline"),
    ("statistics", "diff"),
    ("statistics", "write_baseline"),
    ("number", "write_baseline"),
)


def _refuse_conflicts(options: dict[str, Any]) -> None:
    for one, other in _CONFLICTS:
        if options[one] and options[other]:
            raise click.UsageError(f"--{one} and --{other.replace('_', '-')} cannot go together")
    if options["unsafe_fixes"] and not (options["fix"] or options["diff"]):
        raise click.UsageError("--unsafe-fixes goes with --fix or --diff")
    if options["statistics"] and options["format_"] != "text":
        raise click.UsageError("--statistics is text, so --format cannot go with it")


def _run(session: Session, named: tuple[str, ...], options: dict[str, Any]) -> Run:
    from outreach_lint.run import Run

    run = Run(
        session,
        named,
        _complain,
        note=lambda words: click.echo(f"outreach-lint: {printable(words)}", err=True),
        watch=partial(_with_progress, is_quiet=options["quiet"] or options["statistics"]),
        only_failing=options["quiet"] and not options["write_baseline"],
        fixes=options["fix"],
        unsafe_fixes=options["unsafe_fixes"],
        number=options["number"],
    )
    if options["fix"] and "-" in run.drafts and len(run.drafts) > 1:
        raise click.UsageError("--fix writes standard input to standard output, so - cannot stand beside other drafts")
    return run


def _write_reports(run: Run, options: dict[str, Any]) -> None:
    """Write the report, or the counts; and where standard input was mended, that alone to standard output."""
    out = sys.stderr if run.fixes and run.drafts == ["-"] else sys.stdout
    if options["format_"] != "text" and isinstance(out, io.TextIOWrapper):
        out.reconfigure(encoding="utf-8", errors="replace")  # what machines read is UTF-8, whatever the terminal's encoding is
    if options["statistics"]:
        from outreach_lint.counting import statistics

        click.echo(statistics(run.reports()), file=out)
    else:
        report_format(options["format_"]).write(run.reports(), out)
    if run.rewritten is not None:
        sys.stdout.buffer.write(run.rewritten)
    for path, count in run.mended.items():
        click.echo(f"{printable(path)}: mended {count}", err=True)


def _with_progress(paths: Sequence[str], is_quiet: bool) -> Iterator[str]:
    """The paths, with a bar on standard error where a person waits and sees nothing else."""
    is_watched = sys.stderr.isatty() and (is_quiet or not sys.stdout.isatty())
    if not is_watched or len(paths) < _LEAST_FOR_PROGRESS:
        yield from paths
        return
    with click.progressbar(paths, label="Checking", file=sys.stderr, show_pos=True) as bar:
        yield from bar


def _session(options: dict[str, Any]) -> Session:
    from outreach_lint.session import Session

    stated = {key: options[key] for key in _STATED if options.get(key) not in (None, ())}
    for key, enum in (("channel", Channel), ("role", Role)):
        stated |= {key: enum(stated[key])} if key in stated else {}
    columns = {what: options[f"{what}_column"] for what in ("body", "to") if options[f"{what}_column"]}
    return Session(
        {**stated, "columns": columns},
        options["to"],
        options["sender"],
        options["draft_format"],
        options["profile_format"],
        options["config"],
        options.get("stdin_filename"),
    )


@main.command()
@click.argument("path", metavar="PATH|-")
@_draft_options
@_format_options
@_rule_options
@_number_option
@click.option("--pick", type=click.IntRange(1), metavar="N", help="Print only the text of proposal N, ready to be sent.")
@click.option("--apply", "apply_", type=click.IntRange(1), metavar="N", help="Write proposal N into the draft.")
@click.option("--diff", is_flag=True, help="Show what --apply would change, and change nothing.")
@_config_option
@_stdin_option
def rewrite(path: str, number: int | None, pick: int | None, apply_: int | None, diff: bool, **options: Any) -> None:
    """Propose better texts, at most three: small edits first, then whole rewrites, each with the facts it rests on.

    The draft is written to only with --apply, and what was taken out of it is told then.
    """
    from outreach_lint.reports.text import printable_lines, write_rewrites

    if diff and not apply_:
        raise click.UsageError("--diff goes with --apply")
    if pick and apply_:
        raise click.UsageError("--pick and --apply cannot go together")
    session = _session(options)
    session.asks_model = True
    checked = session.lint(session.one(path, number))
    model = checked.draft.settings.llm
    if model:
        told = f"Wordings are asked of {model.model} at {model.endpoint}: it is sent the facts that are to be mentioned, and nothing else."
        click.echo(printable(told), err=True)
    rewrites, wanted = checked.report.rewrites, pick or apply_
    if model and (problem := session.model_problem(checked)):
        click.echo(printable(f"{model.endpoint} {problem}; the built-in wordings stand in."), err=True)
    if wanted is None:
        write_rewrites(checked.report, sys.stdout)
    elif wanted > len(rewrites):
        raise click.UsageError(
            f"there {'is' if len(rewrites) == 1 else 'are'} {len(rewrites) or 'no'} proposal{'s' * (len(rewrites) != 1)}"
        )
    elif pick:
        click.echo(printable_lines(rewrites[pick - 1].text.strip()))
    else:
        _apply(session, checked, rewrites[wanted - 1], diff)


def _apply(session: Session, checked: Checked, proposal: Rewrite, diff: bool) -> None:
    """Write a proposal into the draft, or show how the draft would differ; standard input is answered on standard output."""
    from outreach_lint.reports import words_left_out
    from outreach_lint.run import difference_of, write_bodies

    changes = [(checked, proposal.text)]
    if diff:
        for line in difference_of(session, changes):
            click.echo(printable(line))
        return
    written = write_bodies(session, changes)
    if checked.draft.file == STDIN:
        sys.stdout.buffer.write(written)
    if proposal.parked:
        click.echo(f"Taken out, for when they have answered: {printable(proposal.parked)}", err=True)
    if proposal.left_out:
        click.echo(printable(words_left_out(proposal)), err=True)


@main.command()
@click.argument("rule", type=_RuleNames(), metavar="RULE")
@_config_option
def explain(rule: tuple[str, ...], config: Path | None) -> None:
    """Say what a rule finds, why, on what evidence, and what to do instead."""
    from outreach_lint.manual.rules import rule_page, wrapped

    known = _known_rules(config)
    pages = [rule_page(name, known) for name in rule]
    if sys.stdout.isatty():
        pages = [wrapped(page, min(get_terminal_size().columns, _WIDEST)) for page in pages]
    click.echo("\n\n".join(pages))


@main.command()
@click.option("--format", "format_", type=_Named(("text", "json")), default="text", show_default=True, help="How to list them.")
@_config_option
def rules(format_: str, config: Path | None) -> None:
    """List all rules. Those that are optional are off unless they are selected by name."""
    from outreach_lint.manual.rules import rule_list, rules_as_json

    click.echo((rules_as_json if format_ == "json" else rule_list)(_known_rules(config)))


def _known_rules(config: Path | None = None) -> tuple[Rule, ...]:
    """All rules, with those of a folder that the settings of the working directory name, or those in a file."""
    from outreach_lint.ruleset import all_rules

    return all_rules(SettingsFinder(config).for_draft(Path("-")).settings.local_rules)


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH ...")
@click.option("--person", metavar="WHO", help="Of a file that tells of several people: a name, mail address or web address.")
@click.option("--profile-format", type=_Named(profile_formats()), help="Read it as this format.")
@click.option(
    "--format", "format_", type=_Named(("text", "json-resume")), default="text", show_default=True, help="How to show it."
)
def profile(paths: tuple[str, ...], person: str | None, profile_format: str | None, format_: str) -> None:
    """Show what was understood of a profile, where each fact stands in it, and what was not understood. Several sources of one person are merged."""
    from outreach_lint.manual.profiles import profile_as_resume, profile_lines
    from outreach_lint.session import Session

    found = Session(to=paths, profile_format=profile_format).person(person)
    for line in (profile_as_resume if format_ == "json-resume" else profile_lines)(found):
        click.echo(printable(line))


@main.command()
@click.argument("path", metavar="[PATH]", required=False)
@_config_option
def config(path: str | None, config: Path | None) -> None:
    """Show each setting that holds here, or for a draft in PATH, and the file that sets it."""
    from outreach_lint.manual.settings import settings_list

    for line in settings_list(SettingsFinder(config).for_draft(Path(path or "-"))).splitlines():
        click.echo(printable(line))


@main.command()
@click.argument("path", metavar="PATH|-")
@click.argument("rules", nargs=-1, required=True, type=_RuleNames(), metavar="RULE ...")
@click.option("--reason", metavar="TEXT", help="Why, for whoever reads the file.")
@click.option("--number", type=click.IntRange(1), metavar="N", help="Of a file of several drafts, number N.")
@_config_option
@_stdin_option
def waive(
    path: str,
    rules: tuple[tuple[str, ...], ...],
    reason: str | None,
    number: int | None,
    config: Path | None,
    stdin_filename: str | None,
) -> None:
    """Waive rules for one draft without writing into it: in the file that the setting 'waivers' names, by a hash of the text."""
    from outreach_lint.ruleset import all_rules, check_rule_names
    from outreach_lint.session import Session
    from outreach_lint.waivers import DEFAULT_FILE, add_waiver

    draft = Session(config=config, stdin_name=stdin_filename).one(path, number)
    file = draft.settings.waivers
    if file is None:
        raise SettingsError(f"the setting 'waivers' names no file for waivers; add waivers = \"{DEFAULT_FILE}\" to your settings")
    names = tuple(name for some in rules for name in some)
    check_rule_names(names, all_rules(draft.settings.local_rules))
    add_waiver(file, draft.message, names, reason)
    click.echo(f"{printable(path)}: {', '.join(names)} waived in {printable(str(file))}")


_CRASH_POLICIES = ("hold", "allow")


def _timeout_option(told: str) -> Callable[[Command], Command]:
    return click.option("--timeout", type=click.FloatRange(0.1, 600), default=20.0, show_default=True, metavar="SECONDS", help=told)


_hook_options = _options(
    click.option(
        "--fail-on", type=_Named(FAIL_ON), help="Hold a message with a finding of this severity or above.  [default: error]"
    ),
    click.option(
        "--on-crash",
        type=_Named(_CRASH_POLICIES),
        default="hold",
        show_default=True,
        help="What to do where the linter itself fails.",
    ),
    _timeout_option("When to count it as failed."),
)


@main.group(invoke_without_command=True)
@_draft_options
@_format_options
@_rule_options
@_hook_options
@click.option(
    "--format", "format_", type=_Named(("text", "json")), default="text", show_default=True, help="How to tell the verdict."
)
@_config_option
@_stdin_option
@click.pass_context
def hook(ctx: click.Context, /, **options: Any) -> None:
    """May this message be sent? A mail, or a JSON object with its text, on standard input; the verdict on standard output.

    Exit code 0: send it; 1: hold it; 2: it cannot be read. Replies, and messages to people whom the setting 'known' knows, pass.
    """
    stated = [name for name in options if ctx.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE]
    if ctx.invoked_subcommand and stated:
        raise click.UsageError(f"options of {ctx.invoked_subcommand} stand behind its name")
    if ctx.invoked_subcommand is None:
        from outreach_lint.hooks.general import answer

        session = _session({**_AS_IT_IS, **options})
        sys.exit(answer(session, options["format_"], options["on_crash"], options["timeout"]))


class _WrongUse(click.UsageError):
    exit_code = 64


class _Sysexits(click.Command):
    """Wrong use is answered as mail programs know it."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            raise _WrongUse(error.format_message(), ctx) from None


@main.command(cls=_Sysexits, context_settings={"allow_interspersed_args": False})
@click.argument("command", nargs=-1, type=click.UNPROCESSED, metavar="-- PROGRAM [ARGUMENT ...]")
@_draft_options
@_rule_options
@_hook_options
@_config_option
def sendmail(command: tuple[str, ...], **options: Any) -> None:
    """Stand in the place of sendmail: check the mail on standard input, then run PROGRAM with the same arguments and the same bytes.

    Exit code: that of PROGRAM; or 65: held; 75: the linter failed; 64: bad usage; 69, 71: PROGRAM cannot be run.
    """
    from outreach_lint.hooks.sendmail import deliver

    sys.exit(deliver(_session({**_AS_IT_IS, "draft_format": "eml", **options}), command, options["on_crash"], options["timeout"]))


@hook.command()
@click.argument("file", metavar="FILE")
@click.argument("headers", metavar="[HEADERS]", required=False)
@_draft_options
@_rule_options
@_hook_options
@_config_option
def git(file: str, headers: str | None, **options: Any) -> None:
    """May git send-email send this FILE? For its hook sendemail-validate. Patches pass.

    Exit code 0: send it; 1: hold it.
    """
    from outreach_lint.hooks.git import answer

    sys.exit(
        answer(_session({**_AS_IT_IS, "draft_format": "eml", **options}), file, headers, options["on_crash"], options["timeout"])
    )


_HOOKED = _Named(("aerc", "emacs", "git", "mutt"), otherwise="; for any other mail program: outreach-lint serve smtp")
_yes_option = click.option("--yes", is_flag=True, help="Do not ask.")


@hook.command()
@click.argument("program", type=_HOOKED)
@_yes_option
def install(program: str, yes: bool) -> None:
    """Have a mail program ask outreach-lint before it sends. Shows what changes in its configuration, and asks.

    Thunderbird, Outlook, Apple Mail and all that send by SMTP: outreach-lint serve smtp.
    """
    from outreach_lint.hooks.install import installation

    _make(installation(program), yes, "outreach-lint is there already.")


@hook.command()
@click.argument("program", type=_HOOKED)
@_yes_option
def uninstall(program: str, yes: bool) -> None:
    """Take out of a mail program's configuration what 'install' put there. Shows what changes, and asks."""
    from outreach_lint.hooks.install import removal

    _make(removal(program), yes, "outreach-lint is not there.")


def _make(change: Change, is_agreed: bool, nothing: str) -> None:
    for note in change.notes:
        click.echo(printable(note), err=True)
    if not change.is_needed:
        click.echo(f"{printable(str(change.path))}: {nothing}")
        return
    for line in change.difference():
        click.echo(line)
    if not is_agreed:
        click.confirm("Make this change?", abort=True)
    change.make()
    click.echo(f"{printable(str(change.path))}: changed")


_server_options = _options(
    _draft_options,
    _format_options,
    _rule_options,
    _timeout_option("The longest check of one message."),
    _config_option,
)


@main.group()
def serve() -> None:
    """Serve other programs on this machine until SIGTERM or Ctrl-C comes; the models are loaded once."""


@serve.command("http")
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", type=click.IntRange(0, 65535), default=8377, show_default=True, help="0 is any that is free.")
@click.option(
    "--token-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A file that only you can read; or set OUTREACH_LINT_TOKEN. Else one is made.",
)
@click.option(
    "--allow-origin",
    "origins",
    multiple=True,
    metavar="ORIGIN",
    help="A web page or browser extension that may ask: chrome-extension://ID.",
)
@click.option("--allow-host", "hosts", multiple=True, metavar="NAME[:PORT]", help="A further name by which programs reach it.")
@_server_options
def serve_http_(
    host: str, port: int, token_file: Path | None, origins: tuple[str, ...], hosts: tuple[str, ...], timeout: float, **options: Any
) -> None:
    """Answer messages sent as JSON: POST /v1/lint, POST /v1/rewrite, GET /v1/rules; GET /openapi.json describes them."""
    from outreach_lint.hooks.http import serve_http

    serve_http(_session({**_AS_IT_IS, **options}), host, port, token_file, origins, hosts, timeout)


@serve.command("smtp")
@click.option(
    "--listen",
    default="127.0.0.1:2525",
    show_default=True,
    metavar="HOST:PORT",
    help="Where your mail program sends to; on this machine.",
)
@click.option("--upstream", required=True, metavar="HOST[:PORT]", help="Your own mail server; port 587, unless it says another.")
@click.option(
    "--upstream-tls",
    type=_Named(("starttls", "tls", "none")),
    help="How to speak to it; none is for this machine only.  [default: tls on 465, else starttls]",
)
@click.option(
    "--upstream-ca",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Certificates to verify it with, instead of the system's.",
)
@click.option("--fail-on", type=_Named(FAIL_ON), help="Hold a message with a finding of this severity or above.  [default: error]")
@click.option(
    "--on-crash", type=_Named(_CRASH_POLICIES), default="hold", show_default=True, help="What to do where the linter itself fails."
)
@_server_options
def serve_smtp_(
    listen: str, upstream: str, upstream_tls: str | None, upstream_ca: Path | None, on_crash: str, timeout: float, **options: Any
) -> None:
    """Stand between your mail program and your mail server: hold what should not be sent yet, and relay the rest unaltered."""
    from outreach_lint.hooks.smtp import serve_smtp

    serve_smtp(_session({**_AS_IT_IS, **options}), listen, upstream, upstream_tls, upstream_ca, on_crash, timeout)


@serve.command("socket")
@click.argument("path", required=False, metavar="[PATH]")
@click.option(
    "--idle",
    type=click.FloatRange(0.1, 1440),
    default=15,
    show_default=True,
    metavar="MINUTES",
    help="End after so long without anything to do.",
)
@click.option("--stop", is_flag=True, help="End the server that is there. Exit code 1: there is none.")
def serve_socket_(path: str | None, idle: float, stop: bool) -> None:
    """Serve this command line itself: while this runs, check, rewrite, hook and sendmail answer at once.

    They find it by its socket, for which there is a usual place, and do without it wherever something is not right.
    """
    from outreach_lint.hooks import warm

    if stop:
        sys.exit(0 if warm.stop(path) else FOUND)
    warm.serve(lambda arguments, program: main(arguments, prog_name=program), path, idle * 60)


_editor_options = _options(_draft_options, _rule_options, _config_option)


@main.command()
@_editor_options
def lsp(**options: Any) -> None:
    """Answer an editor on standard input and output (Language Server Protocol). Needs: pip install "outreach-lint[lsp]"."""
    from outreach_lint.hooks.lsp import serve

    serve(partial(_session, {**options, **_AS_IT_IS}))


@main.command()
@_editor_options
def mcp(**options: Any) -> None:
    """Answer an assistant on standard input and output (Model Context Protocol). Needs: pip install "outreach-lint[mcp]"."""
    from outreach_lint.hooks.mcp import serve

    serve(partial(_session, {**options, **_AS_IT_IS}))


@main.command()
@click.argument("shell", type=_Named(("bash", "fish", "zsh")))
def completion(shell: str) -> None:
    """Print a script that completes commands, options and rules: eval "$(outreach-lint completion bash)"."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None  # the choice names what click knows
    click.echo(kind(main, {}, "outreach-lint", "_OUTREACH_LINT_COMPLETE").source())


def _paths(paths: tuple[str, ...]) -> tuple[str, ...]:
    if paths:
        return paths
    if sys.stdin is None or sys.stdin.isatty():
        raise click.UsageError("name a draft, or - for standard input")
    return ("-",)
