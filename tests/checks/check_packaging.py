# SPDX-License-Identifier: GPL-3.0-or-later
"""The version stands in one place, and everything that has to name it agrees; what packages bring along is named and licensed."""
import json
import re
import xml.etree.ElementTree as xml

from project import ROOT, end, files, name_of


def text(name):
    return (ROOT / name).read_text()


def check_version(version):
    complaints = []
    releases = xml.fromstring(text("packaging/linux/natter.metainfo.xml").encode()).findall("releases/release")
    if not releases or releases[0].get("version") != version or not releases[0].get("date"):
        complaints.append(f"natter.metainfo.xml: its newest release is not {version} with a date")
    changelog = re.findall(r"^## (.*)$", text("CHANGELOG.md"), re.M)
    is_released = bool(releases) and releases[0].get("type") != "development"
    newest = changelog[0] if changelog else ""
    if is_released and not newest.startswith(version):
        complaints.append(f"CHANGELOG.md begins with {newest}, but {version} is released")
    if not is_released and newest != "Unreleased":
        complaints.append(f"CHANGELOG.md begins with {newest}, but {version} is not released")
    # Nobody else states it: a number that is written twice is wrong once
    for path in files("src/**/*", "packaging/**/*", "docs/*.md", "*.md", ".github/**/*", "dev"):
        if path.suffix in (".png", ".svg") or name_of(path) in ("CHANGELOG.md", "packaging/linux/natter.metainfo.xml"):
            continue
        for number, line in enumerate(path.read_text(errors="replace").split("\n"), 1):
            if re.search(r"(?i)\bnatter[ _-]v?" + re.escape(version) + r"(?![.\d])", line):
                complaints.append(f"{name_of(path)}:{number}: states the version, which is in CMakeLists.txt")
    return complaints


def check_doap():
    root = xml.fromstring(text("packaging/natter.doap").encode())
    name = root.findtext(".//{http://usefulinc.com/ns/doap#}name")
    return [] if name == "Natter" else [f"natter.doap is about {name}"]


def check_manual(taken):
    """What the command line takes is in the manual, and the other way round."""
    told = {"--" + option for option in re.findall(r"^\.It Fl -([a-z-]+)", text("packaging/linux/natter.1"), re.M)}
    return [f"natter.1 and --help do not agree on {option}" for option in sorted(taken ^ told)]


def check_entry(taken):
    """The desktop starts Natter only as the command line lets it, and hands over a link as one word, alone."""
    starts = [line.split() for line in re.findall(r"^Exec=(.*)$", text("packaging/linux/natter.desktop"), re.M)]
    complaints = [f"natter.desktop: the command line does not take {word}" for start in starts for word in start
                  if word.startswith("--") and word not in taken]
    if starts[0] != ["natter", "%u"] or any(word.startswith("%") for start in starts[1:] for word in start):
        complaints.append("natter.desktop: a link is not handed over alone")
    return complaints


def check_parts():
    """Each part has a text of its licence among the resources, and each text belongs to a part."""
    complaints = []
    parts = json.loads(text("resources/parts/parts.json"))
    resources = set(re.findall(r'(?:alias="|<file>)parts/([^<"]+)', text("resources/widgets.qrc")))
    wanted = {part["text"] for part in parts} | {"parts.json", "GPL-3.0.txt"}
    complaints += [f"widgets.qrc does not have parts/{name}" for name in sorted(wanted - resources)]
    complaints += [f"widgets.qrc: no part needs parts/{name}" for name in sorted(resources - wanted)]
    for part in parts:
        missing = {"name", "licence", "text", "supplier", "home", "download", "libraries"} - set(part)
        if missing:
            complaints.append(f"parts.json: {part.get('name')} has no {', '.join(sorted(missing))}")
    return complaints


def check_flatpak():
    """Whom Natter listens to on the buses can be heard from inside."""
    manifest = text("packaging/flatpak/im.natter.Natter.yml")
    session = re.findall(r'u"(org\.[\w.]+)"', text("src/platform/linux/bus_idle.cpp"))
    system = [path.replace("/", ".") for path in re.findall(r'"/(org/[\w/]+)"', text("src/platform/linux/bus_watch.cpp"))]
    wanted = {f"--talk-name={name}" for name in session} | {f"--system-talk-name={name}" for name in system}
    if not session or not system:
        return ["src/platform/linux: no names on the buses can be found"]
    allowed = set(re.findall(r"^  - (--\S+)", manifest, re.M))
    return [f"im.natter.Natter.yml does not have {permission}" for permission in sorted(wanted - allowed)]


def check_macos():
    """The oldest system is known before anything is configured."""
    before = text("CMakeLists.txt").partition("project(")[0]
    return [] if "CMAKE_OSX_DEPLOYMENT_TARGET" in before else ["CMakeLists.txt: the oldest macOS is not set before project()"]


def check_bundled():
    """What packages with everything in them bring along is named for each system, and packing asks."""
    complaints = [f"packaging/{system}: nobody asks what is in the package" for system, script in
                  (("windows", "packaging/windows/package.sh"), ("macos", ".github/workflows/macos.yml"))
                  if "list_parts.py" not in text(script) or "--listed" not in text(script)]
    if "check_hardening.py" not in text("packaging/windows/package.sh"):
        complaints.append("packaging/windows/package.sh: nobody reads the programs' headers")
    complaints += [f"{script}: what copyright files of Debian name does not go along" for script in
                   ("packaging/linux/make_archive.py", "packaging/windows/list_parts.py") if "    write_texts_of_debian(" not in text(script)]
    own = {part["name"] for part in json.loads(text("resources/parts/parts.json"))}
    built = json.loads(text("packaging/windows/bundled_parts.json"))["built"]
    order = re.search(r"^for name in (.*); do$", text("packaging/windows/package.sh"), re.M).group(1).split()
    complaints += [f"windows/bundled_parts.json does not know what {name} is" for name in order
                   if built.get(name, {}).get("part") not in own]
    return complaints


def check_pins():
    """What others may change behind our back is pinned by a hash."""
    complaints = []
    manifest = text("packaging/flatpak/im.natter.Natter.yml")
    if len(re.findall(r"type: git\n", manifest)) != len(re.findall(r"commit: [0-9a-f]{40}\n", manifest)):
        complaints.append("im.natter.Natter.yml: a source is not pinned by a commit")
    if re.search(r"--filesystem|--socket=(session|system)-bus|--device=all", manifest):
        complaints.append("im.natter.Natter.yml: it asks for more than portals give")
    for path in sorted((ROOT / ".github/workflows").glob("*.yml")):
        workflow = path.read_text()
        for action in re.findall(r"uses: (\S+)", workflow):
            if not re.search(r"@[0-9a-f]{40}$", action):
                complaints.append(f"{path.name}: {action} is not pinned by a commit")
        for image in re.findall(r"^ +(?:container|image): (debian.*)$", workflow, re.M):
            if not re.search(r"@sha256:[0-9a-f]{64}( |$)| # not pinned by a digest: \S", image):
                complaints.append(f"{path.name}: {image} is neither pinned by a digest nor says why not")
        if "\npermissions:\n  contents: read\n" not in workflow:
            complaints.append(f"{path.name}: it may do more than read")
    return complaints


def main():
    version = re.search(r"project\(Natter VERSION ([0-9.]+)", text("CMakeLists.txt")).group(1)
    help_text = re.search(r'R"\((natter .*?)\n\n', text("src/app/command_line.cpp"), re.S).group(1)
    taken = set(re.findall(r"--[a-z][a-z-]*", help_text)) | {"--help", "--version"}
    end(check_version(version) + check_doap() + check_manual(taken) + check_entry(taken) + check_parts() + check_flatpak() + check_macos()
        + check_bundled() + check_pins(), True)


main()
