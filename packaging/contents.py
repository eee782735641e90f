# SPDX-License-Identifier: GPL-3.0-or-later
"""What a package brings along that has everything in it, where no package manager knows: on Windows and macOS.

It is written beside the texts of the licences: parts.json is what the About window shows besides what it shows everywhere,
bill.json has all of it, and becomes the bill of materials (sbom.py --listed).
"""
import json
import pathlib
import re
import shutil

ROOT = pathlib.Path(__file__).resolve().parent.parent
TEXTS = ROOT / "resources/parts"


def for_people(version):
    """Without what only tells commits apart."""
    known = re.match(r"v?\d[\w.]{0,15}(?![\w.])", version)
    return known.group(0) if known else ""


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
        for file in sorted(TEXTS.glob("*.txt")):  # what other texts speak of
            shutil.copyfile(file, folder / file.name)
        for name, text in self.texts.items():
            (folder / name).write_bytes(text)
        for name, content in (("parts.json", sorted(self.shown, key=lambda part: part["name"].lower())),
                              ("bill.json", [self.bill[name] for name in sorted(self.bill)])):
            (folder / name).write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
