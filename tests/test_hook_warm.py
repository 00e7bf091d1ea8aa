"""The warm server, with real processes: what it answers is what a cold run answers, and whatever fails, a check is done once, and its end is known."""

from __future__ import annotations

import json
import os
import pty
import resource
import shutil
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from outreach_lint import warm_protocol
from outreach_lint.cli import main as command_line
from outreach_lint.errors import OutreachLintError
from outreach_lint.hooks import warm
from outreach_lint.warm_protocol import BEGUN, EXIT, GO, READY, REFUSED, REPLACE, WAIT, pack, receive, send, unpack
from tests.conftest import DANA, REQUEST_FIRST, ROOT

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not hasattr(os, "pidfd_open"), reason="the warm server needs Linux with pidfd_open"
)
IS_ROOT = hasattr(os, "getuid") and os.getuid() == 0
MAIL = (
    "From: Ann <ann@example.org>\nTo: Dana <dana@example.org>\nSubject: Hello\n\nHi Dana,\n\nCan you spare 15 minutes this week?\n"
)

# The command line with a server in the place of one that anew loads everything: in this process the cold one is not to be had.
WARM = "import sys\nsys.modules['outreach_lint.cli'] = None\nfrom outreach_lint.warm_client import main\nmain('outreach-lint')\n"
COLD = "import sys\nfrom outreach_lint.warm_client import main\nmain('outreach-lint')\n"
SERVER = """
import sys
from outreach_lint.cli import main
from outreach_lint.hooks.warm import serve
serve(lambda arguments, program: main(arguments, prog_name=program), sys.argv[1], float(sys.argv[2]), lambda line: print(line, flush=True))
"""
# A server with another command line, which fails in the ways that are named, and loads nothing.
ODD_SERVER = """
import os, sys, time, signal
from outreach_lint.hooks import warm
warm._load = lambda: None
MORE
def run(arguments, program):
    name, rest = arguments[1], arguments[2:]
    if name == "wait":
        print(f"pid {os.getpid()}", flush=True)
        time.sleep(float(rest[0]))
        print("done", flush=True)
    elif name == "echo":
        sys.stdout.write(sys.stdin.read())
    elif name == "crash":
        print("begun", flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
    elif name == "raise":
        raise ValueError("some text")
    elif name == "leave":
        os._exit(int(rest[0]))
    elif name == "exit":
        sys.exit(rest[0])
    elif name == "fork":
        child = os.fork()
        if not child:
            os._exit(3)
        os.waitpid(child, 0)
        sys.exit(5)
    elif name == "become":
        reader, writer = os.pipe()
        os.write(writer, b"kept")
        os.close(writer)
        os.dup2(reader, 0)
        os.chdir(rest[0])
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        try:
            os.execvpe(rest[1], rest[1:], {**os.environ, "GIVEN": "yes"})
        except FileNotFoundError as error:
            print(error.strerror, os.getcwd(), sys.stdin.read())
            sys.exit(69)
    elif name == "tell":
        import resource, json
        umask = os.umask(0); os.umask(umask)
        print(json.dumps({"umask": umask, "cwd": os.getcwd(), "argv": sys.argv, "program": program, "environment": dict(os.environ),
            "files": resource.getrlimit(resource.RLIMIT_NOFILE), "nice": os.nice(0), "encoding": [sys.stdin.encoding, sys.stdout.encoding],
            "errors": [sys.stdout.errors, sys.stderr.errors], "open": sorted(map(int, os.listdir("/proc/self/fd"))),
            "zone": time.tzname[0], "python": sys.executable, "name": repr(sys.stdout)}))
warm.serve(run, sys.argv[1], float(sys.argv[2]), lambda line: print(line, flush=True))
"""


@dataclass
class Server:
    """A server that runs, and the environment in which it does."""

    process: subprocess.Popen[str]
    path: Path
    env: dict[str, str] = field(default_factory=dict)

    def run(
        self, *arguments: str, script: str = WARM, python: tuple[str, ...] = (), **more: object
    ) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, *python, "-c", script, *arguments],
            capture_output=True,
            **{"env": self.env, "cwd": self.path.parent, "timeout": 60, **more},
        )  # type: ignore[call-overload]

    def start(self, *arguments: str, script: str = WARM, **more: object) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-c", script, *arguments],
            **{
                "stdin": subprocess.PIPE,
                "stdout": subprocess.PIPE,
                "stderr": subprocess.PIPE,
                "env": self.env,
                "cwd": self.path.parent,
                **more,
            },  # type: ignore[call-overload]
        )

    @property
    def pid(self) -> int:
        return self.process.pid

    def children(self) -> list[int]:
        return [int(pid) for pid in Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()]


def until(is_so: Callable[[], object], seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def end(server: Server) -> None:
    if server.process.poll() is None:
        server.process.kill()
    server.process.communicate()


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package: a server ends when the files of its own change, and somebody may be working on them."""
    return copied(tmp_path_factory.mktemp("installed"))


def copied(folder: Path) -> Path:
    shutil.copytree(ROOT / "outreach_lint", folder / "outreach_lint")
    shutil.copytree(ROOT / "models", folder / "outreach_lint" / "models", dirs_exist_ok=True)
    return folder


def started(package: Path, folder: Path, script: str = SERVER, idle: float = 120, name: str = "warm.sock", **more: str) -> Server:
    path = folder / name
    env = {name: value for name, value in os.environ.items() if not name.startswith(("OUTREACH", "XDG"))}
    env |= {"PYTHONPATH": str(package), "OUTREACH_LINT_SOCKET": str(path), "COLUMNS": "90", **more}
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(path), str(idle)],
        env=env,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    if "is warm at" not in line:
        raise AssertionError(process.communicate()[1])
    return Server(process, path, env)


@pytest.fixture(scope="module")
def server(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    one = started(package, tmp_path_factory.mktemp("socket"))
    yield one
    end(one)


@pytest.fixture(scope="module")
def odd(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose command line does what the first argument says."""
    one = started(package, tmp_path_factory.mktemp("odd"), ODD_SERVER.replace("MORE", ""))
    yield one
    end(one)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with drafts, a profile, settings, and a folder below it."""
    (tmp_path / "draft.txt").write_text(REQUEST_FIRST, encoding="utf-8")
    (tmp_path / "mail.eml").write_text(MAIL, encoding="utf-8")
    (tmp_path / "dana.json").write_text(json.dumps(DANA), encoding="utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "grüße.txt").write_text("Hi Dana,\n\nyour talk at PyData – how did it begin?\n", encoding="utf-8")
    (tmp_path / "outreach-lint.toml").write_text('ignore = ["mech"]\nfail-on = "warning"\n', encoding="utf-8")
    return tmp_path


SAME = {
    "text": (["check", "draft.txt", "sub", "--to", "dana.json"], "", {}),
    "json": (["check", "draft.txt", "--to", "dana.json", "--format", "json"], "", {}),
    "html": (["check", "sub", "--format", "html"], "", {}),
    "sarif": (["check", "mail.eml", "--format", "sarif"], "", {}),
    "colours": (["check", "draft.txt"], "", {"FORCE_COLOR": "1", "COLUMNS": "70"}),
    "no-colours": (["check", "draft.txt"], "", {"FORCE_COLOR": "1", "NO_COLOR": "1"}),
    "stdin": (["check", "-", "--stdin-filename", "sub/x.txt", "-q"], REQUEST_FIRST, {}),
    "fix-stdin": (["check", "-", "--fix", "--unsafe-fixes"], "Hi Dana,\n\nYour talk on maps was definately good!!!!\n", {}),
    "rewrite": (["rewrite", "draft.txt", "--to", "dana.json"], "", {}),
    "hook": (["hook", "--format", "json"], MAIL, {}),
    "ascii": (["check", "sub"], "", {"PYTHONIOENCODING": "ascii:backslashreplace"}),
    "usage": (["check", "--formt", "x"], "", {}),
    "missing": (["check", "nowhere.txt"], "", {}),
    "broken": (["check", "draft.txt", "--config", "draft.txt"], "", {}),
}


@pytest.mark.parametrize("name", SAME)
def test_a_warm_run_is_a_cold_run(server: Server, place: Path, name: str) -> None:
    arguments, stdin, env = SAME[name]
    given = {"cwd": place, "input": stdin.encode(), "env": {**server.env, **env}}
    cold = server.run(*arguments, script=COLD, **{**given, "env": {**given["env"], "OUTREACH_LINT_WARM": "off"}})
    result = server.run(*arguments, **given)
    assert (result.returncode, result.stdout, result.stderr) == (cold.returncode, cold.stdout, cold.stderr)
    assert cold.stdout or cold.stderr


def test_settings_are_never_stale(server: Server, place: Path) -> None:
    assert server.run("check", "draft.txt", cwd=place).returncode == 1
    (place / "outreach-lint.toml").write_text('fail-on = "never"\n', encoding="utf-8")
    assert server.run("check", "draft.txt", cwd=place).returncode == 0


def test_an_address_book_is_never_stale(server: Server, place: Path) -> None:
    (place / "people").mkdir()
    card = "BEGIN:VCARD\nVERSION:4.0\nFN:{name}\nORG:Loom Ltd\nEMAIL:dana@example.org\nEND:VCARD\n"
    for name in ("Dana Whitlock", "Dana Whitlock", "Ursula Whitlock", "Ursula Whitlock"):
        (place / "people" / "one.vcf").write_text(card.format(name=name), encoding="utf-8")
        told = server.run("check", "mail.eml", "--address-book", "people", "--format", "json", cwd=place).stdout
        wrong = [finding for finding in json.loads(told)["drafts"][0]["findings"] if finding["rule"] == "reference/wrong-name"]
        assert bool(wrong) == name.startswith("Ursula")


def test_a_draft_is_mended_in_place(server: Server, place: Path) -> None:
    draft = place / "draft.txt"
    draft.write_text("Hi Dana,\n\nYour talk on maps was definately good!!!! How did it begin?\n", encoding="utf-8")
    draft.chmod(0o640)
    (place / "outreach-lint.toml").unlink()
    result = server.run("check", "draft.txt", "--fix", "--unsafe-fixes", cwd=place)
    assert b"mended" in result.stderr, result
    assert "good! How" in draft.read_text(encoding="utf-8") and stat.S_IMODE(draft.stat().st_mode) == 0o640


def _on_terminal(server: Server, arguments: list[str], cwd: Path, **env: str) -> tuple[int, bytes]:
    terminal, there = pty.openpty()
    code = WARM if env.get("OUTREACH_LINT_WARM") != "off" else COLD
    environment = {**server.env, "TERM": "xterm-256color", **env}
    del environment["COLUMNS"]
    os.environ.pop("COLUMNS", None)
    import fcntl
    import struct
    import termios

    fcntl.ioctl(there, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 77, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdin=there,
        stdout=there,
        stderr=there,
        env=environment,
        cwd=cwd,
        start_new_session=True,
    )
    os.close(there)
    output = b""
    with suppress(OSError):  # the other end was closed
        while piece := os.read(terminal, 65536):
            output += piece
    os.close(terminal)
    return process.wait(), output


def test_on_a_terminal(server: Server, place: Path) -> None:
    """Colours and width are those of the terminal."""
    result = _on_terminal(server, ["check", "draft.txt"], place)
    assert result == _on_terminal(server, ["check", "draft.txt"], place, OUTREACH_LINT_WARM="off")
    assert b"\x1b[" in result[1]
    lines = result[1].decode().splitlines()
    assert max(map(len, lines)) > 60


@pytest.mark.skipif("sendmail" not in command_line.commands, reason="there is no command sendmail")  # type: ignore[attr-defined]
def test_sendmail(server: Server, place: Path) -> None:
    """The real program stands in the place of the client: it has its process, and gets the message as it came."""
    program = place / "real"
    program.write_text('#!/bin/sh\necho "$$ $PPID $@" > called\ncat > got\nexit 67\n', encoding="utf-8")
    program.chmod(0o755)
    good = MAIL.replace("Can you spare 15 minutes this week?", "X").replace("Subject:", "X-Outreach-Lint: send\nSubject:").encode()
    client = server.start("sendmail", "--", str(program), "-i", "dana@example.org", cwd=place)
    client.communicate(good)
    assert client.returncode == 67
    assert (place / "got").read_bytes() == good
    assert (place / "called").read_text().split() == [str(client.pid), str(os.getpid()), "-i", "dana@example.org"]
    held = server.run("sendmail", "--", str(program), "-i", "dana@example.org", cwd=place, input=MAIL.encode())
    assert held.returncode == 65 and b"holds this message" in held.stderr


def test_the_process_is_as_the_client(odd: Server, tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)

    def prepare() -> None:
        os.umask(0o027)
        os.nice(3)
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(soft, 321), hard))

    environment = {**odd.env, "TZ": "Asia/Tokyo", "ODD": "one\ntwo=ü"}
    result = odd.run("check", "tell", "ü\n", "", cwd=tmp_path, env=environment, preexec_fn=prepare)
    told = json.loads(result.stdout)
    assert told["umask"] == 0o027 and told["nice"] == 3 + os.nice(0) and told["files"] == [min(soft, 321), hard]
    assert (
        told["cwd"] == str(tmp_path) and told["argv"] == ["-c", "check", "tell", "ü\n", ""] and told["program"] == "outreach-lint"
    )
    assert told["environment"] == environment and told["zone"] == "JST" and told["python"] == sys.executable
    assert told["errors"][1] == "backslashreplace" and "name='<stdout>' mode='w'" in told["name"]
    assert len(told["open"]) == 5  # the standard streams, the connection, and the folder that is listed


def test_a_folder_that_is_no_more(odd: Server, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    result = odd.run("check", "echo", cwd=gone, preexec_fn=gone.rmdir, input=b"x")
    assert (result.returncode, result.stdout) == (0, b"x")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["leave", "7"], 7, b""),
        (["exit", "words"], 1, b"words\n"),
        (["fork"], 5, b""),
        (["raise"], 1, b"ValueError: some text"),
        (["crash"], 2, b"has died"),
    ],
)
def test_how_a_process_ends(odd: Server, arguments: list[str], code: int, said: bytes) -> None:
    result = odd.run("check", *arguments)
    assert result.returncode == code and said in result.stderr


def test_a_crash_tells_a_mail_program_to_keep_the_message(odd: Server) -> None:
    result = odd.run("sendmail", "crash")
    assert result.returncode == 75 and b"Please do it again" in result.stderr


def test_a_disk_that_is_full(server: Server, place: Path) -> None:
    (place / "answer.eml").write_text(MAIL.replace("Subject", "In-Reply-To: <1@x.example>\nSubject"), encoding="utf-8")
    for script, env in ((COLD, {"OUTREACH_LINT_WARM": "off"}), (WARM, {})):
        with Path("/dev/full").open("wb") as full, (place / "answer.eml").open("rb") as given:
            command = [sys.executable, "-c", script, "hook"]
            result = subprocess.run(command, stdin=given, stdout=full, stderr=subprocess.PIPE, cwd=place, env={**server.env, **env})
        assert (result.returncode, result.stderr) == (2, b"outreach-lint: No space left on device\n")


def test_a_reader_that_has_gone(server: Server, place: Path) -> None:
    for script, env in ((COLD, {"OUTREACH_LINT_WARM": "off"}), (WARM, {})):
        reader, writer = os.pipe()
        os.close(reader)
        client = server.start("check", "draft.txt", cwd=place, script=script, stdout=writer, env={**server.env, **env})
        os.close(writer)
        said = client.communicate()[1]
        if script == COLD:
            expected = client.returncode, said
    assert (client.returncode, said) == expected


def test_another_program_takes_the_place_of_the_client(odd: Server, tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.mkdir()
    script = 'echo $$ $PPID $GIVEN $(cat) "$PWD" $0; grep SigIgn /pro[c]/$$/status; kill -TERM $$'
    client = odd.start("sendmail", "become", str(there), "sh", "-c", script, "name")
    output = client.communicate(b"not this")[0].decode().split()
    assert output[:6] == [str(client.pid), str(os.getpid()), "yes", "kept", str(there), "name"]
    assert not int(output[-1], 16) & 1 << (signal.SIGPIPE - 1)
    assert client.returncode == -signal.SIGTERM
    assert until(lambda: not odd.children())


def test_a_program_that_cannot_be_run(odd: Server, tmp_path: Path) -> None:
    result = odd.run("sendmail", "become", str(tmp_path), "no-such-program-anywhere", input=b"not this")
    assert (result.returncode, result.stdout.decode()) == (69, f"No such file or directory {tmp_path} kept\n")


def _begun(client: subprocess.Popen[bytes]) -> int:
    assert client.stdout is not None
    return int(client.stdout.readline().split()[1])


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, -signal.SIGTERM), (signal.SIGKILL, -signal.SIGKILL)]
)
def test_what_ends_the_client_ends_its_process(odd: Server, number: int, code: int) -> None:
    client = odd.start("check", "wait", "30")
    pid = _begun(client)
    client.send_signal(number)
    assert client.wait(10) == code
    assert until(lambda: not is_alive(pid))
    client.communicate()


def test_a_signal_that_the_client_ignores(odd: Server) -> None:
    client = odd.start("check", "wait", "0.5", preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN))
    _begun(client)
    client.send_signal(signal.SIGINT)
    assert client.communicate()[0] == b"done\n" and client.returncode == 0


def test_a_pause(odd: Server) -> None:
    client = odd.start("check", "wait", "1")
    pid = _begun(client)

    def states() -> set[str]:
        return {Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()[0] for one in (pid, client.pid)}

    client.send_signal(signal.SIGTSTP)
    assert until(lambda: states() == {"T"})
    client.send_signal(signal.SIGCONT)
    assert client.communicate(timeout=60)[0] == b"done\n"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_work_goes_on_when_the_server_ends(package: Path, tmp_path: Path, number: int) -> None:
    server = started(package, tmp_path, ODD_SERVER.replace("MORE", ""))
    client = server.start("check", "wait", "1")
    _begun(client)
    server.process.send_signal(number)
    assert client.communicate()[0] == b"done\n" and client.returncode == 0
    assert server.process.wait(10) == (0 if number == signal.SIGTERM else -number)
    assert server.path.exists() == (number == signal.SIGKILL)
    end(server)


def test_without_a_server_that_died(package: Path, tmp_path: Path, place: Path) -> None:
    """Its socket is still there: a check is cold, and the next server replaces it."""
    server = started(package, tmp_path, ODD_SERVER.replace("MORE", ""))
    server.process.kill()
    end(server)
    assert server.path.exists()
    assert server.run("check", "draft.txt", "-q", script=COLD, cwd=place).returncode == 1
    server = started(package, tmp_path, ODD_SERVER.replace("MORE", ""))
    assert server.run("check", "leave", "9").returncode == 9
    end(server)


def test_one_server_at_a_time(odd: Server) -> None:
    result = odd.run(str(odd.path), "120", script=SERVER)
    assert result.returncode != 0 and b"a warm server is there" in result.stderr
    assert odd.run("check", "leave", "9").returncode == 9


def test_idle_and_a_clock_that_is_moved(package: Path, tmp_path: Path) -> None:
    more = "jumps = iter(range(10**9, 10**12, 10**6)); time.time = lambda: float(next(jumps))"
    server = started(package, tmp_path, ODD_SERVER.replace("MORE", more), idle=1.5)
    time.sleep(1)
    client = server.start("check", "wait", "1.8")
    assert client.communicate()[0].endswith(b"done\n")
    time.sleep(0.7)
    assert server.process.poll() is None
    assert server.process.wait(5) == 0 and not server.path.exists()
    end(server)


@pytest.mark.parametrize("what", ["rewritten", "removed", "new", "installed"])
def test_changed_files(tmp_path: Path, what: str) -> None:
    """A server of files that have changed does nothing more."""
    package = copied(tmp_path / "installed")
    server = started(package, tmp_path, ODD_SERVER.replace("MORE", ""))
    (package / "elsewhere.txt").write_text("", encoding="utf-8")
    assert server.run("check", "leave", "9").returncode == 9
    changed = package / "outreach_lint" / "rules" / "talk" / "__init__.py"
    before = changed.stat()
    if what == "rewritten":
        changed.write_bytes(changed.read_bytes())
        os.utime(changed, ns=(before.st_atime_ns, before.st_mtime_ns))
    elif what == "removed":
        changed.unlink()
    elif what == "new":
        (changed.parent / "another.py").write_text("", encoding="utf-8")
    else:
        (package / "rules_of_others-1.0.dist-info").mkdir()
    assert b"Check drafts" in server.run("check", "--help", script=COLD).stdout
    assert server.process.wait(5) == 0
    end(server)


OTHERS = {
    "python": {"python": ("-O",)},
    "path": {"env": {"PYTHONPATH": "PACKAGE:/nowhere/else"}},
    "coding": {"python": ("-X", "utf8=1")},
}


@pytest.mark.parametrize("name", OTHERS)
def test_another_python(odd: Server, package: Path, name: str) -> None:
    other = OTHERS[name]
    env = {key: value.replace("PACKAGE", str(package)) for key, value in other.get("env", {}).items()}
    result = odd.run("check", "--help", script=COLD, env={**odd.env, **env}, python=other.get("python", ()))
    assert result.returncode == 0 and b"Check drafts" in result.stdout


@pytest.mark.skipif(not IS_ROOT, reason="only root may give up rights")
@pytest.mark.parametrize("what", ["group", "groups"])
def test_a_client_with_other_rights(odd: Server, what: str) -> None:
    def drop() -> None:
        os.setgroups([4321]) if what == "groups" else os.setgid(4321)

    result = odd.run("check", "--help", script=COLD, preexec_fn=drop)
    assert result.returncode == 0 and b"Check drafts" in result.stdout


@pytest.mark.skipif(not IS_ROOT or not shutil.which("unshare"), reason="needs root and unshare")
def test_a_client_in_other_spaces(odd: Server) -> None:
    command = ["unshare", "-n", sys.executable, "-c", COLD, "check", "--help"]
    result = subprocess.run(command, capture_output=True, env=odd.env, cwd=odd.path.parent)
    if b"unshare" in result.stderr:
        pytest.skip(result.stderr.decode())
    assert b"Check drafts" in result.stdout


@pytest.mark.skipif(not IS_ROOT, reason="only root can be somebody else")
def test_somebody_else(odd: Server) -> None:
    """The socket lets in its owner alone; and if it did not, the server would look at who comes."""
    assert stat.S_IMODE(odd.path.stat().st_mode) == 0o600
    script = f"import socket, os\nos.setuid(4321)\ns = socket.socket(socket.AF_UNIX)\ns.connect({str(odd.path)!r})\ns.settimeout(5)\nprint(s.recv(9))"
    modes = [
        (folder, folder.stat().st_mode)
        for folder in odd.path.parents
        if folder.stat().st_uid == 0 and not folder.stat().st_mode & 1
    ]
    refused = subprocess.run([sys.executable, "-c", script], capture_output=True, cwd="/")
    assert b"Permission denied" in refused.stderr
    odd.path.chmod(0o666)
    for folder, mode in modes:
        folder.chmod(mode | 0o011)
    try:
        answer = subprocess.run([sys.executable, "-c", script], capture_output=True, cwd="/")
    finally:
        odd.path.chmod(0o600)
        for folder, mode in modes:
            folder.chmod(mode)
    assert answer.stdout == b"b''\n" or b"ConnectionResetError" in answer.stderr, answer


def test_a_socket_of_somebody_else(odd: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OUTREACH_LINT_SOCKET", str(odd.path))
    assert warm_protocol.is_own_socket(str(odd.path))
    own = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: own + 1)
    assert not warm_protocol.is_own_socket(str(odd.path))
    with pytest.raises(OutreachLintError, match="is in the way"):
        warm._usable(str(odd.path), is_named=True)


def test_the_usual_places(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("OUTREACH_LINT_SOCKET", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    own = tmp_path / f"outreach-lint-{os.getuid()}"
    assert warm_protocol.socket_path() == str(own / "warm.sock")
    assert warm._usable(warm_protocol.socket_path(), is_named=False) == str(own / "warm.sock")
    assert stat.S_IMODE(own.stat().st_mode) == 0o700
    with closing(socket.socket(socket.AF_UNIX)) as made:
        made.bind(str(own / "warm.sock"))
    assert warm_protocol.is_own_socket(str(own / "warm.sock"))
    own.chmod(0o755)
    assert not warm_protocol.is_own_socket(str(own / "warm.sock"))
    with pytest.raises(OutreachLintError, match="others may look into this folder"):
        warm._usable(warm_protocol.socket_path(), is_named=False)
    own.rename(tmp_path / "elsewhere")
    (tmp_path / "elsewhere").chmod(0o700)
    own.symlink_to(tmp_path / "elsewhere")
    assert not warm_protocol.is_own_socket(str(own / "warm.sock"))
    runtime = tmp_path / "run"
    runtime.mkdir(0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    assert warm_protocol.socket_path() == str(runtime / "outreach-lint.sock")
    runtime.chmod(0o777)
    assert warm_protocol.socket_path() == str(own / "warm.sock")


def test_where_no_socket_can_be(tmp_path: Path) -> None:
    with pytest.raises(OutreachLintError, match="too long"):
        warm._usable(str(tmp_path / ("x" * 100)), is_named=True)
    (tmp_path / "file").write_text("kept", encoding="utf-8")
    with pytest.raises(OutreachLintError, match="is in the way"):
        warm._usable(str(tmp_path / "file"), is_named=True)
    with pytest.raises(OutreachLintError, match="no socket can be made here"):
        warm._usable(str(tmp_path / "file" / "below"), is_named=True)
    with pytest.raises(OutreachLintError, match="no socket can be made here"):
        warm._locked(str(tmp_path / "nowhere" / "below"))
    with pytest.raises(OutreachLintError, match="no socket can be made here"):
        warm._locked("/proc/warm.sock")
    (tmp_path / "link.lock").symlink_to(tmp_path / "file")
    with pytest.raises(OutreachLintError, match="no socket can be made here"):
        warm._locked(str(tmp_path / "link"))
    assert (tmp_path / "file").read_text(encoding="utf-8") == "kept"


def test_a_long_path_for_the_client(odd: Server, tmp_path: Path) -> None:
    result = odd.run("check", "--help", script=COLD, env={**odd.env, "OUTREACH_LINT_SOCKET": str(tmp_path / ("x" * 200))})
    assert b"Check drafts" in result.stdout


@pytest.mark.parametrize(
    "arguments", [["check", "/dev/fd/9"], ["check", "--to=/proc/self/fd/9", "draft.txt"], ["rules"], ["--version"]]
)
def test_what_is_always_cold(odd: Server, arguments: list[str]) -> None:
    result = odd.run(*arguments)
    assert result.returncode == 1 and b"outreach_lint.cli" in result.stderr


def test_off(odd: Server) -> None:
    result = odd.run("check", "leave", "9", env={**odd.env, "OUTREACH_LINT_WARM": "off"})
    assert result.returncode == 1 and b"outreach_lint.cli" in result.stderr


@pytest.mark.parametrize(
    ("setting", "variable", "is_warm"),
    [
        ('warm = "off"', None, False),
        ('warm = "off"', "auto", True),
        ('warm = "auto"', None, True),
        ('warm = "auto"', "off", False),
        ('docs-url = "warm"', None, True),
        ('warm = "off', None, True),  # broken: the command itself says so
        ("warm = 3", None, True),
    ],
)
@pytest.mark.parametrize("base", ["XDG_CONFIG_HOME", "HOME"])
def test_the_users_settings_count(
    odd: Server, tmp_path: Path, base: str, setting: str, variable: str | None, is_warm: bool
) -> None:
    env = {**odd.env, base: str(tmp_path), **({"OUTREACH_LINT_WARM": variable} if variable else {})}
    _write_settings(tmp_path / (".config" if base == "HOME" else ""), setting)
    assert odd.run("check", "leave", "9", env=env).returncode == (9 if is_warm else 1)


def test_a_folders_settings_do_not(odd: Server, tmp_path: Path) -> None:
    (tmp_path / "outreach-lint.toml").write_text('warm = "off"\n', encoding="utf-8")
    assert odd.run("check", "leave", "9", cwd=tmp_path).returncode == 9


def _write_settings(folder: Path, text: str) -> None:
    (folder / "outreach-lint").mkdir(parents=True)
    (folder / "outreach-lint" / "outreach-lint.toml").write_text(f"{text}\n", encoding="utf-8")


def _answered(
    tmp_path: Path, odd: Server, *answers: bytes, exit_code: int | None = None, script: str = COLD
) -> subprocess.CompletedProcess[bytes]:
    """What a client does with a server that gives these answers, then an exit code or nothing, and then goes away."""
    path = tmp_path / "false.sock"

    def answer(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with connection, suppress(OSError):
            send(connection, WAIT)
            for descriptor in receive(connection)[2]:
                os.close(descriptor)
            for one in answers:
                if one == GO:
                    assert receive(connection)[0] == GO
                elif one == READY:
                    process = os.pidfd_open(os.getpid())
                    send(connection, READY, descriptors=(process,))
                    os.close(process)
                else:
                    send(connection, one)
            if exit_code is not None:
                send(connection, EXIT, bytes([exit_code]))

    with closing(socket.socket(socket.AF_UNIX)) as listener:
        listener.bind(str(path))
        listener.listen()
        thread = threading.Thread(target=answer, args=(listener,))
        thread.start()
        result = odd.run("check", "--help", script=script, env={**odd.env, "OUTREACH_LINT_SOCKET": str(path)})
        thread.join()
    return result


@pytest.mark.parametrize("answers", [(REFUSED,), (WAIT, WAIT, REFUSED), (b"?",), (READY,), (READY, GO), (READY, GO, REFUSED)])
def test_what_was_not_begun_is_done_cold(tmp_path: Path, odd: Server, answers: tuple[bytes, ...]) -> None:
    result = _answered(tmp_path, odd, *answers)
    assert result.returncode == 0 and b"Check drafts" in result.stdout and not result.stderr


def _handles(pid: int, number: int) -> bool:
    line = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("SigCgt"))
    return bool(int(line.split()[1], 16) >> (number - 1) & 1)


def test_what_was_interrupted_is_not_sent(odd: Server, tmp_path: Path) -> None:
    """The exception that Ctrl-C raises can be lost in the process that works, which then says that the message may be sent."""
    path, sent = tmp_path / "false.sock", tmp_path / "sent"
    with closing(socket.socket(socket.AF_UNIX)) as listener:
        listener.bind(str(path))
        listener.listen()
        client = odd.start(
            "sendmail", "--", "/bin/touch", str(sent), script=COLD, env={**odd.env, "OUTREACH_LINT_SOCKET": str(path)}
        )
        assert client.stdin is not None
        client.stdin.close()
        connection, _ = listener.accept()
        with connection:
            send(connection, WAIT)
            for descriptor in receive(connection)[2]:
                os.close(descriptor)
            sleeper = subprocess.Popen(["sleep", "60"])
            process = os.pidfd_open(sleeper.pid)
            send(connection, READY, descriptors=(process,))
            assert receive(connection)[0] == GO
            send(connection, BEGUN)
            assert until(lambda: _handles(client.pid, signal.SIGTERM))  # it passes signals on
            client.send_signal(signal.SIGINT)
            assert sleeper.wait(20) == -signal.SIGINT  # the signal was passed on
            os.close(process)
            here = os.open("/", os.O_PATH | os.O_DIRECTORY)
            send(connection, REPLACE, pack([b"18", b"/bin/touch"], [b"touch", os.fsencode(sent)], []), (0, 1, 2, here))
            os.close(here)
            assert client.wait(20) == 130 and not sent.exists()
    assert client.stdout is not None and client.stderr is not None
    client.stdout.close()
    client.stderr.close()


def test_a_server_that_stands_still_is_given_nothing_to_hold(package: Path, tmp_path: Path) -> None:
    server = started(package, tmp_path, ODD_SERVER.replace("MORE", ""))
    try:
        os.kill(server.pid, signal.SIGSTOP)
        result = server.run("check", "--help", script=COLD)  # the output is read to its end, so to the last that holds it open
        assert result.returncode == 0 and b"Check drafts" in result.stdout
    finally:
        os.kill(server.pid, signal.SIGCONT)
        end(server)


def test_who_has_nothing_to_say_yet_takes_nobodys_place(odd: Server) -> None:
    reader, writer = os.pipe()
    slow = [odd.start("hook", "echo", stdin=reader) for _ in range(warm.MOST_AT_ONCE + 4)]
    os.close(reader)
    try:
        time.sleep(0.2)
        assert odd.run("check", "leave", "9").returncode == 9
        assert until(lambda: not odd.children())
    finally:
        os.close(writer)
        for one in slow:
            one.communicate(timeout=60)


@pytest.mark.parametrize("answers", [(READY, GO, BEGUN), (READY, GO, BEGUN, b"?")])
def test_what_was_begun_is_not_done_again(tmp_path: Path, odd: Server, answers: tuple[bytes, ...]) -> None:
    result = _answered(tmp_path, odd, *answers)
    assert result.returncode == 2 and b"has died" in result.stderr and not result.stdout


def test_an_exit_code_after_all(tmp_path: Path, odd: Server) -> None:
    result = _answered(tmp_path, odd, WAIT, READY, GO, BEGUN, exit_code=41, script=WARM)
    assert (result.returncode, result.stdout, result.stderr) == (41, b"", b"")


def test_more_than_may_work_at_once_wait(package: Path, tmp_path: Path) -> None:
    server = started(package, tmp_path, ODD_SERVER.replace("MORE", "warm.MOST_AT_ONCE = 2"))
    descriptors = _descriptors(server)
    first = [server.start("check", "echo") for _ in range(2)]
    assert until(lambda: len(server.children()) == 2)
    others = [server.start("check", "echo") for _ in range(3)]
    assert until(lambda: _descriptors(server) == descriptors + 3)
    assert len(server.children()) == 2
    others[0].kill()  # one of those that wait goes away: nothing holds open what it would have written to
    assert others[0].communicate() == (b"", b"")
    for client in (*first, *others[1:]):
        assert client.communicate(str(client.pid).encode())[0] == str(client.pid).encode() and client.returncode == 0
    end(server)


def _descriptors(server: Server) -> int:
    return len(list(Path(f"/proc/{server.pid}/fd").iterdir()))


def _memory(server: Server) -> int:
    return int(Path(f"/proc/{server.pid}/statm").read_text().split()[1])


def test_two_hundred_at_once(odd: Server) -> None:
    """Each gets its own answer, from the server; nothing is left over there afterwards: no process, no descriptor."""
    before = _descriptors(odd), _memory(odd)
    clients = [odd.start("check", "echo") for _ in range(200)]
    for client in clients:
        assert client.communicate(str(client.pid).encode()) == (str(client.pid).encode(), b"") and client.returncode == 0
    assert until(lambda: not odd.children())
    assert _descriptors(odd) == before[0] and _memory(odd) < before[1] * 1.1


def test_many_checks_at_once(server: Server, place: Path) -> None:
    expected = server.run("check", "draft.txt", cwd=place)
    before = _descriptors(server), _memory(server)
    clients = [server.start("check", "draft.txt", cwd=place, stdin=subprocess.DEVNULL) for _ in range(40)]
    assert {(*client.communicate(), client.returncode) for client in clients} == {(expected.stdout, b"", 1)}
    assert until(lambda: not server.children())
    assert _descriptors(server) == before[0] and _memory(server) < before[1] * 1.05


def test_stop(package: Path, tmp_path: Path) -> None:
    server = started(package, tmp_path, ODD_SERVER.replace("MORE", ""))
    assert warm.stop(str(server.path)) and server.process.wait(5) == 0
    assert not warm.stop(str(server.path))
    end(server)


def test_another_server_is_not_stopped(tmp_path: Path) -> None:
    """Something else of the user's that listens at a socket: to end it would be to end this process."""
    with closing(socket.socket(socket.AF_UNIX)) as other:
        other.bind(str(tmp_path / "other.sock"))
        other.listen()
        assert not warm.stop(str(tmp_path / "other.sock"))


@pytest.mark.parametrize("groups", [[[]], [[b""]], [[b"a", b"", b"c\n"], [], [b"2"]]])
def test_packing(groups: list[list[bytes]]) -> None:
    assert unpack(pack(*groups)) == groups


def test_what_is_not_packed() -> None:
    with pytest.raises(ValueError, match="zero byte"):
        pack([b"a\0b"])
    for data in (b"", b"2\0a", b"x", b"-1"):
        with pytest.raises(ValueError, match=r"message|invalid literal"):
            unpack(data)


def test_nonsense_does_not_harm_the_server(odd: Server) -> None:
    for data in (b"", b"x" * 1000, b"Q", b"Q\xff\xff\xff\xff", b"Q\x04\0\0\0abcd", b"G"):
        with closing(socket.socket(socket.AF_UNIX)) as connection:
            connection.connect(str(odd.path))
            with suppress(OSError):
                connection.sendall(data)
                connection.shutdown(socket.SHUT_WR)
                connection.settimeout(10)
                answer = b"".join(iter(lambda: connection.recv(10), b""))
                assert answer in (WAIT, WAIT + REFUSED)
    assert odd.run("check", "leave", "9").returncode == 9


def test_the_client_loads_next_to_nothing() -> None:
    code = (
        "import sys\nbefore = set(sys.modules)\nimport outreach_lint.warm_client\n"
        "print(*sorted(set(sys.modules) - before - {'outreach_lint', 'importlib', 'typing'}))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{code}"], capture_output=True, text=True
    )
    loaded = set(done.stdout.split())
    assert {"outreach_lint.warm_client", "outreach_lint.warm_protocol"} <= loaded, done.stderr
    assert not loaded & {"socket", "json", "click", "pathlib", "subprocess", "tempfile", "signal", "spacy", "numpy"}


@pytest.mark.skipif(
    "socket" not in getattr(command_line.commands.get("serve"), "commands", {}),  # type: ignore[attr-defined]
    reason="there is no command serve socket",
)
@pytest.mark.parametrize("by", ["variable", "setting"])
def test_a_server_is_started_if_that_is_wanted(package: Path, place: Path, by: str) -> None:
    env = {name: value for name, value in os.environ.items() if not name.startswith(("OUTREACH", "XDG"))}
    path = place / "own.sock"
    server = Server(
        subprocess.Popen(["true"], text=True), path, {**env, "PYTHONPATH": str(package), "OUTREACH_LINT_SOCKET": str(path)}
    )
    server.process.wait()
    if by == "setting":
        _write_settings(place / "configuration", 'warm = "start"')
    environment = {
        **server.env,
        **({"OUTREACH_LINT_WARM": "start"} if by == "variable" else {"XDG_CONFIG_HOME": str(place / "configuration")}),
    }
    try:
        cold = server.run("check", "draft.txt", script=COLD, cwd=place, env=environment)
        assert cold.returncode == 1
        assert until(path.exists, 30)
        result = server.run("check", "draft.txt", cwd=place, env=environment)
        assert (result.returncode, result.stdout, result.stderr) == (1, cold.stdout, b"")
    finally:
        assert until(lambda: warm.stop(str(path)))
    assert until(lambda: not path.exists())
