# SPDX-License-Identifier: GPL-3.0-or-later
"""What the checks share: where the project is, which files it has, and how a check ends."""
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def files(*patterns):
    """The project's own files that match: those git knows, and those it would be told about next."""
    listed = subprocess.run(["git", "-C", ROOT, "ls-files", "-co", "--exclude-standard", *patterns],
                            check=True, capture_output=True, text=True).stdout.split("\n")
    return [ROOT / name for name in sorted(set(listed)) if name and (ROOT / name).is_file()]


def name_of(path):
    return path.relative_to(ROOT).as_posix()


def end(complaints, checked):
    """Prints the complaints and leaves with the exit code that goes with them."""
    for complaint in complaints:
        print(complaint)
    if not checked:
        print("nothing was checked: the check itself is broken")
    sys.exit(1 if complaints or not checked else 0)
