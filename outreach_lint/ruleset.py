"""The rules there are: those of this package, those that other packages register, and those in a folder of one's own."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Collection, Iterable, Iterator
from difflib import SequenceMatcher
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

from outreach_lint.errors import RuleError, SettingsError
from outreach_lint.registry import plugins
from outreach_lint.rule import PhraseRule, Rule
from outreach_lint.settings import EVERY, names_of

RULES_PACKAGE = "outreach_lint.rules"
_PARTS, _PARTS_OF_PHRASES = ("severity", "evidence", "bad", "good"), ("phrases", "says")
_CLOSE = 0.5


def all_rules(folder: Path | None = None) -> tuple[Rule, ...]:
    """One instance of every rule, in order of id, with those of a local `folder`. Importing them loads neither spaCy nor scikit-learn.

    Raises RuleError for a file of the folder that cannot be imported or holds no rule, and where two rules have the same id.
    """
    return _all_rules(folder.resolve() if folder is not None else None)


@cache
def _all_rules(folder: Path | None) -> tuple[Rule, ...]:
    modules = [module for _, module in plugins(RULES_PACKAGE)]
    if folder is not None:
        modules += _local_modules(folder)
    by_id: dict[str, Rule] = {}
    for rule in (rule for module in modules for rule in _rules_in(module)):
        if rule.id in by_id:
            raise RuleError(f"the rule {rule.id} stands in {_file_of(by_id[rule.id])} already", path=_file_of(rule))
        by_id[rule.id] = rule
    return tuple(by_id[id] for id in sorted(by_id))


def _file_of(rule: Rule) -> Path:
    return Path(str(sys.modules[type(rule).__module__].__file__))


def _rules_in(module: ModuleType) -> Iterator[Rule]:
    for member in vars(module).values():
        is_rule = isinstance(member, type) and issubclass(member, Rule) and member not in (Rule, PhraseRule)
        if is_rule and member.__module__ == module.__name__:
            yield member()


def _local_modules(folder: Path) -> Iterator[ModuleType]:
    """The modules of a folder: `no_acme.py` holds `local/no-acme`, `house/no_acme.py` holds `house/no-acme`."""
    if not folder.is_dir():
        raise SettingsError("the folder of local rules is not there", path=folder)
    root = f"local_rules_{hashlib.sha256(str(folder).encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"  # so that two folders stay apart
    for path in sorted(p for p in folder.rglob("*.py") if not p.name.startswith(("_", "test_"))):
        place = path.relative_to(folder).with_suffix("").parts
        module = _imported(path, ".".join((root, *(place if len(place) > 1 else ("local", *place)))))
        rules = list(_rules_in(module))
        if not rules:
            raise RuleError("holds no rule: a class derived from outreach_lint.rule.Rule", path=path)
        missing = [
            part for rule in rules for part in _PARTS + _PARTS_OF_PHRASES * isinstance(rule, PhraseRule) if not hasattr(rule, part)
        ]
        if missing:
            raise RuleError(f"its rule lacks {', '.join(missing)}; docs/writing-rules.md shows one", path=path)
        yield module


def _imported(path: Path, name: str) -> ModuleType:
    spec = spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise RuleError("cannot be imported", path=path)
    module = module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise RuleError(f"cannot be imported ({type(error).__name__}: {error})", path=path) from error
    return module


def rule_names(rules: Iterable[Rule]) -> list[str]:
    """Every name by which rules can be selected: `all`, the groups, the ids."""
    rules = tuple(rules)
    return [EVERY, *dict.fromkeys(rule.group for rule in rules), *(rule.id for rule in rules)]


def is_named(rule: str, names: Collection[str]) -> bool:
    """Whether the rule of this id, its group or every rule is among the names."""
    return any(name in names for name in names_of(rule))


def select_rules(
    rules: Iterable[Rule], select: Collection[str] = (), extend: Collection[str] = (), ignore: Collection[str] = ()
) -> tuple[Rule, ...]:
    """The rules that are on. A rule's own name counts before its group's, and that before `all`; of equals, `ignore` wins. A group
    stands for its rules that are on by default: an optional rule must be named itself."""
    return tuple(rule for rule in rules if _is_on(rule, select, extend, ignore))


def _is_on(rule: Rule, select: Collection[str], extend: Collection[str], ignore: Collection[str]) -> bool:
    for name in names_of(rule.id):
        if name in ignore:
            return False
        if (name in select or name in extend) and not (name == rule.group and rule.is_optional):
            return True
    return not select and not rule.is_optional


def check_rule_names(names: Iterable[str], rules: Iterable[Rule], path: Path | str | None = None) -> None:
    """Raise SettingsError, with the nearest known one, for a name that is neither a rule's nor a group's."""
    known = rule_names(rules)
    for name in names:
        if name not in known:
            raise SettingsError(unknown_rule(name, known), path=path)


def unknown_rule(name: str, known: Collection[str]) -> str:
    """What to say of a name that no rule has: the closest known one, of the same group if that exists."""
    group, _, rest = name.lower().rpartition("/")
    beside = [one for one in known if group and one.startswith(f"{group}/")] or list(known)
    close = max(beside, key=lambda one: SequenceMatcher(None, rest, one.rpartition("/")[2][: len(rest) + 2]).ratio())
    is_close = SequenceMatcher(None, rest, close.rpartition("/")[2][: len(rest) + 2]).ratio() >= _CLOSE
    return f"unknown rule {name!r}; " + (f"did you mean {close!r}?" if is_close else "'outreach-lint rules' lists them")


def version_of(rules: Iterable[Rule]) -> str:
    """What tells two sets of rules apart: a digest of their files, eight hexadecimal digits."""
    told = sorted(f"{rule.id} {_digest_of(_file_of(rule))}\n" for rule in rules)
    return hashlib.sha256("".join(told).encode()).hexdigest()[:8]


@cache
def _digest_of(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
