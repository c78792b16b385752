#!/bin/sh
# Install the locked packages ($2) and Parvis itself into the environment whose programs are in $1; uv, else pip.
set -eu
bin=$1 lock=$2
if [ -x "$bin/uv" ]; then
  VIRTUAL_ENV=$(dirname "$bin") "$bin/uv" pip install --quiet --require-hashes -r "$lock"
  VIRTUAL_ENV=$(dirname "$bin") "$bin/uv" pip install --quiet --no-deps -e .
else
  "$bin/pip" install --quiet --disable-pip-version-check --require-hashes -r "$lock"
  "$bin/pip" install --quiet --disable-pip-version-check --no-deps -e .
fi
