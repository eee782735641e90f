#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# parts.sh PART FOLDER: builds one of the libraries that Natter stands on for Windows, from Debian's source package, into
# FOLDER/prefix. What was begun goes on. packaging/windows/package.sh knows the order.
# shellcheck disable=SC2016 # ${prefix} is a variable of pkg-config
set -euo pipefail
export CCACHE_SLOPPINESS=pch_defines,time_macros CCACHE_DEPEND=1

here=$(dirname "$(realpath "$0")")
triplet=x86_64-w64-mingw32
jobs=$(nproc)
part=${1:?name the part}
mkdir -p "${2:?name the folder}"
folder=$(realpath "$2")
prefix=$folder/prefix
mkdir -p "$folder/apt/lists/partial" "$folder/apt/sources" "$prefix/lib/pkgconfig" "$prefix/include" "$folder/licenses"
export PKG_CONFIG_LIBDIR=$prefix/lib/pkgconfig PKG_CONFIG_PATH=
flags=(-O2 -fstack-protector-strong "-ffile-prefix-map=$folder=.")
export CFLAGS="${flags[*]}" CXXFLAGS="${flags[*]}"

# The machine's own package sources, asked for source packages: its configuration stays as it is.
apt() { # PROGRAM ARGUMENTS…
  "$1" -q -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$folder/apt/sources" -o Dir::State::Lists="$folder/apt/lists" \
    -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -o APT::Sandbox::User="$(id -un)" "${@:2}"
}

# The lists of source packages, once
lists() {
  local list
  for list in /etc/apt/sources.list.d/*.sources; do
    [ -r "$list" ] && sed -E 's/^Types:.*/Types: deb-src/' "$list" >"$folder/apt/sources/$(basename "$list")"
  done
  for list in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
    [ -r "$list" ] && sed -nE 's/^deb(-src)? /deb-src /p' "$list" | sort -u >"$folder/apt/sources/$(basename "$list" .list).list"
  done
  apt apt-get update || true # a source without source packages does no harm
}

# unpack PACKAGE [VERSION]: into the folder 'source', with Debian's patches; its notices become those of the installer. A
# mirror may have forgotten the newest version that it names: then it is the one before.
unpack() {
  [ ! -e unpacked ] || return 0
  local version
  for version in ${2:-$(apt apt-cache showsrc "$1" | sed -n 's/^Version: //p' | sort -Vru)}; do
    rm -rf source ./*.dsc ./*.tar.*
    ! apt apt-get source --download-only "$1=$version" || break
  done
  dpkg-source --no-check -x ./*.dsc source
  rm -f ./*.dsc ./*.tar.*
  cp source/debian/copyright "$folder/licenses/$1.txt"
  touch unpacked
}

installed_version() { dpkg-query -W -f '${source:Version}' "$1"; }

cross_cmake() { # SOURCE OPTIONS…
  cmake -S "$1" -B cross -G Ninja -Wno-dev -DCMAKE_TOOLCHAIN_FILE="$here/toolchain.cmake" -DNATTER_WINDOWS_PREFIX="$prefix" \
    -DCMAKE_INSTALL_PREFIX="$prefix" -DCMAKE_BUILD_TYPE=Release -DCMAKE_C_COMPILER_LAUNCHER=ccache \
    -DCMAKE_CXX_COMPILER_LAUNCHER=ccache "${@:2}"
}

library_file() { # NAME VERSION LIBS CFLAGS: how pkg-config finds what has no file of its own for that, or none for a static library
  printf 'prefix=%s\nName: %s\nDescription: %s\nVersion: %s\nLibs: -L${prefix}/lib %s\nCflags: -I${prefix}/include %s\n' \
    "$prefix" "$1" "$1" "$2" "$3" "$4" >"$PKG_CONFIG_LIBDIR/$1.pc"
}

# Debian's source package has the sources that SQLite is made of: what is compiled is put together with this machine's tools
build_sqlite() {
  unpack sqlite3
  mkdir -p native cross
  [ -f native/sqlite3.c ] || ( cd native && ../source/configure --enable-tempstore --disable-readline && make sqlite3.c )
  # As Debian has it, as far as Natter or Qt can tell
  ccache $triplet-gcc-posix "${flags[@]}" -DSQLITE_THREADSAFE=1 -DSQLITE_ENABLE_FTS5 -DSQLITE_ENABLE_FTS3 -DSQLITE_ENABLE_FTS3_PARENTHESIS \
    -DSQLITE_ENABLE_COLUMN_METADATA -DSQLITE_ENABLE_DBSTAT_VTAB -DSQLITE_ENABLE_JSON1 -DSQLITE_ENABLE_RTREE -DSQLITE_ENABLE_UNLOCK_NOTIFY \
    -DSQLITE_SECURE_DELETE -DSQLITE_OMIT_LOAD_EXTENSION -c native/sqlite3.c -o cross/sqlite3.o
  $triplet-ar rcs "$prefix/lib/libsqlite3.a" cross/sqlite3.o
  cp native/sqlite3.h source/src/sqlite3ext.h "$prefix/include"
  library_file sqlite3 "$(cat source/VERSION)" '-lsqlite3' ''
}

# Tools such as moc come from the installed Qt, which has to be the same. TLS is Windows' own.
build_qtbase() {
  unpack qt6-base "$(installed_version qt6-base-dev)"
  local host feature options=()
  host=$(dpkg -L qt6-base-dev | sed -n 's|/Qt6/Qt6Config\.cmake$||p')
  for feature in tabletevent dbus glib icu vulkan concurrent printsupport xml tuiotouch sql_odbc system_zlib system_pcre2 system_doubleconversion \
      system_png system_jpeg system_freetype system_harfbuzz zstd brotli; do
    options+=("-DFEATURE_$feature=OFF")
  done
  [ -f cross/build.ninja ] || cross_cmake source -DQT_HOST_PATH=/usr -DQT_HOST_PATH_CMAKE_DIR="$host" -DQt6HostInfo_DIR="$host/Qt6HostInfo" \
    -DQT_BUILD_EXAMPLES=OFF -DQT_BUILD_TESTS=OFF -DINPUT_opengl=no -DINPUT_openssl=no -DFEATURE_schannel=ON \
    -DFEATURE_system_sqlite=ON "${options[@]}"
  ninja -C cross -j "$jobs"
  ninja -C cross install
}

# The icons are pictures that scale
build_qtsvg() {
  unpack qt6-svg "$(installed_version qt6-svg-dev)"
  [ -f cross/build.ninja ] || cross_cmake source -DQT_HOST_PATH=/usr -DQT_BUILD_EXAMPLES=OFF -DQT_BUILD_TESTS=OFF
  ninja -C cross -j "$jobs"
  ninja -C cross install
}

# Only what computes: TLS is Windows' own
build_openssl() {
  unpack openssl
  mkdir -p cross
  [ -f cross/Makefile ] || ( cd cross && CC="ccache $triplet-gcc-posix" AR=$triplet-ar RANLIB=$triplet-ranlib RC=$triplet-windres \
    ../source/Configure mingw64 --prefix="$prefix" --libdir=lib no-shared no-tests no-engine no-dso no-module no-capieng no-autoload-config \
    "${flags[@]}" )
  make -C cross -j "$jobs" build_generated libcrypto.a
  cp cross/libcrypto.a "$prefix/lib"
  cp -r source/include/openssl cross/include/openssl "$prefix/include"
}

# Of its data only what tells letters and names in addresses apart, and what reads old pages; and no tools have to be built, Debian has them
build_icu() {
  unpack icu
  mkdir -p cross/data
  ( cd cross/data && icupkg -d . -x '*' ../../source/source/data/in/icudt*l.dat )
  local name; name=$(basename source/source/data/in/icudt*l.dat .dat)
  ( cd cross && { ( cd data && printf '%s\n' *.cnv ); printf '%s\n' cnvalias.icu uts46.nrm nfkc.nrm nfkc_cf.nrm confusables.cfu; } >items.txt \
    && rm -f "$name.dat" && icupkg -tl -s data -a items.txt new "$name.dat" && genccode -a gcc-mingw64 -e "${name%l}" -d . "$name.dat" )
  cmake -S "$here/icu" -B cross/library -G Ninja -DCMAKE_TOOLCHAIN_FILE="$here/toolchain.cmake" -DNATTER_WINDOWS_PREFIX="$prefix" \
    -DCMAKE_INSTALL_PREFIX="$prefix" -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_COMPILER_LAUNCHER=ccache \
    -DICU_SOURCE="$PWD/source/source" -DICU_DATA="$PWD/cross/${name}_dat.S"
  ninja -C cross/library -j "$jobs" install
  library_file icu-uc 72.1 "-licuuc -licudata" -DU_STATIC_IMPLEMENTATION
  library_file icu-i18n 72.1 "-licui18n -licuuc -licudata" -DU_STATIC_IMPLEMENTATION
}

# Archives are tar and nothing else
build_libarchive() {
  unpack libarchive
  local options=() name
  for name in OPENSSL MBEDTLS NETTLE LZO LZ4 LZMA ZSTD ZLIB BZip2 LIBB2 LIBXML2 EXPAT PCREPOSIX LIBGCC CNG TAR CPIO CAT XATTR ACL ICONV TEST; do
    options+=("-DENABLE_$name=OFF")
  done
  [ -f cross/build.ninja ] || cross_cmake source "${options[@]}" -DENABLE_WERROR=OFF -DPOSIX_REGEX_LIB=NONE
  ninja -C cross -j "$jobs" archive_static
  cp cross/libarchive/libarchive_static.a "$prefix/lib/libarchive.a"
  cp source/libarchive/archive.h source/libarchive/archive_entry.h "$prefix/include"
  library_file libarchive "$(cat source/build/version)" '-larchive' '-DLIBARCHIVE_STATIC'
}

build_libxml2() {
  unpack libxml2
  local options=() name
  for name in PYTHON ICONV LZMA ZLIB PROGRAMS TESTS FTP HTTP MODULES; do
    options+=("-DLIBXML2_WITH_$name=OFF")
  done
  options+=(-DLIBXML2_WITH_ICU=ON -DCMAKE_C_FLAGS=-DU_STATIC_IMPLEMENTATION)
  [ -f cross/build.ninja ] || cross_cmake source "${options[@]}" -DBUILD_SHARED_LIBS=OFF
  ninja -C cross -j "$jobs" install
  library_file libxml-2.0 2.9.14 '-lxml2 -licuuc -licudata -lws2_32' '-I${prefix}/include/libxml2 -DLIBXML_STATIC'
}

build_hunspell() {
  unpack hunspell
  mkdir -p cross "$prefix/include/hunspell"
  local file
  for file in source/src/hunspell/*.cxx; do
    ccache $triplet-g++-posix "${flags[@]}" -DHUNSPELL_STATIC -Isource/src/hunspell -c "$file" -o "cross/$(basename "$file" .cxx).o"
  done
  rm -f "$prefix/lib/libhunspell.a"
  $triplet-ar rcs "$prefix/lib/libhunspell.a" cross/*.o
  cp source/src/hunspell/*.h source/src/hunspell/*.hxx "$prefix/include/hunspell"
  library_file hunspell 1.7.1 '-lhunspell' '-I${prefix}/include/hunspell -DHUNSPELL_STATIC'
}

# Encrypted by Windows for the person, and not in its store of credentials: there is no room for a key with its certificate
build_qtkeychain() {
  unpack qtkeychain
  [ -f cross/build.ninja ] || cross_cmake source -DBUILD_WITH_QT6=ON -DBUILD_SHARED_LIBS=OFF -DBUILD_TRANSLATIONS=OFF \
    -DBUILD_TEST_APPLICATION=OFF -DUSE_CREDENTIAL_STORE=OFF -DQT_HOST_PATH=/usr
  ninja -C cross -j "$jobs" install
}

# A header, and Debian's own is the same everywhere
build_expected() {
  mkdir -p "$prefix/include/tl"
  cp /usr/include/tl/expected.hpp "$prefix/include/tl"
  cp /usr/share/doc/libexpected-dev/copyright "$folder/licenses/tl-expected.txt"
}

cd "$folder"
mkdir -p "$part"
cd "$part"
[ "$(type -t "build_$part" || true)" = function ] || [ "$part" = lists ] || { echo "parts.sh: there is no part '$part'" >&2; exit 1; }
if [ "$part" = lists ]; then lists; else "build_$part"; fi
