#!/usr/bin/env bash
# Builds the app's image from app-src/Dockerfile and runs it once, with or without a container engine.
#
#   local/image/build.sh            build and smoke-run
#
# With a running Docker or Podman it uses that. Without one it uses buildah in a chroot, which needs root on Debian or Ubuntu, and a
# base image made here with debootstrap and the workspace's own Node, because no registry of images is asked. Such an image proves that
# the Dockerfile builds and that the app runs in it; it is not the image that is deployed, whose base is the official one.
#
# Everything made is below .holdfast/image/. An npm configuration (~/.npmrc) and a CA bundle (NODE_EXTRA_CA_CERTS) are lent to the build
# as secrets and stay out of the image.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
work="$root/.holdfast/image"
image=holdfast-app:local
base=holdfast-node-base:local
mkdir -p "$work"

fail() { echo "$*" >&2; exit 1; }

secrets=()
[ -s "${NODE_EXTRA_CA_CERTS:-}" ] && secrets+=(--secret "id=ca-bundle,src=$NODE_EXTRA_CA_CERTS")
[ -s "$HOME/.npmrc" ] && secrets+=(--secret "id=npmrc,src=$HOME/.npmrc")

smoke="$(cat "$root/local/image/smoke.mjs")"

build_with_engine() {
  local engine="$1"
  echo "Building with $engine."
  "$engine" build "${secrets[@]}" --tag "$image" "$root/app-src"
  "$engine" run --rm "$image" node --input-type=module --eval "$smoke"
}

require_package() {
  command -v "$1" >/dev/null && return
  [ "$(id -u)" = 0 ] || fail "$1 is not installed and only root may install it: run \"sudo apt-get install $1\"."
  command -v apt-get >/dev/null || fail "$1 is not installed and this system has no apt-get: install $1, or start Docker."
  echo "Installing $1."
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends "$1"; } >"$work/apt.log" 2>&1 ||
    fail "$1 could not be installed; see $work/apt.log."
}

buildah_here() {
  buildah --storage-driver vfs --root "$work/storage" --runroot "$work/run" "$@"
}

make_base() {
  local node npm system="$work/system" mirror codename
  node="$root/node_modules/node/bin/node"
  [ -x "$node" ] || fail "The workspace's Node is not at $node: run \"npm install\" first."
  npm="$(dirname "$(dirname "$(readlink -f "$(command -v npm)")")")"
  codename="$(. /etc/os-release && echo "$VERSION_CODENAME")"
  mirror="$(apt-get indextargets --format '$(REPO_URI) $(RELEASE)' | awk -v release="$codename" '$2 == release { print $1; exit }')"
  echo "Making a base image of $codename with Node $("$node" --version)."
  rm -rf "$system"
  debootstrap --variant=minbase --include=libstdc++6 "$codename" "$system" "$mirror" >"$work/debootstrap.log" 2>&1 ||
    fail "debootstrap failed; see $work/debootstrap.log."
  rm -rf "$system/var/cache/apt" "$system/var/lib/apt/lists" "$system/usr/share/doc"
  mkdir -p "$system/usr/local/lib/node_modules"
  cp "$node" "$system/usr/local/bin/node"
  cp -r "$npm" "$system/usr/local/lib/node_modules/npm"
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$system/usr/local/bin/npm"
  local container
  container="$(buildah_here from scratch)"
  buildah_here copy --quiet "$container" "$system" / >/dev/null
  buildah_here config --env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$container"
  buildah_here commit --quiet --rm "$container" "$base" >/dev/null
  rm -rf "$system"
}

build_without_engine() {
  echo "No container engine is running; building with buildah in a chroot."
  [ "$(id -u)" = 0 ] || fail "Building without a container engine needs root: start Docker, or run this script as root."
  require_package buildah
  require_package debootstrap
  buildah_here inspect --type image "$base" >/dev/null 2>&1 || make_base
  buildah_here build --isolation chroot --format docker --pull-never --build-arg "NODE_IMAGE=localhost/$base" \
    "${secrets[@]}" --tag "$image" "$root/app-src"
  local container status=0
  container="$(buildah_here from --pull-never "localhost/$image")"
  buildah_here run --isolation chroot "$container" -- node --input-type=module --eval "$smoke" || status=$?
  buildah_here rm "$container" >/dev/null
  # Otherwise every build would leave its predecessor's files behind.
  buildah_here rmi --prune >/dev/null
  return "$status"
}

start=$SECONDS
if docker info >/dev/null 2>&1; then
  build_with_engine docker
elif podman info >/dev/null 2>&1; then
  build_with_engine podman
else
  build_without_engine
fi
echo "Built and ran $image in $((SECONDS - start)) s."
