#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# package.sh: Natter for Windows, an installer and a portable archive in build/packages. What Natter stands on is
# built once, part by part, below build/windows; a part that was not finished goes on where it stopped.
# shellcheck disable=SC2016 # $INSTDIR is a variable of the installer
set -euo pipefail
shopt -s nullglob
here=$(dirname "$(realpath "$0")")
root=$(realpath "$here/../..")
version=$(sed -n 's/^project(Natter VERSION \([0-9.]*\).*/\1/p' "$root/CMakeLists.txt")
folder=$root/build/windows
prefix=$folder/prefix
triplet=x86_64-w64-mingw32
cd "$root"
mkdir -p "$folder/done" "$folder/logs" build/packages

say() { printf '\033[1m==> %s\033[0m\n' "$*" >&2; }
die() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; exit 1; }

child= # what a step started
trap '[ -z "$child" ] || kill -- "-$child" 2>/dev/null || true' EXIT

clock() { printf '%d:%02d' $(($1 / 60)) $(($1 % 60)); }

# step NAME COMMAND…: says how long it took; what it said is in a log
step() {
  local name=$1 log=$folder/logs/$1.log begin=$SECONDS
  shift
  set -m # a group of its own, which ends with us
  "$@" >"$log" 2>&1 & # so that its first error ends it
  child=$!
  set +m
  wait $child || { tail -20 "$log" >&2; die "$name failed: all that was said is in $log"; }
  child=
  printf '%-12s %6s\n' "$name" "$(clock $((SECONDS - begin)))" | tee -a "$folder/times.txt" >&2
}

# part NAME: unless it was built by the same recipe. What another recipe has begun is of no use.
part() {
  local recipe
  recipe=$("$here/parts.sh" "$1" "$folder" recipe)
  [ "$(cat "$folder/done/$1" 2>/dev/null)" != "$recipe" ] || return 0
  [ "$(cat "$folder/$1/recipe" 2>/dev/null)" = "$recipe" ] || rm -rf "$folder/$1/cross" "$folder/$1/native"
  mkdir -p "$folder/$1"
  echo "$recipe" >"$folder/$1/recipe"
  step "$1" "$here/parts.sh" "$1" "$folder"
  echo "$recipe" >"$folder/done/$1"
}

configure() {
  cmake -S . -B "$folder/natter" -G Ninja -DCMAKE_TOOLCHAIN_FILE="$here/toolchain.cmake" -DNATTER_WINDOWS_PREFIX="$prefix" \
    -DQT_HOST_PATH=/usr -DBUILD_TESTING=OFF -DCMAKE_INSTALL_PREFIX=/ -DCMAKE_BUILD_TYPE=RelWithDebInfo \
    -DCMAKE_CXX_FLAGS_RELWITHDEBINFO="-O2 -g1 -DNDEBUG -DQT_NO_DEBUG" -DCMAKE_CXX_FLAGS="-ffile-prefix-map=$root=."
}

# The libraries of the compiler and of Qt that a program or plugin names, and those that these name
libraries() {
  local file name found
  for file in "$@"; do
    for name in $($triplet-objdump -p "$file" | sed -n 's/^\s*DLL Name: //p'); do
      [ ! -e "$stage/$name" ] || continue
      for found in "$prefix/bin/$name" "$(dirname "$($triplet-gcc-posix -print-libgcc-file-name)")/$name" "/usr/$triplet/lib/$name"; do
        [ -e "$found" ] || continue
        cp "$found" "$stage/$name"
        libraries "$stage/$name"
        break
      done
    done
  done
}

# What gets installed: the program, the libraries and plugins that it needs, Qt's own texts, and everybody's terms
assemble() {
  stage=$folder/stage
  rm -rf "$stage" "$folder/installed"
  mkdir -p "$stage/licenses" "$stage/translations"
  DESTDIR=$folder/installed cmake --install "$folder/natter" --strip
  cp "$folder"/installed/bin/* "$stage"
  local plugin
  for plugin in platforms/qwindows tls/qschannelbackend sqldrivers/qsqlite \
      iconengines/qsvgicon imageformats/qsvg imageformats/qjpeg imageformats/qgif; do
    mkdir -p "$stage/plugins/${plugin%/*}"
    cp "$prefix/plugins/$plugin.dll" "$stage/plugins/$plugin.dll"
  done
  libraries "$stage"/*.exe "$stage"/plugins/*/*.dll
  $triplet-strip "$stage"/*.dll "$stage"/plugins/*/*.dll
  cp /usr/share/qt6/translations/qtbase_*.qm "$stage/translations"
  printf '[Paths]\nPrefix=.\nPlugins=plugins\nTranslations=translations\n' >"$stage/qt.conf"
  cp LICENSE "$stage/licenses/natter.txt"
  cp "$folder"/licenses/*.txt "$stage/licenses"
  cp /usr/share/doc/gcc-mingw-w64-base/copyright "$stage/licenses/gcc.txt"
  cp /usr/share/doc/mingw-w64-x86-64-dev/copyright "$stage/licenses/mingw-w64.txt"
  python3 -B "$here/list_parts.py" "$stage" "$folder"
  python3 -B "$here/check_hardening.py" "$stage"
  # Everything is as old as the commit, so that two builds are the same
  find "$stage" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
}

# Beside the last of the installer's pages: the icon, on its own colour
picture() {
  rsvg-convert -w 120 -h 120 -o "$folder/picture.png" resources/icons/natter.svg
  convert -size 164x314 xc:#2f6fed "$folder/picture.png" -gravity center -composite -type TrueColor "BMP3:$folder/picture.bmp"
  touch -d "@$SOURCE_DATE_EPOCH" "$folder/picture.bmp" # which is installed as well, for a moment
}

installer() {
  picture
  # File by file, so that their order is always the same
  ( cd "$stage" && find . -type f -printf '%h\t%p\n' | LC_ALL=C sort | awk -F '\t' -v stage="$stage" '
    $1 != folder { folder = $1; path = substr($1, 3); gsub("/", "\\", path); print "SetOutPath \"$INSTDIR" (path ? "\\" path : "") "\"" }
    { print "File \"" stage substr($2, 2) "\"" }' ) >"$folder/install.nsh"
  # Nothing but what was installed is taken away: there may be somebody's own files beside
  ( cd "$stage" && find . -type f | LC_ALL=C sort | sed 's|^\./||; s|/|\\|g; s|.*|Delete "$INSTDIR\\&"|' \
    && find . -mindepth 1 -depth -type d | LC_ALL=C sort -r | sed 's|^\./||; s|/|\\|g; s|.*|RMDir "$INSTDIR\\&"|' ) >"$folder/remove.nsh"
  makensis -V2 -DVERSION="$version" -DINSTALL="$folder/install.nsh" -DREMOVE="$folder/remove.nsh" -DOUTPUT="$root/build/packages/natter-$version-windows-x86_64.exe" \
    -DSIZE="$(du -sk "$stage" | cut -f1)" -DICON="$folder/natter/src/natter.ico" \
    -DPICTURE="$folder/picture.bmp" "$here/natter.nsi"
}

# An empty file of that name beside the program makes it keep its data there as well
portable() {
  local name=natter-$version-windows-x86_64-portable
  rm -rf "$folder/zip" "$root/build/packages/$name.zip"
  mkdir -p "$folder/zip"
  cp -a "$stage" "$folder/zip/$name"
  touch "$folder/zip/$name/portable"
  find "$folder/zip" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
  ( cd "$folder/zip" && find "$name" | LC_ALL=C sort | TZ=UTC zip -q -X -9 "$root/build/packages/$name.zip" -@ )
  rm -rf "$folder/zip"
}

# Beside each package, what is in it
bills() {
  local package
  for package in "$root/build/packages/natter-$version-windows-x86_64"{.exe,-portable.zip}; do
    python3 -B packaging/sbom.py --output "$package.spdx.json" --package "$package" --listed "$stage/licenses/bill.json"
    python3 -B packaging/check_sbom.py "$package.spdx.json"
  done
}

export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
say "Building what Natter stands on for Windows (once; Qt takes about half an hour on two processors)"
[ -n "$(find "$folder/done/lists" -mtime -1 2>/dev/null)" ] || step lists "$here/parts.sh" lists "$folder"
for name in expected sqlite openssl icu libarchive libxml2 hunspell qtbase qtsvg qtkeychain; do
  part $name
done
say "Building Natter for Windows"
[ -f "$folder/natter/build.ninja" ] || step configuring configure
step natter cmake --build "$folder/natter"
say "Packing"
assemble
step installer installer
step portable portable
step bills bills
say "See build/packages"
