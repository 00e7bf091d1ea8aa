"""The rules there are: those of this package, those that other packages register, and those in a folder of one's own."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

from outreach_lint.errors import RuleError, SettingsError
from outreach_lint.registry import nearest, plugins
from outreach_lint.rule import PhraseRule, Rule

RULES_PACKAGE = "outreach_lint.rules"
EVERY = "all"  # the name that stands for every rule, the optional ones too


@cache
def all_rules(folder: Path | None = None) -> tuple[Rule, ...]:
    """One instance of every rule, in order of id, with those of a local `folder`. Importing them loads neither spaCy nor scikit-learn.

    Raises RuleError for a file of the folder that cannot be imported or holds no rule.
    """
    modules = [module for _, module in plugins(RULES_PACKAGE)]
    if folder is not None:
        modules += _local_modules(folder)
    found = [rule for module in modules for rule in _rules_in(module)]
    return tuple(sorted(found, key=lambda rule: rule.id))


def _rules_in(module: ModuleType) -> Iterator[Rule]:
    for member in vars(module).values():
        is_rule = isinstance(member, type) and issubclass(member, Rule) and member not in (Rule, PhraseRule)
        if is_rule and member.__module__ == module.__name__:
            yield member()


def _local_modules(folder: Path) -> Iterator[ModuleType]:
    """The modules of a folder: `no_acme.py` holds `local/no-acme`, `house/no_acme.py` holds `house/no-acme`."""
    if not folder.is_dir():
        raise SettingsError("the folder of local rules is not there", path=folder)
    for path in sorted(p for p in folder.rglob("*.py") if not p.name.startswith(("_", "test_"))):
        name = ".".join(
            ("local_rules", *(path.relative_to(folder).with_suffix("").parts if path.parent != folder else ("local", path.stem)))
        )
        spec = spec_from_file_location(name, path)
        if spec is None or spec.loader is None:
            raise RuleError("cannot be imported", path=path)
        module = module_from_spec(spec)
        sys.modules[name] = module
        try:
            spec.loader.exec_module(module)
        except Exception as error:
            raise RuleError(f"cannot be imported ({type(error).__name__}: {error})", path=path) from error
        if not any(_rules_in(module)):
            raise RuleError("holds no rule: a class derived from outreach_lint.rule.Rule", path=path)
        yield module


def rule_names(rules: Iterable[Rule]) -> list[str]:
    """Every name by which rules can be selected: `all`, the groups, the ids."""
    rules = tuple(rules)
    return [EVERY, *dict.fromkeys(rule.group for rule in rules), *(rule.id for rule in rules)]


def is_named(rule: Rule, names: Collection[str]) -> bool:
    """Whether the rule, its group or every rule is among the names."""
    return rule.id in names or rule.group in names or EVERY in names


def select_rules(
    rules: Iterable[Rule], select: Collection[str] = (), extend: Collection[str] = (), ignore: Collection[str] = ()
) -> tuple[Rule, ...]:
    """The rules that are on. A rule's own name counts before its group's, and that before `all`; of equals, `ignore` wins. A group
    stands for its rules that are on by default: an optional rule must be named itself."""
    return tuple(rule for rule in rules if _is_on(rule, select, extend, ignore))


def _is_on(rule: Rule, select: Collection[str], extend: Collection[str], ignore: Collection[str]) -> bool:
    for name in (rule.id, rule.group, EVERY):
        if name in ignore:
            return False
        if name in select or name in extend:
            return name != rule.group or not rule.is_optional
    return not select and not rule.is_optional


def check_rule_names(names: Iterable[str], rules: Iterable[Rule], path: Path | str | None = None) -> None:
    """Raise SettingsError, with the nearest known one, for a name that is neither a rule's nor a group's."""
    known = rule_names(rules)
    for name in names:
        if name not in known:
            raise SettingsError(f"unknown rule {name!r}; {nearest(name, known)}", path=path)


def version_of(rules: Iterable[Rule]) -> str:
    """What tells two sets of rules apart: a digest of their files, eight hexadecimal digits."""
    files = {rule.id: Path(str(sys.modules[type(rule).__module__].__file__)) for rule in rules}
    told = (f"{id} {hashlib.sha256(path.read_bytes()).hexdigest()}\n" for id, path in sorted(files.items()))
    return hashlib.sha256("".join(told).encode()).hexdigest()[:8]
