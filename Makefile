# Bare `make` lists what there is to do.
.DEFAULT_GOAL := help
SHELL := /bin/bash

BENCH ?= .
COUNT ?= 1
FUZZTIME ?= 20s

# Evaluation sets, for the tests that measure: where they lie beside the checkout and nothing else is said.
ifndef VIGIE_TESTDATA
ifneq ($(wildcard ../shared/data/.),)
export VIGIE_TESTDATA := $(abspath ../shared/data)
endif
endif

# Git refuses a checkout that belongs to somebody else, and go build then fails on the version stamp.
STAMP := $(shell git --no-optional-locks rev-parse HEAD >/dev/null 2>&1 || echo -buildvcs=false)

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-10s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

.PHONY: build
build: ## build bin/vigie, static and without cgo
	CGO_ENABLED=0 go build $(STAMP) -trimpath -ldflags '-s -w' -o bin/vigie ./cmd/vigie

.PHONY: demo run
demo: ## run everything with a small fictional company; no key, no set-up
	go run $(STAMP) ./cmd/vigie demo
run: demo ## the same

.PHONY: tools
tools: # what tests stand on, from Debian where we may
	@bash .ci/install postgres chromium axe
	@[ -n "$$VIGIE_TESTDATA" ] || echo "SKIP evaluation sets: VIGIE_TESTDATA is not set; the tests that measure skip"

.PHONY: test
test: tools ## run all tests; many wait, so four of a package go at once
	go test -parallel 4 -timeout 15m ./...

.PHONY: race
race: tools ## run the tests with the race detector, the long ones short
	@bash .ci/install gcc
	@if echo '#include <stdlib.h>' | gcc -fsyntax-only -xc - 2>/dev/null; then \
		echo "go test -race -short ./..."; CGO_ENABLED=1 go test -race -short -parallel 4 -timeout 15m ./...; \
	else \
		echo "NO RACE DETECTOR: it needs gcc and the C headers; the tests run without it"; go test -short -timeout 15m ./...; \
	fi

.PHONY: bench
bench: tools ## run the benchmarks, about ten minutes: BENCH=regexp, COUNT=6 for benchstat
	@packages=$$(grep -rl --include='*_test.go' '^func Benchmark' internal cmd | xargs -r -n 1 dirname | sort -u | sed 's#^#./#'); \
	if [ -z "$$packages" ]; then echo "there are no benchmarks"; else \
		go test -p 1 -run '^$$' -bench '$(BENCH)' -benchmem -count $(COUNT) -timeout 60m $$packages; fi

.PHONY: fuzz
fuzz: ## run each fuzz target for FUZZTIME=20s
	@bash .ci/fuzz $(FUZZTIME)

.PHONY: cover
cover: tools ## run all tests and show how much of each package they reach
	go test -timeout 15m -coverprofile cover.out ./...
	@go tool cover -func cover.out | tail -n 1

.PHONY: fmt
fmt: ## format the code, and mend what the linter can mend itself
	gofmt -w cmd internal
	@bash .ci/lint fmt
	@bash .ci/lint run --fix >/dev/null || true

.PHONY: check-fmt
check-fmt: # fail on files that gofmt would change
	@bad=$$(gofmt -l cmd internal); [ -z "$$bad" ] || { echo "not formatted; run make fmt:"; echo "$$bad"; exit 1; }

.PHONY: vet
vet: # what the compiler's own checks find
	go vet ./...

.PHONY: lint
lint: check-fmt vet ## format check, go vet, golangci-lint
	@bash .ci/lint

.PHONY: vuln
vuln: ## look for known vulnerabilities in what the binary links
	@bash .ci/vuln

.PHONY: tidy
tidy: # go.mod and go.sum are what go mod tidy would make of them
	@bash .ci/tidy

.PHONY: arch
arch: ## check who imports whom
	go test ./internal/arch

.PHONY: static
static: build # the binary is static and within its size
	@bash .ci/static bin/vigie

.PHONY: verify
verify: ## exactly what CI runs: format, vet, lint, arch, all tests, race, tidy, build, vulnerabilities
	@for step in check-fmt vet lint arch test race tidy static vuln; do \
		echo "== $$step"; SECONDS=0; \
		$(MAKE) --no-print-directory $$step || { echo "verify: $$step failed"; exit 1; }; \
		echo "== $$step: $$SECONDS s"; \
	done; echo "verify: all good"

.PHONY: clean
clean: ## remove what these targets made
	rm -rf bin .bin cover.out
