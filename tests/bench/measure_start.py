# SPDX-License-Identifier: GPL-3.0-or-later
"""Time from starting a program to its first painted window, and its memory, on an X server of our own.

    measure_start.py NATTER BARE_WINDOW PROFILE

The X server keeps its screen in a file; a program's window counts as painted when the screen is no longer as it was."""
import contextlib
import json
import mmap
import os
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = 9
RATIO = 2.5  # of a bare window's start, at most
MEMORY = 60  # MiB, at most


def painted(screen, before):
    """Something of the window's size is there: pixels all over the place have changed."""
    size = len(before)
    places = [size * part // 10 for part in range(2, 9)]
    return sum(screen[at:at + 256] != before[at:at + 256] for at in places) >= 4


def start(command, screen, before):
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not painted(screen, before):
        if process.poll() is not None or time.monotonic() - began > 60:
            raise SystemExit(f"{command[0]} shows no window")
        time.sleep(0.0005)
    return process, (time.monotonic() - began) * 1000


def end(process, screen, before):
    process.terminate()
    process.wait()
    deadline = time.monotonic() + 10
    while painted(screen, before) and time.monotonic() < deadline:
        time.sleep(0.01)


def stats_of(natter, profile):
    """What the program that runs with that profile says of itself, once it answers."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        answer = subprocess.run([natter, "ctl", "--profile", profile, "stats"], capture_output=True).stdout
        stats = json.loads(answer or b"{}")
        if "pss" in stats:
            return stats
    raise SystemExit("Natter does not answer")


@contextlib.contextmanager
def empty_screen():
    """An X server of our own: its screen, and what that is without windows."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(XDG_RUNTIME_DIR=folder, QT_QPA_PLATFORM="xcb",
                          DBUS_SESSION_BUS_ADDRESS="unix:path=/nonexistent", LC_ALL="C.UTF-8")
        server = subprocess.Popen(["Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp",
                                   "-fbdir", folder], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        try:
            os.environ["DISPLAY"] = ":" + server.stdout.readline().decode().strip()
            with open(folder + "/Xvfb_screen0", "rb") as file:
                screen = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
            yield screen, screen[:]
        finally:
            server.terminate()
            server.wait()


def main(natter, bare, profile):
    with empty_screen() as (screen, before):
        command = [natter, "--profile", profile, "--enable-ctl"]
        ratios, ours, theirs, memory = [], [], [], []
        for round_number in range(ROUNDS + 1):
            process, plain = start([bare], screen, before)
            end(process, screen, before)
            process, own = start(command, screen, before)
            stats = stats_of(natter, profile)
            end(process, screen, before)
            if round_number > 0:  # the first one warms the caches
                ratios.append(own / plain)
                ours.append(own)
                theirs.append(plain)
                memory.append(stats["pss"] / 2**20)
        print("| figure | value |\n|---|---|")
        print(f"| first painted window ÷ bare QMainWindow with QListView | {statistics.median(ratios):.2f} |")
        print(f"| (ms: Natter, bare) | {statistics.median(ours):.0f}, {statistics.median(theirs):.0f} |")
        print(f"| memory after the start, PSS | {statistics.median(memory):.1f} MiB |")
        print(f"| messages in the store | {stats['messages']} |")
        kept = statistics.median(ratios) <= RATIO and statistics.median(memory) <= MEMORY
        print(f"The bounds are {RATIO} times the bare window and {MEMORY} MiB: {'kept' if kept else 'MISSED'}")
        return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
