#!/bin/sh
# PostGIS for the newest PostgreSQL server here, for a bench. Installs it where it may (Debian, root or passwordless sudo),
# else says so in one sentence; the bench then compares with PostgreSQL's own earthdistance.
set -eu
version=$(ls /usr/lib/postgresql 2>/dev/null | sort -n | tail -1)
[ -n "$version" ] || exit 0
[ -f "/usr/share/postgresql/$version/extension/postgis.control" ] && exit 0
sudo=""
[ "$(id -u)" = 0 ] || sudo="sudo -n"
if command -v apt-get >/dev/null 2>&1 && { [ -z "$sudo" ] || sudo -n true 2>/dev/null; }; then
  echo "Installing for the bench: postgresql-$version-postgis-3"
  if $sudo sh -c "apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql-$version-postgis-3" >/dev/null 2>&1; then
    exit 0
  fi
fi
echo "PostGIS cannot be installed here: the bench compares with PostgreSQL's own earthdistance instead."
