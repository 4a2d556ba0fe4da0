#!/usr/bin/env bash
# Builds, serves, tests and measures Saddle. `./build.sh help` lists the verbs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

# The SIMD kernels need Go 1.27's experiment; Go fetches that toolchain itself, whatever version is installed.
export GOTOOLCHAIN=go1.27.4+auto GOEXPERIMENT=simd
# With that experiment a goroutine that Go's scheduler interrupts computes with single numbers many times slower afterwards
# (RATIONALE.md). Without interruptions goroutines take turns at calls of functions.
readonly UNINTERRUPTED=asyncpreemptoff=1
export GODEBUG=$UNINTERRUPTED

# What the built site has of the sources: the trainer's page, and whole folders.
readonly PUBLISHED=(index.html assets/text site/saddle.d.ts site/{common,examples,lecture,preview,slides,styles,teacher,trainer,vendor})

say() { printf '==> %s\n' "$*" >&2; }
die() { printf 'build.sh: %s\n' "$*" >&2; exit 1; }

need_go() {
	command -v go >/dev/null || die "Go is missing: install Go 1.21 or newer (https://go.dev/dl/); it fetches the version Saddle needs."
}

need_node() {
	command -v node >/dev/null && command -v npm >/dev/null || die "Node is missing: install Node 20 or newer (https://nodejs.org)."
}

# need_packages installs what site/package-lock.json names, when it has changed since the last time.
need_packages() {
	need_node
	if [[ site/package-lock.json -nt site/node_modules/.package-lock.json ]]; then
		say "installing the npm packages of site/package.json"
		(cd site && npm ci --no-progress --loglevel=error)
	fi
}

find_chromium() {
	local name
	for name in chromium chromium-browser google-chrome google-chrome-stable \
		"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" /Applications/Chromium.app/Contents/MacOS/Chromium; do
		command -v "$name" && return
	done
	return 1
}

find_firefox() {
	local name
	for name in firefox-esr firefox /Applications/Firefox.app/Contents/MacOS/firefox; do
		command -v "$name" && return
	done
	return 1
}

# debian PACKAGE... installs them where there is apt-get.
debian() {
	command -v apt-get >/dev/null || return
	local root=()
	((EUID == 0)) || root=(sudo)
	say "installing $1 with apt-get"
	"${root[@]}" apt-get update -qq && DEBIAN_FRONTEND=noninteractive "${root[@]}" apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# need_chromium sets CHROMIUM to a browser's path, installing Debian's where there is none, with fonts that write Vietnamese too.
need_chromium() {
	export CHROMIUM
	[[ -n ${CHROMIUM:-} ]] || CHROMIUM=$(find_chromium) && return
	debian chromium fonts-liberation fonts-dejavu-core || true
	CHROMIUM=$(find_chromium) || die "no Chromium found and none could be installed: install Chromium or Chrome, or set CHROMIUM to its path."
}

# need_firefox sets FIREFOX likewise; it fails where there is none to be had.
need_firefox() {
	export FIREFOX
	if [[ -z ${FIREFOX:-} ]] && ! FIREFOX=$(find_firefox); then
		debian firefox-esr && FIREFOX=$(find_firefox) || return
	fi
	need_display
}

# need_webkit finds WebKit's driver, with which a small browser comes, or installs Debian's, and what has it speak Vietnamese; it fails where there is
# none to be had.
need_webkit() {
	command -v WebKitWebDriver >/dev/null || debian webkit2gtk-driver || return
	[[ $(uname) != Linux || -e /usr/share/i18n/locales/vi_VN ]] || debian locales || return
	need_display
}

# need_numpy finds or installs Debian's NumPy, which reads what is written for other programs.
need_numpy() {
	python3 -c 'import numpy' 2>/dev/null || /usr/bin/python3 -c 'import numpy' 2>/dev/null || debian python3-numpy ||
		die "no NumPy found and none could be installed: install Python 3 with NumPy."
}

# need_cluster finds or installs what runs sweeps in parts; a Slurm is started by root alone.
need_cluster() {
	((EUID == 0)) || return
	local program
	for program in slurmctld slurmd munged parallel; do
		command -v "$program" >/dev/null || { debian slurm-wlm munge parallel; return; }
	done
}

# need_display finds or installs a display in memory, with the WebGL that Firefox and WebKit do not have without one.
need_display() {
	[[ $(uname) != Linux ]] || command -v Xvfb >/dev/null || debian xvfb libegl1 libgl1 libgl1-mesa-dri
}

# What runs as a page starts, when a file is read, or a few times a second is compiled without inlining: a fifth of a megabyte less to download.
readonly UNHURRIED=({text/template,go,regexp,compress,archive,unicode}/... {bytes,encoding/...,golang.org/x/text/...,fmt,math/big,reflect,sort,strconv,strings,time} github.com/hajimehoshi/ebiten/v2/internal/{builtinshader,shader...}
	saddle/core/{dataset,export,json,lab,onnx,safetensors,sweep,theory} saddle/wasm/{bridge,player,script,train})

# So is what plays, in the page's own program: it plays until a Worker has begun, and where none does. All of its time is in the kernels.
readonly AT_FIRST=(saddle/core/{autodiff,cloud,gan,nn,optim})

# wasm OUTPUT PACKAGE compiles for the browser; go skips what is up to date.
wasm() {
	local unhurried=("${UNHURRIED[@]}")
	[[ $2 != ./wasm ]] || unhurried+=("${AT_FIRST[@]}")
	local flags=("${unhurried[@]/#/-gcflags=}")
	GOOS=js GOARCH=wasm go build -trimpath -ldflags='-s -w' "${flags[@]/%/=-l}" -o "$1" "$2"
}
plain() { GOEXPERIMENT=nosimd "$@"; }

## build             make the static site in dist/, which works under any path of any web server; with SITE_URL=ADDRESS it
##                   tells search engines and who shares a link its whole address
verb_build() {
	need_go
	need_packages
	say "building dist/"
	mkdir -p dist site/vendor
	cp site/node_modules/uplot/dist/{uPlot.esm.js,uPlot.min.css} site/node_modules/reveal.js/dist/reveal.{mjs,css} site/vendor/
	cp site/node_modules/idb-keyval/dist/index.js site/vendor/idb-keyval.js
	cp site/node_modules/lean-qr/index.mjs site/vendor/lean-qr.mjs
	cp site/node_modules/lean-qr/extras/svg.mjs site/vendor/lean-qr-svg.mjs
	cp site/node_modules/gifenc/dist/gifenc.esm.js site/vendor/gifenc.js
	node site/tools/film.mjs site/vendor/mediabunny.js
	node site/tools/text/letters.mjs site/vendor/picture-letters.js
	rm -rf dist/site dist/assets dist/{saddle,lecture,slides,teacher}.html dist/{sitemap.xml,robots.txt,licences.txt}
	tar -cf - --exclude='site/vendor/*.d.*ts' "${PUBLISHED[@]}" | tar -xf - -C dist
	node site/tools/text/lecture.mjs dist/site/lecture
	node site/tools/text/slides.mjs dist/site/slides
	node site/tools/text/teacher.mjs dist/site/teacher
	node site/tools/text/font.mjs dist/site/{lecture,slides,teacher}/{index,vi}.html dist/site/vendor/formulas.woff2
	node site/tools/bundle.mjs
	node site/tools/licences.mjs
	node site/tools/share.mjs
	node site/tools/policy.mjs
	cp "$(go env GOROOT)/lib/wasm/wasm_exec.js" dist/
	wasm dist/main.wasm ./wasm
	plain wasm dist/main-plain.wasm ./wasm
	wasm dist/core.wasm ./wasm/worker
	plain wasm dist/core-plain.wasm ./wasm/worker
	node site/tools/offline.mjs
}

## release           build, and make dist/saddle.html: the page as one file that needs no server (and so each other page)
verb_release() {
	verb_build
	say "making pages of one file each"
	node site/tools/single.mjs
}

## serve [ADDRESS]   build, serve dist/ on ADDRESS (127.0.0.1:8080), and rebuild what changed when the page is reloaded
verb_serve() {
	need_go
	need_node
	exec node site/tools/serve.mjs "${1:-127.0.0.1:8080}"
}

## test [PART...]    run every test, or those of some parts: core (Go natively and as wasm), cluster, scripts, page (in Chromium), firefox, webkit; or more: most
##                   of what Chromium is asked in Firefox, and some of it in WebKit, which takes long and is not among the rest
verb_test() {
	local parts=("$@") known=(core cluster scripts page firefox webkit) name
	((${#parts[@]})) || parts=("${known[@]}")
	for name in "${parts[@]}"; do
		[[ " ${known[*]} more " == *" $name "* ]] || die "there is no part $name of the tests; they are ${known[*]} more"
	done
	case " ${parts[*]} " in
	*" page "* | *" firefox "* | *" webkit "* | *" more "*)
		verb_release
		need_chromium ;; # which the tests in other browsers compare with
	*)
		need_go
		need_packages ;;
	esac
	for name in "${parts[@]}"; do "test_$name"; done
	((${#others[@]} == 0)) || part "the page in ${others[*]}" everywhere "${others[@]}"
	summary
}

test_core() {
	local packages=(./core/... ./assets/... ./wasm/...)
	# What a build can change: the kernels, and floats that a compiler may fuse. All that stands on these is the same code in every
	# build, and a test of core/lab holds whole experiments in six builds to the same bits.
	local foundations=(./core/{kernel,random,autodiff,nn,optim,cloud,measure,theory})
	need_numpy
	part "go vet" go vet "${packages[@]}"
	part "go vet, wasm" env GOOS=js GOARCH=wasm go vet "${packages[@]}"
	part "go vet, Windows" env GOOS=windows go vet ./core/...
	part "gofmt" formatted
	part "staticcheck, here and as wasm" checked "${packages[@]}"
	part "Go, SIMD kernels" go test -timeout=30m "${packages[@]}"
	part "Go, plain kernels" plain go test -timeout=30m "${foundations[@]}"
	part "Go, kernels on 128-bit vectors" env GODEBUG="$UNINTERRUPTED,simd=128" go test -count=1 ./core/kernel
	part "Go, on a processor that fuses" env GOAMD64=v3 go test -timeout=30m "${foundations[@]}"
	# What the page is made of; with the same bits it learns the same, so that is not seen once more.
	part "Go as wasm in Node, SIMD kernels" wasm_test -skip='^TestLearns$' ./wasm/player $(GOOS=js GOARCH=wasm go list -deps ./wasm | grep '^saddle/core/')
	part "Go as wasm in Node, plain kernels" plain wasm_test "${foundations[@]}"
}

test_cluster() {
	if need_cluster; then part "a sweep on Slurm and under GNU parallel" go test -count=1 -tags=cluster ./core/cmd/saddle/cluster; else untested+=("a sweep on Slurm and under GNU parallel: it takes root, and Debian's slurm-wlm, munge and parallel"); fi
}

test_scripts() { part "scripts" lint; }

test_page() { part "the page in Chromium" pages 2 site/test/{,everywhere/}*.test.js; }

# The other browsers of this run, which are asked at once.
others=()

test_firefox() {
	if need_firefox; then others+=(firefox); else untested+=("the page in Firefox: it takes Firefox, and Xvfb on Linux"); fi
}

test_webkit() {
	if need_webkit; then others+=(webkit); else untested+=("the page in WebKit: it takes Debian's webkit2gtk-driver and Xvfb"); fi
}

# What opens no page, or takes more than a browser's driver can do, as `can` in site/test/browser.js has it, in nearly all of its tests:
# lighthouse and print drive Chromium alone; in WebKit a frame with a sandbox runs only a site that was built for its address, as everywhere/ has it.
declare -A beyond=(
	[firefox]="colours documents glossary kubernetes lecture-text lighthouse print published serve share slides-text text"
	[webkit]="colours documents glossary kubernetes lecture-text lighthouse permitted print published serve share slides-text text"
)

test_more() {
	local browser file asked=()
	for browser in firefox webkit; do
		if ! "need_$browser"; then untested+=("more of the page in $browser"); continue; fi
		asked=()
		for file in site/test/*.test.js; do
			[[ " ${beyond[$browser]} " == *" $(basename "$file" .test.js) "* ]] || asked+=("$file")
		done
		BROWSER=$browser part "more of the page in $browser" pages 2 "${asked[@]}"
	done
}

# pages FILES-AT-UNHURRIED FILE... runs tests of the page. None may hang, and no whole file of them, however much else the machine has to do.
pages() { node --test --test-reporter=spec --test-concurrency="$1" --test-timeout=1200000 "${@:2}"; }

# everywhere BROWSER... runs those that every browser has to pass, and those that ask another than Chromium what many files ask that; each line
# says of which browser it is.
everywhere() {
	local browser running=() one failed=0
	for browser; do
		(set -o pipefail; BROWSER=$browser pages 1 site/test/{everywhere,elsewhere}/*.test.js 2>&1 | sed -u "s/^/$browser  /") &
		running+=($!)
	done
	for one in "${running[@]}"; do wait "$one" || failed=1; done
	return "$failed"
}

# wasm_test ARGUMENT... hands on no environment but PATH: Go's start-up as wasm has room for 8 KiB of it.
wasm_test() {
	local run="env -i 'PATH=$PATH' '$(go env GOROOT)/lib/wasm/go_js_wasm_exec'"
	GOOS=js GOARCH=wasm go test -timeout=30m -exec="$run" "$@"
}

# lint has eslint and tsc read the scripts; tsc takes the packages' own types for what is copied into vendor/.
lint() {
	mkdir -p site/vendor
	cp site/types/vendor/* site/vendor/
	(cd site && node_modules/.bin/eslint . && node_modules/.bin/tsc --project . && node_modules/.bin/tsc --project tools && node_modules/.bin/tsc --project test)
}

# checked has staticcheck, which go.mod pins, look at the packages as they are built for this machine and for the browser.
checked() {
	local tool
	tool=$(go tool -n staticcheck)
	"$tool" "$@" && GOOS=js GOARCH=wasm "$tool" "$@"
}

formatted() {
	local files
	files=$("$(go env GOROOT)/bin/gofmt" -l core wasm assets)
	[[ -z $files ]] || { printf 'not formatted: %s\n' $files; return 1; }
}

passed=() failed=() untested=()

# part TITLE COMMAND... runs one part of the tests and goes on whatever it finds.
part() {
	local title=$1 start=$SECONDS
	shift
	say "$title"
	if "$@"; then passed+=("$title ($((SECONDS - start)) s)"); else failed+=("$title ($((SECONDS - start)) s)"); fi
}

summary() {
	echo
	((${#passed[@]} == 0)) || printf 'passed  %s\n' "${passed[@]}"
	((${#failed[@]} == 0)) || printf 'FAILED  %s\n' "${failed[@]}"
	((${#untested[@]} == 0)) || printf 'NOT TESTED  %s\n' "${untested[@]}"
	printf '%d passed, %d failed, %d not tested\n' "${#passed[@]}" "${#failed[@]}" "${#untested[@]}"
	((${#failed[@]} == 0))
}

## fuzz [MINUTES]    give whatever comes from outside, and lives of experiments, what nobody thought of, for so many minutes (10) in all
verb_fuzz() {
	need_go
	local name package targets
	mapfile -t targets < <(grep -r --include='*_test.go' -o '^func Fuzz[A-Za-z]*' core wasm | sed 's|/[^/]*:func | |')
	local seconds=$((60 * ${1:-10} / (${#targets[@]} + 2)))
	for name in "${targets[@]}"; do
		read -r package name <<<"$name"
		say "$name of $package, $seconds s"
		go test -run='^$' -fuzz="^$name\$" -fuzztime="${seconds}s" -fuzzminimizetime=10x "./$package" || die "$name has found something: it is in $package/testdata/fuzz, and every test of $package tries it from now on."
	done
	verb_build
	need_chromium
	say "calls of window.saddle and messages to it, $seconds s each"
	FUZZ_SECONDS=$seconds node --test --test-reporter=spec site/test/fuzz.test.js
}

## mutants [PATTERN] make the mistakes of site/tools/mutants/list.mjs in a copy of the sources, one at a time, and say which no test notices (hours)
verb_mutants() {
	need_go
	need_packages
	need_chromium
	node site/tools/mutants/run.mjs "$@"
}

## soak [MINUTES]    have a page train and be used for so many minutes (10); prints what memory the browser has on the way, and by how much it grows
verb_soak() {
	verb_build
	need_chromium
	node site/tools/soak.mjs "${1:-10}"
}

## bench [-json]     measure training steps a second, native and in Chromium, beside TensorFlow.js
verb_bench() {
	verb_build
	need_chromium
	say "measuring"
	mkdir -p .cache/bench
	cp dist/wasm_exec.js .cache/bench/
	go build -o .cache/bench/saddle-simd ./core/cmd/saddle
	plain go build -o .cache/bench/saddle-plain ./core/cmd/saddle
	wasm .cache/bench/simd.wasm ./wasm/worker
	plain wasm .cache/bench/plain.wasm ./wasm/worker
	node site/tools/bench/bench.mjs "$@"
}

## binaries          make bin/saddle-…, programs for Linux, macOS and Windows on amd64 and arm64 that need nothing beside them
verb_binaries() {
	need_go
	local system machine program
	for system in linux darwin windows; do
		for machine in amd64 arm64; do
			program=bin/saddle-${system/darwin/mac}-$machine
			[[ $system != windows ]] || program+=.exe
			say "building $program"
			CGO_ENABLED=0 GOOS=$system GOARCH=$machine go build -buildvcs=auto -trimpath -ldflags="-s -w -X=runtime.godebugDefault=$UNINTERRUPTED" -o "$program" ./core/cmd/saddle
		done
	done
}

## package           make in bin/ all that a release has: the site, its pages of one file each, the programs, and checksums
verb_package() {
	rm -rf bin
	verb_release
	verb_binaries
	say "packing bin/"
	cp dist/{saddle,lecture,slides,teacher}.html bin/
	tar -czf bin/saddle-site.tar.gz -C dist .
	(cd bin && sha256sum saddle* lecture.html slides.html teacher.html >SHA256SUMS)
}

## results           train every method that is compared, as it is and at its best (hours; stopped, it goes on), and write RESULTS.md
verb_results() {
	need_go
	local runs=.cache/runs.jsonl
	mkdir -p .cache
	[[ -e $runs || ! -e site/results/runs.jsonl ]] || cp site/results/runs.jsonl "$runs"
	go run ./core/cmd/saddle table -bench both -methods all -seeds 10 -out "$runs" >/dev/null
	go run ./core/cmd/saddle search -bench both -out "$runs" >/dev/null
	go run ./core/cmd/saddle results -in "$runs"
}

## pictures          take the pictures of the pages anew: the README's, and those that are shown with a link
verb_pictures() {
	verb_build
	need_chromium
	say "taking pictures"
	node site/tools/pictures.mjs
}

## clean             remove everything that was built or installed here
verb_clean() {
	rm -rf dist bin .cache site/vendor site/node_modules site/test/shots
}

## help              list the verbs
verb_help() {
	echo "Usage: ./build.sh VERB"
	sed -n 's/^## /  /p' build.sh
}

verb=${1:-help}
if declare -F "verb_$verb" >/dev/null; then
	"verb_$verb" "${@:2}"
else
	verb_help >&2
	die "no such verb: $verb"
fi
