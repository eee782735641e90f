# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls that this program must not make, and words that do not belong into it."""
import re

from project import end, files, name_of

SOURCES = {
    r"ignoreSslErrors\(\s*\)": "ignores every TLS error (CVE-2024-51774)",
    r"\b(VerifyNone|QueryPeer|AutoVerifyPeer)\b": "does not check certificates (CVE-2024-51774)",
    r"\b(setHtml|insertHtml|toHtml)\(": "text of others is never markup",
    r"Qt::RichText": "text of others is never markup",
    r"QDomDocument|readElementText|skipCurrentElement|readNextStartElement": "cannot read a stream in pieces",
    r"\bwaitFor(Connected|ReadyRead|Encrypted|BytesWritten|Disconnected|Started|Finished)\(": "blocks a thread",
    r"BlockingQueuedConnection|QMutex|QReadWriteLock|std::mutex": "only values cross threads",
    r"QDBusInterface": "its constructor waits for the other side",
    r"(?<!::)\bsystem\(|\bpopen\(": "runs a shell",
    r"\bstd::(stop_token|stop_source|jthread)\b": "Apple's library of C++20 has none: base/stop_flag.h",
    r"\bQThread\b(?!::currentThread|>)": "threads are made in base/worker_thread.h only",
}
ALLOWED = {
    "src/base/worker_thread.h": ["QThread"],
    "src/wire/xmpp_client.cpp": ["QThread"],
}
TESTS = {
    r"\bqSleep\(|\busleep\(|sleep_for\(|\bQTest::qWait\(": "sleeps instead of waiting for a condition",
    r"QSKIP|QEXPECT_FAIL": "weakens a test",
    r"^\s*#\s*if": "moc does not know what the compiler knows: a test there may silently not be run",
}
WORDS = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")


def main():
    complaints = []
    for pattern, rules in ((("src/**/*.cpp", "src/**/*.h"), SOURCES), (("tests/**/*.cpp", "tests/**/*.h"), TESTS)):
        found = files(*pattern)
        if not found:
            complaints.append(f"no files match {pattern}")
        for path in found:
            name = name_of(path)
            for number, line in enumerate(path.read_text().split("\n"), 1):
                if line.lstrip().startswith(("//", "///", "*")):
                    continue
                for rule, why in rules.items():
                    match = re.search(rule, line)
                    if match and not any(word in match.group(0) for word in ALLOWED.get(name, [])):
                        complaints.append(f"{name}:{number}: {match.group(0)}: {why}")
                if WORDS.search(line):
                    complaints.append(f"{name}:{number}: unfinished")
    end(complaints, True)


main()
