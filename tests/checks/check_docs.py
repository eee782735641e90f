# SPDX-License-Identifier: GPL-3.0-or-later
"""The documents name what exists: files, tasks, layers, dependencies; and every source says its licence."""
import re

from project import ROOT, end, files, name_of

LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")
TASK = re.compile(r"\./dev ([a-z]+)")


def main():
    complaints = []
    documents = files("*.md", "docs/*.md")
    tasks = set(re.findall(r"^  ([a-z]+)(?:\|[^)]*)?\)", (ROOT / "dev").read_text(), re.M))
    for document in documents:
        name, text = name_of(document), document.read_text()
        for target in LINK.findall(text):
            if not (document.parent / target).exists():
                complaints.append(f"{name}: links to {target}, which is not there")
        for task in TASK.findall(text):
            if task not in tasks:
                complaints.append(f"{name}: names ./dev {task}, which does not exist")
    for needed in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE"):
        if not (ROOT / needed).exists():
            complaints.append(f"{needed} is missing")
    readme = (ROOT / "README.md").read_text()
    for wanted in ("./dev demo", "./dev test"):
        if wanted not in readme:
            complaints.append(f"README.md does not name {wanted}")
    architecture = (ROOT / "ARCHITECTURE.md").read_text()
    for layer in (path.name for path in (ROOT / "src").iterdir() if path.is_dir()):
        if f"`{layer}`" not in architecture:
            complaints.append(f"ARCHITECTURE.md does not describe the layer {layer}")
    for path in files("src/**/*.cpp", "src/**/*.h", "tests/**/*.cpp", "tests/**/*.h", "tests/**/*.py", "dev"):
        if "SPDX-License-Identifier: GPL-3.0-or-later" not in "\n".join(path.read_text().split("\n")[:3]):
            complaints.append(f"{name_of(path)}: no licence in the first lines")
    known = {"src", "forms", "resources", "translations", "tests", "packaging", "docs", "dev", "CMakeLists.txt",
             "CMakePresets.json", "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE"}
    for path in files("*"):
        top = name_of(path).split("/")[0]
        if top not in known and not top.startswith("."):
            complaints.append(f"{top} does not belong at the top of the repository")
    end(sorted(set(complaints)), documents)


main()
