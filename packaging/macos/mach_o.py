# SPDX-License-Identifier: GPL-3.0-or-later
"""What a program or library of macOS says of itself, for one processor of 64 bits; without Apple's tools, so everywhere."""
import pathlib
import struct

MAGIC = b"\xcf\xfa\xed\xfe"
ID, LOAD, WEAK, REEXPORT, RPATH, MINIMUM, BUILD = 0xd, 0xc, 0x80000018, 0x8000001f, 0x8000001c, 0x24, 0x32


class MachO:
    """`minimum`: the oldest macOS that it is for, such as (15, 0); `libraries`: what it loads; `rpaths`: where it looks."""

    def __init__(self, path):
        content = pathlib.Path(path).read_bytes()
        self.path, self.minimum, self.libraries, self.rpaths = path, None, [], []
        at = 32
        for _ in range(struct.unpack_from("<I", content, 16)[0]):
            command, size = struct.unpack_from("<II", content, at)
            value = struct.unpack_from("<I", content, at + (12 if command == BUILD else 8))[0]
            if command in (LOAD, WEAK, REEXPORT, RPATH):
                text = content[at + value:at + size].rstrip(b"\0").decode()
                (self.rpaths if command == RPATH else self.libraries).append(text)
            elif command in (MINIMUM, BUILD):
                self.minimum = (value >> 16, value >> 8 & 0xff)
            at += size


def programs_in(bundle):
    """Each of them in a bundle; links to the same file only once."""
    for path in sorted(bundle.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with open(path, "rb") as file:
                if file.read(4) == MAGIC:
                    yield path
