"""Settings: what can be set, and what each key may be. The command line wins over the file (settings_file.py)."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from outreach_lint.channels import CHANNEL_FACTS, ChannelFacts, Unit
from outreach_lint.errors import SettingsError
from outreach_lint.finding import Severity
from outreach_lint.message import Channel, Role
from outreach_lint.registry import nearest

WARM = ("auto", "start", "off")
FAIL_ON = (*(str(severity) for severity in reversed(Severity)), "never")
DOCS = "docs/rules/"
# What a column of a sheet of drafts can hold.
COLUMNS = (
    "body",
    "subject",
    "to",
    "name",
    "first-name",
    "last-name",
    "company",
    "position",
    "headline",
    "place",
    "channel",
    "role",
    "stage",
    "profile",
)
_MOST_CHARACTERS = 10**9
EVERY = "all"  # the name that stands for every rule, the optional ones too


def names_of(rule: str) -> tuple[str, str, str]:
    """The names by which a rule can be meant, the nearest first: its id, its group, `all`."""
    return rule, rule.partition("/")[0], EVERY


@dataclass(frozen=True)
class LanguageModel:
    """A language model that may propose wordings: its name, and the OpenAI-compatible endpoint that answers for it. `timeout` is in seconds."""

    model: str
    endpoint: str = "http://127.0.0.1:11434/v1"
    timeout: float = 20.0


@dataclass(frozen=True)
class Settings:
    """How to lint. In a file the keys have hyphens (`fail-on`)."""

    channel: Channel | None = None
    """The channel of drafts that do not name one."""
    role: Role | None = None
    """What you are to the recipient: it decides what is fair to ask at a first contact."""
    stage: int | None = None
    """How far the conversation has come, 0 to 4; not set: what the thread shows."""
    select: tuple[str, ...] = ()
    """Rules and groups to run; if empty, all that are on by default. `all` stands for every rule."""
    extend_select: tuple[str, ...] = ()
    """Rules and groups to run besides."""
    ignore: tuple[str, ...] = ()
    """Rules and groups not to run."""
    severity: Mapping[str, Severity] = field(default_factory=dict)
    """Other severities, by rule or group: `"talk/no-question" = "info"`."""
    min_confidence: float = 0.0
    """Findings that the classifier is less sure of are not reported: a probability, 0 to 1. Those without a score always are."""
    fail_on: str = "error"
    """The severity from which the exit code is 1."""
    exclude: tuple[str, ...] = ("README*", "CHANGELOG*", "CONTRIBUTING*", "LICENSE*", "node_modules")
    """Patterns of files and folders that are passed over where a folder is checked."""
    pool: Path | None = None
    """A folder of other people's profiles: how many of them would a reference fit?"""
    address_book: Path | None = None
    """A folder of profiles, in which the recipient of a draft is found by mail address, web address or name."""
    known: tuple[Path, ...] = ()
    """Whom you have written to before, for the hooks, which let a message to them pass: files with an address a line, mailboxes (mbox) or Maildirs of
    mail that you sent."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Which column of a sheet of drafts holds what, where that is not recognised: `columns = { body = "Icebreaker", to = "linkedin_url" }`."""
    waivers: Path | None = None
    """A file of waivers, each for one draft by a hash of its text."""
    baseline: Path | None = None
    """A file of findings that are known and not reported."""
    local_rules: Path | None = None
    """A folder of rules of your own. It is code that is run, so it counts only in a settings file above the working directory, in that
    of your configuration folder, or in one named by --config."""
    channels: Mapping[Channel, ChannelFacts] = field(default_factory=lambda: dict(CHANNEL_FACTS))
    """Other limits and lengths: `[channels.linkedin-note]` with `limit = 200`."""
    paths: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Other settings for some drafts: `[paths."sales/**"]` with `role = "sales"`. Later ones win."""
    warm: str = "auto"
    """Whether a server that holds the models loaded does the work: `auto` if one runs, `start` starts one if none does, `off`. It is about your machine,
    so it counts in your configuration folder only, whatever settings hold for a draft; the variable `OUTREACH_LINT_WARM` wins."""
    docs_url: str = DOCS
    """What the links to the rules' pages begin with."""
    pipeline: str | None = None
    """An installed spaCy pipeline to read with, instead of the shipped one. It is code too, and counts where `local-rules` does."""
    llm: LanguageModel | None = None
    """A language model to propose wordings: `[llm]` with `model = "..."`, and `endpoint` where it is not the local one. It is sent facts of the
    recipient's profile, so it counts where `local-rules` does."""

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any], path: Path | None = None) -> Settings:
        """Settings from the keys of a file. Raises SettingsError for an unknown key or a value that does not fit."""
        return cls().changed(values, path)

    def changed(self, values: Mapping[str, Any], path: Path | None = None) -> Settings:
        """The same with the values of these keys, as a file writes them. Raises SettingsError like `from_mapping`."""
        known = setting_keys()
        for key in values:
            if key not in known:
                raise SettingsError(f"unknown setting {key!r}; {nearest(key, known)}", path=path)
        try:
            read = {key.replace("-", "_"): _READERS[key](value, path) for key, value in values.items()}
        except _UnfitError as problem:
            raise SettingsError(str(problem), path=path) from None
        # Tables are added to; everything else is replaced.
        read |= {"severity": {**self.severity, **read["severity"]}} if "severity" in read else {}
        read |= {"columns": {**self.columns, **read["columns"]}} if "columns" in read else {}
        read |= {"channels": _with_facts(self.channels, read["channels"])} if "channels" in read else {}
        return replace(self, **read)

    def overridden(self, **values: Any) -> Settings:
        """The same with these values, where they are not None or empty; columns are added to those that are set."""
        stated = {key: value for key, value in values.items() if value not in (None, (), {})}
        stated |= {"columns": {**self.columns, **stated["columns"]}} if "columns" in stated else {}
        return replace(self, **stated)

    def rule_names(self) -> list[str]:
        """Every name of a rule or group that they hold, also for drafts of some paths."""
        own = [*self.select, *self.extend_select, *self.ignore, *self.severity]
        return own + [name for values in self.paths.values() for name in Settings().changed(values).rule_names()]

    def severity_of(self, rule: str) -> Severity | None:
        """The severity that the settings give to a rule, by its id before its group, and that before `all`; None if they give none."""
        return next((self.severity[name] for name in names_of(rule) if name in self.severity), None)


def setting_keys() -> list[str]:
    """The keys that a settings file may have."""
    return [field.name.replace("_", "-") for field in fields(Settings)]


class _UnfitError(Exception):
    """A value that does not fit its key; the text says why."""


_Reader = Callable[[Any, Path | None], Any]


def _one_of(key: str, known: type[StrEnum]) -> _Reader:
    def read(value: Any, _: Path | None) -> Any:
        if value not in list(known):
            raise _UnfitError(f"unknown {key} {_shown(value)}; {nearest(_shown(value), list(known))}")
        return known(value)

    return read


def _names(key: str, of: str) -> _Reader:
    def read(value: Any, _: Path | None) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise _UnfitError(f"{key!r} is not a list of {of}")
        return tuple(value)

    return read


def _text(key: str, of: str) -> _Reader:
    def read(value: Any, _: Path | None) -> str:
        if not isinstance(value, str) or not value:
            raise _UnfitError(f"{key!r} is not {of}")
        return value

    return read


def _place(key: str) -> _Reader:
    def read(value: Any, path: Path | None) -> Path:
        if not isinstance(value, str) or not value or "\0" in value:
            raise _UnfitError(f"{key!r} is not a path")
        try:
            return Path(os.path.normpath((path.parent if path else Path()) / Path(value).expanduser()))
        except RuntimeError:
            raise _UnfitError(f"{key!r} names the home of a user who is not known") from None

    return read


def _places(key: str) -> _Reader:
    def read(value: Any, path: Path | None) -> tuple[Path, ...]:
        if not isinstance(value, list):
            raise _UnfitError(f"{key!r} is not a list of paths")
        return tuple(_place(key)(one, path) for one in value)

    return read


def _shown(value: Any) -> str:
    """A value for a message; numbers of thousands of digits cannot be shown."""
    try:
        return repr(value)[:60]
    except ValueError:
        return "a number without end"


def _stage(value: Any, _: Path | None) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value not in range(5):
        raise _UnfitError(f"stage is {_shown(value)}, not a number from 0 to 4")
    return value


def _probability(value: Any, _: Path | None) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise _UnfitError(f"min-confidence is {_shown(value)}, not a probability from 0 to 1")
    return float(value)


def _fail_on(value: Any, _: Path | None) -> str:
    if value not in FAIL_ON:
        raise _UnfitError(f"fail-on is {_shown(value)}, not one of {', '.join(FAIL_ON)}")
    return str(value)


def _warm(value: Any, _: Path | None) -> str:
    if value not in WARM:
        raise _UnfitError(f"warm is {_shown(value)}, not one of {', '.join(WARM)}")
    return str(value)


def _severities(value: Any, path: Path | None) -> dict[str, Severity]:
    read = _one_of("severity", Severity)
    return {rule: read(severity, path) for rule, severity in _table("severity", value).items()}


def _table(key: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _UnfitError(f"{key!r} is not a table")
    return value


def _channels(value: Any, path: Path | None) -> dict[Channel, dict[str, int | Unit]]:
    """What a file says of each channel, by the names of the facts."""
    return {
        _one_of("channel", Channel)(name, path): {
            key.replace("-", "_"): _fact(f"channels.{name}", key, fact) for key, fact in _table(f"channels.{name}", facts).items()
        }
        for name, facts in _table("channels", value).items()
    }


def _with_facts(channels: Mapping[Channel, ChannelFacts], said: Mapping[Channel, dict[str, Any]]) -> dict[Channel, ChannelFacts]:
    return {channel: replace(facts, **said.get(channel, {})) for channel, facts in channels.items()}


FACT_KEYS = ("limit", "limit-for-all", "subject-limit", "unit", "least", "most", "too-long")


def _fact(table: str, key: str, value: Any) -> int | Unit:
    if key not in FACT_KEYS:
        raise _UnfitError(f"unknown setting {table}.{key!r}; {nearest(key, FACT_KEYS)}")
    if key == "unit":
        unit: Unit = _one_of("unit", Unit)(value, None)
        return unit
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < _MOST_CHARACTERS:
        raise _UnfitError(f"{table}.{key} is {_shown(value)}, not a number of characters or words")
    return value


def _paths(value: Any, path: Path | None) -> dict[str, dict[str, Any]]:
    """Settings by pattern; they are read here too, so that a mistake shows even where no draft matches."""
    tables = {pattern: _table(f"paths.{pattern}", values) for pattern, values in _table("paths", value).items()}
    for values in tables.values():
        for key in _NOT_BY_PATH & values.keys():
            raise _UnfitError(f"{key!r} cannot be set for some drafts only")
        Settings().changed(values, path)
    return tables


_LLM_KEYS = ("model", "endpoint", "timeout")
_LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")


def _llm(value: Any, _: Path | None) -> LanguageModel:
    from urllib.parse import urlsplit

    table = _table("llm", value)
    for key in table:
        if key not in _LLM_KEYS:
            raise _UnfitError(f"unknown setting llm.{key!r}; {nearest(key, _LLM_KEYS)}")
    model = _text("llm.model", "the name of a model")(table.get("model"), None)
    endpoint = _text("llm.endpoint", "an address")(table.get("endpoint", LanguageModel.endpoint), None)
    try:
        address = urlsplit(endpoint)
    except ValueError:
        raise _UnfitError("'llm.endpoint' is not an address") from None
    if address.scheme != "https" and not (address.scheme == "http" and address.hostname in _LOCAL_HOSTS):
        raise _UnfitError(
            "'llm.endpoint' is neither on this machine nor an https address: what is sent there could be read on the way"
        )
    timeout = table.get("timeout", LanguageModel.timeout)
    if isinstance(timeout, bool) or not isinstance(timeout, int | float) or not 0 < timeout <= _MOST_SECONDS:
        raise _UnfitError(f"llm.timeout is {_shown(timeout)}, not a number of seconds up to {_MOST_SECONDS}")
    return LanguageModel(model, endpoint.rstrip("/"), float(timeout))


def _columns(value: Any, _: Path | None) -> dict[str, str]:
    table = _table("columns", value)
    for key, name in table.items():
        if key not in COLUMNS:
            raise _UnfitError(f"unknown setting columns.{key!r}; {nearest(key, COLUMNS)}")
        _text(f"columns.{key}", "the name of a column")(name, None)
    return table


_MOST_SECONDS = 600
_NOT_BY_PATH = {"paths", "exclude", "baseline", "local-rules", "pipeline", "llm", "warm"}
_READERS: dict[str, _Reader] = {
    "channel": _one_of("channel", Channel), "role": _one_of("role", Role), "stage": _stage, "select": _names("select", "rule names"),
    "extend-select": _names("extend-select", "rule names"), "ignore": _names("ignore", "rule names"), "severity": _severities,
    "min-confidence": _probability, "fail-on": _fail_on, "exclude": _names("exclude", "patterns"), "pool": _place("pool"),
    "address-book": _place("address-book"), "known": _places("known"), "columns": _columns,
    "waivers": _place("waivers"), "baseline": _place("baseline"), "local-rules": _place("local-rules"), "channels": _channels, "paths": _paths,
    "docs-url": _text("docs-url", "an address"), "pipeline": _text("pipeline", "the name of a spaCy pipeline"),
    "llm": _llm, "warm": _warm,
}  # fmt: skip
