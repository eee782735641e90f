# SPDX-License-Identifier: GPL-3.0-or-later
"""Every source is formatted as .clang-format says."""
import subprocess

from project import ROOT, end, files


def main():
    sources = files("src/*.cpp", "src/*.h", "tests/*.cpp", "tests/*.h")
    run = subprocess.run(["clang-format", "--dry-run", "--Werror", *sources], cwd=ROOT, capture_output=True, text=True)
    complaints = sorted({line.split(":")[0] for line in run.stderr.split("\n") if "clang-format-violations" in line})
    if run.returncode != 0 and not complaints:
        complaints = [run.stderr.strip() or "clang-format failed"]
    end([f"{name}: run './dev format'" for name in complaints], sources)


main()
