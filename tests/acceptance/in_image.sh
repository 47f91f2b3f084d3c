#!/usr/bin/env bash
# Runs a program in the image as docker-compose.yml does: `in_image.sh ROOT PROGRAM...`, as root. Read-only but for /tmp,
# as the Dockerfile's user and without any right; the network is this computer's.
set -euo pipefail
if [ "${1:-}" != --apart ]; then
    exec unshare --mount "$0" --apart "$@"
fi
root=$2
shift 2
mount --bind "$root" "$root"
cd "$root"
mount --types proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount --types tmpfs tmpfs "$root/tmp"
mount --options remount,bind,ro "$root"
exec chroot "$root" setpriv --reuid 10001 --regid 10001 --clear-groups --bounding-set=-all --no-new-privs \
    env --chdir=/app PATH=/opt/venv/bin:/usr/bin:/bin HOME=/tmp PYTHONDONTWRITEBYTECODE=1 "$@"
