#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bill of materials of a package, as SPDX 2.3: Natter, every library that its programs load, and what is compiled in.

    sbom.py --output FILE [--package FILE] [--bundled FOLDER] PROGRAM…
    sbom.py --output FILE --package FILE --listed BILL

What Natter is made of stands in resources/parts/parts.json, which the About window reads too; versions and copyrights are
those of the packages that it was built with (dpkg). A library that no part names is an error: nothing gets in unseen.
--package names the file that this describes, with its hash. --bundled is the folder of libraries of a relocatable archive.
--listed is bill.json of a package for Windows or macOS: all that is in there, as whoever packed it found it.
"""
import argparse
import datetime
import fnmatch
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parent.parent
HOME = "https://natter.example"  # there is no site yet
PLUGINS = {"libqsqlite.so": "the driver of the database", "libqsvgicon.so": "icons", "libqsvg.so": "icons",
           "libqopensslbackend.so": "TLS"}


def version():
    """The one place where it stands."""
    return re.search(r"project\(Natter VERSION ([0-9.]+)", (ROOT / "CMakeLists.txt").read_text()).group(1)


def output(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return ""


def needed(path):
    return re.findall(r"\(NEEDED\).*\[(.*)\]", output("readelf", "--wide", "--dynamic", str(path)))


def resolved(path):
    """Where the loader finds each library of a program, and theirs."""
    return dict(re.findall(r"^\s*(\S+) => (/\S+)", output("ldd", str(path)), re.M))


def plugins():
    folder = output("qtpaths6", "--query", "QT_INSTALL_PLUGINS").strip() or output(
        "/usr/lib/qt6/bin/qtpaths", "--query", "QT_INSTALL_PLUGINS").strip()
    return sorted(path for path in pathlib.Path(folder or "/nonexistent").glob("*/*.so") if path.name in PLUGINS)


class Debian:
    """What dpkg knows; on other systems nothing."""

    @staticmethod
    def owner(path):
        for candidate in (str(path), os.path.realpath(path), os.path.realpath(path).replace("/usr/lib/", "/lib/", 1)):
            found = re.match(r"([^:,\s]+)", output("dpkg-query", "--search", candidate))
            if found:
                return found.group(1)
        return ""

    @staticmethod
    def about(package):
        fields = output("dpkg-query", "--show", "--showformat",
                        "${Version}\\t${source:Package}\\t${source:Version}\\t${Architecture}", package).split("\t")
        return fields if len(fields) == 4 else ["", "", "", ""]

    @staticmethod
    def copyright(package):
        path = pathlib.Path("/usr/share/doc", package, "copyright")
        text = path.read_text(errors="replace") if path.exists() else ""
        stanza = re.search(r"^Files: *\*\n(?:.*\n)*?Copyright:((?:.*\n)(?:[ \t].*\n)*)", text, re.M)
        holders = [line.strip() for line in stanza.group(1).split("\n") if line.strip()] if stanza else []
        licences = sorted(set(re.findall(r"^License: *(\S.*)$", text, re.M)))
        return "\n".join(holders), licences


def reference(name):
    return "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", name)


def own_package(package_file):
    entry = {
        "name": "natter", "SPDXID": "SPDXRef-natter", "versionInfo": version(), "supplier": "Organization: Natter",
        "downloadLocation": HOME, "homepage": HOME, "filesAnalyzed": False, "licenseConcluded": "GPL-3.0-or-later",
        "licenseDeclared": "GPL-3.0-or-later", "copyrightText": "2026 The authors of Natter",
        "primaryPackagePurpose": "APPLICATION", "summary": "A desktop chat client for XMPP",
    }
    if package_file:
        entry["packageFileName"] = package_file.name
        entry["checksums"] = [{"algorithm": "SHA256",
                               "checksumValue": hashlib.sha256(package_file.read_bytes()).hexdigest()}]
    return entry


def part_package(part, package):
    """A part as it is in one package of the system, or, where there is none, as upstream has it."""
    known, _, _, architecture = Debian.about(package) if package else ["", "", "", ""]
    holders, licences = Debian.copyright(package) if package else ("", [])
    entry = {
        "name": package or part["name"], "SPDXID": reference(package or part["name"]),
        "versionInfo": known or part.get("version", "") or "NOASSERTION",
        "supplier": "Organization: Debian" if known else f"Organization: {part['supplier']}",
        "originator": f"Organization: {part['supplier']}",
        "downloadLocation": part.get("download", "NOASSERTION"),
        "homepage": part["home"], "filesAnalyzed": False, "licenseConcluded": part["licence"],
        "licenseDeclared": part["licence"], "copyrightText": holders or "NOASSERTION", "primaryPackagePurpose": "LIBRARY",
    }
    if licences:
        entry["licenseComments"] = "What Debian's copyright file names, tools and tests included: " + ", ".join(licences)
    if known:
        entry["externalRefs"] = [{
            "referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
            "referenceLocator": f"pkg:deb/debian/{package}@{urllib.parse.quote(known, safe='')}?arch={architecture}"}]
    return entry


class Bill:
    def __init__(self, parts):
        self.parts = parts
        self.packages = {}
        self.relationships = set()
        self.unknown = set()
        self.texts = {}  # of licences that SPDX has no name for

    def part_of(self, library):
        return next((part for part in self.parts if any(fnmatch.fnmatch(library, pattern) for pattern in part["libraries"])),
                    None)

    def add(self, library, path, relation):
        part = self.part_of(library)
        if part is None:
            self.unknown.add(library)
            return
        package = Debian.owner(path) if path else part.get("package", "")
        entry = part_package(part, package if Debian.about(package)[0] else "")
        self.packages.setdefault(entry["SPDXID"], entry)
        self.relate(relation, entry["SPDXID"])

    def relate(self, relation, other):
        pair = (other, relation, "SPDXRef-natter") if relation.endswith("_OF") else ("SPDXRef-natter", relation, other)
        self.relationships.add(pair)

    def add_programs(self, programs):
        for program in programs:
            places = resolved(program)
            for library in needed(program):
                self.add(library, places.get(library), "DYNAMIC_LINK")

    def add_plugins(self):
        for plugin in plugins():
            self.add(plugin.name, plugin, "RUNTIME_DEPENDENCY_OF")
            places = resolved(plugin)
            for library in needed(plugin):
                if "sqlite" in library:
                    self.add(library, places.get(library), "RUNTIME_DEPENDENCY_OF")

    def add_compiled_in(self):
        """What is in the program itself: headers only, and data."""
        for part in self.parts:
            if not part["libraries"]:
                package = part.get("package", "")
                entry = part_package(part, package if Debian.about(package)[0] else "")
                self.packages[entry["SPDXID"]] = entry
                self.relate("CONTAINS", entry["SPDXID"])

    def add_bundled(self, folder):
        """What the maker of the archive wrote down: which library is from which package, and parts that are only in there."""
        licences = folder / "../share/doc/natter/licences"
        listed = json.loads((licences / "parts.json").read_text())
        only_there = {package: entry for entry in listed for package in entry["packages"]}
        for library, package in json.loads((licences / "packages.json").read_text()).items():
            part = self.part_of(library) or only_there[package]
            entry = part_package({"supplier": part["name"], "home": "", **part}, package)
            if not entry["homepage"]:
                entry.pop("homepage")
                entry["originator"] = "NOASSERTION"
            self.packages.setdefault(entry["SPDXID"], entry)
            self.relate("CONTAINS", entry["SPDXID"])

    def add_listed(self, file):
        """What contents.py wrote down; Qt and what it has from others are one for each."""
        for part in json.loads(file.read_text(encoding="utf-8")):
            entry = part_package({"supplier": "", "home": "", **part}, "")
            if not part.get("supplier"):
                entry["supplier"] = entry["originator"] = "NOASSERTION"
            entry["versionInfo"] = part["version"] or "NOASSERTION"
            if not entry["homepage"]:
                entry.pop("homepage")
            if part.get("files"):
                entry["comment"] = "As " + ", ".join(part["files"])
            for name in re.findall(r"LicenseRef-[A-Za-z0-9.-]+", part["licence"]):
                text = (file.parent / part["text"]).read_text(encoding="utf-8", errors="replace")
                self.texts.setdefault(name, []).append(text)
            if entry["SPDXID"] in self.packages:
                raise SystemExit(f"sbom: two parts are called {entry['name']}")
            self.packages[entry["SPDXID"]] = entry
            self.relate("CONTAINS", entry["SPDXID"])


def extracted(texts):
    return {"hasExtractedLicensingInfos": [{"licenseId": name, "extractedText": "\n\n".join(texts[name])}
                                           for name in sorted(texts)]} if texts else {}


def document(bill, package_file):
    created = datetime.datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", 0)) or
                                              datetime.datetime.now().timestamp(), datetime.timezone.utc)
    packages = [own_package(package_file)] + [bill.packages[key] for key in sorted(bill.packages)]
    relationships = [{"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES",
                      "relatedSpdxElement": "SPDXRef-natter"}]
    relationships += [{"spdxElementId": one, "relationshipType": relation, "relatedSpdxElement": other}
                      for one, relation, other in sorted(bill.relationships)]
    content = hashlib.sha256(json.dumps([packages, relationships], sort_keys=True).encode()).hexdigest()
    return {
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": f"natter-{version()}",
        "documentNamespace": f"{HOME}/spdx/natter-{version()}-{content[:32]}",
        "creationInfo": {"created": created.strftime("%Y-%m-%dT%H:%M:%SZ"), "creators": ["Tool: natter-sbom.py"]},
        "packages": packages, "relationships": relationships, **extracted(bill.texts),
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--output", required=True, type=pathlib.Path)
    parser.add_argument("--package", type=pathlib.Path)
    parser.add_argument("--bundled", type=pathlib.Path)
    parser.add_argument("--listed", type=pathlib.Path)
    parser.add_argument("programs", nargs="*", type=pathlib.Path)
    options = parser.parse_args()
    bill = Bill(json.loads((ROOT / "resources/parts/parts.json").read_text()))
    if options.listed:
        bill.add_listed(options.listed)
    elif options.programs:
        bill.add_programs(options.programs)
        bill.add_plugins()
        bill.add_compiled_in()
    else:
        parser.error("name the programs, or what is listed")
    if options.bundled:
        bill.add_bundled(options.bundled)
    if bill.unknown:
        print(f"sbom: resources/parts/parts.json does not name {', '.join(sorted(bill.unknown))}", file=sys.stderr)
        return 1
    options.output.write_text(json.dumps(document(bill, options.package), indent=1, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
