#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A package where it is to work: in a bare Debian that never saw Natter's sources, under a screen of its own, as an ordinary
# person, who logs in at a server on this computer and talks; then it is removed, and everything that is still there is named.
#
#   try_package.sh natter_VERSION_ARCH.deb natter-demo [SUITE]
#
# The bare system is made once for each suite, in build/try, from the mirror that this machine uses. Needs root, debootstrap,
# Xvfb and Prosody. All mounts are in a namespace of their own, and gone with this script.
set -euo pipefail

# shellcheck source=packaging/linux/try_system.sh
. "$(dirname "$0")/try_system.sh"
begin PACKAGE "$@"
package=$tried

make_base
fresh_root
inside useradd --create-home --shell /bin/sh visitor
say "Installing what the package needs"
inside apt-get -qq satisfy --yes --no-install-recommends "$(dpkg-deb -f "$package" Depends)" >"$place/apt.log" 2>&1 \
  || { tail -20 "$place/apt.log" >&2; die "the dependencies cannot be installed"; }
needed=$(inside dpkg-query -W -f '.\n' | wc -l)
census "$place/before"

say "Installing the package"
cp "$package" "$root/tmp/"
inside apt-get -qq install --yes --no-install-recommends "/tmp/$(basename "$package")" >>"$place/apt.log" 2>&1 \
  || { tail -20 "$place/apt.log" >&2; die "the package cannot be installed"; }
rm -f "$root/tmp/$(basename "$package")"
[ "$(inside dpkg-query -W -f '.\n' | wc -l)" = $((needed + 1)) ] || die "more was installed than the package and what it names"
census "$place/with"
inside natter --version || die "it does not say its version"
inside natter-stanzas /dev/null >/dev/null 2>&1 && die "natter-stanzas takes nothing for a stream"

talk /usr/bin/natter

say "Removing it"
inside apt-get -qq purge --yes natter >>"$place/apt.log" 2>&1 || die "the package cannot be removed"
census "$place/after"
if ! diff "$place/before" "$place/after" >"$place/traces"; then
  cat "$place/traces" >&2
  die "this is left or changed (<: before, >: afterwards)"
fi
printf '| %s in a bare %s | |\n|---|---|\n' "$(basename "$package")" "$suite"
printf '| package | %d kB |\n' $(($(stat -c %s "$package") / 1024))
printf '| installed | %d kB in %d files |\n' "$(dpkg-deb -f "$package" Installed-Size)" "$(dpkg-deb -c "$package" | grep -vc '/$')"
printf '| packages of the system that it needs, with theirs | %d |\n' "$(($(wc -l <"$place/packages.with") - $(wc -l <"$place/packages.bare")))"
printf '| left after its removal | nothing |\n'
