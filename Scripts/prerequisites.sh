# What Scripts/iamsim, Scripts/test and .ci/run share: sourced, never run. POSIX sh.
#
# Everything here speaks on standard error only, reads nothing from standard input, and leaves the working directory alone.
# The caller sets `root` to the package's folder.

# say TEXT: one line to the person in front of the terminal.
say() {
  printf '%s\n' "$*" >&2
}

# as_root COMMAND…: runs it as root, through sudo where needed; fails where that is not possible.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@" </dev/null >&2
  elif ! command -v sudo >/dev/null 2>&1; then
    return 1
  elif [ -t 2 ]; then
    sudo "$@" </dev/null >&2
  else
    # Nobody is there to type a password.
    sudo -n "$@" </dev/null >&2
  fi
}

# apt_install PACKAGE…: installs Debian packages; asks for fresh package lists only when the install fails without.
apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" && return 0
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
}

have_pcre2() {
  if command -v pkg-config >/dev/null 2>&1 && pkg-config --exists libpcre2-8; then return 0; fi
  for folder in /usr/include /usr/local/include /opt/homebrew/include; do
    if [ -f "$folder/pcre2.h" ]; then return 0; fi
  done
  return 1
}

# require_pcre2: installs the PCRE2 headers with apt-get, or says exactly what to install.
require_pcre2() {
  if have_pcre2; then return 0; fi
  if [ "$(uname -s)" = Darwin ]; then
    say 'iamsim needs PCRE2: run `brew install pcre2`, then try again'
    return 1
  fi
  if command -v apt-get >/dev/null 2>&1; then
    say 'installing libpcre2-dev, which iamsim is built with'
    if apt_install libpcre2-dev && have_pcre2; then return 0; fi
    say 'iamsim needs PCRE2: run `apt-get install libpcre2-dev` as root, then try again'
  elif command -v dnf >/dev/null 2>&1; then
    say 'iamsim needs PCRE2: run `dnf install pcre2-devel` as root, then try again'
  elif command -v zypper >/dev/null 2>&1; then
    say 'iamsim needs PCRE2: run `zypper install pcre2-devel` as root, then try again'
  elif command -v pacman >/dev/null 2>&1; then
    say 'iamsim needs PCRE2: run `pacman -S pcre2` as root, then try again'
  elif command -v apk >/dev/null 2>&1; then
    say 'iamsim needs PCRE2: run `apk add pcre2-dev` as root, then try again'
  else
    say 'iamsim needs PCRE2: install the 8-bit library and its header pcre2.h (https://www.pcre.org), then try again'
  fi
  return 1
}

# require_swift: says where to get Swift when it is missing.
require_swift() {
  if command -v swift >/dev/null 2>&1; then return 0; fi
  say 'iamsim needs Swift 6.2 or newer: install it from https://www.swift.org/install, then try again'
  return 1
}
