#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Signs what package.sh made for Windows (Authenticode) with osslsigncode, which Debian has, and makes the bills of materials anew,
# as they name the hash of what they are about: sign.sh FILE.exe…
#
# NATTER_SIGN_CERTIFICATES  file with the certificate and those above it (PEM)
# NATTER_SIGN_KEY           file with the key, or its PKCS #11 URI
# NATTER_SIGN_MODULE        the library of the token that has the key (PKCS #11); not set if it is in a file
# NATTER_SIGN_PASSWORD      file with the password of the key, or the PIN
# NATTER_SIGN_TIME          address of a service for time stamps (RFC 3161); set and empty to try it without
# NATTER_SIGN_ROOTS         authorities that the certificate has to come from; the system's unless it is said
set -euo pipefail

die() { printf 'sign: %s\n' "$*" >&2; exit 1; }

[ $# -gt 0 ] || die "usage: sign.sh FILE.exe…"
: "${NATTER_SIGN_CERTIFICATES:?}" "${NATTER_SIGN_KEY:?}" "${NATTER_SIGN_PASSWORD:?}" "${NATTER_SIGN_TIME?}"
command -v osslsigncode >/dev/null || die "osslsigncode is missing: apt-get install osslsigncode"
root=$(realpath "$(dirname "$0")/../..")
bill=$root/build/windows/stage/licenses/bill.json

for file in "$@"; do
  rm -f "$file.signed"
  osslsigncode sign ${NATTER_SIGN_MODULE:+-pkcs11module "$NATTER_SIGN_MODULE"} -certs "$NATTER_SIGN_CERTIFICATES" \
    -key "$NATTER_SIGN_KEY" -readpass "$NATTER_SIGN_PASSWORD" -h sha256 -n Natter ${NATTER_SIGN_TIME:+-ts "$NATTER_SIGN_TIME"} \
    -in "$file" -out "$file.signed"
  osslsigncode verify -CAfile "${NATTER_SIGN_ROOTS:-/etc/ssl/certs/ca-certificates.crt}" -in "$file.signed" || die "$file: the signature does not hold"
  mv "$file.signed" "$file"
  if [ -e "$file.spdx.json" ]; then
    python3 -B "$root/packaging/sbom.py" --output "$file.spdx.json" --package "$file" --listed "$bill"
    python3 -B "$root/packaging/check_sbom.py" "$file.spdx.json"
  fi
done
