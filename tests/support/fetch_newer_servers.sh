#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Prosody 13 and ejabberd 24.12 from Debian 12's backports, unpacked into build/servers beside the system's own:
# nothing is installed and nothing outside of build/ changes. What is there already is kept.
set -euo pipefail
cd "$(dirname "$0")/../.."

folder=$PWD/build/servers
mark=$folder/complete
recipe=$(sha256sum < tests/support/fetch_newer_servers.sh)
[ "$(cat "$mark" 2>/dev/null)" = "$recipe" ] && exit 0

die() { printf 'newer servers: %s\n' "$*" >&2; exit 1; }
command -v apt-get >/dev/null || die "they come from Debian packages, and there is no apt-get here"

new=$folder.new
rm -rf "$new"
mkdir -p "$new/lists/partial" "$new/cache/archives/partial" "$new/prosody.deb" "$new/ejabberd.deb"
trap 'rm -rf "$new"' EXIT

backports() { # PROGRAM ARGUMENTS… with nothing but the backports, and with lists of its own
  local program=$1; shift
  "$program" -qq -o Dir::Etc::SourceList="$new/backports.list" -o Dir::Etc::SourceParts=- -o Dir::State::Lists="$new/lists" \
    -o Dir::Cache="$new/cache" -o APT::Sandbox::User="$(id -un)" -o APT::Default-Release=bookworm-backports "$@"
}

# The mirror that this machine has Debian 12 from has its backports too
sources=$(apt-get --print-uris update 2>/dev/null | sed -n "s#^'\(.*\)/dists/bookworm/InRelease'.*#\1#p" | sort -u)
[ -n "$sources" ] || die "apt has no source of Debian 12 (bookworm)"
found=""
for source in $sources; do
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $source bookworm-backports main" > "$new/backports.list"
  if backports apt-get update >/dev/null 2>&1 && backports apt-cache madison ejabberd | grep -q '24\.12'; then
    found=1
    break
  fi
done
[ -n "$found" ] || die "no source of Debian 12 answers with its backports: check the network"

(cd "$new/prosody.deb" && backports apt-get download prosody prosody-modules) >/dev/null || die "downloading Prosody failed"
(cd "$new/ejabberd.deb" && backports apt-get download ejabberd erlang-jose erlang-p1-{acme,cache-tab,eimp,mqtree,pkix} \
  erlang-p1-{stringprep,stun,tls,utils,xml,xmpp,yaml,yconf,zlib}) >/dev/null || die "downloading ejabberd failed"
for server in prosody ejabberd; do
  for package in "$new/$server.deb"/*.deb; do dpkg -x "$package" "$new/$server"; done
done

# Prosody knows the folder it was built for; here it is found from the program
sed -i -e 's#^CFG_SOURCEDIR=.*#CFG_SOURCEDIR=arg[0]:match("^(.*)/bin/[^/]*$").."/lib/prosody";#' \
  -e 's#^CFG_PLUGINDIR=.*#CFG_PLUGINDIR=CFG_SOURCEDIR.."/modules/";#' "$new/prosody/usr/bin/prosody"

rm -rf "$new/lists" "$new/cache" "$new/backports.list" "$new"/*.deb "$new"/*/usr/share/doc "$folder"
mv "$new" "$folder"
printf '%s\n' "$recipe" > "$mark"
