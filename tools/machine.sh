#!/bin/sh
# What the tests need of the machine: a PostgreSQL server, Chromium, fonts for paper. Installs what is missing where it
# may (Debian, root or passwordless sudo), else says in one sentence what it cannot do.
set -eu
missing=""
[ -n "$(ls /usr/lib/postgresql/*/bin/postgres 2>/dev/null)" ] || command -v postgres >/dev/null 2>&1 || missing="$missing postgresql"
[ -x /usr/bin/chromium ] || missing="$missing chromium"
[ -d /usr/share/fonts/truetype/noto ] || missing="$missing fonts-noto-core"
[ -z "$missing" ] && exit 0
sudo=""
[ "$(id -u)" = 0 ] || sudo="sudo -n"
if command -v apt-get >/dev/null 2>&1 && { [ -z "$sudo" ] || sudo -n true 2>/dev/null; }; then
  echo "Installing for the tests:$missing"
  log=$(mktemp)
  if $sudo sh -c 'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends '"$missing" >"$log" 2>&1; then
    rm -f "$log"
    exit 0
  fi
  tail -5 "$log"
fi
echo "The tests need$missing: install them with the system's package manager and run make test again."
exit 1
