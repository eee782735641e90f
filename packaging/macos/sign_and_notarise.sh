#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Signs a bundle for the hardened runtime, has it notarised, and packs it into a disk image, which is notarised as well. Both get
# their tickets stapled: who copies the bundle out of the image leaves that behind.
#
#   sign_and_notarise.sh Natter.app natter-VERSION-macos.dmg
#
# NATTER_SIGN_IDENTITY   "Developer ID Application: …", as `security find-identity -v -p codesigning` lists it
# NATTER_NOTARY_PROFILE  what `xcrun notarytool store-credentials` was told to call the credentials; they stay in the keychain,
#                        and no password is in an argument or a variable
set -euo pipefail

die() { printf 'sign_and_notarise: %s\n' "$*" >&2; exit 1; }

[ $# = 2 ] || die "usage: sign_and_notarise.sh Natter.app IMAGE.dmg"
app=$1 image=$2
: "${NATTER_SIGN_IDENTITY:?}" "${NATTER_NOTARY_PROFILE:?}"
entitlements=$(dirname "$0")/natter.entitlements

sign() { codesign --force --timestamp --options runtime --sign "$NATTER_SIGN_IDENTITY" "$@"; }

# From the inside out: a signature covers those of what is within
find "$app/Contents" -type f \( -name '*.dylib' -o -name '*.so' \) -print0 | while IFS= read -r -d '' file; do sign "$file"; done
find "$app/Contents" -depth -type d -name '*.framework' -print0 | while IFS= read -r -d '' folder; do sign "$folder"; done
sign --entitlements "$entitlements" "$app"
codesign --verify --deep --strict --verbose=2 "$app"
signature=$(codesign --display --verbose=2 "$app" 2>&1)
[[ $signature =~ flags=[^[:space:]]*runtime ]] || die "the hardened runtime is not on"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

notarise() { xcrun notarytool submit "$1" --keychain-profile "$NATTER_NOTARY_PROFILE" --wait; } # it takes images and archives
staple() { xcrun stapler staple "$1" && xcrun stapler validate "$1"; }

ditto -c -k --keepParent "$app" "$folder/Natter.zip"
notarise "$folder/Natter.zip"
staple "$app"

mkdir "$folder/image"
cp -R "$app" "$folder/image/"
rm -f "$image"
NATTER_APP_FOLDER=$folder/image NATTER_IMAGE=$(basename "$image" .dmg) \
  cpack -G DragNDrop --config "$(dirname "$0")/image.cmake" -B "$folder/packed"
mv "$folder/packed/$(basename "$image")" "$image"
codesign --force --timestamp --sign "$NATTER_SIGN_IDENTITY" "$image"
notarise "$image"
staple "$image"
spctl --assess --type execute --verbose=2 "$app"
spctl --assess --type open --context context:primary-signature --verbose=2 "$image"
