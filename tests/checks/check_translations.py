# SPDX-License-Identifier: GPL-3.0-or-later
"""Every translation is complete: no text of the program or its forms is missing, and placeholders match."""
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

from project import ROOT, end, files, name_of

PLACEHOLDER = re.compile(r"%(?:\d+|n)")


def messages(path):
    for context in xml.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
            key = (context.findtext("name"), message.findtext("source"), message.findtext("comment"))
            yield key, forms, translation.get("type")


def main(lupdate):
    complaints = []
    translations = files("translations/natter_*.ts")
    with tempfile.TemporaryDirectory() as folder:
        fresh = pathlib.Path(folder) / "fresh.ts"
        subprocess.run([lupdate, "-silent", "-locations", "none", ROOT / "src", ROOT / "forms", "-ts", fresh],
                       check=True, stdout=subprocess.DEVNULL)
        wanted = {key for key, _, _ in messages(fresh)}
    for path in translations:
        found = {}
        for key, forms, state in messages(path):
            found[key] = forms
            if state in ("unfinished", "vanished", "obsolete") or not all(forms):
                complaints.append(f"{name_of(path)}: {key[1]!r} is not translated")
            for form in forms:
                if set(PLACEHOLDER.findall(key[1])) - {"%n"} != set(PLACEHOLDER.findall(form)) - {"%n"}:
                    complaints.append(f"{name_of(path)}: {key[1]!r} has other placeholders than its translation")
        for key in sorted(wanted - set(found), key=str):
            complaints.append(f"{name_of(path)}: {key[1]!r} is missing; run ./dev translate")
    end(complaints, translations and wanted)


main(sys.argv[1])
