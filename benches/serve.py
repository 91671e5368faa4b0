#!/usr/bin/env python3
"""Preview servers: how long from save to the new page, for `letopis serve` and `hugo server`.

    python3 benches/serve.py
    python3 benches/serve.py --sizes 1,200 --edits 10 --port 1700

For each size a region is generated and each server started on its own copy, one after the other. Measured are

- start: from starting the process to the first page served (the site's index, then the news item to be edited);
- save to served: a news item of the middle institution is saved in place with a marker that was never there before, and
  its page is asked for again and again over one connection until it bears the marker. The clock starts just before the
  file is opened, so the watcher's wait for further saves is within the figure; both have one;
- peak memory of the server.

Answers other than 200 and broken connections while waiting are counted: a preview should have a whole page at any moment.
Between edits the script waits for half a second or so, of uneven length, so that no rebuild falls into step with the clock.
Each server runs as its users run it; by default `hugo server` renders again only what was lately looked at ("fast
render").

Every wait has an end: a page that does not come within `--timeout` seconds ends that server's turn and counts as that
long ("over"), and after `--budget` seconds no further edit is begun, so the table tells how many there were. Hugo needs
this: from about a hundred institutions on, an edit takes its server longer than the whole build (docs/benchmarks.md). A
server is ended by its own id: asked first, then killed.
"""

import argparse
import os
import signal
import socket
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, sleep

import programs
from programs import RunFailed
from region import TODAY

# Between two requests; the servers need the cores more than we need exactness.
PAUSE = 0.001
# Told by the project's goals for letopis, in milliseconds: the debounce is at most 60, and at most 50 come on top.
GOAL_START_ONE = 150
GOAL_MEDIAN_THOUSAND = 110


@dataclass
class Figures:
    """Times in seconds, peak memory in bytes."""

    first_page: float = 0.0
    item_page: float = 0.0
    edits: list[float] = field(default_factory=list)
    bad_answers: int = 0
    peak: int = 0
    # Whether the last of the edits was given up, so that its time is the least it would have taken.
    gave_up: bool = False


class Client:
    """Asks one server for pages over one connection, which it opens anew when it breaks."""

    def __init__(self, port: int):
        self.port = port
        self.connection = None

    def get(self, path: str) -> tuple[int, bytes]:
        """Status and body; status 0 where there was no whole answer."""
        try:
            if self.connection is None:
                self.connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
            self.connection.request("GET", path)
            answer = self.connection.getresponse()
            return answer.status, answer.read()
        except (OSError, HTTPException):
            self.close()
            return 0, b""

    def close(self) -> None:
        if self.connection:
            self.connection.close()
        self.connection = None


def free_port(wished: int | None) -> int:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", wished or 0))
        return probe.getsockname()[1]


def serve_command(name: str, binary: Path, root: Path, port: int) -> list[str]:
    if name == "letopis":
        command = [binary, "serve", root, "--port", port, "--date", TODAY, "--color", "never"]
    else:
        command = [binary, "server", "--source", root, "--bind", "127.0.0.1", "--port", port]
        command += ["--clock", programs.HUGO_CLOCK, "--cacheDir", root / "cache"]
    return [str(part) for part in command]


class NotInTime(RunFailed):
    """A page did not come before the time was up."""


def wait_for(client: Client, process: subprocess.Popen, path: str, marker: bytes, timeout: float) -> tuple[float, int]:
    """Asks for a page until it is there and bears the marker; the moment when it did, and how many answers were bad."""
    deadline = perf_counter() + timeout
    bad_answers = 0
    while perf_counter() < deadline:
        status, body = client.get(path)
        if status == 200 and marker in body:
            return perf_counter(), bad_answers
        bad_answers += status != 200
        if process.poll() is not None:
            raise RunFailed(f"the server ended with status {process.returncode}")
        sleep(PAUSE)
    raise NotInTime(f"{path} had no {marker.decode() or 'answer'} within {timeout:.0f} s")


def measure_server(name: str, binary: Path, root: Path, size: int, log: Path, arguments) -> Figures:
    port = free_port(arguments.port)
    item, address = programs.edited_item(root, size)
    original = item.read_text(encoding="utf-8")
    figures = Figures()
    with open(log, "wb") as output:
        start = perf_counter()
        process = subprocess.Popen(serve_command(name, binary, root, port), stdout=output, stderr=output)
        client = Client(port)
        try:
            served, _ = wait_for(client, process, "/", b"<html", arguments.timeout)
            figures.first_page = served - start
            served, figures.bad_answers = wait_for(client, process, f"/{address}", b"<html", arguments.timeout)
            figures.item_page = served - start
            # The first rebuild of a server may find it still at work on its start.
            sleep(2)
            make_edits(figures, client, process, item, address, arguments)
            figures.peak = peak_memory(process.pid)
        finally:
            client.close()
            end(process)
            item.write_text(original, encoding="utf-8")
    return figures


def make_edits(figures: Figures, client: Client, process: subprocess.Popen, item: Path, address: str, arguments) -> None:
    """Saves the item again and again, and notes how long each save takes to be served."""
    random = Random(arguments.seed)
    original = item.read_text(encoding="utf-8")
    began = perf_counter()
    for number in range(arguments.edits):
        marker = f"Правка-{number}-{os.getpid()}"
        start = perf_counter()
        item.write_text(f"{original}\n{marker}\n", encoding="utf-8")
        try:
            served, bad_answers = wait_for(client, process, f"/{address}", marker.encode(), arguments.timeout)
        except NotInTime:
            figures.edits.append(arguments.timeout)
            figures.gave_up = True
            return
        figures.edits.append(served - start)
        figures.bad_answers += bad_answers
        if served - began > arguments.budget:
            return
        # A server may serve the page first and go on working for a while.
        sleep(random.uniform(0.4, 0.9) + min(figures.edits[-1], 10))


def peak_memory(process_id: int) -> int:
    """In bytes, as Linux tells it; 0 elsewhere."""
    lines = programs.read_lines(f"/proc/{process_id}/status")
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")), 0)


def end(process: subprocess.Popen) -> None:
    """As a person would, with Ctrl-C; then less politely."""
    for kind, patience in [(signal.SIGINT, 10), (signal.SIGTERM, 5), (signal.SIGKILL, 5)]:
        if process.poll() is not None:
            return
        process.send_signal(kind)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            print(f"  process {process.pid} did not end within {patience} s of {kind.name}")


def print_row(name: str, size: int, figures: Figures) -> None:
    goals = []
    middle = median(figures.edits) * 1000
    if name == "letopis" and size == 1:
        goals.append(f"start at most {GOAL_START_ONE}: {'met' if figures.first_page * 1000 <= GOAL_START_ONE else 'MISSED'}")
    if name == "letopis" and size == 1000:
        goals.append(f"median at most {GOAL_MEDIAN_THOUSAND}: {'met' if middle <= GOAL_MEDIAN_THOUSAND else 'MISSED'}")
    over = "over " if figures.gave_up else ""
    print(
        f"| {size} | {name} | {figures.first_page * 1000:.0f} | {figures.item_page * 1000:.0f} | {len(figures.edits)} "
        f"| {over if len(figures.edits) < 3 else ''}{middle:.0f} | {min(figures.edits) * 1000:.0f} "
        f"| {over}{max(figures.edits) * 1000:.0f} | {figures.bad_answers} | {figures.peak / 1e6:.0f} | {'; '.join(goals)} |",
        flush=True,
    )


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the time from save to the new page, for letopis and Hugo.")
    parser.add_argument("--sizes", default="1,200,1000", help="numbers of institutions, with commas")
    parser.add_argument("--edits", type=int, default=30)
    parser.add_argument("--port", type=int, help="the port to serve at (default: a free one)")
    parser.add_argument("--timeout", type=float, default=120, help="seconds to wait for any one page")
    parser.add_argument("--budget", type=float, default=300, help="seconds after which a server gets no further edit")
    programs.add_program_arguments(parser)
    arguments = parser.parse_args()
    binaries = dict(zip(["letopis", "Hugo"], programs.find_programs(arguments)))
    if not any(binaries.values()):
        return 2
    troubles = 0
    with tempfile.TemporaryDirectory(prefix="letopis-serve-", dir=programs.work_place(arguments.work)) as folder:
        folder = Path(folder)
        programs.print_circumstances(list(binaries.values()), folder)
        print(f"dates: served as of {TODAY}; edits: {arguments.edits}\n")
        print("| institutions | server | start to index, ms | start to item, ms | edits | save to served: median, ms | least "
              "| worst | bad answers | peak, MB | goal |")
        print("| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |", flush=True)
        for size in [int(size) for size in arguments.sizes.split(",")]:
            roots = {name: folder / f"{name.lower()}-{size}" for name in binaries}
            programs.generate_region(size, arguments.seed, roots["letopis"], roots["Hugo"])
            for name, binary in binaries.items():
                if binary is None:
                    continue
                log = folder / "log.txt"
                try:
                    print_row(name, size, measure_server(name, binary, roots[name], size, log, arguments))
                except RunFailed as failure:
                    troubles += 1
                    words = log.read_text(encoding="utf-8", errors="replace")[-1500:]
                    print(f"\nFAILED: {name} at {size} institutions: {failure}\n{words}\n", flush=True)
    return 1 if troubles else 0


if __name__ == "__main__":
    sys.exit(main())
