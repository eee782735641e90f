#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# build_instrumented_qt.sh FOLDER: the parts of Qt that Natter's core needs, from the source package of the Qt that is
# installed, with the thread sanitizer. It sees Qt's locks only so. Kept in FOLDER until another Qt is installed.
set -euo pipefail
export CCACHE_SLOPPINESS=pch_defines,time_macros

say() { printf '\033[1m==> %s\033[0m\n' "$*" >&2; }
die() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; exit 1; }

script=$(realpath "$0")
mkdir -p "${1:?name the folder}"
cd "$1"
installed=$(dpkg-query -W -f '${source:Package}=${source:Version}' qt6-base-dev) || die "qt6-base-dev is not installed"
recipe="$installed $(c++ -dumpfullversion) $(sha256sum <"$script")"
[ "$(cat built 2>/dev/null)" != "$recipe" ] || exit 0

# The machine's own package sources, asked for source packages: its configuration stays as it is.
apt() {
  apt-get -q -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$PWD/apt/sources" -o Dir::State::Lists="$PWD/apt/lists" \
    -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -o APT::Sandbox::User="$(id -un)" "$@"
}

unpack() {
  rm -rf apt source qt built
  mkdir -p apt/sources apt/lists/partial
  local list
  for list in /etc/apt/sources.list.d/*.sources; do
    [ -r "$list" ] && sed -E 's/^Types:.*/Types: deb-src/' "$list" >"apt/sources/$(basename "$list")"
  done
  for list in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
    [ -r "$list" ] && sed -nE 's/^deb(-src)? /deb-src /p' "$list" | sort -u >"apt/sources/$(basename "$list" .list).list"
  done
  say "Fetching the sources of $installed"
  apt update >apt/log 2>&1 || true # a source without source packages does no harm
  apt source --download-only "$installed" >>apt/log 2>&1 || { tail -5 apt/log >&2; die "$installed cannot be fetched"; }
  dpkg-source --no-check -x ./*.dsc source >>apt/log 2>&1 || { tail -5 apt/log >&2; die "the sources cannot be unpacked"; }
  rm -f ./*.dsc ./*.tar.*
}

# Tools such as moc come from the installed Qt. Whatever the library can bring along itself is built with it, so that
# little is left which the sanitizer cannot see.
configure() {
  local host feature
  host=$(dpkg -L qt6-base-dev | sed -n 's|/Qt6/Qt6Config\.cmake$||p')
  local options=()
  for feature in widgets dbus glib icu xcb xkbcommon vulkan egl eglfs linuxfb vnc kms libinput evdev mtdev tslib libudev \
      gssapi libproxy brotli zstd concurrent xml printsupport pdf accessibility freetype harfbuzz fontconfig gif jpeg \
      system_zlib system_pcre2 system_doubleconversion system_libb2 system_png; do
    options+=("-DFEATURE_$feature=OFF")
  done
  say "Configuring Qt"
  cmake -S source -B qt -G Ninja -Wno-dev --log-level=WARNING \
    -DCMAKE_INSTALL_PREFIX="$PWD/qt" -DCMAKE_BUILD_TYPE=RelWithDebInfo -DQT_USE_DEFAULT_CMAKE_OPTIMIZATION_FLAGS=ON \
    -DCMAKE_C_FLAGS="-fsanitize=thread -fno-omit-frame-pointer" -DCMAKE_C_FLAGS_RELWITHDEBINFO="-O1 -g1 -DNDEBUG" \
    -DCMAKE_CXX_FLAGS="-fsanitize=thread -fno-omit-frame-pointer" -DCMAKE_CXX_FLAGS_RELWITHDEBINFO="-O1 -g1 -DNDEBUG" \
    -DCMAKE_C_COMPILER_LAUNCHER=ccache -DCMAKE_CXX_COMPILER_LAUNCHER=ccache \
    -DQT_HOST_PATH=/usr -DQT_HOST_PATH_CMAKE_DIR="$host" -DQt6HostInfo_DIR="$host/Qt6HostInfo" -DQT_FORCE_FIND_TOOLS=ON \
    -DQT_BUILD_EXAMPLES=OFF -DQT_BUILD_TESTS=OFF -DINPUT_openssl=linked -DINPUT_opengl=no -DFEATURE_system_sqlite=ON \
    "${options[@]}" >configuring.log 2>&1 || { tail -20 configuring.log >&2; die "configuring Qt failed"; }
}

[ -f qt/build.ninja ] && [ "$(cat configured 2>/dev/null)" = "$recipe" ] || { unpack; configure; echo "$recipe" >configured; }
say "Building Qt with the thread sanitizer (once; half an hour on two processors)"
nice -n 19 ninja -C qt Core Network Sql Gui Test QSQLiteDriverPlugin QTlsBackendOpenSSLPlugin >building.log 2>&1 \
  || { tail -20 building.log >&2; die "building Qt failed: see $PWD/building.log"; }
echo "$recipe" >built
