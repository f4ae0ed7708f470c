#!/usr/bin/env bash
# system_packages.sh PACKAGE "what needs it" […]: install missing Debian packages where we may, else say what to do.
set -euo pipefail
missing=()
while [ $# -gt 1 ]; do
  dpkg -s "$1" >/dev/null 2>&1 || missing+=("$1|$2")
  shift 2
done
[ ${#missing[@]} -eq 0 ] && exit 0
names=("${missing[@]%%|*}")
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing ${names[*]} …"
  export DEBIAN_FRONTEND=noninteractive
  { apt-get install -qq -y --no-install-recommends "${names[@]}" || { apt-get update -qq && apt-get install -qq -y --no-install-recommends "${names[@]}"; }; } >/dev/null 2>&1 && exit 0
  echo "apt could not install ${names[*]}."
fi
for item in "${missing[@]}"; do
  echo "Missing: ${item%%|*}, for ${item##*|}. Install it with: sudo apt-get install ${item%%|*}. Without it they are skipped."
done
