#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be known about Natter.app without a Mac: check_bundle.py FOLDER

bundle.cmake is configured for macOS with Clang and LLD, for each processor; a program that does nothing takes Natter's place,
and is built, installed and joined as Natter would be. Then the bundle is read: where everything is, Info.plist,
entitlements, icon, processors, the oldest macOS; list_parts.py and image.cmake are tried with it. What it does not tell:
whether Natter's own sources compile there, and what macOS says.
"""
import pathlib
import plistlib
import re
import shutil
import subprocess
import sys

from check_listing import check_image, check_listing
from mach_o import MachO

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
# As the real one has it: what is set before project(), the program in one folder, and what packs it in another
PROJECT = """{before}project(Natter VERSION {version} LANGUAGES C)
add_subdirectory(src)
add_subdirectory(packaging)
"""
PROGRAM = """file(WRITE ${CMAKE_BINARY_DIR}/main.c "int main(void) { return 0; }\\n")
add_executable(natter ${CMAKE_BINARY_DIR}/main.c)
"""
PACKAGING = """include({here}/bundle.cmake)
natter_bundle(natter)
"""
LAYOUT = {"Contents/Info.plist", "Contents/MacOS/Natter", "Contents/Resources/LICENSE", "Contents/Resources/natter.icns"}


def run(*command, **options):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, **options)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(str(word) for word in command)}\n{done.stdout}{done.stderr}")
    return done.stdout


def tool(name):
    """A tool of LLVM, under whichever name this system has it."""
    found = shutil.which(name) or next(iter(sorted(pathlib.Path("/usr/bin").glob(f"{name}-*"))), None)
    if not found:
        raise SystemExit(f"check_bundle: {name} is missing: apt-get install llvm")
    return found


def version():
    return re.search(r"project\(Natter VERSION ([0-9.]+)", (ROOT / "CMakeLists.txt").read_text()).group(1)


def oldest_system():
    return re.search(r"CMAKE_OSX_DEPLOYMENT_TARGET ([0-9.]+)", (ROOT / "CMakeLists.txt").read_text()).group(1)


def build(folder, processor):
    """A bundle as CMake installs it for that processor."""
    place = folder / processor
    before = (ROOT / "CMakeLists.txt").read_text().partition("project(")[0]
    for name, content in (("", PROJECT.format(before=before, version=version())), ("src", PROGRAM),
                          ("packaging", PACKAGING.format(here=HERE))):
        (place / "source" / name).mkdir(parents=True, exist_ok=True)
        (place / "source" / name / "CMakeLists.txt").write_text(content)
    flags = f"--target={processor}-apple-macos"
    run("cmake", "-G", "Ninja", "-S", place / "source", "-B", place / "build", "-DCMAKE_SYSTEM_NAME=Darwin",
        "-DCMAKE_C_COMPILER=clang", f"-DCMAKE_C_FLAGS={flags}", "-DCMAKE_EXE_LINKER_FLAGS=-fuse-ld=lld -nostdlib",
        "-DCMAKE_TRY_COMPILE_TARGET_TYPE=STATIC_LIBRARY", f"-DCMAKE_INSTALL_NAME_TOOL={tool('llvm-install-name-tool')}",
        "-DCMAKE_OSX_SYSROOT=", "-DCMAKE_BUILD_TYPE=Release")
    run("cmake", "--build", place / "build")
    run("cmake", "--install", place / "build", "--prefix", place / "installed")
    return place / "installed/Natter.app"


def check_icon(content):
    complaints = []
    if content[:4] != b"icns" or int.from_bytes(content[4:8], "big") != len(content):
        return ["the icon is no icns"]
    at, sizes = 8, []
    while at < len(content):
        length = int.from_bytes(content[at + 4:at + 8], "big")
        picture = content[at + 8:at + length]
        if picture[:8] != b"\x89PNG\r\n\x1a\n":
            complaints.append("an entry of the icon is no PNG")
        sizes.append(int.from_bytes(picture[16:20], "big"))
        at += length
    return complaints if {16, 32, 128, 256, 512, 1024} <= set(sizes) else complaints + [f"the icon has only {sizes}"]


def check_plists(bundle):
    info = plistlib.loads((bundle / "Contents/Info.plist").read_bytes())
    wanted = {"CFBundleExecutable": "Natter", "CFBundleIdentifier": "im.natter.Natter", "CFBundlePackageType": "APPL",
              "CFBundleShortVersionString": version(), "CFBundleVersion": version(), "CFBundleIconFile": "natter.icns",
              "LSMinimumSystemVersion": oldest_system(), "NSHighResolutionCapable": True}
    complaints = [f"Info.plist: {key} is {info.get(key)}, not {value}" for key, value in wanted.items() if info.get(key) != value]
    schemes = [scheme for kind in info.get("CFBundleURLTypes", []) for scheme in kind.get("CFBundleURLSchemes", [])]
    if schemes != ["xmpp"]:
        complaints.append(f"Info.plist: it opens {schemes}")
    languages = {path.stem.split("_")[-1] for path in (ROOT / "translations").glob("natter_*.ts")} | {"en"}
    if set(info.get("CFBundleLocalizations", [])) != languages:
        complaints.append(f"Info.plist: the languages are {info.get('CFBundleLocalizations')}, the translations {languages}")
    exceptions = plistlib.loads((HERE / "natter.entitlements").read_bytes())
    return complaints + [f"natter.entitlements: {key} weakens the hardened runtime" for key in exceptions]


def check_layout(bundle):
    there = {str(path.relative_to(bundle)) for path in bundle.rglob("*") if path.is_file()}
    complaints = [f"{name} is missing" for name in sorted(LAYOUT - there)]
    complaints += [f"{name} does not belong there" for name in sorted(there - LAYOUT)]
    complaints += [f"Contents/Resources/{language}.lproj is missing" for language in ("en", "de")
                   if not (bundle / f"Contents/Resources/{language}.lproj").is_dir()]
    return complaints


def main(folder):
    shutil.rmtree(folder, ignore_errors=True)
    intel, arm = build(folder, "x86_64"), build(folder, "arm64")
    bundle = folder / "Natter.app"
    lipo = tool("llvm-lipo")
    run(sys.executable, "-B", HERE / "make_universal.py", intel, arm, bundle, env={"LIPO": str(lipo), "PATH": "/usr/bin:/bin"})
    complaints = check_layout(bundle) + check_plists(bundle)
    for app in (intel, arm):
        built_for = ".".join(str(number) for number in MachO(app / "Contents/MacOS/Natter").minimum)
        if built_for != oldest_system():
            complaints.append(f"the program is built for macOS {built_for}, and Info.plist says {oldest_system()}")
    complaints += check_listing(folder, arm) + check_image(folder, bundle)
    if not complaints:
        complaints += check_icon((bundle / "Contents/Resources/natter.icns").read_bytes())
    processors = run(lipo, "-archs", bundle / "Contents/MacOS/Natter").split()
    if sorted(processors) != ["arm64", "x86_64"]:
        complaints.append(f"the program is for {processors}")
    for complaint in complaints:
        print(f"Natter.app: {complaint}", file=sys.stderr)
    if not complaints:
        print(f"Natter.app {version()}: {len(LAYOUT)} files, for {' and '.join(processors)}")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve()))
