#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Measures; for each figure the baseline runs in the same run. Called by ./dev bench [listener|start|idle|connect|reconnects|history|timeline|search].
set -euo pipefail
build=build/release
only=${1:-}
missed=""
wanted() { [ -z "$only" ] || [ "$only" = "$1" ]; }

if wanted listener; then
  echo "## Bytes to delivered Element"
  "$build/tests/bench-listener" || missed="$missed listener"
fi
if wanted start; then
  echo "## Start, with one account, 1,000 contacts, 200 chats and 100,000 messages"
  profile=$build/bench-profile
  if [ ! -f "$profile/filled" ]; then
    rm -rf "$profile" && mkdir -p "$profile"
    "$build/tests/natter-fill-profile" "$profile" && touch "$profile/filled"
  fi
  python3 -B tests/bench/measure_start.py "$build/src/natter" "$build/tests/bare-window" "$(pwd)/$profile" || missed="$missed start"
fi
if wanted idle; then
  echo "## Idle for 60 s, online with an open chat"
  "$build/tests/natter-demo" "$build/src/natter" --idle 60 || missed="$missed idle"
fi
if wanted connect; then
  echo "## From the click to online"
  "$build/tests/bench-connect" || missed="$missed connect"
fi
if wanted reconnects; then
  echo "## 1,000 reconnects"
  "$build/tests/bench-reconnects" || missed="$missed reconnects"
fi
if wanted history; then
  echo "## Fetching an archive of 50,000 messages"
  "$build/tests/bench-history" || missed="$missed history"
fi
if wanted timeline; then
  echo "## A conversation of 1,000,000 messages"
  mkdir -p "$build/bench-timeline-profile"
  "$build/tests/bench-timeline" "$build/bench-timeline-profile" || missed="$missed timeline"
fi
if wanted search; then
  echo "## Searching 1,000,000 messages"
  mkdir -p "$build/bench-search-profile"
  "$build/tests/bench-search" "$build/bench-search-profile" || missed="$missed search"
fi
[ -z "$missed" ] || { echo "bench: a bound was missed, or nothing measured:$missed" >&2; exit 1; }
