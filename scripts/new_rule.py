"""Write the file of a new rule: one file, which runs and passes its tests as it is written. Then make it yours.

    python scripts/new_rule.py tone/circle-back --phrase "circle back" --phrase "loop back"

asks for the rest: what the rule finds, why that is a fault, what to do instead, and where that is known from.
"""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import click

RULES = Path(__file__).parent.parent / "outreach_lint" / "rules"
_WIDTH = 120
_FILE = '''from __future__ import annotations

from outreach_lint.finding import Severity
from outreach_lint.message import Channel
from outreach_lint.rule import Evidence, Example, PhraseRule


class {name}(PhraseRule):
    """{summary}

    {what}

{why}

{instead}
    """

    severity = Severity.WARNING
    evidence = (Evidence("D", "{fact}", "{source}"),)
    # Write messages of your own in the place of these: whole ones, by people of different trades, on different channels.
    bad = (
        Example("Hi Noor, {phrase}: your kiln notes were useful. What did you fire first?", marks="{phrase}"),
        Example("Dear Mr Sato,\\n\\nyour note on salt water helped us. {phrase}.", Channel.EMAIL, marks="{phrase}"),
        Example("Hi Jo, {phrase}. Which stair of yours creaks least?", Channel.LINKEDIN_NOTE, marks="{phrase}"),
        Example("{phrase}! Your bread made me start again.", Channel.FACEBOOK_MESSAGE, marks="{phrase}"),
    )
    good = (
        Example("Hi Noor, your kiln notes were useful. What did you fire first?"),
        Example("Dear Mr Sato,\\n\\nyour note on drift in salt water matches what we saw. What did you change?", Channel.EMAIL),
        Example("Hi Jo, you drew the stair in Aarhus. What did the library object to?", Channel.LINKEDIN_NOTE),
        Example("Your bread made me start again. What do you find hardest about the night shift?", Channel.FACEBOOK_MESSAGE),
    )
    phrases = ({phrases},)
    says = "{says}"
'''


def _summary(_: click.Context, __: click.Parameter, value: str) -> str:
    if not value.endswith(".") or len(value) > 90:
        raise click.BadParameter("one sentence of at most 90 characters, with its full stop")
    return value


@click.command()
@click.argument("rule")
@click.option("--phrase", "phrases", multiple=True, required=True, help="Words that the rule marks; give it as often as you like.")
@click.option("--summary", prompt="What does it find? (one sentence: The message ...)", callback=_summary)
@click.option("--what", prompt="What exactly is looked for?")
@click.option("--why", prompt="Why is that a fault?")
@click.option("--instead", prompt="What should the writer do instead?")
@click.option("--fact", prompt="What is known about it? (a fact, with its figure)")
@click.option("--source", prompt="Where is that known from?")
def main(rule: str, phrases: tuple[str, ...], summary: str, what: str, why: str, instead: str, fact: str, source: str) -> None:
    """Write the file of the new rule RULE, such as tone/circle-back."""
    match = re.fullmatch(r"([a-z]+)/([a-z]+(?:-[a-z]+)*)", rule)
    groups = sorted(path.parent.name for path in RULES.glob("*/__init__.py"))
    if match is None or match[1] not in groups:
        raise click.UsageError(f"a rule is called GROUP/NAME, in lower case with hyphens; the groups are {', '.join(groups)}")
    path = RULES / match[1] / f"{match[2].replace('-', '_')}.py"
    if path.exists():
        raise click.UsageError(f"{rule} is there already")
    path.write_text(
        _FILE.format(
            name="".join(word.title() for word in match[2].split("-")),
            summary=_quoted(summary),
            what=_wrapped(_quoted(what)).strip(),
            why=_wrapped(f"Why: {_quoted(why)}"),
            instead=_wrapped(f"Instead: {_quoted(instead)}"),
            fact=_quoted(fact),
            source=_quoted(source),
            phrase=_quoted(phrases[0]),
            phrases=", ".join(f'"{_quoted(re.escape(phrase).replace(chr(92) + " ", " "))}"' for phrase in phrases),
            says="“{}”: " + _quoted(instead).replace("{", "").replace("}", ""),
        ),
        encoding="utf-8",
    )
    click.echo(f"{path}\nNow put messages of your own into it, and run: make test docs")


def _wrapped(text: str) -> str:
    return textwrap.fill(text, _WIDTH, initial_indent="    ", subsequent_indent="    ")


def _quoted(text: str) -> str:
    """The text as it can stand in a string of the file."""
    return " ".join(text.split()).replace("\\", "\\\\").replace('"', "”")


if __name__ == "__main__":
    main()
