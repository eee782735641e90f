#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a bill of materials is SPDX 2.3 as far as we write it, and whole: check_sbom.py FILE…"""
import json
import pathlib
import re
import sys

from sbom import ROOT, version

LICENCES = {"GPL-3.0-or-later", "LGPL-3.0-only", "LGPL-2.1-or-later", "GPL-2.0-or-later", "GPL-2.0-only", "MPL-1.1",
            "Apache-2.0", "Unicode-DFS-2016", "blessing", "BSD-2-Clause", "BSD-3-Clause", "BSD-4-Clause", "Beerware", "MIT", "CC0-1.0",
            "libpng-2.0", "Zlib", "ISC", "bzip2-1.0.6", "LGPL-2.1-only", "LGPL-2.0-or-later", "GPL-3.0-only", "0BSD", "MIT-open-group",
            "LGPL-3.0-or-later", "HPND-sell-variant", "X11", "IJG", "HPND", "FTL", "Imlib2", "Libpng", "MPL-2.0", "ZPL-2.1"}
EXCEPTIONS = {"GCC-exception-3.1"}
RELATIONS = {"DESCRIBES", "DYNAMIC_LINK", "RUNTIME_DEPENDENCY_OF", "CONTAINS"}
DOCUMENT = {"spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT"}
NEEDED = ("name", "SPDXID", "versionInfo", "supplier", "downloadLocation", "licenseConcluded", "licenseDeclared",
          "copyrightText")


def check_licence(expression, extracted=()):
    words = re.sub(r"[()]", " ", expression).split()
    wrong = [word for before, word in zip([""] + words, words) if word not in ("OR", "AND", "WITH")
             and word not in (EXCEPTIONS if before == "WITH" else {*LICENCES, *extracted})]
    return [f"no SPDX licence: {word}" for word in wrong]


def check_package(package, extracted):
    name = package.get("name", "?")
    complaints = [f"{name}: {field} is missing" for field in NEEDED if not package.get(field)]
    if not re.fullmatch(r"SPDXRef-[A-Za-z0-9.-]+", package.get("SPDXID", "")):
        complaints.append(f"{name}: {package.get('SPDXID')} is no SPDX identifier")
    if not re.match(r"(Organization|Person): \S|NOASSERTION$", package.get("supplier", "")):
        complaints.append(f"{name}: a supplier is an organization or a person")
    if not re.match(r"(https|git\+https)://|NOASSERTION$|NONE$", package.get("downloadLocation", "")):
        complaints.append(f"{name}: {package.get('downloadLocation')} is no place to download from")
    if package.get("filesAnalyzed", True):
        complaints.append(f"{name}: its files were not analysed")
    for field in ("licenseConcluded", "licenseDeclared"):
        complaints += [f"{name}: {complaint}" for complaint in check_licence(package.get(field, ""), extracted)]
    return complaints


def check_document(document):
    complaints = [f"{field} is not {value}" for field, value in DOCUMENT.items() if document.get(field) != value]
    if not re.match(r"https://[^#\s]+$", document.get("documentNamespace", "")):
        complaints.append("the namespace is no URI")
    creation = document.get("creationInfo", {})
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", creation.get("created", "")) or not creation.get("creators"):
        complaints.append("it does not say when and by what it was made")
    packages = document.get("packages", [])
    identifiers = [package.get("SPDXID") for package in packages]
    if len(set(identifiers)) != len(identifiers):
        complaints.append("an identifier is used twice")
    extracted = {info["licenseId"] for info in document.get("hasExtractedLicensingInfos", []) if info.get("extractedText")}
    for package in packages:
        complaints += check_package(package, extracted)
    related = set()
    for relation in document.get("relationships", []):
        ends = (relation.get("spdxElementId"), relation.get("relatedSpdxElement"))
        related.update(ends)
        if relation.get("relationshipType") not in RELATIONS or not set(ends) <= set(identifiers) | {"SPDXRef-DOCUMENT"}:
            complaints.append(f"a relation leads nowhere: {relation}")
    complaints += [f"{identifier} has nothing to do with Natter" for identifier in set(identifiers) - related]
    own = next((package for package in packages if package.get("SPDXID") == "SPDXRef-natter"), {})
    if own.get("versionInfo") != version():
        complaints.append(f"it is about version {own.get('versionInfo')}, not {version()}")
    return complaints


def check_parts():
    """What the About window shows: each part has a licence that SPDX knows, and its text."""
    parts = json.loads((ROOT / "resources/parts/parts.json").read_text())
    resources = (ROOT / "resources/widgets.qrc").read_text()
    complaints = [f"{part['name']}: {complaint}" for part in parts for complaint in check_licence(part["licence"])]
    complaints += [f"{part['name']}: resources/widgets.qrc does not have {part['text']}" for part in parts
                   if f"parts/{part['text']}<" not in resources and f'"parts/{part["text"]}"' not in resources]
    return complaints


def main(files):
    complaints = check_parts()
    for file in files:
        document = json.loads(pathlib.Path(file).read_text())
        wrong = check_document(document)
        complaints += [f"{file}: {complaint}" for complaint in wrong]
        if not wrong:
            print(f"{file}: {len(document['packages'])} packages, {len(document['relationships'])} relations")
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    return 1 if complaints or not files else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
