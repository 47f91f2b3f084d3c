#!/usr/bin/env bash
# Builds the image of the Dockerfile without an engine: `build_image.sh FOLDER`, as root. Prints the folder that is the image's
# root. Debian's buildah carries out the Dockerfile; the official Python image, which it begins with, cannot be had without
# a registry, so a Debian 12 with its own Python (3.11) that debootstrap puts together takes its name. Both ask the mirror
# and the package index that this machine is set up for. 75 is "not on this machine".
set -euo pipefail
folder=$1
checkout=$(cd "$(dirname "$0")/../.." && pwd)
base=docker.io/library/python:3.12-slim-bookworm
say() { printf '==> %s\n' "$*" >&2; }

for program in buildah debootstrap; do
    command -v "$program" >/dev/null || { say "$program is missing: sudo apt-get install buildah debootstrap"; exit 75; }
done
[ "$(id -u)" -eq 0 ] || { say "Only root may make a root folder for another system."; exit 75; }

mkdir -p "$folder"
mirror=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' | awk '$2 == "bookworm" { print $1; exit }')
say "Putting Debian 12 together in $folder"
if ! debootstrap --variant=minbase --include=python3,python3-venv,python3-dev,ca-certificates \
    bookworm "$folder/debian" "$mirror" >"$folder/debootstrap.log" 2>&1; then
    tail -5 "$folder/debootstrap.log" >&2
    exit 75
fi
ln -s /usr/bin/python3 "$folder/debian/usr/local/bin/python"

# Everything of buildah's lies in the folder too, as plain folders.
export BUILDAH_ISOLATION=chroot
build() { buildah --storage-driver vfs --root "$folder/images" --runroot "$folder/run" "$@" >&2; }
name_of() { buildah --storage-driver vfs --root "$folder/images" --runroot "$folder/run" "$@"; }

begun=$(name_of from scratch)
build add --quiet "$begun" "$folder/debian" /
build config --env PATH=/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin "$begun"
build commit --quiet --rm "$begun" "$base"
rm -rf "$folder/debian"

# What pip is told on this machine, and the files and folders that it is told of, so that it finds packages where it does here.
python3 -m pip config list | python3 -c '
import ast, sys

told = {}
for line in sys.stdin:
    name, _, value = line.strip().partition("=")
    told.setdefault(name.rpartition(".")[2], ast.literal_eval(value))
print("[global]", *(f"{name} = {value}" for name, value in told.items()), sep="\n")
' >"$folder/pip.conf"
lent=(--volume "$folder/pip.conf:/etc/pip.conf:ro")
for path in $(sed 's|^[^=]*= *||; s|file://||g' "$folder/pip.conf" | tr ' ' '\n' | grep '^/' | sed 's|/simple/*$||' | sort -u); do
    [ -e "$path" ] && lent+=(--volume "$path:$path:ro")
done
say "Carrying out the Dockerfile"
build build --pull-never --format docker --tag credwise "${lent[@]}" "$checkout"

name_of mount "$(name_of from --pull-never credwise)"
