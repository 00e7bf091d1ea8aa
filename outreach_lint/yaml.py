"""YAML as people write it by hand, read safely: no objects, and no numbers in base 60, which take hours where they are long."""

from __future__ import annotations

import re
from typing import Any

import yaml


class _Loader(yaml.SafeLoader):
    """The safe loader with the integers and floats of YAML 1.2's core."""


_NUMBERS = {"tag:yaml.org,2002:int", "tag:yaml.org,2002:float"}
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _NUMBERS]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"[-+]?[0-9]{1,18}$"), list("-+0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"[-+]?[0-9]{0,18}\.[0-9]{1,18}$"), list("-+0123456789."))


def load(text: str) -> Any:
    """The value that the text holds. Raises yaml.YAMLError where it is broken, and errors of other kinds on what looks like a date and is none."""
    return yaml.load(text, Loader=_Loader)
