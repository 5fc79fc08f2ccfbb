#!/bin/sh
# Tests need the Debian packages of system-packages.txt: install them when root, else stop with the command.
set -eu
missing=""
for package in $(cat "$(dirname "$0")/../system-packages.txt"); do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ]; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
    echo "Tests need system packages that are not installed. Run first:  sudo apt-get install$missing" >&2
    exit 1
fi
