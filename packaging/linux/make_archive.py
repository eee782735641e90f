#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Natter with its own Qt in one archive, which runs from wherever it is unpacked.

    make_archive.py BUILD FOLDER

installs BUILD (the preset package) and packs it, with every library that it loads but for those in system_libraries.txt, into
FOLDER. There are no symbolic links in it: sticks with the file systems of Windows have none. Two runs on one build give
the same bytes. Prints the name of the archive, and leaves what is in it in BUILD/archive.
"""
import fnmatch
import json
import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent))
from contents import write_own_texts, write_texts_of_debian  # noqa: E402
from sbom import Debian, needed, resolved, version  # noqa: E402

PROGRAMS = ("natter", "natter-stanzas")
PLUGINS = {
    "platforms": ("libqxcb.so", "libqwayland-generic.so", "libqoffscreen.so"),
    "platformthemes": ("libqxdgdesktopportal.so",),  # the desktop's own dialogs for files
    "platforminputcontexts": ("libcomposeplatforminputcontextplugin.so", "libibusplatforminputcontextplugin.so"),
    "wayland-shell-integration": ("libxdg-shell.so",),
    "wayland-decoration-client": ("libbradient.so",),
    "iconengines": ("libqsvgicon.so",),
    "imageformats": ("libqsvg.so", "libqjpeg.so", "libqgif.so", "libqico.so"),
    "sqldrivers": ("libqsqlite.so",),
    "tls": ("libqopensslbackend.so",),
    "networkinformation": ("libqnetworkmanager.so", "libqglib.so"),
}
BY_NAME = ("libssl.so.3",)  # what Qt loads without being linked with it: TLS. It has to fit libcrypto, which is brought along.
START = """#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
exec "$(dirname "$(readlink -f "$0")")/bin/natter" "$@"
"""
README = """Natter {version}, with everything that it needs but for what every desktop has.

Start it with ./natter from wherever this folder is.

So that your desktop has it among its programs, and opens links to xmpp: addresses with it, type here, and again if the folder moves:

    mkdir -p ~/.local/share/applications
    sed "s|^Exec=natter|Exec=\\"$PWD/natter\\"|" share/applications/natter.desktop >~/.local/share/applications/natter.desktop
    cp -R share/icons ~/.local/share
    update-desktop-database ~/.local/share/applications

./natter --portable keeps everything in the folder natter-data beside this file, and nothing on the computer. So that it is
always so, put an empty file named "portable" here. Passwords are not put into the keychain of the computer then; Natter
asks where to keep them. Whoever finds a stick can read what is on it, unless the stick is encrypted.

It needs a distribution that is as new as Debian 12 (glibc 2.36). From a stick with FAT it does not start: desktops let nothing
there be executed but what ends in .exe. exFAT, NTFS and ext4 are fine.
Licences: LICENSE, share/doc/natter, and "About Natter". What a text in share/doc/natter/licences calls
/usr/share/common-licenses/LGPL-3 is LGPL-3.0.txt beside it, and so are the others.
"""


def run(*command):
    return subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True).stdout


def left_to_the_system():
    lines = (HERE / "system_libraries.txt").read_text().split("\n")
    return [line.split()[0] for line in lines if line.strip() and not line.lstrip().startswith("#")]


def libraries_of(programs, system):
    """Every library that they load, and those load, by its name; but for the system's."""
    cache = dict(re.findall(r"^\s*(\S+) \(.*\) => (\S+)$", run("/sbin/ldconfig", "-p"), re.M))
    found = {name: pathlib.Path(os.path.realpath(cache[name])) for name in BY_NAME}
    waiting = list(programs) + list(found.values())
    while waiting:
        file = waiting.pop()
        places = resolved(file)
        for name in needed(file):
            if name in found or any(fnmatch.fnmatch(name, pattern) for pattern in system):
                continue
            if name not in places:
                raise SystemExit(f"make_archive: {file} needs {name}, which is not here")
            found[name] = pathlib.Path(os.path.realpath(places[name]))
            waiting.append(found[name])
    return found


def copy_programs(build, stage):
    """What is installed, and Qt's plugins and translations."""
    shutil.rmtree(stage, ignore_errors=True)
    run("cmake", "--install", build, "--prefix", stage, "--strip")
    query = ["/usr/lib/qt6/bin/qtpaths", "--query"]
    folder = pathlib.Path(run(*query, "QT_INSTALL_PLUGINS").strip())
    plugins = [folder / kind / name for kind, names in PLUGINS.items() for name in names]
    for plugin in plugins:
        target = stage / "plugins" / plugin.parent.name
        target.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(plugin, target / plugin.name)
    translations = pathlib.Path(run(*query, "QT_INSTALL_TRANSLATIONS").strip())
    (stage / "translations").mkdir()
    for file in sorted(translations.glob("qtbase_*.qm")):
        shutil.copyfile(file, stage / "translations" / file.name)
    return plugins


def copy_libraries(libraries, stage):
    (stage / "lib").mkdir()
    for name, place in libraries.items():
        shutil.copyfile(place, stage / "lib" / name)
    for folder, path in (("bin", "$ORIGIN/../lib"), ("lib", "$ORIGIN"), ("plugins", "$ORIGIN/../../lib")):
        for file in sorted((stage / folder).rglob("*")):
            if file.is_file():
                run("patchelf", "--set-rpath", path, file)
                file.chmod(0o755 if folder == "bin" else 0o644)
    (stage / "bin/qt.conf").write_text("[Paths]\nPrefix = ..\nPlugins = plugins\nTranslations = translations\n")


def own_part(name, parts):
    return any(fnmatch.fnmatch(name, pattern) for part in parts for pattern in part["libraries"])


def write_licences(libraries, stage):
    """Whose libraries these are, each with the copyright file of its package, and all texts that these name; About shows them."""
    parts = json.loads((ROOT / "resources/parts/parts.json").read_text())
    known = json.loads((HERE / "bundled_parts.json").read_text())
    folder = stage / "share/doc/natter/licences"
    folder.mkdir()
    entries, packages, unknown = {}, {}, set()
    for name, place in sorted(libraries.items()):
        packages[name] = package = Debian.owner(place)
        _, source, source_version, _ = Debian.about(package)
        shutil.copyfile(f"/usr/share/doc/{package}/copyright", folder / f"{source}.txt")
        if own_part(name, parts):
            continue
        if source not in known:
            unknown.add(f"{source} ({name})")
            continue
        entry = entries.setdefault(source, {
            "name": known[source]["name"], "version": re.sub(r"^\d+:|[-+~].*$", "", source_version),
            "licence": known[source]["licence"], "text": f"{source}.txt", "packages": []})
        entry["packages"] = sorted({*entry["packages"], package})
    if unknown:
        raise SystemExit(f"make_archive: bundled_parts.json does not name {', '.join(sorted(unknown))}")
    write_own_texts(folder)
    write_texts_of_debian(folder)
    (folder / "packages.json").write_text(json.dumps(packages, indent=1) + "\n")
    (folder / "parts.json").write_text(json.dumps([entries[key] for key in sorted(entries)], indent=1) + "\n")


def pack(stage, folder):
    name = f"natter-{version()}-linux-{platform.machine()}"
    epoch = os.environ["SOURCE_DATE_EPOCH"]
    archive = folder / f"{name}.tar.xz"
    tar = ["tar", "--create", "--sort=name", f"--mtime=@{epoch}", "--owner=0", "--group=0", "--numeric-owner",
           "--format=gnu", f"--transform=s#^\\.#{name}#", "--directory", stage, "."]
    with open(archive, "wb") as out:
        packer = subprocess.Popen(["xz", "--threads=1", "-3", "--stdout"], stdin=subprocess.PIPE, stdout=out)
        subprocess.run([str(word) for word in tar], check=True, stdout=packer.stdin)
        packer.stdin.close()
        if packer.wait() != 0:
            raise SystemExit("make_archive: xz failed")
    return archive


def main(build, folder):
    os.umask(0o022)
    stage = build / "archive"
    plugins = copy_programs(build, stage)
    libraries = libraries_of([build / "src" / name for name in PROGRAMS] + plugins, left_to_the_system())
    copy_libraries(libraries, stage)
    write_licences({**libraries, **{plugin.name: plugin for plugin in plugins}}, stage)
    (stage / "natter").write_text(START)
    (stage / "natter").chmod(0o755)
    (stage / "README.txt").write_text(README.format(version=version()))
    shutil.copyfile(ROOT / "LICENSE", stage / "LICENSE")
    for link in (path for path in stage.rglob("*") if path.is_symlink()):
        raise SystemExit(f"make_archive: {link} is a symbolic link")
    folder.mkdir(parents=True, exist_ok=True)
    print(pack(stage, folder))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve())
