# SPDX-License-Identifier: GPL-3.0-or-later
"""Files, headers, functions and constructors stay small. The exceptions below may only shrink."""
import re

from project import end, files, name_of

FILE, HEADER, FUNCTION, PARAMETERS = 600, 200, 60, 5
EXCEPTIONS = {}  # "src/x.cpp": lines, "src/x.cpp:function": lines

HEAD = re.compile(r"^(?!namespace|struct|class|enum|union|extern)[\w:<>~*& ,]+?([\w:~]+)\(", re.M)


def functions(lines):
    """(name, length) of every function whose body starts with a brace in the first column."""
    start = None
    for number, line in enumerate(lines):
        if line == "{":
            start = number
        elif line == "}" and start is not None:
            head = start
            while head > 0 and lines[head - 1].strip() and not lines[head - 1].startswith(("}", "//", "#")):
                head -= 1
            match = HEAD.match(" ".join(lines[head:start]))
            yield (match.group(1) if match else "?"), number - start + 1
            start = None


def constructors(text):
    for name, parameters in re.findall(r"^    (?:explicit )?([A-Z]\w+)\(([^()]*)\)\s*;", text, re.M):
        depth, count = 0, 1 if parameters.strip() else 0
        for character in parameters:
            depth += {"<": 1, ">": -1}.get(character, 0)
            count += character == "," and depth == 0
        yield name, count


def main():
    complaints = []
    sources = files("src/**/*.cpp", "src/**/*.h", "tests/**/*.cpp", "tests/**/*.h")
    for path in sources:
        name, text = name_of(path), path.read_text()
        lines = text.split("\n")
        limit = EXCEPTIONS.get(name, HEADER if path.suffix == ".h" else FILE)
        if len(lines) - 1 > limit:
            complaints.append(f"{name}: {len(lines) - 1} lines, at most {limit}")
        for function, length in functions(lines):
            limit = EXCEPTIONS.get(f"{name}:{function}", FUNCTION)
            if length > limit:
                complaints.append(f"{name}: {function} has {length} lines, at most {limit}")
        if path.suffix == ".h" and name.startswith("src/"):
            for constructor, count in constructors(text):
                if count > PARAMETERS + 1:  # the parent that every QObject may have does not count
                    complaints.append(f"{name}: {constructor} takes {count} parameters, at most {PARAMETERS}")
    end(complaints, sources)


main()
