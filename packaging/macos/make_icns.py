#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An icon of macOS (icns) of a drawing: make_icns.py RSVG-CONVERT NATTER.SVG NATTER.ICNS

The file is the word "icns", its length, and one entry for each size: a code, the entry's length, a PNG.
"""
import pathlib
import subprocess
import sys

# Codes by pixels. The second of a size is for screens where two pixels are one.
ENTRIES = {b"icp4": 16, b"ic11": 32, b"icp5": 32, b"ic12": 64, b"ic07": 128, b"ic13": 256, b"ic08": 256, b"ic14": 512,
           b"ic09": 512, b"ic10": 1024}


def picture(converter, drawing, size):
    return subprocess.run([converter, "-w", str(size), "-h", str(size), drawing], capture_output=True, check=True).stdout


def entry(code, content):
    return code + (len(content) + 8).to_bytes(4, "big") + content


def main(converter, drawing, icon):
    pictures = {size: picture(converter, drawing, size) for size in set(ENTRIES.values())}
    pathlib.Path(icon).write_bytes(entry(b"icns", b"".join(entry(code, pictures[size]) for code, size in ENTRIES.items())))


if __name__ == "__main__":
    main(*sys.argv[1:])
