#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether what is installed on Windows has what makes attacks hard, read from the files themselves: check_hardening.py FOLDER

Every program and library below FOLDER is loaded at another address each time (ASLR, with 64 bits to choose from, and with
the relocations without which that is a word only), and has no data that can be executed, no section that can be both written
and executed, and a stack protector.
"""
import pathlib
import re
import subprocess
import sys

OBJDUMP = "x86_64-w64-mingw32-objdump"
MARKS = {"DYNAMIC_BASE": "is always at the same address", "HIGH_ENTROPY_VA": "has few addresses to choose from",
         "NX_COMPAT": "its data can be executed"}
# Debian's compiler brings these as they are; what waits for the program in a console has no array that could overflow
WITHOUT_PROTECTOR = {"libgcc_s_seh-1.dll", "libstdc++-6.dll", "libwinpthread-1.dll", "natter.com"}
WRITE, EXECUTE = 0x80000000, 0x20000000


def sections(content):
    """Name and rights of each, from the headers: objdump tells the rights of a section in words of its own."""
    header = int.from_bytes(content[0x3c:0x40], "little")
    count = int.from_bytes(content[header + 6:header + 8], "little")
    at = header + 24 + int.from_bytes(content[header + 20:header + 22], "little")
    for entry in range(at, at + 40 * count, 40):
        yield (content[entry:entry + 8].rstrip(b"\0").decode(errors="replace"),
               int.from_bytes(content[entry + 36:entry + 40], "little"))


def check(path):
    told = subprocess.run([OBJDUMP, "--private-headers", str(path)], capture_output=True, text=True, check=True).stdout
    marks = re.search(r"^DllCharacteristics\s+[0-9a-f]+\n((?:\t+\w+\n)*)", told, re.M)
    has = set(marks.group(1).split()) if marks else set()
    complaints = [complaint for mark, complaint in MARKS.items() if mark not in has]
    if not re.search(r"^Entry 5 [0-9a-f]+ 0*[1-9a-f][0-9a-f]* Base Relocation", told, re.M):
        complaints.append("cannot be at another address: it has no relocations")
    if "__stack_chk_fail" not in told and path.name not in WITHOUT_PROTECTOR:
        complaints.append("has no stack protector")
    complaints += [f"its section {name} can be written and executed" for name, rights in sections(path.read_bytes())
                   if rights & WRITE and rights & EXECUTE]
    return [f"{path.name}: {complaint}" for complaint in complaints]


def main(folder):
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".exe", ".dll", ".com"))
    complaints = [complaint for path in files for complaint in check(path)]
    for complaint in complaints if files else [f"{folder} has no program"]:
        print(complaint, file=sys.stderr)
    if files and not complaints:
        print(f"{len(files)} programs and libraries: {', '.join(MARKS)}, relocations, stack protector")
    return 1 if complaints or not files else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
