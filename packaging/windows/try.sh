#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The installer and the portable archive where they are to work, as far as Wine is Windows: installed for one person, two of
# them talk over TLS by a server on this computer; then everything that the system has a part in: one program, links,
# passwords, colours, sleep, a locked screen, an update, a removal that asks; then for everybody, and from a stick.
#
#   try.sh natter-VERSION-windows-x86_64.exe natter-VERSION-windows-x86_64-portable.zip natter-demo
# shellcheck disable=SC2016,SC1003 # $INSTDIR is a variable of the installer; Windows' paths have backslashes
set -euo pipefail

say() { printf '\033[1m==> %s\033[0m\n' "$*" >&2; }
die() { printf 'try: %s\n' "$*" >&2; exit 1; }

[ $# = 3 ] || die "usage: try.sh INSTALLER PORTABLE natter-demo"
installer=$(realpath "$1") portable=$(realpath "$2") demo=$(realpath "$3")
cd "$(dirname "$0")/../.."
here=$PWD/packaging/windows
windows=$PWD/build/windows
place=$windows/try
drive=$place/wine/drive_c
person=$drive/users/$(id -un)
data=$person/AppData/Local/natter
rm -rf "$place"
mkdir -p "$place/bin" "$place/shots" "$place/home/Desktop" # Wine's desktop is the person's own
export HOME=$place/home WINEPREFIX=$place/wine WINEDEBUG=-all LC_ALL=C.UTF-8 \
  WINEDLLOVERRIDES='mscoree,mshtml,winemenubuilder.exe='
unset QT_QPA_PLATFORM WAYLAND_DISPLAY

# Wine ends what it started only when it is told to
finish() {
  [ -z "${stage:-}" ] || kill "$stage" 2>/dev/null || true
  wineserver -k 2>/dev/null || true
  [ -z "${screen:-}" ] || kill "$screen" 2>/dev/null || true
}
trap finish EXIT

# await WHAT COMMAND…: for as long as something may take
await() {
  local what=$1 deadline=$((SECONDS + 120))
  shift
  while [ $SECONDS -lt $deadline ]; do ! "$@" >"$place/answer" 2>&1 || return 0; sleep 0.2; done
  cat "$place/answer" >&2
  die "waited in vain for $what"
}

start_screen() {
  exec 3<>"$place/display"
  Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp >"$place/screen.log" 2>&1 &
  screen=$!
  await "a screen" test -s "$place/display"
  DISPLAY=:$(head -1 "$place/display")
  export DISPLAY
}

start_wine() {
  local font name
  wineboot -i >"$place/wineboot.log" 2>&1 || die "Wine does not start: see $place/wineboot.log"
  # It has none of Windows' fonts, and takes the first of this computer instead
  font=$(printf 'DejaVu Sans' | iconv -t UTF-16LE | od -An -v -tx1 | tr -d ' \n')
  font=f5ffffff000000000000000000000000900100000000000000000022$font
  font=$font$(printf '0%.0s' $(seq $((184 - ${#font}))))
  for name in MessageFont IconFont MenuFont StatusFont; do
    wine reg add 'HKCU\Control Panel\Desktop\WindowMetrics' /v $name /t REG_BINARY /d "$font" /f >/dev/null 2>&1
  done
  wine reg add 'HKLM\Software\Microsoft\Windows NT\CurrentVersion\FontSubstitutes' /v 'MS Shell Dlg' /d 'DejaVu Sans' /f >/dev/null 2>&1
}

# registered KEY [VALUE]: what the registry has there
registered() { wine reg query "$1" ${2:+/v "$2"} 2>/dev/null | tr -d '\r' | sed -nE 's/^ +.* REG_(SZ|DWORD) +//p'; }

# What is there: files but for Wine's own, and keys of the registry that have to do with Natter
census() {
  ( cd "$drive" && find . "$HOME" -ipath '*natter*' ! -path './windows/temp/*' | sort )
  timeout 60 wineserver -w || die "something runs still"
  grep -ih 'natter\|xmpp\|QtProject' "$WINEPREFIX"/user.reg "$WINEPREFIX"/system.reg | grep -v '^#\|FontSubst\|RecentDocs' | sort || true
}

install_natter() { wine "$installer" /S "$@" || die "the installer says $?"; }
remove_natter() { # FOLDER [MODE]
  wine "$1/uninstall.exe" ${2:+"$2"} /S || die "the uninstaller says $?"
  await "the end of the removal" test ! -e "$1" # it goes on as a copy of itself
}
# fails_with CODE COMMAND…
fails_with() {
  local wanted=$1 code=0
  shift
  "$@" || code=$?
  [ "$code" = "$wanted" ] || die "$1 ends with $code and not with $wanted"
}

ctl() { wine "$folder/natter.com" ctl "$@"; }
start_natter() {
  wine "$folder/natter.exe" --enable-ctl "$@" >>"$place/natter.log" 2>&1 &
  running=$!
  await "Natter" ctl account list
}
end_natter() {
  ctl quit >/dev/null || die "it does not quit"
  await "its end" test ! -e "/proc/$running"
}

# The picture's brightness, from 0 to 1
brightness() {
  ctl screenshot "Z:$place/shots/$1.png" >/dev/null || die "there is no picture"
  convert "$place/shots/$1.png" -format '%[fx:mean]' info:
}
is_brighter() { awk "BEGIN { exit !($1 > $2) }"; }
is_light() { is_brighter "$(brightness light)" 0.7; }
is_dark() { is_brighter 0.3 "$(brightness dark)"; }

check_installed() { # [FOLDER]
  local wanted in=${1:-C:\\users\\$(id -un)\\AppData\\Local\\Programs\\Natter}
  [ -e "$folder/natter.exe" ] || die "there is no program in $folder"
  for wanted in "$HOME/Desktop/Natter.lnk" "$person/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Natter.lnk"; do
    [ -e "$wanted" ] || die "there is no $wanted"
  done
  [ "$(registered 'HKCU\Software\Classes\xmpp\shell\open\command')" = "\"$in\\natter.exe\" --uri \"%1\"" ] \
    || die "nothing opens links"
  [ "$(registered 'HKCU\Software\RegisteredApplications' Natter)" = 'Software\Natter\Capabilities' ] || die "Windows is not told"
  [[ "$(registered 'HKCU\Software\Microsoft\Windows\CurrentVersion\Run' natter)" == "\"$in\\natter.exe\" \"--minimized\"" ]] \
    || die "nothing starts it at login"
  [[ "$(registered 'HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Natter' QuietUninstallString)" == *'/CurrentUser /S' ]] \
    || die "nothing can be removed"
  wine "$folder/natter.com" --version | grep -q '^natter [0-9]' || die "it does not say its version"
}

# The demo's program, which notes what it is told
write_wrapper() {
  cat >"$place/bin/natter" <<END
#!/bin/sh
unset QT_QPA_PLATFORM
export DISPLAY=$DISPLAY
printf '%s\n' "\$*" >>"$place/arguments"
exec wine "$folder/natter.exe" "\$@"
END
  chmod +x "$place/bin/natter"
  cp "$demo" "$place/bin/natter-demo"
}

talk() {
  "$place/bin/natter-demo" "$place/bin/natter" --headless || die "the demo failed"
  cp "$place"/demo/*.png "$place/shots"
}

# Romeo and Juliet stay, and Romeo has a second device: the profile that is used without being asked for
open_stage() {
  local server
  rm -f "$place/arguments"
  "$place/bin/natter-demo" "$place/bin/natter" >"$place/stage.log" 2>&1 &
  stage=$!
  await "the demo" grep -q 'Both are online' "$place/stage.log"
  server=$(sed -n 's/.*port [0-9]* (STARTTLS) or \([0-9]*\) (direct TLS).*/\1/p' "$place/stage.log")
  secrets=$(sed -n 's/.*--ca \(.*\)\/authority.pem.*/\1/p' "$place/arguments" | head -1)
  start_natter
  ctl account add romeo@natter.test --password-file "$secrets/password" --host 127.0.0.1 --port "$server" --tls direct \
    --ca "$secrets/authority.pem" | grep -q '"password":"keychain"' || die "it cannot log in, or not keep the password"
  ctl wait connected --timeout 30 || die "it does not log in"
}
juliet() { wine "$folder/natter.com" ctl --profile "$secrets/juliet" "$@"; }
unread() { ctl chats | tr -d '\r' | sed -n 's/.*"unread":\([0-9]*\).*/\1/p' | head -1; }
has_unread() { [ "$(unread)" = "$1" ]; }

try_password() {
  say "Its password: kept by Windows, and not in clear"
  end_natter
  wine reg query 'HKCU\Software\natter' /s >"$place/vault" 2>/dev/null
  grep -q romeo "$place/vault" || die "nothing is in the keychain"
  ! grep -rqiF "$(cat "$secrets/password")" "$data" "$place/vault" || die "the password can be read"
  start_natter --minimized # no window was ever shown
  ctl wait connected --timeout 30 >/dev/null || die "the password was not kept"
}

try_system() {
  say "Colours, a locked screen, sleep"
  local poke=$place/poke.exe
  x86_64-w64-mingw32-g++-posix -std=c++20 -O1 -static -municode "$here/poke.cpp" -o "$poke"
  is_light || die "it is not light"
  wine reg add 'HKCU\Software\Microsoft\Windows\CurrentVersion\Themes\Personalize' /v AppsUseLightTheme /t REG_DWORD /d 0 /f >/dev/null
  wine "$poke" colours
  await "dark colours" is_dark
  wine reg add 'HKCU\Software\Microsoft\Windows\CurrentVersion\Themes\Personalize' /v AppsUseLightTheme /t REG_DWORD /d 1 /f >/dev/null
  wine "$poke" colours
  await "light colours" is_light
  wine "$poke" woken || die "it does not listen for sleep"

  ctl open juliet@natter.test >/dev/null
  juliet send romeo@natter.test 'Art thou there?' --wait sent >/dev/null
  await "a message to be read" has_unread 0
  wine "$poke" locked || die "it does not listen for a locked screen"
  juliet send romeo@natter.test 'Romeo?' --wait sent >/dev/null
  await "a message that nobody reads" has_unread 1
  import -window root "$place/shots/notification.png"
  wine "$poke" unlocked
  await "that message to be read" has_unread 0
  wine "$poke" woken || die "it does not listen for sleep"
  ctl wait connected --timeout 30 >/dev/null || die "it is not online after sleep"
}

try_links() {
  say "One program, for links as well"
  wine "$folder/natter.exe" --uri 'xmpp:benvolio@natter.test' || die "the link is not handed over"
  fails_with 2 wine "$folder/natter.exe" --uri 'xmpp:benvolio@natter.test' --minimized
  brightness link >/dev/null
  [ -e "/proc/$running" ] || die "the first one ended"
}

try_running() {
  say "Not while it runs"
  fails_with 3 wine "$installer" /S /CurrentUser
  fails_with 3 wine "$folder/uninstall.exe" /CurrentUser /S "_?=$(winepath -w "$folder")"
  ctl account list >/dev/null || die "it does not run any more"
}

# All of them, and each in good order
try_session_end() {
  say "The person logs off"
  wine "$place/poke.exe" ended || die "it does not listen for the end"
  await "its end" test ! -e "/proc/$running"
  [ ! -e "$data/natter.lock" ] || die "it ended in the middle of something"
}

# Over an older version with a file more; what somebody put beside stays
try_update() {
  say "Installing it over an older version"
  touch "$place/old.dll"
  { cat "$windows/install.nsh"; printf 'SetOutPath "$INSTDIR\\plugins"\nFile "%s/old.dll"\n' "$place"; } >"$place/install.nsh"
  { cat "$windows/remove.nsh"; echo 'Delete "$INSTDIR\plugins\old.dll"'; } >"$place/remove.nsh"
  makensis -V1 -X'SetCompressor /FINAL zlib' -DVERSION=0.0.1 -DINSTALL="$place/install.nsh" -DREMOVE="$place/remove.nsh" -DSIZE=1 \
    -DICON="$windows/natter/src/natter.ico" -DPICTURE="$windows/picture.bmp" -DOUTPUT="$place/old.exe" "$here/natter.nsi"
  remove_natter "$folder" /CurrentUser
  wine "$place/old.exe" /S /CurrentUser /AUTOSTART /DESKTOP || die "the older installer says $?"
  [ -e "$folder/plugins/old.dll" ] || die "the older version is not there"
  touch "$folder/plugins/mine.txt"
  wine reg add 'HKCU\Software\Classes\xmpp\shell\open\command' /d "\"$(winepath -w "$folder")\\natter.exe\" \"%1\"" /f >/dev/null # as it was once
  install_natter /CurrentUser
  [ ! -e "$folder/plugins/old.dll" ] || die "a file of the older version is left"
  [ -e "$folder/plugins/mine.txt" ] || die "somebody's own file is gone"
  rm "$folder/plugins/mine.txt"
  check_installed
  start_natter
  ctl account list | grep -q romeo || die "the account is gone"
  end_natter
  fails_with 4 wine "$place/old.exe" /S /CurrentUser
  check_installed
}

# The older folder is nobody's then; what was chosen there stays
try_move() {
  say "Installing it into another folder"
  local before=$folder
  folder=$drive/elsewhere/Natter
  install_natter /CurrentUser '/D=C:\elsewhere\Natter'
  [ -e "$folder/natter.exe" ] || die "it is not there"
  [ ! -e "$before" ] || die "it is still in the folder of before"
  check_installed 'C:\elsewhere\Natter'
  remove_natter "$folder"
  rmdir "$drive/elsewhere"
  folder=$before
  install_natter /CurrentUser
}

# windows_are COUNT: of the installer's or uninstaller's own
windows_are() { [ "$(xdotool search --onlyvisible --name 'Natter (Setup|Uninstall)' 2>/dev/null | wc -l)" = "$1" ]; }

# Whether the screen shows something else than in the last picture, and moves no more
is_new() {
  import -window root "$place/now.ppm"
  mv "$place/now.ppm" "$place/before.ppm"
  sleep 0.5
  import -window root "$place/now.ppm"
  cmp -s "$place/before.ppm" "$place/now.ppm" && ! cmp -s "$place/now.ppm" "$place/last.ppm"
}
# page NAME: a picture of it, once it is there
page() {
  await "the page $1" is_new
  cp "$place/now.ppm" "$place/last.ppm"
  convert "$place/now.ppm" "$place/shots/$1.png"
}
# leave_by KEY…: pressed until there is no window any more
press_and_look() { xdotool key "$@" && sleep 0.5 && windows_are 0; }
leave_by() { await "the end of the dialog" press_and_look "$@"; }

open_uninstaller() {
  import -window root "$place/last.ppm"
  wine "$folder/uninstall.exe" >/dev/null 2>&1 &
  await "the uninstaller" windows_are 1
  page remove-1
  xdotool key Return
}
# remove_answering KEY: as a person does it
remove_answering() {
  open_uninstaller
  await "the question" windows_are 2
  page remove-2
  xdotool key "$1"
  page remove-3
  leave_by Return
  await "the end of the removal" test ! -e "$folder"
}
# One that runs from anywhere else uses the same data: there is no question
remove_beside_another() {
  local installed=$folder
  cp -r "$folder" "$drive/copy"
  folder=$drive/copy
  start_natter --minimized
  folder=$installed
  open_uninstaller
  leave_by y Return
  await "the end of the removal" test ! -e "$folder"
  [ -e "$data/natter.sqlite" ] || die "data is gone that another one uses"
  folder=$drive/copy
  end_natter
  rm -r "$folder"
  folder=$installed
}

try_removal() {
  say "Removing it, with every answer to the question for data"
  remove_beside_another
  install_natter /CurrentUser
  remove_answering n
  [ -e "$data/natter.sqlite" ] || die "data is gone that was to stay"
  install_natter /CurrentUser
  remove_answering Escape
  [ -e "$data/natter.sqlite" ] || die "data is gone without a yes"
  install_natter /CurrentUser
  remove_natter "$folder" /CurrentUser
  [ -e "$data/natter.sqlite" ] || die "data is gone silently"
  install_natter /CurrentUser
  remove_answering y
  [ ! -e "$data" ] || die "data is left"
  census >"$place/left"
  [ ! -s "$place/left" ] || { cat "$place/left" >&2; die "this is left"; }
}

show_installer() {
  say "Looking at the installer"
  local number
  import -window root "$place/last.ppm"
  wine "$installer" >/dev/null 2>&1 &
  await "the installer" windows_are 1
  for number in 1 2 3; do
    page "install-$number"
    xdotool key Return
  done
  await "the program" test -e "$folder/uninstall.exe"
  page install-4
  leave_by Return # which starts it
  await "Natter" pgrep -f 'Programs.Natter.natter.exe'
  page install-5
  wine taskkill /f /im natter.exe >/dev/null
  await "its end" runs_no_more
  rm -rf "$data"
}
runs_no_more() { ! pgrep -f 'Programs.Natter.natter.exe'; }

try_everybody() {
  say "Installing it for everybody, links by the system, and removing it"
  local run='Software\Microsoft\Windows\CurrentVersion\Run' own=$folder
  install_natter /CurrentUser
  folder=$drive/Program\ Files/Natter
  install_natter /AllUsers /AUTOSTART
  [ -e "$folder/natter.exe" ] || die "there is no program for everybody"
  remove_natter "$own"
  [ -n "$(registered "HKLM\\$run" natter)" ] || die "nothing starts it as somebody logs in"
  [ -z "$(registered "HKCU\\$run" natter)" ] || die "two start as the administrator logs in"
  install_natter # what is there for everybody is brought up to date, and no second one made
  [ ! -e "$own" ] || die "there are two"
  start_natter
  wine start /wait xmpp:benvolio@natter.test >/dev/null || die "Windows does not open the link"
  brightness link-everybody >/dev/null
  end_natter
  rm -rf "$data"
  remove_natter "$folder"
  census >"$place/left"
  [ ! -s "$place/left" ] || { cat "$place/left" >&2; die "this is left"; }
}

try_portable() {
  say "From a stick"
  local stick=$drive/a\ stick
  mkdir "$stick"
  ( cd "$stick" && unzip -q "$portable" )
  folder=$(echo "$stick"/natter-*)
  start_natter
  brightness portable >/dev/null
  wine reg add 'HKCU\Software\QtProject\OrganizationDefaults\FileDialog' /v lastVisited /d Z: /f >/dev/null # as Qt's dialogs do
  end_natter
  [ -e "$folder/natter-data/natter.sqlite" ] || die "there is no data beside the program"
  mv "$stick" "$place/stick"
  census >"$place/left"
  [ ! -s "$place/left" ] || { cat "$place/left" >&2; die "this is left"; }
}

say "Making a Windows of Wine's"
start_screen
start_wine
folder=$person/AppData/Local/Programs/Natter
say "Installing it for one person"
install_natter /CurrentUser /AUTOSTART /DESKTOP
check_installed
say "Talking with it"
write_wrapper
talk
open_stage
try_password
try_system
try_links
try_running
try_session_end
kill "$stage"
wait "$stage" || true
stage=
try_update
try_move
try_removal
show_installer
remove_natter "$folder" /CurrentUser
try_everybody
try_portable
say "It works; see build/windows/try/shots"
