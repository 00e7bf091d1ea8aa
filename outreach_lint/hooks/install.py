"""Put the linter into the configuration of a mail program, between two lines that mark it, and take it out again to the byte."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from shutil import which
from typing import NamedTuple

from outreach_lint.errors import OutreachLintError
from outreach_lint.message import printable
from outreach_lint.patterns import lazy
from outreach_lint.source import read_bytes, replace_file

_BEGIN, _END = ">>> outreach-lint >>>", "<<< outreach-lint <<<"
_OPEN_ENDED, _MADE = " (no line break stood before this)", " (this file was not there before)"
_BLOCK = lazy(
    rf"^[^\n]*{re.escape(_BEGIN)}(?P<open>{re.escape(_OPEN_ENDED)})?.*?{re.escape(_END)}[^\n]*\n?", re.MULTILINE | re.DOTALL
)
_BREAK, _SHEBANG = "\n", "#!/bin/sh\n"
_MOST_BYTES = 5_000_000
_GIT_CALL = lazy(r"^[^#\n]*outreach-lint\S*[ \t]+hook[ \t]+git\b", re.MULTILINE)
_MUTT_CALL = lazy(r"^[^#\n]*outreach-lint\S*[ \t]+sendmail\b", re.MULTILINE)
_PLAIN_PATH = lazy(r"[\w/.+~-]+")
_MUTT_SMTP = lazy(r"^[ \t]*set[ \t][^#\n]*\bsmtp_url[ \t]*=[ \t]*[\"']?[^\s\"'#;]", re.MULTILINE)
_MUTT_ELSEWHERE = lazy(r"^[ \t]*(?:[\w-]+-hook|macro)\b[^\n]*\bsendmail[ \t]*=", re.MULTILINE)
_AERC_OUTGOING = lazy(r"^[ \t]*outgoing[ \t]*=[ \t]*(?P<value>[^\n]*?)[ \t\r]*(?:\n|\Z)", re.MULTILINE)
_URL = lazy(r"[\w+]+://")
_ELISP = """\
(defun outreach-lint-check ()
  "Hold this message if outreach-lint finds that it should not be sent as it is."
  (when (message-mail-p)
    (let ((text (buffer-substring-no-properties (point-min) (point-max)))
          (separator mail-header-separator)
          (answer (generate-new-buffer " *outreach-lint*"))
          (default-directory (if (and (file-directory-p default-directory) (not (file-remote-p default-directory)))
                                 default-directory
                               "~/"))
          (coding-system-for-write 'utf-8-unix)
          (coding-system-for-read 'utf-8))
      (unwind-protect
          (with-temp-buffer
            (insert text)
            (goto-char (point-min))
            (when (re-search-forward (concat "^" (regexp-quote separator) "$") nil t)
              (replace-match ""))
            (while (re-search-forward "^<#/?\\\\(?:part\\\\|multipart\\\\|secure\\\\|external\\\\|mml\\\\)[^>\\n]*>" nil t)
              (replace-match ""))
            (unless (eq 0 (call-process-region nil nil PROGRAM nil answer nil "hook" "--draft-format" "eml"))
              (user-error "%s\\n  or with M-x outreach-lint-send-anyway"
                          (with-current-buffer answer (replace-regexp-in-string "[ \\n]+\\\\'" "" (buffer-string))))))
        (kill-buffer answer)))))
(defun outreach-lint-send-anyway ()
  "Send this message whatever outreach-lint says of it."
  (interactive)
  (message-add-header "X-Outreach-Lint: send")
  (message-send-and-exit))
(add-hook 'message-send-hook #'outreach-lint-check)
"""


@dataclass(frozen=True)
class Change:
    """What becomes of a file: None stands for a file that is not there. `notes` are for the person, `is_program` says that the file is run."""

    path: Path
    before: bytes | None
    after: bytes | None
    notes: tuple[str, ...] = ()
    is_program: bool = False

    @property
    def is_needed(self) -> bool:
        is_idle = self.is_program and self.after is not None and self.path.exists() and not os.access(self.path, os.X_OK)
        return self.before != self.after or is_idle

    def difference(self) -> Iterator[str]:
        """The lines that come and go, and no others: passwords may stand beside them."""
        before, after = (_text(data).splitlines() for data in (self.before, self.after))
        old, new = (str(self.path) if data is not None else os.devnull for data in (self.before, self.after))
        yield from (printable(line) for line in unified_diff(before, after, old, new, n=0, lineterm=""))

    def make(self) -> None:
        """Write the file in one step, with the permissions that it has. Raises OutreachLintError if that cannot be done."""
        try:
            if self.after is None:
                self.path.unlink()
                return
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutreachLintError(f"cannot be written: {error.strerror}", path=self.path) from None
        if self.before != self.after:
            replace_file(self.path, self.after, OutreachLintError)
        if self.is_program:
            self.path.chmod(0o777 & ~_umask())
        elif self.before is None:
            self.path.chmod(0o666 & ~_umask())


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def installation(program: str) -> Change:
    """How the configuration of a program (aerc, emacs, git, mutt) has to change so that the linter is asked. Raises OutreachLintError where it cannot be."""
    return _PROGRAMS[program].install()


def removal(program: str) -> Change:
    """How it has to change so that it is again what it was. Raises OutreachLintError where there is no configuration."""
    place = _PROGRAMS[program]
    path = place.find()
    before = _content(path)
    text = _text(before)
    left = _without_blocks(text, path)
    is_ours = _MADE in text and left in ("", _SHEBANG)
    return Change(path, before, None if before is None or is_ours else _bytes(left))


def _content(path: Path) -> bytes | None:
    return read_bytes(str(path), _MOST_BYTES, OutreachLintError) if path.exists() else None


def _text(data: bytes | None) -> str:
    return (data or b"").decode("utf-8", "surrogateescape")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _with_block(text: str, end: int, lines: str, comment: str = "#", is_new: bool = False) -> str:
    """A text with marked lines behind its first so many characters."""
    is_open = end > 0 and text[end - 1] != "\n"
    said = _OPEN_ENDED if is_open else _MADE if is_new else ""
    block = f"{comment} {_BEGIN}{said}\n{lines}{comment} {_END}\n"
    block = "\n" + block if is_open else block
    return text[:end] + (block.replace("\n", "\r\n") if "\r\n" in text else block) + text[end:]


def _without_blocks(text: str, path: Path) -> str:
    """A text without what stands between marks. Raises OutreachLintError where a mark has no partner."""
    broken = OutreachLintError("the lines that mark what outreach-lint wrote are broken; take it out by hand", path=path)
    for match in reversed(list(_BLOCK.finditer(text))):
        if match.group().count(_BEGIN) > 1:
            raise broken
        before, behind = text[: match.start()], text[match.end() :]
        if match["open"] and not behind:
            before = before.removesuffix("\r\n" if "\r\n" in match.group() else "\n")
        text = before + behind
    if _BEGIN in text or _END in text:
        raise broken
    return text


def _read(path: Path) -> tuple[bytes | None, str]:
    """The content of a file, and its text without what was put into it before."""
    before = _content(path)
    return before, _without_blocks(_text(before), path)


def _program() -> str:
    """How the command outreach-lint is called from anywhere. Raises OutreachLintError if it is not installed."""
    beside = Path(sys.executable).with_name("outreach-lint")
    found = str(beside) if os.access(beside, os.X_OK) else which("outreach-lint")
    if found is None:
        raise OutreachLintError("the command outreach-lint is not installed; install it with pip")
    return found


def _first(places: Sequence[Path], what: str) -> Path:
    found = next((path for path in places if path.exists()), None)
    if found is None:
        raise OutreachLintError(f"no configuration of {what} was found; looked for {', '.join(map(str, places))}")
    return found


def _home() -> Path:
    return Path(os.environ.get("HOME") or Path.home())


def _config_home() -> Path:
    return Path(os.environ.get("XDG_CONFIG_HOME") or _home() / ".config")


def _git_hook() -> Path:
    """Where git looks for the hook: in the folder of core.hooksPath, or else in that of the repository."""
    try:
        top = _git("rev-parse", "--show-toplevel") or _git("rev-parse", "--absolute-git-dir")
        folder = _git("-C", top, "rev-parse", "--git-path", "hooks") if top else ""
    except OSError as error:
        raise OutreachLintError(f"git cannot be run: {error.strerror}") from None
    if not folder:
        raise OutreachLintError("this is no git repository; go to the one from which you send")
    return Path(top) / folder / "sendemail-validate"


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], capture_output=True, check=False, stdin=subprocess.DEVNULL)
    return os.fsdecode(done.stdout).rstrip("\n") if done.returncode == 0 else ""


def _into_git() -> Change:
    path = _git_hook()
    before, others = _read(path)
    line = f'{shlex.quote(_program())} hook git "$@" || exit 1\n'
    if _GIT_CALL.search(others):
        return Change(path, before, before, ("This hook asks outreach-lint already.",), is_program=True)
    if before is not None and before == _bytes(others):
        raise OutreachLintError(
            f"a hook stands there already, and is left as it is; to ask both, add this line to it: {line.strip()}", path=path
        )
    shebang = others or _SHEBANG
    return Change(
        path,
        before,
        _bytes(_with_block(shebang, shebang.index("\n") + 1, line, is_new=before is None or _MADE in _text(before))),
        is_program=True,
    )


def _muttrc() -> Path:
    """The file that neomutt reads, or else mutt."""
    places = [
        folder / name
        for folder, names in (
            (_config_home() / "neomutt", ("neomuttrc", "muttrc")),
            (_config_home() / "mutt", ("neomuttrc", "muttrc")),
            (_home() / ".neomutt", ("neomuttrc", "muttrc")),
            (_home() / ".mutt", ("neomuttrc", "muttrc")),
            (_home(), (".neomuttrc", ".muttrc")),
        )
        for name in names
    ]
    return _first(places, "mutt or neomutt")


def _into_mutt() -> Change:
    path, program = _muttrc(), _program()
    before, text = _read(path)
    if _MUTT_CALL.search(text):
        return Change(path, before, before, ("This sendmail is outreach-lint already.",))
    if not _PLAIN_PATH.fullmatch(program):
        raise OutreachLintError("mutt cannot run a program in a folder of such a name; make a link to it elsewhere", path=program)
    if _MUTT_SMTP.search(text):
        problem = "mutt sends by smtp_url itself; outreach-lint can stand before a program that sends, such as msmtp: set sendmail to that"
        raise OutreachLintError(problem, path=path)
    # mutt puts in the value that sendmail has there, and waits until the message is sent or held, since otherwise it would not learn which
    lines = f'set sendmail="{program} sendmail -- $sendmail"\nset sendmail_wait=0\n'
    elsewhere = [
        f"Line {text.count(_BREAK, 0, match.start()) + 1} sets sendmail for some messages; those are not checked unless you change it too."
        for match in _MUTT_ELSEWHERE.finditer(text)
    ]
    return Change(path, before, _bytes(_with_block(text, len(text), lines)), tuple(elsewhere))


def _aerc_accounts() -> Path:
    return _first([_config_home() / "aerc" / "accounts.conf", _home() / "Library/Preferences/aerc/accounts.conf"], "aerc")


def _into_aerc() -> Change:
    path, program = _aerc_accounts(), shlex.quote(_program())
    before, text = _read(path)
    notes: list[str] = []
    found = list(_AERC_OUTGOING.finditer(text))
    for match in reversed(found):
        if _URL.match(match["value"]):
            line = text.count(_BREAK, 0, match.start()) + 1
            notes.append(
                f"Line {line} sends by SMTP itself, and is left as it is; to have it checked, send by a program such as msmtp."
            )
        elif " sendmail -- " not in match["value"]:
            text = _with_block(text, match.end(), f"outgoing = {program} sendmail -- {match['value']}\n")
    if not found:
        raise OutreachLintError("no account has a line outgoing = ...", path=path)
    return Change(path, before, _bytes(text), tuple(reversed(notes)))


def _emacs_init() -> Path:
    """The file that Emacs reads, or the one that it would read."""
    folder = _home() / ".emacs.d"
    early = [_home() / ".emacs.el", _home() / ".emacs"]
    modern = _config_home() / "emacs"
    folder = modern if modern.is_dir() and not folder.is_dir() else folder
    return next((path for path in early if path.exists()), folder / "init.el")


def _into_emacs() -> Change:
    path = _emacs_init()
    before, text = _read(path)
    lines = _ELISP.replace("PROGRAM", json.dumps(_program(), ensure_ascii=False))
    return Change(path, before, _bytes(_with_block(text, len(text), lines, ";;", is_new=before is None or _MADE in _text(before))))


class _Program(NamedTuple):
    find: Callable[[], Path]
    install: Callable[[], Change]


_PROGRAMS = {
    "aerc": _Program(_aerc_accounts, _into_aerc),
    "emacs": _Program(_emacs_init, _into_emacs),
    "git": _Program(_git_hook, _into_git),
    "mutt": _Program(_muttrc, _into_mutt),
}
