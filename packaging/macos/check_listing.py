# SPDX-License-Identifier: GPL-3.0-or-later
"""list_parts.py and image.cmake on Linux, for check_bundle.py: with a Homebrew of ours, whose libraries do nothing."""
import json
import os
import pathlib
import plistlib
import shutil
import subprocess
import sys
import tarfile

HERE = pathlib.Path(__file__).resolve().parent
FORMULAE = {"qtbase": "QtCore", "openssl@3": "libcrypto.3.dylib", "icu4c@77": "libicuuc.77.dylib", "libarchive": "libarchive.13.dylib",
            "hunspell": "libhunspell-1.7.0.dylib", "pcre2": "libpcre2-16.0.dylib"}
BREW = """#!/bin/sh
case $1 in
  --prefix) echo '{prefix}' ;;
  info) echo '{{"formulae": [{{"name": "'"$3"'", "license": "BSD-3-Clause or MIT", "homepage": "https://example.org/",
    "urls": {{"stable": {{"url": "https://example.org/'"$3"'.tar.xz"}}}}}}]}}' ;;
esac
"""


def library(path, minimum, *more):
    """Something that the loader of macOS would take for a library."""
    path.parent.mkdir(parents=True, exist_ok=True)
    name = f"@executable_path/../Frameworks/{path.name}"
    subprocess.run(["clang", f"--target=arm64-apple-macos{minimum}", "-fuse-ld=lld", "-nostdlib", "-dynamiclib", "-xc", os.devnull,
                    f"-Wl,-install_name,{name}", "-xnone", *more, "-o", path], check=True, capture_output=True)


def make_homebrew(prefix, frameworks, minimum):
    """Each formula has a library, and the bundle a copy of it."""
    for formula, name in FORMULAE.items():
        cellar = prefix / "Cellar" / formula / "1.2.3_1"
        inside = f"{name}.framework/{name}" if name.startswith("Qt") else name
        library(cellar / "lib" / inside, minimum)
        (cellar / "COPYING").write_text(f"The terms of {formula}")
        (frameworks / inside).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(cellar / "lib" / inside, frameworks / inside)
        (prefix / "opt").mkdir(exist_ok=True)
        (prefix / "opt" / formula).symlink_to(cellar)
    brew = prefix / "bin/brew"
    brew.parent.mkdir()
    brew.write_text(BREW.format(prefix=prefix))
    brew.chmod(0o755)


def listed(app, prefix):
    """What list_parts.py complains of."""
    done = subprocess.run([sys.executable, "-B", HERE / "list_parts.py", app], capture_output=True, text=True,
                          env={**os.environ, "PATH": f"{prefix}/bin:{os.environ['PATH']}"})
    return done.stderr.strip() if done.returncode else ""


def check_listing(folder, bundle):
    app, prefix = folder / "listed/Natter.app", folder / "homebrew"
    shutil.copytree(bundle, app)
    frameworks = app / "Contents/Frameworks"
    minimum = plistlib.loads((app / "Contents/Info.plist").read_bytes())["LSMinimumSystemVersion"]
    make_homebrew(prefix, frameworks, minimum)
    complaint = listed(app, prefix)
    if complaint:
        return [complaint]
    licences = app / "Contents/Resources/licences"
    shown = json.loads((licences / "parts.json").read_text())
    bill = {part["name"]: part for part in json.loads((licences / "bill.json").read_text())}
    complaints = []
    if shown != [{"name": "pcre2", "version": "1.2.3", "licence": "BSD-3-Clause OR MIT", "text": "pcre2.txt"}]:
        complaints.append(f"About Natter would show {shown}")
    if (licences / "pcre2.txt").read_text() != "The terms of pcre2":
        complaints.append("the terms of pcre2 are not in the bundle")
    if bill["OpenSSL"]["files"] != ["libcrypto.3.dylib"] or bill["Qt"]["version"] != "1.2.3":
        complaints.append(f"the bill of materials is {bill}")
    for wrong, version, needs in (("from nobody", minimum, ()), ("not in the bundle", minimum, (prefix / "opt/pcre2/lib/libpcre2-16.0.dylib",)),
                                  ("needs macOS", "99.0", ())):
        odd = prefix / "odd/libodd.dylib"
        if needs:  # named by where it is on the computer that built it
            library(needs[0], minimum, f"-Wl,-install_name,{needs[0]}")
        library(odd, version, *needs)
        shutil.copyfile(odd, frameworks / odd.name)
        if wrong not in listed(app, prefix):
            complaints.append(f"a library that is {wrong} goes unnoticed")
    return complaints


def check_image(folder, bundle):
    """What would be in the image; only macOS makes one."""
    place = folder / "for-image"
    shutil.copytree(bundle, place / "Natter.app", symlinks=True)
    (place / "Natter.app/Contents/link").symlink_to("MacOS/Natter")
    subprocess.run(["cpack", "-G", "TGZ", "--config", HERE / "image.cmake", "-B", folder / "image", "-D", "CPACK_INCLUDE_TOPLEVEL_DIRECTORY=OFF"],
                   check=True, capture_output=True, env={**os.environ, "NATTER_APP_FOLDER": str(place), "NATTER_IMAGE": "image"})
    with tarfile.open(folder / "image/image.tar.gz") as archive:
        members = {member.name.removeprefix("./"): member for member in archive.getmembers()}
    program, link = members.get("Natter.app/Contents/MacOS/Natter"), members.get("Natter.app/Contents/link")
    if not program or not program.mode & 0o100 or not link or not link.issym() or {name.partition("/")[0] for name in members} != {"Natter.app"}:
        return [f"the image would have {sorted(members)}"]
    return []
