"""Put the linter into the configuration of a mail program, between two lines that mark it, and take it out again to the byte."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from difflib import unified_diff
from io import FileIO
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
_MUTTS = ("neomutt", "mutt")
_LONGEST_ANSWER = 10.0  # seconds
_MUTT_CALL = lazy(r"[^#]*outreach-lint\S*[ \t]+sendmail\b")
_PLAIN_PATH = lazy(r"[\w/.+~-]+")
_MUTT_ANSWER = lazy(r'^(?:set )?smtp_url ?= ?"(?P<value>.*)"', re.MULTILINE)
_MUTT_BY_ITSELF = r"smtp_url(?=[ \t]*=[ \t]*\\?[\"']?[^\s\"'#;\\])"
_MUTT_SENDING = lazy(rf"\b(?:sendmail(?=[ \t]*=)|{_MUTT_BY_ITSELF})")
_MUTT_SMTP = lazy(rf"(?:[^#]*;)?[ \t]*set[ \t][^#]*\b{_MUTT_BY_ITSELF}")
_MUTT_HOOK = lazy(r"[ \t]*(?:[\w-]+-hook|macro)\b")
_MUTT_FILE = r"\"[^\"]*\"|'[^']*'|[^\s;\"'#<]+"
_MUTT_SOURCE = lazy(rf"(?:^|[;\"'>])[ \t]*source(?P<files>(?:[ \t]+(?:{_MUTT_FILE}))+)")
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
        """Write the file in one step, with the permissions that it has; one that has several names (hard links) in place, so that they stay one file.
        Raises OutreachLintError if that cannot be done."""
        try:
            if self.after is None:
                self.path.unlink()
                return
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutreachLintError(f"cannot be written: {error.strerror}", path=self.path) from None
        if self.before != self.after:
            self._write(self.after)
        if self.is_program:
            self.path.chmod(0o777 & ~_umask())
        elif self.before is None:
            self.path.chmod(0o666 & ~_umask())

    def _write(self, after: bytes) -> None:
        if self.before is not None and self.path.stat().st_nlink > 1:
            _write_in_place(self.path, self.before, after)
        else:
            replace_file(self.path, after, OutreachLintError)


def _write_in_place(path: Path, before: bytes, after: bytes) -> None:
    """Write into the file that is there. Where that fails, what stood in it is put back; there was room for it."""
    try:
        with FileIO(path, "r+") as file:
            try:
                _overwrite(file, after)
            except OSError:
                _overwrite(file, before)
                raise
    except OSError as error:
        raise OutreachLintError(f"cannot be written: {error.strerror}", path=path) from None


def _overwrite(file: FileIO, data: bytes) -> None:
    file.seek(0)
    while data:
        data = data[file.write(data) :]
    file.truncate()


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def installation(program: str) -> Change:
    """How the configuration of a program (aerc, emacs, git, mutt) has to change so that the linter is asked. Raises OutreachLintError where it cannot be."""
    return _permitted(_PROGRAMS[program].install())


def removal(program: str) -> Change:
    """How it has to change so that it is again what it was. Raises OutreachLintError where there is no configuration."""
    place = _PROGRAMS[program]
    path = place.find()
    before = _content(path)
    text = _text(before)
    left = _without_blocks(text, path)
    is_ours = _MADE in text and left in ("", _SHEBANG)
    return _permitted(Change(path, before, None if before is None or is_ours else _bytes(left)))


def _permitted(change: Change) -> Change:
    """The change, unless its file is protected: another could be put in its place, but that is not what its owner wants."""
    if change.before in (None, change.after):
        return change
    if not change.path.stat().st_mode & stat.S_IWUSR or not os.access(change.path, os.W_OK):
        raise OutreachLintError("write-protected, and left as it is; to have it changed, make it writable first", path=change.path)
    return change


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


class _MuttLine(NamedTuple):
    """A line of mutt's configuration, with those that continue it. `is_for_some` says that it holds for some messages alone."""

    file: Path
    number: int
    text: str
    is_for_some: bool

    @property
    def sending(self) -> list[str]:
        """Which of sendmail and smtp_url are set here."""
        return sorted(set(_MUTT_SENDING.findall(self.text)))

    @property
    def sources(self) -> Iterator[Path]:
        """The files that mutt reads next, of those whose names stand here as they are."""
        for match in _MUTT_SOURCE.finditer(self.text):
            for name in re.findall(_MUTT_FILE, match["files"]):
                with suppress(RuntimeError):  # of ~user, where there is no such user
                    path = self.file.parent / Path(os.path.expandvars(name.strip("\"'"))).expanduser()
                    if path.is_file():
                        yield path


def _mutt_lines(
    file: Path, text: str, is_for_some: bool = False, read: set[tuple[Path, bool]] | None = None
) -> Iterator[_MuttLine]:
    """The lines of a configuration and of the files that it sources, in the order in which mutt reads them."""
    read = {(file, is_for_some)} if read is None else read
    for number, joined in _joined(text):
        if joined.lstrip().startswith("#"):
            continue
        line = _MuttLine(file, number, joined, is_for_some or bool(_MUTT_HOOK.match(joined)))
        yield line
        for path in line.sources:
            if (path, line.is_for_some) not in read:
                read.add((path, line.is_for_some))
                yield from _mutt_lines(path, _text(_content(path)), line.is_for_some, read)


def _joined(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text with their numbers; one that ends in a backslash goes on in the next."""
    begun: list[str] = []
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        begun.append(line.removesuffix("\\"))
        if not line.endswith("\\"):
            yield number - len(begun) + 1, "".join(begun)
            begun = []
    if begun:
        yield number - len(begun) + 1, "".join(begun)


def _is_said_to_send(path: Path) -> bool | None:
    """Whether mutt says that it sends by smtp_url itself; None where there is none that answers."""
    told = [answer for name in _MUTTS if (answer := _mutt_answer(name, path))]
    return any(answer["value"] for answer in told) if told else None


def _mutt_answer(name: str, path: Path) -> re.Match[str] | None:
    # In a session of its own, so that what the configuration runs (gpg, say) asks nothing on this terminal.
    command = [name, "-F", str(path), "-Q", "smtp_url"]
    try:
        asked = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
        )
    except OSError:
        return None
    with asked:
        try:
            told, _ = asked.communicate(timeout=_LONGEST_ANSWER)
        except subprocess.TimeoutExpired:
            told = b""
        with suppress(OSError):  # what it has started
            os.killpg(asked.pid, signal.SIGKILL)
    return _MUTT_ANSWER.search(_text(told))


def _into_mutt() -> Change:
    path, program = _muttrc(), _program()
    before, text = _read(path)
    found = list(_mutt_lines(path, text))
    always = [line for line in found if not line.is_for_some]
    is_said = _is_said_to_send(path)
    is_written = any(_MUTT_SMTP.match(line.text) for line in always)
    if is_written if is_said is None else is_said:
        problem = "mutt sends by smtp_url itself; outreach-lint can stand before a program that sends, such as msmtp: set sendmail to that"
        raise OutreachLintError(problem, path=path)
    notes = [_mutt_note(line, path) for line in found if line.is_for_some and line.sending and not _MUTT_CALL.match(line.text)]
    if is_said is None:
        notes.append("No mutt answers here, so smtp_url was looked for in its files alone.")
    if any(_MUTT_CALL.match(line.text) for line in always):
        return Change(path, before, before, (*notes, "This sendmail is outreach-lint already."))
    if not _PLAIN_PATH.fullmatch(program):
        raise OutreachLintError("mutt cannot run a program in a folder of such a name; make a link to it elsewhere", path=program)
    # mutt puts in the value that sendmail has there, and waits until the message is sent or held, since otherwise it would not learn which
    lines = f'set sendmail="{program} sendmail -- $sendmail"\nset sendmail_wait=0\n'
    return Change(path, before, _bytes(_with_block(text, len(text), lines)), tuple(notes))


def _mutt_note(line: _MuttLine, path: Path) -> str:
    place = f"Line {line.number}" if line.file == path else f"Line {line.number} of {line.file}"
    return f"{place} sets {' and '.join(line.sending)} for some messages; those are not checked unless you change it too."


def _aerc_accounts() -> Path:
    return _first([_config_home() / "aerc" / "accounts.conf", _home() / "Library/Preferences/aerc/accounts.conf"], "aerc")


def _into_aerc() -> Change:
    path, program = _aerc_accounts(), shlex.quote(_program())
    before, text = _read(path)
    notes: list[str] = []
    found = list(_AERC_OUTGOING.finditer(text))
    if not found:
        raise OutreachLintError("no account has a line outgoing = ...", path=path)
    if all(_URL.match(match["value"]) or not match["value"] for match in found):
        problem = "no account sends by a program, so nothing is installed; let them send by one, such as msmtp, or by outreach-lint serve smtp"
        raise OutreachLintError(problem, path=path)
    for match in reversed(found):
        line = text.count(_BREAK, 0, match.start()) + 1
        if not match["value"]:
            notes.append(f"Line {line} names nothing to send by, and is left as it is.")
        elif _URL.match(match["value"]):
            notes.append(
                f"Line {line} sends by SMTP itself, and is left as it is; to have it checked, send by a program such as msmtp."
            )
        elif " sendmail -- " not in match["value"]:
            text = _with_block(text, match.end(), f"outgoing = {program} sendmail -- {match['value']}\n")
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
