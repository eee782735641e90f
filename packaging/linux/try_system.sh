# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2154,SC2016
# What try_package.sh and try_archive.sh have in common: a bare Debian, a person in it, and a look at all of its files.

say() { printf '\033[1m==> %s\033[0m\n' "$*" >&2; }
die() { printf '%s: %s\n' "$(basename "$0" .sh)" "$*" >&2; exit 1; }

# begin WHAT FILE natter-demo [SUITE]: what is tried, by which demo, and in which release of Debian; again as root with mounts of its own
begin() {
  local what=$1
  shift
  [ $# -ge 2 ] || die "usage: $(basename "$0") $what natter-demo [SUITE]"
  tried=$(realpath "$1") demo=$(realpath "$2") suite=${3:-bookworm}
  [ "$(id -u)" = 0 ] || die "only root can make another system: run it with sudo"
  if [ "${NATTER_TRY_MOUNTS:-}" != own ]; then
    NATTER_TRY_MOUNTS=own exec unshare --mount --propagation private "$0" "$tried" "$demo" "$suite"
  fi
  cd "$(dirname "$0")/../.." || exit
  place=$PWD/build/try
  base=$place/$suite
  root=$place/root
}

inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }

# A mirror that this machine has Debian from.
mirror() {
  apt-get --print-uris update 2>/dev/null | sed -n "s#^'\(.*\)/dists/bookworm/InRelease'.*#\1#p" | sort -u | head -1
}

make_base() {
  [ -e "$base/complete" ] && return
  say "Making a bare $suite (once)"
  local from; from=$(mirror)
  [ -n "$from" ] || die "apt has no source of Debian 12 (bookworm)"
  rm -rf "$base"
  mkdir -p "$base"
  debootstrap --variant=minbase "$suite" "$base" "$from" >"$place/debootstrap.log" 2>&1 \
    || { tail -5 "$place/debootstrap.log" >&2; die "debootstrap failed"; }
  touch "$base/complete"
}

# A copy of the bare system, with the lists of the mirror and this machine's network.
fresh_root() {
  rm -rf "$root"
  cp -a "$base" "$root"
  rm -f "$root/complete"
  cp /etc/resolv.conf /etc/hosts "$root/etc/"
  printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d" # services are not started
  chmod +x "$root/usr/sbin/policy-rc.d"
  mount -t proc proc "$root/proc" 2>/dev/null || mount --rbind /proc "$root/proc"
  mount --rbind /dev "$root/dev"
  inside apt-get -qq update >"$place/apt.log" 2>&1 || { tail -5 "$place/apt.log" >&2; die "apt-get update failed there"; }
  inside dpkg-query -W -f '${Package}\n' >"$place/packages.bare"
}

# Every file that there is, with its kind, rights, owner and content; not what apt and dpkg write about their own work.
census() {
  inside dpkg-query -W -f '${Package}\n' >"$place/packages.$(basename "$1")"
  (cd "$root" && find . -xdev \( -path ./proc -o -path ./dev -o -path ./tmp -o -path ./var/log -o -path ./var/cache/apt \
    -o -path ./var/lib/apt -o -path './var/lib/dpkg/status*' -o -path './var/lib/dpkg/lock*' -o -path ./var/cache/ldconfig \
    -o -path './var/cache/debconf/*' -o -path './var/lib/dpkg/triggers/*' -o -path ./run \) -prune \
    -o -printf '%y %m %u:%g %p %l\n' | sort
   find . -xdev \( -path ./proc -o -path ./dev -o -path ./tmp -o -path ./var/log -o -path ./var/cache -o -path ./var/lib/apt \
    -o -path ./var/lib/dpkg -o -path ./run \) -prune -o -type f -print0 | sort -z | xargs -0 sha256sum) >"$1"
}

# The demo, with each Natter in the bare system as an ordinary person: two log in, become contacts, and talk.
talk() { # PROGRAM: its path in the bare system
  local program=$1 visitor
  visitor=$(inside id -u visitor)
  folder=$(mktemp -d /tmp/natter-try.XXXXXX)
  trap 'umount "$root$folder" 2>/dev/null; rm -rf "$folder"' EXIT
  chmod 711 "$folder"
  mkdir -p "$folder/bin" "$folder/demo" "$root$folder"
  chown "$visitor:$visitor" "$folder/demo"
  cp "$demo" "$folder/bin/natter-demo"
  mount --bind "$folder" "$root$folder"
  cat >"$folder/bin/natter" <<END
#!/bin/sh
find $folder/natter-* -user root -exec chown -h $visitor:$visitor {} + 2>/dev/null
exec chroot --userspec=$visitor:$visitor --groups= $root env -i HOME=/home/visitor USER=visitor PATH=/usr/bin:/bin LC_ALL=C.UTF-8 \\
  DISPLAY=\$DISPLAY QT_QPA_PLATFORM=xcb XDG_RUNTIME_DIR=\$XDG_RUNTIME_DIR \\
  DBUS_SESSION_BUS_ADDRESS=\$DBUS_SESSION_BUS_ADDRESS $program "\$@"
END
  chmod 755 "$folder/bin/natter"
  say "Talking with it as an ordinary person"
  TMPDIR=$folder "$folder/bin/natter-demo" "$folder/bin/natter" --headless || die "the demo failed"
  mkdir -p "$place/shots"
  cp "$folder"/demo/*.png "$place/shots/"
  umount "$root$folder"
  rm -rf "$root$folder" "$folder"
  trap - EXIT
  say "Two of them talked through a server; see build/try/shots. In the home of the person is now:"
  (cd "$root/home/visitor" && find . -mindepth 1 ! -path './a stick*' ! -name '.bash*' ! -name .profile) >&2
  rm -rf "$root"/home/visitor/.cache
}
