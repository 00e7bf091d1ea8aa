"""The command line: it reads options, calls the library, writes reports. No logic of its own."""

from __future__ import annotations

import io
import json
import sys
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from outreach_lint.errors import OutreachLintError
from outreach_lint.message import Channel, printable
from outreach_lint.registry import nearest
from outreach_lint.reports import formats, report_format
from outreach_lint.settings import FAIL_ON, Settings, find_settings

if TYPE_CHECKING:
    from outreach_lint.finding import Report

FOUND, UNREADABLE, INTERRUPTED = 1, 2, 130


class _Named(click.Choice[str]):
    """A choice that answers an unknown name with the nearest known one."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value not in self.choices:
            self.fail(f"{value!r}; {nearest(str(value), list(self.choices))}", param, ctx)
        return str(value)


class _Commands(click.Group):
    """Ends every named error with one line and exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:
        _write_any_character()
        try:
            return super().invoke(ctx)
        except OutreachLintError as error:
            click.echo(f"outreach-lint: {printable(str(error))}", err=True)
        except KeyboardInterrupt:
            return ctx.exit(INTERRUPTED)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            click.echo(f"outreach-lint: a fault of outreach-lint itself: {_told(error)}", err=True)
        return ctx.exit(UNREADABLE)


def _write_any_character() -> None:
    """Replace what the terminal's encoding cannot write, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


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


def _draft_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say what the draft is and to whom it goes."""
    options = (
        click.option("--to", "to", metavar="PROFILE", help="The recipient's profile (JSON Resume, YAML or Markdown)."),
        click.option("--from", "sender", metavar="PROFILE", help="Your own profile: common ground is found in it."),
        click.option("--channel", type=_Named(list(Channel)), help="How the message travels."),
        click.option(
            "--stage", type=click.IntRange(0, 4), help="How far the conversation has come: 0 first contact, 4 shared work."
        ),
        click.option("--select", metavar="RULES", help="Run only these rules or groups, separated by commas."),
        click.option("--ignore", metavar="RULES", help="Do not run these rules or groups."),
        click.option(
            "--min-confidence", type=click.FloatRange(0, 1), metavar="P", help="Report only findings with a score of P or more."
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


@main.command()
@click.argument("paths", nargs=-1, metavar="[PATH ...|-]")
@_draft_options
@click.option("--format", "format_", type=_Named(formats()), default="text", show_default=True, help="How to write the report.")
@click.option("--fail-on", type=_Named(FAIL_ON), help="Exit with 1 at this severity or above.  [default: error]")
def check(paths: tuple[str, ...], format_: str, **options: Any) -> None:
    """Check drafts. A PATH of - reads standard input.

    Exit code 0: nothing at or above --fail-on; 1: findings; 2: a draft or profile cannot be read, or bad usage.
    """
    reports, failed = [], False
    for path in _paths(paths):
        try:
            reports.append(_lint(path, options))
        except OutreachLintError as error:
            click.echo(f"outreach-lint: {printable(str(error))}", err=True)
            failed = True
    if reports:
        report_format(format_).write([report for report, _ in reports], sys.stdout)
    if failed:
        sys.exit(UNREADABLE)
    sys.exit(FOUND if any(_fails(report, settings.fail_on) for report, settings in reports) else 0)


@main.command()
@click.argument("path", metavar="PATH|-")
@_draft_options
@click.option("--pick", type=click.IntRange(1), metavar="N", help="Print only the text of proposal N, ready to be sent.")
def rewrite(path: str, pick: int | None, **options: Any) -> None:
    """Propose better texts: small edits first, then whole rewrites, each with the facts it rests on."""
    from outreach_lint.reports.text import printable_lines, write_rewrites

    report, _ = _lint(path, options)
    if pick is None:
        write_rewrites(report, sys.stdout)
    elif pick > len(report.rewrites):
        raise click.UsageError(f"there are {len(report.rewrites)} proposals")
    else:
        click.echo(printable_lines(report.rewrites[pick - 1].text.strip()))


@main.command()
@click.argument("rule")
def explain(rule: str) -> None:
    """Say what a rule finds, why, on what evidence, and what to do instead."""
    from outreach_lint.manual import rule_page

    click.echo(rule_page(rule))


@main.command()
def rules() -> None:
    """List all rules."""
    from outreach_lint.manual import rule_list

    click.echo(rule_list())


@main.command()
@click.argument("path", metavar="PATH")
def profile(path: str) -> None:
    """Show the facts that were read from a profile, and where each stands in it."""
    from outreach_lint.profiles import read_profile

    for fact in read_profile(path).facts:
        ended = f", until {fact.end.year}" if fact.end else ", now" if fact.current else ""
        since = f"  ({fact.start.year if fact.start else '?'}{ended})" if fact.start or fact.end else ""
        click.echo(f"{fact.kind:<16} {printable(fact.text)}{since}  [{fact.source}]")


@main.command()
def config() -> None:
    """Show each setting, and the file that sets it."""
    found = find_settings(Path.cwd())
    settings, path = found.settings, found.path
    click.echo(f"# from {path}" if path else "# no settings file; these are the defaults")
    for name in Settings.__dataclass_fields__:
        value, key = getattr(settings, name), name.replace("_", "-")
        click.echo(f"# {key} is not set" if value is None else f"{key} = {json.dumps(value)}")


def _paths(paths: tuple[str, ...]) -> tuple[str, ...]:
    if paths:
        return paths
    if sys.stdin.isatty():
        raise click.UsageError("name a draft, or - for standard input")
    return ("-",)


def _lint(path: str, options: dict[str, Any]) -> tuple[Report, Settings]:
    from outreach_lint.drafts import read_message
    from outreach_lint.linter import Linter
    from outreach_lint.profiles import read_profile

    folder = Path.cwd() if path == "-" else Path(path).parent
    settings = find_settings(folder).settings.overridden(
        select=_names(options["select"]),
        ignore=_names(options["ignore"]),
        min_confidence=options["min_confidence"],
        fail_on=options.get("fail_on"),
    )
    linter = Linter(settings)
    message = read_message(path)
    message = replace(
        message,
        channel=Channel(options["channel"]) if options["channel"] else message.channel,
        stage=message.stage if options["stage"] is None else options["stage"],
    )
    to = options["to"] or (str(folder / message.profile) if message.profile else None)
    recipient = read_profile(to) if to else None
    sender = read_profile(options["sender"]) if options["sender"] else None
    return linter.lint(message, recipient, sender), settings


def _names(value: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in (value or "").split(",") if name.strip())


def _fails(report: Report, fail_on: str) -> bool:
    from outreach_lint.finding import Severity

    if fail_on == "never" or report.worst is None:
        return False
    return report.worst.rank >= Severity(fail_on).rank
