#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Packs what build/package has, and looks at the outcome: package.sh deb|rpm|archive. Whatever a check does not like ends it.
# The package is in build/packages then, and beside it what it is made of (SPDX).
set -euo pipefail
cd "$(dirname "$0")/../.."
umask 022
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}

say() { printf '\033[1m==> %s\033[0m\n' "$*" >&2; }
die() { printf 'package: %s\n' "$*" >&2; exit 1; }

build=$PWD/build/package
out=$PWD/build/packages
unpacked=$build/unpacked
here=packaging/linux

check_files() {
  say "Checking the files for desktops"
  desktop-file-validate $here/natter.desktop
  local known=() # there is no site yet, which only newer versions miss
  [[ $(appstreamcli --version) == *" 0."* ]] || known=(--override=url-homepage-missing=info)
  appstreamcli validate --no-net --explain "${known[@]}" $here/natter.metainfo.xml >"$build/appstream.log" \
    || { cat "$build/appstream.log" >&2; exit 1; }
  mandoc -Tlint -Wwarning $here/*.1
}

check_programs() { # FOLDER [LIBRARY-PATH]
  python3 -B $here/check_hardening.py ${2:+--library-path "$2"} "$build" "$1"/natter "$1"/natter-stanzas
}

say_what_is_in_it() { # PACKAGE [OPTION…]
  local package=$1; shift
  python3 -B packaging/sbom.py --output "$package.spdx.json" --package "$package" "$@" "$build/src/natter" "$build/src/natter-stanzas"
  python3 -B packaging/check_sbom.py "$package.spdx.json"
}

with_cpack() { # GENERATOR
  say "Packing a $1"
  (cd "$build" && cpack -G "$1" -B "$out" >cpack.log 2>&1) || { cat "$build/cpack.log" >&2; die "packing failed: see above"; }
  rm -rf "$out/_CPack_Packages" "$unpacked"
  mkdir "$unpacked"
}

# The tags that are left out stand in a file, each with its reason.
deb() {
  with_cpack DEB
  local package; package=$(ls "$out"/natter_*.deb)
  dpkg-deb -x "$package" "$unpacked"
  check_programs "$unpacked/usr/bin"
  say "Asking lintian"
  lintian --allow-root --pedantic --display-info --fail-on error,warning,info,pedantic \
    --suppress-tags-from-file $here/lintian_suppressed.txt "$package" || die "lintian has complaints: see above"
  say_what_is_in_it "$package"
}

rpm_() {
  with_cpack RPM
  local package; package=$(ls "$out"/natter-*.rpm)
  (cd "$unpacked" && rpm2cpio "$package" | cpio --quiet -idm)
  check_programs "$unpacked/usr/bin"
  say "Asking rpmlint"
  rpmlint --config $here/rpmlint.toml "$package" || die "rpmlint has complaints: see above"
  say_what_is_in_it "$package"
}

archive() {
  say "Packing an archive with its own Qt"
  local package; package=$(python3 -B $here/make_archive.py "$build" "$out")
  # shellcheck disable=SC2016 # the loader expands it
  check_programs "$build/archive/bin" '$ORIGIN/../lib'
  say_what_is_in_it "$package" --bundled "$build/archive/lib"
}

mkdir -p "$out"
check_files
case ${1:-} in
  deb) rm -f "$out"/natter_*.deb*; deb ;;
  rpm) rm -f "$out"/natter-*.rpm*; rpm_ ;;
  archive) rm -f "$out"/natter-*.tar.xz*; archive ;;
  *) die "there is no package '${1:-}'" ;;
esac
