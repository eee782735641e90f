#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The relocatable archive where it is to work: in a bare Debian with nothing but what every desktop has, and no Qt; moved to
# another folder, under a screen of its own, as an ordinary person, who logs in at a server on this computer and talks. Then
# as a portable program, which leaves nothing but the folder beside it.
#
#   try_archive.sh natter-VERSION-linux-ARCH.tar.xz natter-demo [SUITE]
#
# SUITE: a release of Debian, bookworm unless it is said. Needs root, debootstrap, Xvfb and Prosody.
set -euo pipefail

# shellcheck source=packaging/linux/try_system.sh
. "$(dirname "$0")/try_system.sh"
begin ARCHIVE "$@"
archive=$tried

# What packaging/linux/system_libraries.txt leaves to the system; newer releases have other names for some.
desktop="libx11-6, libx11-xcb1, libxcb1, libwayland-client0, libwayland-cursor0, libfontconfig1, libdbus-1-3, \
libfreetype6, libharfbuzz0b, libglib2.0-0 | libglib2.0-0t64, libgssapi-krb5-2, fonts-dejavu-core"

make_base
fresh_root
inside useradd --create-home --shell /bin/sh visitor
say "Installing what every desktop has"
inside apt-get -qq satisfy --yes --no-install-recommends "$desktop" >"$place/apt.log" 2>&1 \
  || { tail -20 "$place/apt.log" >&2; die "that cannot be installed"; }
[ -z "$(find "$root/usr/lib" -name 'libQt*' -print -quit)" ] || die "there is a Qt in it"

say "Unpacking the archive, and moving it"
mkdir "$root/opt/first"
tar -xJf "$archive" -C "$root/opt/first"
mkdir "$root/home/visitor/a stick"
mv "$root/opt/first"/natter-* "$root/home/visitor/a stick/natter"
rmdir "$root/opt/first"
inside chown -R visitor:visitor "/home/visitor/a stick"
size=$(du -sm "$root/home/visitor/a stick" | cut -f1)
talk "'/home/visitor/a stick/natter/natter'"

say "Putting it among the programs of the desktop, as its README says"
sed -n 's/^    //p' "$root/home/visitor/a stick/natter/README.txt" | grep -v '^update-desktop-database' \
  | chroot --userspec=visitor:visitor "$root" env -iC "/home/visitor/a stick/natter" HOME=/home/visitor PATH=/usr/bin:/bin sh -e
entry=$root/home/visitor/.local/share/applications/natter.desktop
[ "$(grep -m1 '^Exec=' "$entry")" = 'Exec="/home/visitor/a stick/natter/natter" %u' ] || die "the entry starts something else"
[ -e "$root/home/visitor/.local/share/icons/hicolor/scalable/apps/natter.svg" ] || die "the entry has no icon"

say "Starting it as a portable program"
coproc SCREEN { exec Xvfb -displayfd 1 -screen 0 1400x900x24 -nolisten tcp 2>/dev/null; }
trap 'kill "$SCREEN_PID" 2>/dev/null || true' EXIT
read -r -t 20 display <&"${SCREEN[0]}" || die "Xvfb does not start"
carried() { # ARGUMENTS…: the program on the stick
  chroot --userspec=visitor:visitor "$root" env -i HOME=/home/visitor PATH=/usr/bin:/bin LC_ALL=C.UTF-8 DISPLAY=":$display" \
    DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent "/home/visitor/a stick/natter/natter" "$@"
}
# Everything in the system but for its own folder: what there is, and when a file was written
there_is() {
  (cd "$root" && find . \( -path ./proc -o -path ./dev -o -path './home/visitor/a stick/natter/natter-data' \) -prune \
    -o -type d -print -o -printf '%p %T@\n' | sort)
}
before=$(there_is)
carried --portable --enable-ctl >&2 & program=$!
SECONDS=0
until carried ctl --portable account list >/dev/null 2>&1; do
  kill -0 "$program" 2>/dev/null || die "it ended"
  [ $SECONDS -lt 60 ] || die "it does not come up"
done
carried ctl --portable quit || die "it does not answer"
wait "$program" || die "it failed"
# What the system's own libraries write for whoever draws letters, and Qt's folder for sockets where the system made none
after=$(there_is | grep -vE '^\./home/visitor/\.cache(/fontconfig(/.*)?)?$|^\./tmp/runtime-visitor$')
[ "$before" = "$after" ] || { diff <(echo "$before") <(echo "$after") >&2; die "it left something outside of its folder"; }
[ -e "$root/home/visitor/a stick/natter/natter-data/natter.sqlite" ] || die "its data are not beside it"
printf '| %s in a bare %s without Qt | |\n|---|---|\n' "$(basename "$archive")" "$suite"
printf '| archive | %d MB |\n| unpacked | %d MB |\n' $(($(stat -c %s "$archive") / 1048576)) "$size"
printf '| left outside of its folder when portable | nothing |\n'
