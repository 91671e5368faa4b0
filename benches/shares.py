#!/usr/bin/env python3
"""What share of a clean build the search index and the photos take, by the program's own timings.

    python3 benches/shares.py
    python3 benches/shares.py --institutions 20 --photos 10

A region with photos is written and built twice: into an empty folder with empty caches, and again after one news item was
edited. Each stage's time is summed over threads, as `letopis build --timings` tells it; an edit must decode no photo.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import programs

REGION = Path(__file__).resolve().parent / "region.py"
TIMING = re.compile(r"^(.+?)\s+([\d.]+) ms$")


def timings(letopis: Path, root: Path) -> dict[str, float]:
    command = [letopis, "build", root, "--date", "2026-03-16", "--timings", "--lang", "en", "--color", "never"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"letopis failed:\n{done.stdout}{done.stderr}")
    lines = (TIMING.match(line) for line in (done.stdout + done.stderr).splitlines())
    return {line[1]: float(line[2]) for line in lines if line}


def tell(name: str, stages: dict[str, float]) -> None:
    whole = sum(stages.values()) or 1
    print(f"{name}: {whole:.0f} ms of all threads")
    for stage, spent in stages.items():
        print(f"  {stage:<32}{spent:>12.1f} ms{100 * spent / whole:>8.1f} %")


def main() -> int:
    parser = argparse.ArgumentParser(description="The shares of a build's stages.")
    parser.add_argument("--institutions", type=int, default=20, metavar="N")
    parser.add_argument("--photos", type=int, default=10, metavar="P", help="so many an institution")
    parser.add_argument("--letopis", metavar="PATH", help="the letopis binary (else $LETOPIS, else target/release/letopis)")
    arguments = parser.parse_args()
    letopis = programs.find_letopis(arguments.letopis)
    if not letopis:
        print("letopis: NOT FOUND. Build it (cargo build --release), or give --letopis PATH.", file=sys.stderr)
        return 1
    root = Path(tempfile.mkdtemp(prefix="letopis-shares-"))
    try:
        sizes = ["--institutions", str(arguments.institutions), "--photos", str(arguments.photos)]
        subprocess.run([sys.executable, REGION, *sizes, root], check=True)
        tell("clean build", timings(letopis, root))
        item, _ = programs.edited_item(root, arguments.institutions)
        item.write_text(item.read_text("utf-8") + "\nЕщё одна строка.\n", "utf-8")
        tell("after an edit", timings(letopis, root))
    finally:
        shutil.rmtree(root)
    return 0


if __name__ == "__main__":
    sys.exit(main())
