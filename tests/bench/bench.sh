#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Measures; for each figure the baseline runs in the same run. Called by ./dev bench [listener|start|idle|connect|reconnects|history|flood|rooms|timeline|layout|search].
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
  filled() { # FOLDER CONTACTS CHATS MESSAGES
    if [ ! -f "$1/filled" ]; then
      rm -rf "$1" && mkdir -p "$1"
      "$build/tests/natter-fill-profile" "$@" && touch "$1/filled"
    fi
  }
  profile=$build/bench-profile
  filled "$profile" 1000 200 100000
  python3 -B tests/bench/measure_start.py "$build/src/natter" "$build/tests/bare-window" "$(pwd)/$profile" || missed="$missed start"
  echo "## Start, with 5,000 contacts, 5,000 chats and 1,000,000 messages"
  filled "$build/bench-large-profile" 5000 5000 1000000
  filled "$build/bench-empty-profile" 0 0 0
  python3 -B tests/bench/measure_large_start.py "$build/src/natter" "$(pwd)/$build/bench-large-profile" "$(pwd)/$build/bench-empty-profile" || missed="$missed large-start"
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
if wanted flood; then
  echo "## Ten thousand messages a second"
  "$build/tests/bench-flood" || missed="$missed flood"
fi
if wanted rooms; then
  echo "## Rooms: large, busy, many"
  "$build/tests/bench-rooms" || missed="$missed rooms"
fi
if wanted timeline; then
  echo "## A conversation of 1,000,000 messages"
  mkdir -p "$build/bench-timeline-profile"
  "$build/tests/bench-timeline" "$build/bench-timeline-profile" || missed="$missed timeline"
fi
if wanted layout; then
  "$build/tests/bench-layout" || missed="$missed layout"
fi
if wanted search; then
  echo "## Searching 1,000,000 messages"
  mkdir -p "$build/bench-search-profile"
  "$build/tests/bench-search" "$build/bench-search-profile" || missed="$missed search"
fi
[ -z "$missed" ] || { echo "bench: a bound was missed, or nothing measured:$missed" >&2; exit 1; }
