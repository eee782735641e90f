# SPDX-License-Identifier: GPL-3.0-or-later
"""Every extension is a pair of files that name their specification, has a test, and stands in the DOAP file."""
import re

from project import ROOT, end, files, name_of

FIRST_LINE = re.compile(r"^// XEP-(\d{4}): .+, version (\d+(?:\.\d+)+)$")
DOAP = re.compile(r"rdf:resource=['\"]https://xmpp\.org/extensions/xep-(\d{4})\.html['\"].*?<xmpp:version>([^<]+)<", re.S)


def main():
    complaints = []
    headers = files("src/protocol/xep/*.h")
    doap = dict(DOAP.findall((ROOT / "packaging/natter.doap").read_text()))
    tests = "\n".join(path.read_text() for path in files("tests/**/*.cpp"))
    numbers = set()
    for header in headers:
        name = name_of(header)
        first = header.read_text().split("\n", 1)[0]
        match = FIRST_LINE.match(first)
        number = header.stem[3:7]
        numbers.add(number)
        if not match or match.group(1) != number:
            complaints.append(f"{name}: the first line is not '// XEP-{number}: Name, version N'")
        source = header.with_suffix(".cpp")
        if not source.exists() or source.read_text().split("\n", 1)[0] != first:
            complaints.append(f"{name}: no {source.name} with the same first line")
        if f"protocol/xep/{header.name}" not in tests:
            complaints.append(f"{name}: no test includes it")
        if number not in doap:
            complaints.append(f"{name}: packaging/natter.doap does not list XEP-{number}")
        elif match and doap[number] != match.group(2):
            complaints.append(f"{name}: is of version {match.group(2)}, packaging/natter.doap says {doap[number]}")
    # What needs no payload of its own: of the wire layer, addresses, colours
    elsewhere = {"0178", "0198", "0368", "0386", "0388", "0440", "0474", "0480", "0484", "0495"} | {"0147", "0392"}
    for number in sorted(set(doap) - numbers - elsewhere):
        complaints.append(f"packaging/natter.doap: lists XEP-{number}, which has no file in src/protocol/xep")
    end(complaints, headers)


main()
