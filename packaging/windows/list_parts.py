#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is in the package for Windows, written into its folder of licences: list_parts.py STAGE BUILD

STAGE is what gets installed, BUILD is build/windows with the parts as package.sh made them. Whatever was built, linked in or
copied, and is not named in bundled_parts.json, is an error; what Qt brings along itself it lists in its own sources.
"""
import fnmatch
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from contents import Contents, write_texts_of_debian  # noqa: E402
from sbom import Debian  # noqa: E402

KNOWN = json.loads((HERE / "bundled_parts.json").read_text())


def upstream(version):
    """Of a version of Debian's."""
    return re.sub(r"^\d+:|[-+~].*$", "", version)


def built_version(build, name, package):
    """Of the source that it was made of; where its authors' was taken, it is that of the installed package."""
    changelog = build / name / "source/debian/changelog"
    if changelog.exists():
        return upstream(re.match(r"\S+ \(([^)]+)\)", changelog.read_text(errors="replace")).group(1))
    return upstream(Debian.about(package)[2])


def attributions(build):
    """What Qt's own sources say of whom they have something from, each with the folder that this stands in."""
    for module in ("qtbase", "qtsvg"):
        for file in sorted((build / module / "source/src").rglob("qt_attribution.json")):
            listed = json.loads(file.read_text(errors="replace"), strict=False)
            for entry in listed if isinstance(listed, list) else [listed]:
                yield entry, file.parent


def licence_text(entry, folder):
    files = entry.get("LicenseFiles") or ([entry["LicenseFile"]] if entry.get("LicenseFile") else [])
    notices = entry.get("Copyright", "")
    notices = "\n".join(notices) if isinstance(notices, list) else notices
    texts = [(folder / name).read_bytes() for name in files] or [entry["License"].encode()]
    return b"\n\n".join([f"{entry['Name']}\n{notices}\n".encode()] + texts)


def add_qt_parts(contents, build):
    """Returns what is neither known to be in it nor known to be left out."""
    left_out = {name for names in KNOWN["not in Qt here"].values() for name in names}
    unknown = set()
    for entry, folder in attributions(build):
        name = entry["Id"]
        if name in KNOWN["in Qt"]:
            licence = entry.get("LicenseId", "")
            home = entry.get("Homepage", "").replace("http://", "https://")
            part = {"name": entry["Name"], "version": entry.get("Version", "").split(",")[0],
                    "licence": KNOWN["licences of Qt"].get(licence, licence), "home": home}
            contents.add(part, f"qt-{name}.txt", licence_text(entry, folder))
        elif name not in left_out:
            unknown.add(f"{name} of Qt")
    return unknown


def own_libraries(build):
    """Static ones, but for those that only lead to a DLL."""
    return {path.name for path in (build / "prefix/lib").glob("*.a")
            if not (build / "prefix/bin" / f"{path.stem.removeprefix('lib')}.dll").exists()}


def main(stage, build):
    contents = Contents("windows")
    present = {path.name for path in stage.rglob("*.dll")} | own_libraries(build)
    unknown = {f"the part {path.name}" for path in (build / "done").iterdir() if path.name not in (*KNOWN["built"], "lists")}
    named = set()
    for name, built in KNOWN["built"].items():
        files = {file for file in present for pattern in built["files"] if fnmatch.fnmatchcase(file, pattern)}
        contents.add_own(built["part"], built_version(build, name, built.get("package", "")), files)
        named |= files
    for name, part in contents.own.items():
        if not part["libraries"] and "version" in part:  # data
            contents.add_own(name, part["version"])
    for part in KNOWN["compiler"]:
        text = (stage / "licenses" / part["text"]).read_bytes()
        known = {key: part[key] for key in ("name", "licence", "supplier", "home", "download")}
        contents.add({**known, "version": upstream(Debian.about(part["package"])[0])}, part["text"], text,
                     named_files := present & set(part["files"]))
        named |= named_files
    unknown |= add_qt_parts(contents, build) | {f"the file {name}" for name in present - named}
    unknown |= {f"where {name} comes from" for name in contents.missing()}
    if unknown:
        raise SystemExit(f"list_parts: bundled_parts.json does not name {', '.join(sorted(unknown))}")
    contents.write(stage / "licenses")
    write_texts_of_debian(stage / "licenses")
    print(f"{len(contents.bill)} parts, {len(contents.shown)} of which only this package has")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
