#!/usr/bin/env bash
# Installs the package of this action's version, or the package of the input `package`.
set -euo pipefail
case "$INPUT_MODE" in
  mock | verify) ;;
  *)
    echo "::error title=proofsheet::the input mode is neither mock nor verify: write mode: mock, or mode: verify"
    exit 2
    ;;
esac
if ! command -v node >/dev/null; then
  echo "::error title=proofsheet::Node is missing: add actions/setup-node with node-version: 24 before this step"
  exit 2
fi
version=$(node -p 'require(process.argv[1]).version' "$GITHUB_ACTION_PATH/package.json")
package=${INPUT_PACKAGE:-proofsheet@$version}
echo "Installing $package"
# The package brings prebuilt programs, so no script of a package has to run.
options=(--loglevel=error --no-audit --no-fund --no-save --ignore-scripts)
if ! npm install "${options[@]}" --prefix "$RUNNER_TEMP/proofsheet" -- "$package"; then
  echo "::error title=proofsheet::npm could not install the package: see the log above, or name another in the input package"
  exit 2
fi
