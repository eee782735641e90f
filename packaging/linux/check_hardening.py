#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether programs have what makes attacks hard, read from the files themselves and not from what the build was told.

    check_hardening.py [--library-path PATH] BUILD FILE…

What leaves no mark in a program that calls few functions of the C library, such as their checked variants, is looked up in
how each source was compiled (BUILD/compile_commands.json). A path to libraries inside a program is a hole, as whoever may write there runs code: only the one that is named may be
there, which is that of a relocatable archive.
"""
import json
import pathlib
import platform
import re
import subprocess
import sys

STARTUP = "crti.o"  # what the system puts into every program
FLAGS = ("-O2", "-D_FORTIFY_SOURCE=2", "-fstack-protector-strong", "-fstack-clash-protection")
CONTROL_FLOW = {"x86_64": "-fcf-protection", "aarch64": "-mbranch-protection=standard"}


def readelf(*arguments):
    return subprocess.run(["readelf", "--wide", *arguments], capture_output=True, text=True, check=True).stdout


def feature(text):
    """The marks for control flow enforcement in the notes of a file, of Intel's kind or of ARM's."""
    found = re.search(r"(?:x86|AArch64) feature: (.*)", text)
    return set(found.group(1).split(", ")) if found else set()


def landing_pads(path):
    """How often indirect jumps may land in the code: as endbr64."""
    section = re.search(r"\] \.text +PROGBITS +[0-9a-f]+ ([0-9a-f]+) ([0-9a-f]+)", readelf("--section-headers", path))
    with open(path, "rb") as file:
        file.seek(int(section.group(1), 16))
        return file.read(int(section.group(2), 16)).count(b"\xf3\x0f\x1e\xfa")


def check_branch_targets(path):
    """On ARM a program that has none does not say so either; whether sources were compiled for them, check_flags() tells."""
    has = {"BTI", "PAC"} & feature(readelf("--notes", path))
    return [], f"marked {' and '.join(sorted(has))}" if has else "the program cannot be marked, as not all of its startup files are"


def check_control_flow(path):
    """A program is marked only if everything in it is, and the system's own startup files may not be."""
    header = readelf("--file-header", path)
    if "AArch64" in header:
        return check_branch_targets(path)
    if "X86-64" not in header:
        return [], "not for this processor"
    marked = {"IBT", "SHSTK"} <= feature(readelf("--notes", path))
    if marked:
        return [], "marked"
    pads = landing_pads(path)
    startup = subprocess.run(["cc", f"-print-file-name={STARTUP}"], capture_output=True, text=True, check=True).stdout.strip()
    if {"IBT", "SHSTK"} <= feature(readelf("--notes", startup)):
        return ["not marked for control flow enforcement, although the system's startup files are"], ""
    if pads < 10:
        return [f"compiled without control flow protection: {pads} landing pads"], ""
    return [], f"in the code ({pads} landing pads); the program cannot be marked, as {STARTUP} of this system is not"


def check(path, library_path):
    header, segments = readelf("--file-header", path), readelf("--program-headers", path)
    dynamic, symbols = readelf("--dynamic", path), readelf("--dyn-syms", path)
    complaints = []

    def must(holds, complaint):
        if not holds:
            complaints.append(complaint)

    must("DYN (" in header and re.search(r"FLAGS_1\).*\bPIE\b", dynamic), "not position independent (PIE)")
    must("GNU_RELRO" in segments, "no part of it becomes read-only (RELRO)")
    must(re.search(r"\(FLAGS\).*\bBIND_NOW\b|FLAGS_1\).*\bNOW\b", dynamic), "symbols are bound late (BIND_NOW is missing)")
    must(re.search(r"GNU_STACK.* RW\s", segments), "its stack can be executed (NX)")
    must(not re.search(r"LOAD.* RWE +0x", segments), "a segment can be written and executed")
    must("(TEXTREL)" not in dynamic, "its code is changed while it is loaded (TEXTREL)")
    must("__stack_chk_fail" in symbols, "no stack protector")
    paths = re.findall(r"\((?:RPATH|RUNPATH)\).*\[(.*)\]", dynamic)
    must(paths == ([library_path] if library_path else []), f"looks for libraries in {' and '.join(paths) or 'no folder of its own'}")
    more, control_flow = check_control_flow(path)
    if not complaints + more:
        print(f"{path}: PIE, RELRO, bound at once, NX, stack protector; control flow: {control_flow}")
    return [f"{path}: {complaint}" for complaint in complaints + more]


def check_flags(build):
    """Every source was compiled with what FLAGS has, and with what this processor has against jumps that were bent."""
    commands = json.loads((pathlib.Path(build) / "compile_commands.json").read_text())
    flags = FLAGS + tuple(flag for processor, flag in CONTROL_FLOW.items() if processor == platform.machine())
    complaints = [f"{entry['file']}: compiled without {flag}" for entry in commands for flag in flags
                  if flag not in entry["command"].split()]
    if commands and not complaints:
        print(f"{len(commands)} sources: {' '.join(flags)}")
    return complaints if commands else [f"{build} compiled nothing"]


def main(arguments):
    library_path = None
    if arguments[:1] == ["--library-path"]:
        library_path, arguments = arguments[1], arguments[2:]
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    complaints = check_flags(arguments[0])
    complaints += [complaint for path in arguments[1:] for complaint in check(path, library_path)]
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    return 1 if complaints else 0


sys.exit(main(sys.argv[1:]))
