"""A person on GitHub, as its interface answers: name, company, place, biography and addresses of a user (`/users/LOGIN`), and their own repositories
(`/users/LOGIN/repos`) as projects, with the most used languages; either or both in one file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from outreach_lint.errors import ProfileError
from outreach_lint.patterns import lazy
from outreach_lint.profile import Profile
from outreach_lint.profiles.json_resume import load, outline
from outreach_lint.resume import profile_from_resume

SUFFIXES: tuple[str, ...] = ()
LIBRARY = "standard library"
LIMITS = "The 30 repositories with the most stars; forks and those of others are only counted."
_MOST_REPOSITORIES, _MOST_LANGUAGES, _MOST_COMPANIES = 30, 3, 20
_REPOSITORY_LISTS = ("repos", "repositories", "repositories_list", "repositories_all")
_USER_AT = ("", "[].", "user.", "data.user.", "data.viewer.", "data.organization.", "data.repositoryOwner.")
_OF_USER = (
    "public_repos",
    "public_gists",
    "followers_url",
    "gists_url",
    "repos_url",
    "repositories",
    "twitterUsername",
    "twitter_username",
    "isHireable",
)
_OWNER_AT = ("[].", "[].[].")
_OF_REPOSITORY = ("full_name", "nameWithOwner", "stargazers_count", "stargazerCount")
_SETTINGS = lazy(r"dotfiles|\.github|.*\.github\.io", re.I)  # repositories that are no projects
_BETWEEN = lazy(r"\s*[,;/&|+]\s*(?=@)|\s+(?=@)")
_HANDLE = lazy(r"(?<![\w.])@(?=\w)")
# Words beside a name that make it no present employer, or that are no name at all.
_NO_EMPLOYER = lazy(
    r"\b(?:ex|former|formerly|previous|previously|prev|past|retired|was|alumni|alumnus|alumna|student|freelance\w*|self[- ]employed|unemployed|none"
    r"|n/a|nobody|myself|looking|seeking|open to|available|hire me|independent)\b|https?:",
    re.I,
)
_ONLY_A_PERSON = (
    "this is the account of an organisation or a program, not of a person; save the account of the person whom you write to"
)


class _Account(NamedTuple):
    user: dict[str, Any]
    repositories: list[dict[str, Any]]


def recognises(data: bytes) -> bool:
    """Whether the JSON has an account with what only GitHub says of it, or a list of repositories with an owner."""
    keys = outline(data)
    is_user = any(f"{at}login" in keys and any(f"{at}{key}" in keys for key in _OF_USER) for at in _USER_AT)
    return is_user or any(f"{at}owner.login" in keys and any(f"{at}{key}" in keys for key in _OF_REPOSITORY) for at in _OWNER_AT)


def read(data: bytes, path: str) -> Profile:
    """Read an account. Raises ProfileError if it is none, or not one of a person."""
    account = _account(load(data, path), path)
    user = account.user
    kinds = (user.get("type"), user.get("__typename"))
    if any(isinstance(kind, str) and kind != "User" for kind in kinds):
        raise ProfileError(_ONLY_A_PERSON, path=path)
    unread: list[str] = []
    own = list(_own(account, unread))
    record = {
        "basics": _basics(user),
        "work": list(_work(user.get("company"), unread)),
        "projects": [_project(one) for one in own[:_MOST_REPOSITORIES]],
        "skills": [{"name": name} for name in _languages(own)],
    }
    if len(own) > _MOST_REPOSITORIES:
        unread.append(f"repositories: {len(own) - _MOST_REPOSITORIES:,} more, with fewer stars")
    if not any(record.values()) or not _says_something(record):
        raise ProfileError(
            "the account tells nothing of the person but the login; save the repositories too, or add a profile", path=path
        )
    return profile_from_resume(record, path, unread)


def _says_something(record: dict[str, Any]) -> bool:
    return any(record[key] for key in ("work", "projects", "skills")) or any(
        isinstance(record["basics"].get(key), str) and record["basics"][key].strip() for key in ("name", "summary", "location")
    )


def _account(value: Any, path: str) -> _Account:
    """The user and the repositories, in whatever order and wrapping they were saved."""
    user: dict[str, Any] = {}
    repositories: list[dict[str, Any]] = []
    for one in _objects(value):
        if "login" in one and "owner" not in one:
            user = user or one
            repositories += [repo for key in _REPOSITORY_LISTS for repo in _nodes(one.get(key))]
        elif isinstance(one.get("owner"), dict):
            repositories.append(one)
    if not user:
        user = _only_owner(repositories, path)
    if not isinstance(user.get("login"), str):
        raise ProfileError("no GitHub account: save what https://api.github.com/users/LOGIN answers", path=path)
    return _Account(user, repositories)


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """The objects that may be a user or a repository: not deeper than the forms in which they are saved."""
    level = [value]
    for _ in range(4):
        deeper: list[Any] = []
        for one in level:
            if isinstance(one, list):
                deeper += one
            elif isinstance(one, dict) and ("login" in one or "owner" in one):
                yield one
            elif isinstance(one, dict):
                deeper += [
                    one[key]
                    for key in ("data", "user", "viewer", "organization", "repositoryOwner", *_REPOSITORY_LISTS)
                    if key in one
                ]
        level = deeper


def _nodes(value: Any) -> list[dict[str, Any]]:
    """The repositories of a list, or of GraphQL's {"nodes": [...]} or {"edges": [{"node": ...}]}."""
    if isinstance(value, dict):
        edges = value.get("edges")
        value = value.get("nodes") or (
            [edge.get("node") for edge in edges if isinstance(edge, dict)] if isinstance(edges, list) else []
        )
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _only_owner(repositories: list[dict[str, Any]], path: str) -> dict[str, Any]:
    """The owner of repositories that were saved without their user. Raises ProfileError if they belong to several accounts."""
    owners = {str(one["owner"].get("login")).casefold(): one["owner"] for one in repositories}
    if len(owners) > 1:
        raise ProfileError(
            "the repositories belong to several accounts; save the person's own, which https://api.github.com/users/LOGIN/repos lists",
            path=path,
        )
    return next(iter(owners.values()), {})


def _basics(user: dict[str, Any]) -> dict[str, Any]:
    name, login = user.get("name"), user["login"]
    twitter = user.get("twitter_username") or user.get("twitterUsername")
    accounts = [user.get("html_url") or (user.get("url") if _is_page(user.get("url")) else None) or f"https://github.com/{login}"]
    accounts += [f"https://twitter.com/{twitter}"] if isinstance(twitter, str) and twitter else []
    accounts += [one.get("url") for one in _nodes(user.get("socialAccounts"))]
    is_named = isinstance(name, str) and name.strip().casefold() != login.casefold()
    return {
        "name": name if is_named else None,
        "summary": user.get("bio"),
        "location": user.get("location"),
        "email": user.get("email"),
        "url": user.get("blog") or user.get("websiteUrl"),
        "profiles": [{"url": one} for one in accounts],
    }


def _is_page(url: Any) -> bool:
    """GraphQL's `url` is the page of the account; that of the older interface is its own."""
    return isinstance(url, str) and "//api." not in url


def _work(company: Any, unread: list[str]) -> Iterator[dict[str, Any]]:
    if not isinstance(company, str) or not company.strip():
        return
    text = company.strip()[:500]
    if _NO_EMPLOYER.search(text):
        unread.append("company: no present employer by its words")
    else:
        yield from ({"name": _HANDLE.sub("", name)} for name in _BETWEEN.split(text)[:_MOST_COMPANIES] if name)


def _own(account: _Account, unread: list[str]) -> Iterator[dict[str, Any]]:
    """The person's own repositories, those with the most stars first: no forks, none of others, not the one that holds the profile's page."""
    login = account.user["login"].casefold()
    kept, forks, of_others = [], 0, 0
    for one in account.repositories:
        name, owner = one.get("name"), one.get("owner")
        owned_by = owner.get("login") if isinstance(owner, dict) else login
        if one.get("fork") is True or one.get("isFork") is True:
            forks += 1
        elif not isinstance(owned_by, str) or owned_by.casefold() != login:
            of_others += 1
        elif isinstance(name, str) and name.casefold() != login and not _SETTINGS.fullmatch(name):
            kept.append(one)
    unread += [f"repositories: {count:,} {words}" for count, words in ((forks, "forks"), (of_others, "of other accounts")) if count]
    yield from sorted(kept, key=_stars, reverse=True)


def _stars(repository: dict[str, Any]) -> int:
    stars = repository.get("stargazers_count", repository.get("stargazerCount"))
    return stars if isinstance(stars, int) else 0


def _project(repository: dict[str, Any]) -> dict[str, Any]:
    is_ended = repository.get("archived") is True or repository.get("isArchived") is True
    pushed = repository.get("pushed_at") or repository.get("pushedAt") or "archived"
    return {
        "name": repository["name"],
        "description": repository.get("description"),
        "startDate": repository.get("created_at") or repository.get("createdAt"),
        "endDate": pushed if is_ended else None,
    }


def _languages(repositories: list[dict[str, Any]]) -> list[str]:
    """The languages of the most repositories."""
    named = (one.get("language") or one.get("primaryLanguage") for one in repositories)
    texts = (one.get("name") if isinstance(one, dict) else one for one in named)
    return [name for name, _ in Counter(text for text in texts if isinstance(text, str)).most_common(_MOST_LANGUAGES)]
