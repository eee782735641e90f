#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What Homebrew does not have, built from the commits that packaging/flatpak pins: dependencies.sh PREFIX
set -euo pipefail

prefix=$1
manifest=$(cd "$(dirname "$0")/../flatpak" && pwd)/im.natter.Natter.yml
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

pinned() { # MODULE KEY: the url or commit of a module
  awk -v module="$1" -v key="$2:" '/- name:/ { is = ($3 == module) } is && $1 == key { print $2 }' "$manifest"
}

build() { # MODULE OPTION…
  local module=$1; shift
  git clone --quiet "$(pinned "$module" url)" "$work/$module"
  git -C "$work/$module" checkout --quiet "$(pinned "$module" commit)"
  cmake -G Ninja -S "$work/$module" -B "$work/$module-build" -DCMAKE_BUILD_TYPE=RelWithDebInfo -DCMAKE_INSTALL_PREFIX="$prefix" "$@"
  cmake --build "$work/$module-build"
  cmake --install "$work/$module-build"
}

build expected -DEXPECTED_BUILD_TESTS=OFF -DEXPECTED_BUILD_PACKAGE=OFF
# A library of its own would be named by a path that is gone once the program is installed
build qtkeychain -DBUILD_WITH_QT6=ON -DBUILD_TRANSLATIONS=OFF -DBUILD_SHARED_LIBS=OFF
