#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The installer where it is to work, as far as Wine is Windows: installs Natter for one person, has two of them log in at a
# server on this computer over TLS and talk, and removes it; then for everybody. Data has to be there afterwards, and nothing
# else.
#
#   try.sh natter-VERSION-windows-x86_64.exe natter-demo
set -euo pipefail

say() { printf '\033[1m==> %s\033[0m\n' "$*" >&2; }
die() { printf 'try: %s\n' "$*" >&2; exit 1; }

[ $# = 2 ] || die "usage: try.sh INSTALLER natter-demo"
installer=$(realpath "$1") demo=$(realpath "$2")
cd "$(dirname "$0")/../.."
place=$PWD/build/windows/try
drive=$place/wine/drive_c
person=$drive/users/$(id -un)
rm -rf "$place"
mkdir -p "$place/bin" "$place/shots"
export WINEPREFIX=$place/wine WINEDEBUG=-all LC_ALL=C.UTF-8 WINEDLLOVERRIDES=mscoree,mshtml=
unset QT_QPA_PLATFORM

# Wine ends what it started only when it is told to
trap 'wineserver -k 2>/dev/null || true; [ -z "${screen:-}" ] || kill "$screen" 2>/dev/null || true' EXIT
exec 3<>"$place/display"
Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp >"$place/screen.log" 2>&1 &
screen=$!
for _ in $(seq 100); do [ -s "$place/display" ] && break; sleep 0.1; done
DISPLAY=:$(head -1 "$place/display")
export DISPLAY

say "Making a Windows of Wine's"
wineboot -i >"$place/wineboot.log" 2>&1 || die "Wine does not start: see $place/wineboot.log"
wineserver -w

# What is there: files but for Wine's own, and keys of the registry that have to do with Natter
census() {
  ( cd "$drive" && find . -ipath '*natter*' ! -path './windows/temp/*' | sort )
  wineserver -w
  grep -ih 'natter\|xmpp' "$WINEPREFIX"/user.reg "$WINEPREFIX"/system.reg | grep -v '^#' | sort || true
}

install_natter() { wine "$installer" /S "$@" || die "the installer says $?"; }
remove_natter() { # FOLDER MODE
  wine "$1/uninstall.exe" "$2" /S || die "the uninstaller says $?"
  for _ in $(seq 100); do [ -e "$1" ] || break; sleep 0.1; done # it goes on as a copy of itself
}

say "Installing it for one person"
install_natter /CurrentUser /AUTOSTART /DESKTOP
folder=$person/AppData/Local/Programs/Natter
[ -e "$folder/natter.exe" ] || die "there is no program in $folder"
census >"$place/installed"
for wanted in 'Desktop/Natter.lnk' 'Start Menu/Programs/Natter.lnk' 'Classes\\\\xmpp' 'RegisteredApplications\|Capabilities' '--minimized'; do
  grep -q -e "$wanted" "$place/installed" || die "nothing of $wanted was made"
done
wine "$folder/natter.com" --version | grep -q '^natter [0-9]' || die "it does not say its version"

say "Talking with it"
cat >"$place/bin/natter" <<END
#!/bin/sh
unset QT_QPA_PLATFORM
export DISPLAY=$DISPLAY
exec wine "$folder/natter.exe" "\$@"
END
chmod +x "$place/bin/natter"
cp "$demo" "$place/bin/natter-demo"
"$place/bin/natter-demo" "$place/bin/natter" --headless || die "the demo failed"
cp "$place"/demo/*.png "$place/shots"

say "Removing it"
mkdir -p "$person/AppData/Local/natter"
touch "$person/AppData/Local/natter/settings.json"
remove_natter "$folder" /CurrentUser
census >"$place/left"
[ "$(cat "$place/left")" = "$(printf '%s\n' "./users/$(id -un)/AppData/Local/natter" "./users/$(id -un)/AppData/Local/natter/settings.json")" ] \
  || { cat "$place/left" >&2; die "this is left, or data is not"; }

say "Installing it for everybody, and removing it"
install_natter /AllUsers
[ -e "$drive/Program Files/Natter/natter.exe" ] || die "there is no program for everybody"
remove_natter "$drive/Program Files/Natter" /AllUsers
census | diff - "$place/left" >&2 || die "this is left"
say "It works; see build/windows/try/shots"
