#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# parts.sh PART FOLDER: builds one of the libraries that Natter stands on for Windows, from Debian's source package, into
# FOLDER/prefix. What was begun goes on. packaging/windows/package.sh knows the order.
# parts.sh PART FOLDER recipe: a checksum of all that decides what it becomes, its version as well.
# shellcheck disable=SC2016,SC2086 # ${prefix} is a variable of pkg-config; words are meant to be split
set -euo pipefail
shopt -s nullglob
export CCACHE_SLOPPINESS=pch_defines,time_macros CCACHE_DEPEND=1

here=$(dirname "$(realpath "$0")")
triplet=x86_64-w64-mingw32
jobs=$(nproc)
part=${1:?name the part}
mkdir -p "${2:?name the folder}"
folder=$(realpath "$2")
snapshot=${NATTER_SNAPSHOT:-https://snapshot.debian.org/archive}
prefix=$folder/prefix
mkdir -p "$folder/done" "$folder/apt/lists/partial" "$folder/apt/sources" "$prefix/lib/pkgconfig" "$prefix/include" "$folder/licenses"
export PKG_CONFIG_LIBDIR=$prefix/lib/pkgconfig PKG_CONFIG_PATH=
flags=(-O2 -fstack-protector-strong "-ffile-prefix-map=$folder=.")
export CFLAGS="${flags[*]}" CXXFLAGS="${flags[*]}"

# The machine's own package sources, asked for source packages: its configuration stays as it is.
apt() { # PROGRAM ARGUMENTS…
  "$1" -q -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$folder/apt/sources" -o Dir::State::Lists="$folder/apt/lists" \
    -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -o APT::Sandbox::User="$(id -un)" "${@:2}"
}

# The lists of source packages. Without a network those of before have to do, and the next call tries again, as it does
# where a source of this machine has no source packages.
lists() {
  local list
  for list in /etc/apt/sources.list.d/*.sources; do
    [ -r "$list" ] && sed -E 's/^Types:.*/Types: deb-src/' "$list" >"$folder/apt/sources/$(basename "$list")"
  done
  for list in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
    [ -r "$list" ] && sed -nE 's/^deb(-src)? /deb-src /p' "$list" | sort -u >"$folder/apt/sources/$(basename "$list" .list).list"
  done
  if apt apt-get update --error-on=any; then
    touch "$folder/done/lists"
  else
    [ -n "$(apt apt-cache showsrc qt6-base)" ]
  fi
}

# The package manager checks what it loads against its lists, which are signed.
from_mirror() { # PACKAGE VERSION…
  local version
  for version in "${@:2}"; do
    rm -f ./*.dsc ./*.tar.*
    ! apt apt-get source --download-only "$1=$version" || return 0
  done
  return 1
}

# Debian's archive has every version that there ever was; what the files have to be stands in the lists all the same
from_snapshot() { # PACKAGE VERSION
  local when line
  when=$(sed -n 's/^Date: //p' "$folder"/apt/lists/*_InRelease | head -1)
  when=$(date -u -d "$when" +%Y%m%dT%H%M%SZ)
  rm -f ./*.dsc ./*.tar.*
  while read -r line; do
    set -- $line # ARCHIVE PATH NAME SUM
    apt /usr/lib/apt/apt-helper download-file "$snapshot/$1/$when/$2" "$3" "$4" || return 1
  done < <(apt apt-get source --download-only --print-uris "$1=$2" \
    | sed -nE "s#^'https?://[^']*/(debian(-security)?)/(pool/[^']*)' ([^ ]+) [0-9]+ (SHA256:[0-9a-f]+).*#\1 \3 \4 \5#p")
  [ -n "$(find . -maxdepth 1 -name '*.dsc')" ]
}

# What a commit is called follows from all that is in it. Of Debian's changes to these two, none matters on Windows.
from_authors() { # VERSION INSTALLED ADDRESS COMMIT
  [ -n "${3:-}" ] && rm -rf source && git clone -q --depth 1 --branch "v${1%%-*}" "$3" source || return 1
  [ "$(git -C source rev-parse HEAD)" = "$4" ] || { echo "parts.sh: $3 has another v${1%%-*}" >&2; return 1; }
  mkdir source/debian # and its .git tells Qt to make the headers that a release has ready
  cp "/usr/share/doc/$2/copyright" source/debian
}

# unpack PACKAGE [VERSION [INSTALLED ADDRESS COMMIT]]: into the folder 'source', with Debian's patches and ours; its notices
# become those of the installer. Where neither the mirror nor Debian's archive has it, its authors do, if they are named, and
# INSTALLED is the package of this machine with the notices.
unpack() {
  local versions
  read -r -d '' -a versions < <(echo "${2:-$(listed_versions "$1")}") || true
  if [ "$(cat unpacked 2>/dev/null)" != "${versions[0]}" ]; then
    rm -rf source patched
    # A mirror may have forgotten the newest version that it names; the one before is the last resort
    if from_mirror "$1" "${versions[0]}" || from_snapshot "$1" "${versions[0]}" || from_mirror "$1" "${versions[@]:1}"; then
      dpkg-source --no-check -x ./*.dsc source
    else
      from_authors "${versions[0]}" "${@:3}" || { echo "parts.sh: nobody has the source of $1 ${versions[0]}" >&2; exit 1; }
    fi
    rm -f ./*.dsc ./*.tar.*
    cp source/debian/copyright "$folder/licenses/$1.txt"
    echo "${versions[0]}" >unpacked
  fi
  mend
}

# Our own patches are those of today, also in what was unpacked before
mend() {
  local file
  mkdir -p patched
  for file in patched/*.patch; do
    cmp -s "$file" "$here/patches/$(basename "$file")" || { patch -Rs -p1 -d source <"$file" && rm "$file"; }
  done
  for file in "$here/patches/$part"-*.patch; do
    [ -e "patched/$(basename "$file")" ] || { patch -s -p1 -d source <"$file" && cp "$file" patched; }
  done
}

installed_version() { dpkg-query -W -f '${source:Version}' "$1"; }
listed_versions() { apt apt-cache showsrc "$1" | sed -n 's/^Version: //p' | sort -Vru; }

# The version that is to be built: Debian's newest, or where this machine's tools have to be of the same, theirs
wanted_version() {
  case $part in
    expected) installed_version libexpected-dev ;;
    qtbase) installed_version qt6-base-dev ;;
    qtsvg) installed_version qt6-svg-dev ;;
    qtkeychain) installed_version qtkeychain-qt6-dev ;;
    sqlite) listed_versions sqlite3 | head -1 ;;
    *) listed_versions "$part" | head -1 ;;
  esac
}

recipe() {
  local version files=("$here/toolchain.cmake" "$here/patches/$part"-*.patch)
  [ ! -d "$here/$part" ] || files+=("$here/$part"/*)
  version=$(wanted_version)
  [ -n "$version" ] || { echo "parts.sh: no version of $part is known" >&2; exit 1; }
  { echo "$version ${flags[*]//"$folder"/}"; declare -f "build_$part" cross_cmake library_file; cat "${files[@]}"; } | sha256sum
}

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
  unpack qt6-svg "$(installed_version qt6-svg-dev)" qt6-svg-dev https://github.com/qt/qtsvg 54066fe644f2c9f7789c61b4fcb4d513eb3f775c
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
  unpack qtkeychain "$(installed_version qtkeychain-qt6-dev)" qtkeychain-qt6-dev https://github.com/frankosterfeld/qtkeychain \
    c236f9241e37f1754879cf8726d59351a2b2b24a
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
if [ "$part" = lists ]; then lists; elif [ "${3:-}" = recipe ]; then recipe; else "build_$part"; fi
