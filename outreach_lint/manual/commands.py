"""The commands' manual, written from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterator

import click


def commands_page(group: click.Group) -> str:
    """Every command with its help, as Markdown."""
    return "\n\n".join(_sections(group))


def _sections(group: click.Group) -> Iterator[str]:
    for name, command in sorted(group.commands.items()):
        context = click.Context(command, info_name=f"outreach-lint {name}", terminal_width=100, max_content_width=100)
        yield f"## {name}\n\n```\n{command.get_help(context)}\n```"
