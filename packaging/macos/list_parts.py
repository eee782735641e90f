#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks through a bundle for one processor, and writes into it what it brings along: list_parts.py NATTER.app

Every library that a program in it loads has to be in the bundle too, or to belong to macOS, and none may need a newer macOS
than Info.plist says. Each library is looked up in Homebrew: its version, its licence, and the text of that go into
Contents/Resources/licences, where About Natter and the bill of materials find them.
"""
import json
import pathlib
import plistlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from contents import Contents  # noqa: E402
from mach_o import MachO, programs_in  # noqa: E402

SYSTEM = ("/usr/lib/", "/System/Library/")
OWN = {"openssl": "OpenSSL", "icu4c": "ICU", "libarchive": "libarchive", "hunspell": "Hunspell", "sqlite": "SQLite",
       "libxml2": "libxml2"}
PINNED = {"qtkeychain": "QtKeychain", "expected": "tl::expected"}  # dependencies.sh builds them
OF_MACOS = {"SQLite", "libxml2"}  # it has them itself
TEXTS = re.compile(r"(?i)^(LICEN[CS]ES?|COPYING|COPYRIGHT|NOTICE)\b")


def places(library, program, bundle):
    """Where the loader looks for a library that is named by where something else is."""
    folders = {"@executable_path": bundle / "Contents/MacOS", "@loader_path": program.path.parent}
    start, _, rest = library.partition("/")
    if start in folders:
        return [folders[start] / rest]
    paths = program.rpaths + MachO(bundle / "Contents/MacOS/Natter").rpaths if start == "@rpath" else []
    return [folders[path.partition("/")[0]] / path.partition("/")[2] / rest for path in paths if path.partition("/")[0] in folders]


def check_programs(bundle):
    """What would not start on another Mac."""
    oldest = tuple(int(number) for number in plistlib.loads((bundle / "Contents/Info.plist").read_bytes())
                   ["LSMinimumSystemVersion"].split("."))
    complaints = []
    for path in programs_in(bundle):
        program, name = MachO(path), path.relative_to(bundle)
        if program.minimum is None or program.minimum > oldest:
            complaints.append(f"{name} needs macOS {program.minimum}, and Info.plist says {oldest}")
        for library in program.libraries:
            if not library.startswith(SYSTEM) and not any(place.exists() for place in places(library, program, bundle)):
                complaints.append(f"{name} needs {library}, which is not in the bundle")
    return complaints


class Homebrew:
    def __init__(self):
        self.prefix = pathlib.Path(self.ask("--prefix").strip())

    @staticmethod
    def ask(*words):
        return subprocess.run(["brew", *words], capture_output=True, text=True, check=True).stdout

    def cellar_of(self, name):
        """The folder FORMULA/VERSION that a library or framework is from."""
        found = {path.parents[1].resolve() for path in self.prefix.glob(f"opt/*/lib/{name}")}
        if len(found) != 1:
            raise SystemExit(f"list_parts: {name} is from {', '.join(str(path) for path in found) or 'nobody'}")
        return found.pop()

    def about(self, cellar):
        told = json.loads(self.ask("info", "--json=v2", cellar.parent.name))["formulae"][0]
        licence = re.sub(r" (or|and|with) ", lambda word: word.group(0).upper(), told["license"] or "")
        if not licence:
            raise SystemExit(f"list_parts: Homebrew knows no licence of {cellar.parent.name}")
        return {"name": told["name"], "version": version(cellar), "licence": licence, "home": told["homepage"],
                "download": told["urls"]["stable"]["url"]}


def version(cellar):
    return cellar.name.partition("_")[0]


def texts(cellar):
    files = sorted(path for path in cellar.rglob("*") if path.is_file() and TEXTS.match(path.relative_to(cellar).parts[0]))
    if not files:
        raise SystemExit(f"list_parts: {cellar} has no text of a licence")
    return b"\n\n".join(path.read_bytes() for path in files)


def pinned(module):
    """The version of what the Flatpak's manifest pins."""
    manifest = (HERE.parent / "flatpak/im.natter.Natter.yml").read_text()
    return re.search(rf"- name: {module}\n(?:.+\n)*? +tag: v?(\S+)", manifest).group(1)


def add_libraries(contents, bundle):
    brew, others = Homebrew(), {}
    for path in programs_in(bundle):
        inside = path.relative_to(bundle / "Contents").parts
        if inside[0] == "PlugIns" or inside[1].startswith("Qt"):
            contents.add_own("Qt", version(brew.cellar_of("QtCore.framework")), [path.name])
        elif inside[0] == "Frameworks":
            cellar = brew.cellar_of(path.name)
            own = OWN.get(cellar.parent.name.partition("@")[0])
            if own:
                contents.add_own(own, version(cellar), [path.name])
            else:
                others.setdefault(cellar, []).append(path.name)
    for cellar, files in others.items():
        contents.add(brew.about(cellar), f"{cellar.parent.name}.txt", texts(cellar), files)


def main(bundle):
    complaints = check_programs(bundle)
    if complaints:
        raise SystemExit("\n".join(f"list_parts: {complaint}" for complaint in complaints))
    contents = Contents("macos")
    add_libraries(contents, bundle)
    for module, part in PINNED.items():
        contents.add_own(part, pinned(module))
    for name, part in contents.own.items():
        if not part["libraries"] and "version" in part:  # data
            contents.add_own(name, part["version"])
    missing = set(contents.missing()) - OF_MACOS
    if missing:
        raise SystemExit(f"list_parts: not in the bundle: {', '.join(sorted(missing))}")
    contents.write(bundle / "Contents/Resources/licences")
    print(f"{len(contents.bill)} parts, {len(contents.shown)} of which only this package has")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).resolve())
