# SPDX-License-Identifier: GPL-3.0-or-later
"""What a package brings along that has everything in it, where no package manager knows: on Windows and macOS.

It is written beside the texts of the licences: parts.json is what the About window shows besides what it shows everywhere,
bill.json has all of it, and becomes the bill of materials (sbom.py --listed). Which texts go along is the same for the
archive for Linux.
"""
import json
import pathlib
import re
import shutil

ROOT = pathlib.Path(__file__).resolve().parent.parent
TEXTS = ROOT / "resources/parts"
COMMON = pathlib.Path("/usr/share/common-licenses")


def for_people(version):
    """Without what only tells commits apart."""
    known = re.match(r"v?\d[\w.]{0,15}(?![\w.])", version)
    return known.group(0) if known else ""


def write_own_texts(folder):
    """What About shows on every system, and other texts speak of; where somebody's own file has that name, it says more."""
    listed = re.findall(r'<file(?: alias="([^"]+)")?>([^<]+)</file>', (ROOT / "resources/widgets.qrc").read_text())
    present = {path.name.lower() for path in folder.iterdir()}  # as file systems of Windows and macOS compare
    for alias, path in listed:
        name = pathlib.PurePosixPath(alias or path)
        if name.match("parts/*.txt") and name.name.lower() not in present:
            shutil.copyfile(ROOT / "resources" / path, folder / name.name)


def write_texts_of_debian(folder):
    """Copyright files of Debian name texts that only its systems have; they go beside them, called as ours are."""
    named = {name for file in folder.glob("*.txt")
             for name in re.findall(r"common-licenses/([\w.-]*\w)", file.read_text(encoding="utf-8", errors="replace"))}
    missing = sorted(name for name in named if not (COMMON / name).exists())
    if missing:
        raise SystemExit(f"contents: {COMMON} does not have {', '.join(missing)}")
    for text in sorted({(COMMON / name).resolve() for name in named}):
        target = folder / (re.sub(r"-(\d)$", r"-\1.0", text.name) + ".txt")
        if not target.exists():
            shutil.copyfile(text, target)


class Contents:
    def __init__(self, system):
        listed = json.loads((TEXTS / "parts.json").read_text())
        self.own = {part["name"]: part for part in listed if part.get("on", system) == system}
        self.bill = {}
        self.shown = []
        self.texts = {}

    def add_own(self, name, version, files=()):
        """A part that About shows on every system."""
        part = self.own[name]
        entry = self.bill.setdefault(name, {key: part[key] for key in ("name", "licence", "supplier", "home", "download")})
        entry["version"] = entry.get("version") or version
        entry["files"] = sorted({*entry.get("files", []), *files})

    def add(self, part, text_name, text, files=()):
        """Another one: `part` has name, version, licence, and what else is known of supplier, home, download."""
        self.bill[part["name"]] = {**part, "files": sorted(files), "text": text_name}
        self.shown.append({"name": part["name"], "version": for_people(part["version"]), "licence": part["licence"],
                           "text": text_name})
        self.texts[text_name] = text

    def missing(self):
        """What About shows and nobody has added."""
        return sorted(set(self.own) - set(self.bill))

    def write(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in self.texts.items():
            (folder / name).write_bytes(text)
        write_own_texts(folder)
        for name, content in (("parts.json", sorted(self.shown, key=lambda part: part["name"].lower())),
                              ("bill.json", [self.bill[name] for name in sorted(self.bill)])):
            (folder / name).write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
