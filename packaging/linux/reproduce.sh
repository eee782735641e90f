#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Whether the package that was built here can be built by others, to the byte: from a fresh clone of the commit, in another
# folder, with another umask, language and time zone, and without a cache of objects.
#
#   reproduce.sh PACKAGE.deb
set -euo pipefail

say() { printf '\033[1m==> %s\033[0m\n' "$*" >&2; }
die() { printf 'reproduce: %s\n' "$*" >&2; exit 1; }

package=$(realpath "$1")
cd "$(dirname "$0")/../.."
[ -z "$(git status --porcelain)" ] || die "commit first: what is built anew is the commit"
other=$PWD/build/reproduce/a-folder-with-a-longer-name
rm -rf "$other"
git clone --quiet . "$other"
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH CCACHE_DISABLE=1 TZ=Pacific/Auckland LC_ALL=C
umask 0027
say "Building the package once more, in $other"
(
  cd "$other"
  cmake --preset package >build.log
  nice -n 5 cmake --build --preset package --parallel 2 >>build.log
  cd build/package
  umask 022 # as package.sh packs: of what a build makes, any will do
  cpack -G DEB -B ../packages >cpack.log
) || die "the second build failed: see $other/build.log"
again=$other/build/packages/$(basename "$package")
sha256sum "$package" "$again"
if cmp --quiet "$package" "$again"; then
  say "Both are the same"
else
  mkdir -p build/reproduce/first build/reproduce/second
  dpkg-deb -R "$package" build/reproduce/first
  dpkg-deb -R "$again" build/reproduce/second
  diff -rq build/reproduce/first build/reproduce/second >&2 || true
  die "they differ; both are unpacked in build/reproduce"
fi
