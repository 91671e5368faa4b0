#!/usr/bin/env python3
"""letopis, Hugo and `cp -r`, side by side: what a build costs.

    python3 benches/compare.py
    python3 benches/compare.py --sizes 20,200,1000 --repetitions 3
    python3 benches/compare.py --work /var/tmp

For each size a region is generated, for letopis and for Hugo. Then, in one run and in turns (every program does a step
before any does the next, and the whole round is repeated):

- clean build: no output, no caches;
- `cp -r` of each program's own output, the least that writing so many files can cost;
- nothing changed: the same build once more;
- one edit: a paragraph of one news item differs; the page is looked at afterwards.

The table gives medians with the spread of the wall time, and the ratios that matter. The outputs of both are counted
first: pages of each kind, rows of the plans' tables, entries of the feeds. A difference is printed as MISMATCH. What
letopis makes beyond Hugo's pages (progress, search, JSON, CSV, calendars) is listed: it is work that only letopis does.

The region and the outputs lie in memory (/dev/shm) unless `--work DIR` names another place: then no disk's mood is
measured, and `cp -r` costs what the kernel's work of making files costs. Before every measured step the sources have been
read once and the disk is synchronised, so that nobody pays for another's writes. On a disk, old outputs are not deleted
while measuring but set aside: ext4 skips inodes freed in the last minutes one by one, and the very same `cp -r` was seen
to take eight times as long after a deletion, by this script or by anyone. Let a disk rest for five minutes before.

The exit status is 1 if a program failed or the outputs differ where they must not.

Peak memory is told by the kernel, and never below this script's own size: such a figure is printed as "at most".
"""

import argparse
import os
import re
import shutil
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import programs
from programs import Cost, RunFailed, measure
from region import TODAY

STEPS = ["clean build", "cp -r of its output", "nothing changed", "one edit"]

# Told by the project's goals: (institutions, ratio) → at most.
GOALS = {
    (200, "clean build, wall: letopis / Hugo"): 1 / 5,
    (1000, "clean build, wall: letopis / Hugo"): 1 / 3,
    (200, "clean build, wall: letopis / cp -r of its output"): 1.5,
    (1000, "clean build, wall: letopis / cp -r of its output"): 1.3,
    (200, "clean build, user CPU: letopis / Hugo"): 1 / 8,
    (1000, "clean build, user CPU: letopis / Hugo"): 1 / 8,
    (1000, "nothing changed, wall: letopis / its clean build"): 1 / 10,
}


@dataclass
class Contestant:
    """One program with its copy of the region."""

    name: str
    root: Path
    output: Path
    command: list
    caches: list[Path]
    edited: Path
    edited_page: str
    original: str = ""
    costs: dict[str, list[Cost]] = field(default_factory=lambda: {step: [] for step in STEPS})

    def median(self, step: str, part: str) -> float:
        return median(getattr(cost, part) for cost in self.costs[step])


def letopis_contestant(binary: Path, root: Path, institutions: int) -> Contestant:
    output = root / "public"
    command = [binary, "build", root, "--out", output, "--date", TODAY, "--quiet", "--color", "never"]
    edited, address = programs.edited_item(root, institutions)
    return Contestant("letopis", root, output, command, [root / ".letopis"], edited, address)


def hugo_contestant(binary: Path, root: Path, institutions: int) -> Contestant:
    output = root / "public"
    caches = [root / "resources", root / "cache"]
    command = [binary, "--source", root, "--destination", output, "--cacheDir", root / "cache", "--quiet"]
    command += ["--clock", programs.HUGO_CLOCK]
    edited, address = programs.edited_item(root, institutions)
    return Contestant("Hugo", root, output, command, caches, edited, address)


# Outputs compared


PAGE_KINDS = [
    ("index", r"index\.html"),
    ("404", r"404\.html"),
    ("sitemap", r"sitemap\.xml"),
    ("robots", r"robots\.txt"),
    ("search (page and data)", r"search/.*|search[^/]*"),
    ("institution", r"[^/]+/index\.html"),
    ("feed", r"[^/]+/feed\.xml"),
    ("calendar", r"[^/]+/calendar\.ics"),
    ("project", r"[^/]+/[^/]+/index\.html"),
    ("progress", r"[^/]+/[^/]+/progress/index\.html"),
    ("plan", r"[^/]+/[^/]+/plans/[^/]+/index\.html"),
    ("plan as JSON, CSV, calendar", r"[^/]+/[^/]+/plans/[^/]+/plan\.(json|csv|ics)"),
    ("list of reports", r"[^/]+/[^/]+/reports/(page/\d+/)?index\.html"),
    ("report", r"[^/]+/[^/]+/reports/[^/]+/index\.html"),
    ("list of news", r"[^/]+/[^/]+/news/(page/\d+/)?index\.html"),
    ("news item", r"[^/]+/[^/]+/news/[^/]+/index\.html"),
    ("asset or other", r".*"),
]
PAGE_PATTERNS = [(kind, re.compile(pattern)) for kind, pattern in PAGE_KINDS]
# What both must have in equal number; the rest may be one's own.
SHARED_KINDS = {"index", "404", "sitemap", "robots", "institution", "feed", "project", "plan", "list of reports", "report",
                "list of news", "news item"}

PLAN_TABLE = re.compile(rb'<table[^>]*class="?plan\b.*?</table>', re.DOTALL)
ROW = re.compile(rb"<tr\b")
BAND = re.compile(rb'<th\b[^>]*scope="?rowgroup')
NUMBER_CELL = re.compile(rb'<t[dh]\b[^>]*data-field="?number\b[^>]*>')
ENTRY = re.compile(rb"<entry\b")


@dataclass
class Inventory:
    """What an output consists of: files by kind, counts within pages, and bytes."""

    files: Counter
    contents: Counter
    bytes: int


def take_inventory(output: Path) -> Inventory:
    inventory = Inventory(Counter(), Counter(), 0)
    for folder, folders, names in os.walk(output):
        folders.sort()
        for name in sorted(names):
            path = Path(folder, name)
            relative = path.relative_to(output).as_posix()
            kind = next(kind for kind, pattern in PAGE_PATTERNS if pattern.fullmatch(relative))
            inventory.files[kind] += 1
            inventory.bytes += path.stat().st_size
            if kind == "plan":
                tables = PLAN_TABLE.findall(path.read_bytes())
                inventory.contents["plan tables"] += len(tables)
                for table in tables:
                    inventory.contents["rows of plan tables"] += len(ROW.findall(table))
                    inventory.contents["bands of plan tables"] += len(BAND.findall(table))
                    cells = NUMBER_CELL.findall(table)
                    inventory.contents["rows with stages"] += sum(b"rowspan" in cell for cell in cells)
            elif kind == "feed":
                inventory.contents["entries of feeds"] += len(ENTRY.findall(path.read_bytes()))
    return inventory


def print_inventories(inventories: dict[str, Inventory]) -> int:
    """Prints the counts side by side; how many of those that must be equal are not."""
    names = list(inventories)
    shared_kinds = [kind for kind, _ in PAGE_KINDS if kind in SHARED_KINDS]
    own_kinds = [kind for kind, _ in PAGE_KINDS if kind not in SHARED_KINDS]
    contents = ["plan tables", "rows of plan tables", "bands of plan tables", "rows with stages", "entries of feeds"]
    mismatches = 0
    print("| output | " + " | ".join(names) + " | |\n| --- |" + " ---: |" * len(names) + " --- |")
    rows = [(kind, [inventories[name].files[kind] for name in names]) for kind in shared_kinds]
    rows += [(kind, [inventories[name].contents[kind] for name in names]) for kind in contents]
    for kind, counts in rows:
        differs = len(set(counts)) > 1
        mismatches += differs
        print(f"| {kind} | " + " | ".join(f"{count:,}" for count in counts) + f" | {'MISMATCH' if differs else ''} |")
    for kind in own_kinds:
        counts = [inventories[name].files[kind] for name in names]
        if any(counts):
            print(f"| {kind} | " + " | ".join(f"{count:,}" for count in counts) + " | not compared |")
    print("| files in all | " + " | ".join(f"{sum(inventories[name].files.values()):,}" for name in names) + " | |")
    print("| megabytes in all | " + " | ".join(f"{inventories[name].bytes / 1e6:.1f}" for name in names) + " | |")
    if len(names) < 2:
        print("\nOnly one program is here: nothing to compare its counts with.")
    elif mismatches:
        print(f"\nMISMATCH: {mismatches} counts differ, so the two did not do the same work.")
    else:
        print("\nThe counts that must be equal are equal.")
    if "letopis" in inventories and "Hugo" in inventories:
        extras = inventories["letopis"].files
        beyond = {kind: extras[kind] - inventories["Hugo"].files[kind] for kind in own_kinds}
        words = ", ".join(f"{kind} {count:,}" for kind, count in beyond.items() if count > 0)
        print(f"Only letopis makes, to its own disadvantage here: {words or 'nothing'}.")
    return mismatches


# Measuring


class Workplace:
    """The temporary folder of a run, what becomes of outputs that are in the way, and a count of what went wrong."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.log = folder / "log.txt"
        self.aside = folder / "aside"
        self.aside.mkdir()
        self.troubles = 0
        self.deletes = programs.file_system(folder) == "tmpfs"

    def clear(self, path: Path) -> None:
        """Out of the way; the top of this file says why nothing is deleted on a disk."""
        if not path.exists():
            return
        if self.deletes:
            shutil.rmtree(path)
        else:
            path.rename(self.aside / str(len(os.listdir(self.aside))))


def edit(contestant: Contestant, marker: str) -> None:
    contestant.original = contestant.original or contestant.edited.read_text(encoding="utf-8")
    contestant.edited.write_text(f"{contestant.original}\n{marker}\n", encoding="utf-8")


def check_edit(contestant: Contestant, marker: str) -> None:
    page = contestant.output / contestant.edited_page / "index.html"
    if not page.is_file() or marker not in page.read_text(encoding="utf-8"):
        raise RunFailed(f"{contestant.name}: the edit did not reach {page}")


def run_step(workplace: Workplace, contestant: Contestant, step: str, repetition: int) -> Cost:
    marker = f"Правка-{repetition}-{os.getpid()}"
    copy = workplace.folder / "copy"
    command = contestant.command
    if step == "clean build":
        for path in [contestant.output, *contestant.caches]:
            workplace.clear(path)
    elif step == "cp -r of its output":
        command = ["cp", "-r", contestant.output, copy]
    elif step == "one edit":
        edit(contestant, marker)
    os.sync()
    cost = measure(command, workplace.log)
    workplace.clear(copy)
    if step == "one edit":
        check_edit(contestant, marker)
    return cost


def warm(root: Path) -> None:
    """Reads all of a region once, so that the first program to build it does not pay for the disk."""
    for path in root.rglob("*"):
        if path.is_file():
            path.read_bytes()


def run_size(workplace: Workplace, binaries: tuple[Path | None, Path | None], size: int, arguments) -> list[Contestant]:
    letopis, hugo = binaries
    letopis_root, hugo_root = workplace.folder / f"letopis-{size}", workplace.folder / f"hugo-{size}"
    programs.generate_region(size, arguments.seed, letopis_root, hugo_root)
    floor = measure(["true"], workplace.log).peak
    contestants = []
    if letopis:
        contestants.append(letopis_contestant(letopis, letopis_root, size))
    if hugo:
        contestants.append(hugo_contestant(hugo, hugo_root, size))
    for contestant in contestants:
        warm(contestant.root)
    print(f"\n## {size} institutions\n", flush=True)
    for repetition in range(arguments.repetitions):
        for step in STEPS:
            # Whoever goes first in one round goes last in the next.
            for contestant in contestants if repetition % 2 == 0 else contestants[::-1]:
                try:
                    contestant.costs[step].append(run_step(workplace, contestant, step, repetition))
                except RunFailed as failure:
                    print(f"FAILED, and left out from here on: {contestant.name}, {step}\n{failure}\n")
                    workplace.troubles += 1
                    contestants = [other for other in contestants if other is not contestant]
            if repetition == 0 and step == "clean build":
                inventories = {contestant.name: take_inventory(contestant.output) for contestant in contestants}
                workplace.troubles += print_inventories(inventories)
                print(flush=True)
    print_costs(contestants, floor)
    print_ratios(contestants, size)
    for root in [letopis_root, hugo_root]:
        workplace.clear(root)
    return contestants


# Telling


def print_costs(contestants: list[Contestant], floor: int) -> None:
    print("| step | program | wall, s (least–most) | user, s | system, s | peak, MB |")
    print("| --- | --- | ---: | ---: | ---: | ---: |")
    for step in STEPS:
        for contestant in contestants:
            walls = [cost.wall for cost in contestant.costs[step]]
            peak = contestant.median(step, "peak")
            print(
                f"| {step} | {contestant.name} | {median(walls):.3f} ({min(walls):.3f}–{max(walls):.3f}) "
                f"| {contestant.median(step, 'user'):.3f} | {contestant.median(step, 'system'):.3f} "
                f"| {'at most ' if peak <= floor * 1.05 else ''}{peak / 1e6:.0f} |"
            )


def ratios(contestants: list[Contestant]) -> list[tuple[str, float]]:
    by_name = {contestant.name: contestant for contestant in contestants}
    letopis, hugo = by_name.get("letopis"), by_name.get("Hugo")
    lines = []
    if letopis and hugo:
        for step in ["clean build", "nothing changed", "one edit"]:
            for words, part in [("wall", "wall"), ("user CPU", "user"), ("peak memory", "peak")]:
                ratio = letopis.median(step, part) / max(hugo.median(step, part), 1e-9)
                lines.append((f"{step}, {words}: letopis / Hugo", ratio))
    for contestant in contestants:
        clean = contestant.median("clean build", "wall")
        copy = contestant.median("cp -r of its output", "wall")
        lines.append((f"clean build, wall: {contestant.name} / cp -r of its output", clean / copy))
        for step in ["nothing changed", "one edit"]:
            lines.append((f"{step}, wall: {contestant.name} / its clean build", contestant.median(step, "wall") / clean))
    return lines


def print_ratios(contestants: list[Contestant], size: int) -> None:
    print("\n| ratio | measured | goal | |\n| --- | ---: | ---: | --- |")
    for name, ratio in ratios(contestants):
        goal = GOALS.get((size, name))
        verdict = "" if goal is None else "met" if ratio <= goal else "MISSED"
        print(f"| {name} | {ratio:.3f} | {'' if goal is None else f'at most {goal:.3f}'} | {verdict} |")


def print_growth(sizes: dict[int, list[Contestant]]) -> None:
    """How time and memory grow with the region: linear growth keeps the milliseconds for an institution equal."""
    print("\n## Growth\n")
    print("| program | institutions | clean build, ms an institution | peak, MB |\n| --- | ---: | ---: | ---: |")
    for name in ["letopis", "Hugo"]:
        for size, contestants in sizes.items():
            for contestant in contestants:
                if contestant.name == name:
                    wall = contestant.median("clean build", "wall") * 1000 / size
                    print(f"| {name} | {size} | {wall:.2f} | {contestant.median('clean build', 'peak') / 1e6:.0f} |")
    letopis = {size: contestant for size, both in sizes.items() for contestant in both if contestant.name == "letopis"}
    goals = []
    if 20 in letopis and 1000 in letopis:
        times = [letopis[size].median("clean build", "wall") / size for size in (20, 1000)]
        goals.append(("time an institution, at 1000 / at 20", times[1] / times[0], 1.1))
    if 200 in letopis and 1000 in letopis:
        peaks = [letopis[size].median("clean build", "peak") for size in (200, 1000)]
        goals.append(("peak memory, at 1000 / at 200", peaks[1] / peaks[0], 1.3))
        goals.append(("peak memory at 1000, MB", peaks[1] / 1e6, 150))
    if goals:
        print("\n| growth of letopis | measured | goal | |\n| --- | ---: | ---: | --- |")
    for name, measured, goal in goals:
        print(f"| {name} | {measured:.2f} | at most {goal} | {'met' if measured <= goal else 'MISSED'} |")


def main() -> int:
    parser = argparse.ArgumentParser(description="Compare builds of letopis, Hugo and cp -r on made-up regions.")
    parser.add_argument("--sizes", default="20,200", help="numbers of institutions, with commas")
    parser.add_argument("--repetitions", type=int, default=5)
    programs.add_program_arguments(parser)
    arguments = parser.parse_args()
    sizes = [int(size) for size in arguments.sizes.split(",")]
    binaries = programs.find_programs(arguments)
    if not any(binaries):
        return 2
    with tempfile.TemporaryDirectory(prefix="letopis-compare-", dir=programs.work_place(arguments.work)) as folder:
        workplace = Workplace(Path(folder))
        programs.print_circumstances(list(binaries), workplace.folder)
        print(f"dates: built as of {TODAY}; repetitions: {arguments.repetitions}")
        results = {size: run_size(workplace, binaries, size, arguments) for size in sizes}
        if len(sizes) > 1:
            print_growth(results)
    return 1 if workplace.troubles else 0


if __name__ == "__main__":
    sys.exit(main())
