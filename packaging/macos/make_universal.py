#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One bundle of two that were built for one processor each: make_universal.py INTEL.app ARM.app NATTER.app

Every program and library of both becomes one for both processors (lipo, or $LIPO); everything else must be the same in both.
Libraries that do not come from Qt are built for one processor by every package manager, so that a compiler alone cannot make
such a bundle. Sign it afterwards: joining breaks signatures.
"""
import filecmp
import os
import pathlib
import shutil
import subprocess
import sys

MACH_O = {b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe"}  # for one processor of 64 bits, for several


def files_in(folder):
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file() and not path.is_symlink()
            and "_CodeSignature" not in path.parts}


def is_program(path):
    with open(path, "rb") as file:
        return file.read(4) in MACH_O


def main(intel, arm, target):
    intel, arm, target = (pathlib.Path(word) for word in (intel, arm, target))
    names = files_in(intel)
    if names != files_in(arm):
        odd = sorted(str(name) for name in names ^ files_in(arm))
        raise SystemExit(f"make_universal: only one of both has {', '.join(odd)}")
    shutil.copytree(intel, target, symlinks=True)
    joined = 0
    for name in sorted(names):
        one, other = intel / name, arm / name
        if is_program(one) != is_program(other):
            raise SystemExit(f"make_universal: {name} is a program in one only")
        if is_program(one):
            (target / name).unlink()
            subprocess.run([os.environ.get("LIPO", "lipo"), "-create", one, other, "-output", target / name], check=True)
            (target / name).chmod(one.stat().st_mode & 0o777)
            joined += 1
        elif not filecmp.cmp(one, other, shallow=False):
            raise SystemExit(f"make_universal: {name} is not the same in both")
    print(f"{target}: {joined} programs and libraries for both processors")


if __name__ == "__main__":
    main(*sys.argv[1:])
