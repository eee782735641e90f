# SPDX-License-Identifier: GPL-3.0-or-later
"""Every include in src/ stays within what src/CMakeLists.txt lets its layer use."""
import re

from project import ROOT, end, files, name_of

LAYER = re.compile(r"^natter_layer\((\w+)\s+(?:USES ([\w ]+?)\s+)?QT ([\w ]+?)(?: (?:LINK|PRECOMPILE) [^)]*)?\)", re.M)
INCLUDE = re.compile(r'^ *# *include *["<]([^">]+)[">]', re.M)


def table():
    declared = LAYER.findall((ROOT / "src/CMakeLists.txt").read_text())
    uses = {name: set(used.split()) for name, used, _ in declared}
    reach = {}
    for name in uses:  # declared from bottom to top, so what is below is known
        reach[name] = {name} | uses[name]
        for below in uses[name]:
            if below not in reach:
                raise SystemExit(f"src/CMakeLists.txt: {name} uses {below}, which is not declared above it")
            reach[name] |= reach[below]
    return reach


def main():
    reach = table()
    complaints = []
    folders = {path.name for path in (ROOT / "src").iterdir() if path.is_dir()}
    if folders != set(reach):
        complaints.append(f"src/: folders and layers differ: {sorted(folders ^ set(reach))}")
    sources = files("src/**/*.cpp", "src/**/*.h")
    for path in sources:
        layer = name_of(path).split("/")[1]
        for included in INCLUDE.findall(path.read_text()):
            if included.startswith("ui_") or included.endswith(".moc"):
                continue  # made from the layer's own
            target = included.split("/")[0]
            if target not in folders and f'"{included}"' not in path.read_text():
                continue  # of a library
            if target not in reach.get(layer, set()):
                complaints.append(f"{name_of(path)}: {layer} may not use {included}")
            elif not (ROOT / "src" / included).exists():
                complaints.append(f"{name_of(path)}: {included} is not written from src/")
    end(complaints, len(reach) == 13 and sources)


main()
