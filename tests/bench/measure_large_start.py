# SPDX-License-Identifier: GPL-3.0-or-later
"""Time from starting the program to its first painted window, with a large profile and with an empty one.

    measure_large_start.py NATTER LARGE_PROFILE EMPTY_PROFILE"""
import statistics
import sys

from measure_start import ROUNDS, empty_screen, end, start, stats_of

RATIO = 1.3  # of the start with an empty profile, at most


def main(natter, large, empty):
    with empty_screen() as (screen, before):
        ratios, times, memory = [], {large: [], empty: []}, {}
        for round_number in range(ROUNDS + 1):
            took = {}
            for profile in (empty, large):
                process, took[profile] = start([natter, "--profile", profile, "--enable-ctl"], screen, before)
                memory[profile] = stats_of(natter, profile)
                end(process, screen, before)
                if round_number > 0:
                    times[profile].append(took[profile])
            if round_number > 0:  # the first one warms the caches
                ratios.append(took[large] / took[empty])
        print("| figure | value |\n|---|---|")
        print(f"| first painted window, large ÷ empty profile | {statistics.median(ratios):.2f} |")
        print(f"| (ms: large, empty) | {statistics.median(times[large]):.0f}, {statistics.median(times[empty]):.0f} |")
        print(f"| memory, PSS: large, empty | {memory[large]['pss'] / 2**20:.1f}, {memory[empty]['pss'] / 2**20:.1f} MiB |")
        print(f"| messages: large, empty | {memory[large]['messages']}, {memory[empty]['messages']} |")
        kept = statistics.median(ratios) <= RATIO
        print(f"The bound is {RATIO} times the empty profile: {'kept' if kept else 'MISSED'}")
        return 0 if kept else 1


sys.exit(main(*sys.argv[1:4]))
