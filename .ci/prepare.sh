# SPDX-FileCopyrightText: 2026 The Ckptscope authors
# SPDX-License-Identifier: Apache-2.0
# Sourced by ./run, ./test and .ci/run: packages and building. Everything it says goes to standard error.

say() { printf '%s\n' "$*" >&2; }

# packages_of GROUP…: their names from .ci/packages.
packages_of() {
    awk -v groups=" $* " '!/^#/ && NF && index(groups, " " $1 " ") { print $2 }' "$root/.ci/packages"
}

# ensure_packages GROUP…: installs what is missing with apt-get. Exits with one line to type where that is not allowed.
ensure_packages() {
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        say "This is neither Debian nor Ubuntu, so nothing is installed. Needed are the equivalents of: $(packages_of "$@" | xargs)"
        return 0
    fi
    local wanted missing
    mapfile -t wanted < <(packages_of "$@")
    mapfile -t missing < <(
        { dpkg-query -W -f='${Package} ${db:Status-Status}\n' "${wanted[@]}" 2>/dev/null || true; } |
            awk -v wanted="${wanted[*]}" '$2 == "installed" { have[$1] = 1 }
                END { n = split(wanted, all, " "); for (i = 1; i <= n; ++i) if (!(all[i] in have)) print all[i] }'
    )
    if [[ ${#missing[@]} -eq 0 ]]; then
        return 0
    fi

    local as_root=()
    if [[ $(id -u) -ne 0 ]]; then
        if command -v sudo >/dev/null && { [[ -t 0 ]] || sudo -n true 2>/dev/null; }; then
            as_root=(sudo)
        else
            say "Some packages are missing, and they cannot be installed without administrator rights. Please type this as root, then start again:"
            say "  apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
            exit 1
        fi
    fi
    say "Installing ${#missing[@]} package(s): ${missing[*]}"
    local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300)
    # An outdated list of packages is only worth a warning: the install right after says what is really wrong.
    "${apt[@]}" update >&2 || say "The list of packages could not be updated; trying with the one that is there."
    if ! "${apt[@]}" install -y --no-install-recommends "${missing[@]}" >&2; then
        say "The packages could not be installed (see above). Needed: ${missing[*]}"
        say "Debian 12, Ubuntu 24.04 and newer have them all."
        exit 1
    fi
}

# build_preset PRESET [CMAKE-OPTION…]: configures and builds. Skips both while no source is newer than the last complete build;
# asking ninja would take longer than starting the program.
build_preset() {
    local preset=$1 stamp=$root/build/$1/.complete
    shift
    local sources=("$root"/{CMakeLists.txt,CMakePresets.json,format,widgets,app,resources,translations})
    if [[ $preset != release ]]; then
        sources+=("$root/tests")
    fi
    local options="$*"
    if [[ -e $stamp && $(<"$stamp") == "$options" && -z $(find "${sources[@]}" -newer "$stamp" -print -quit 2>/dev/null) ]]; then
        return 0
    fi
    # A second one waits instead of building into the same folder.
    local lock
    mkdir -p "$root/build/$preset"
    exec {lock}>"$root/build/$preset/.lock"
    flock "$lock"
    # Taken before the build starts, so that a file saved meanwhile counts as newer.
    printf '%s\n' "$options" >"$stamp.new"
    rm -f "$stamp"
    if ! (cd "$root" && cmake --preset "$preset" "$@" && cmake --build --preset "$preset") >&2; then
        say "The build failed; the first error is above. The build directory is $root/build/$preset."
        exit 1
    fi
    mv "$stamp.new" "$stamp"
    exec {lock}>&-
}
