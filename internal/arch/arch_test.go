package arch

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/vigie-desk/vigie/"

// policy: room: rooms it may import + third-party modules it may import - what of the standard library it may not use:
// a package, a function (time.Now), or "goroutine". A ? after the name says that the room is still to come.
const policy = `
# words: nothing that can fail, wait or look at a clock
internal/desk:                 - $pure
internal/llm:                  desk - $pure

# thought: arguments and arithmetic
internal/analysis:             desk + github.com/clipperhouse/uax29/v2 github.com/kljensen/snowball golang.org/x/text - $pure
internal/triage:               desk analysis - $pure
internal/triage/topic:         desk analysis - $pure
internal/retrieve:             desk analysis - $pure
internal/guard:                desk analysis - $pure
internal/decide:               desk - $pure
internal/attach:               desk - $pure
internal/watch/novelty:        desk analysis - $pure
internal/watch/drift:          - $pure
internal/watch/burst:          desk analysis watch/drift - $pure
internal/watch/audience:       desk analysis watch/drift - $pure
internal/watch/breaker:        desk - $pure
internal/watch/mutate:         desk analysis watch/drift - $pure
internal/knowledge/extract:    desk analysis + github.com/yuin/goldmark golang.org/x/net/html golang.org/x/text gopkg.in/yaml.v3 - $pure
internal/knowledge/chunk:      desk analysis knowledge/extract - $pure
internal/knowledge/contradict: desk analysis - $pure

# work: the order of steps; speaks to the world only through interfaces it declares
internal/access:               desk + golang.org/x/crypto - $offline
internal/conversation:         desk - $offline
internal/answer:               desk analysis llm retrieve + golang.org/x/text - $offline
internal/flow:                 desk llm analysis conversation triage retrieve answer guard decide watch/novelty watch/burst - $offline
internal/deliver:              desk - $offline
internal/watch:                desk watch/audience watch/breaker watch/drift watch/novelty - $offline
internal/watch/issues:         desk conversation watch/burst watch/breaker - $offline
internal/watch/notice:         desk deliver watch/breaker - $offline
internal/review:               desk conversation deliver - $offline
internal/search:               desk analysis review - $offline
internal/watch/recall:         desk conversation analysis watch/novelty - $offline goroutine
internal/knowledge:            desk analysis knowledge/chunk knowledge/contradict knowledge/extract - $offline
internal/watch/selftest:       desk guard watch/mutate watch/breaker - $offline
internal/proving:              desk analysis triage triage/topic retrieve guard answer flow knowledge - $offline
internal/proving/drill:        desk analysis llm conversation flow - $offline

# hands: one outside thing each, never one another
internal/store:                desk access conversation deliver flow knowledge knowledge/contradict proving/drill review search watch watch/breaker watch/novelty watch/burst watch/audience watch/mutate watch/selftest watch/recall + modernc.org/sqlite github.com/jackc/pgx/v5 github.com/pressly/goose/v3 - $offnet
internal/store/storetest:      desk access store conversation deliver flow knowledge review watch/recall + github.com/google/go-cmp github.com/jackc/pgx/v5
internal/index:                desk analysis retrieve - $offnet database/sql os
internal/channel/webhook:      desk deliver - database/sql html/template
internal/channel/mail:         desk deliver + github.com/wneessen/go-mail - database/sql html/template os os/exec net/smtp time.Now time.Since time.Sleep
internal/channel/mail/mailtest: + github.com/emersion/go-smtp
internal/outbound:             desk - database/sql html/template os os/exec time.Now time.Since time.Sleep
internal/crawl:                desk knowledge + golang.org/x/net/html - database/sql html/template os os/exec time.Now time.Since time.Sleep
internal/llm/exchange:         desk llm - database/sql html/template os os/exec time.Now time.Since time.Sleep
internal/llm/openai:           desk llm llm/exchange + github.com/sashabaranov/go-openai - database/sql html/template os os/exec time.Now time.Since time.Sleep
internal/llm/anthropic:        desk llm llm/exchange + github.com/anthropics/anthropic-sdk-go - database/sql html/template os os/exec time.Now time.Since time.Sleep
internal/llm/fake:             desk llm - database/sql html/template os os/exec time.Now time.Since time.Sleep
internal/llm/record:           - database/sql html/template os os/exec time.Now time.Since time.Sleep

# faces: never hands
internal/web:                 desk attach access conversation deliver flow guard knowledge knowledge/contradict knowledge/extract proving proving/drill review watch watch/breaker watch/drift web/ui watch/burst watch/recall watch/selftest + github.com/danielgtaylor/huma/v2 github.com/alexedwards/scs/v2 github.com/prometheus/client_golang golang.org/x/crypto golang.org/x/time github.com/yuin/goldmark - database/sql os/exec text/template os.Open os.OpenFile os.Create os.ReadFile os.WriteFile os.Getenv
internal/web/ui:               desk - database/sql net/http os os/exec text/template

# wiring
internal/config:               desk - $offnet database/sql
internal/app:                 * + *
internal/app/demo:            desk - $pure
internal/arch:
cmd/vigie:                    app
`

// groups stand for lists that several rooms share.
var groups = map[string]string{
	"$pure": "net net/http net/smtp net/rpc database/sql html/template os os/exec os/signal os/user syscall unsafe " +
		"log log/slog crypto/rand goroutine time.Now time.Since time.Until time.Sleep time.After time.AfterFunc time.Tick " +
		"time.NewTimer time.NewTicker rand.Int rand.IntN rand.N rand.Float64 rand.Perm rand.Shuffle",
	"$offline": "net net/http net/smtp net/rpc database/sql html/template os os/exec os/signal os/user syscall unsafe " +
		"time.Now time.Since time.Until time.Sleep",
	"$offnet": "net/http net/smtp net/rpc html/template",
}

type rule struct {
	rooms, mods, never []string
	coming, seen       bool
}

func TestRooms(t *testing.T) {
	rules := parsePolicy(t, policy)
	for path, file := range sources(t) {
		room := roomOf(path)
		r := rules[room]
		if r == nil {
			t.Errorf("%s: room without a rule; add one line to policy", room)
			rules[room] = &rule{rooms: []string{"*"}, mods: []string{"*"}, seen: true} // said once
			continue
		}
		r.seen = true
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		for _, offence := range r.offences(file) {
			t.Errorf("%s: %s", path, offence)
		}
	}
	for name, r := range rules {
		if !r.seen && !r.coming {
			t.Errorf("policy names %s, which is not there", name)
		}
	}
}

// sources reads every Go file of the module, by its path from the root.
func sources(t *testing.T) map[string]*ast.File {
	t.Helper()
	root := filepath.Join("..", "..")
	files := map[string]*ast.File{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && path != root) {
			return filepath.SkipDir
		}
		rel, err := filepath.Rel(root, path)
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || !strings.Contains(rel, string(filepath.Separator)) {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments|parser.SkipObjectResolution)
		files[filepath.ToSlash(rel)] = file
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func roomOf(path string) string { return path[:strings.LastIndex(path, "/")] }

// offences lists what a file does that its room may not.
func (r *rule) offences(file *ast.File) []string {
	var found []string
	packages := map[string]string{} // the name in this file: the package's own
	for _, spec := range file.Imports {
		imp, _ := strconv.Unquote(spec.Path.Value)
		if !r.allows(imp) {
			found = append(found, "may not import "+imp)
		}
		base := baseOf(imp)
		packages[base] = base
		if spec.Name != nil {
			packages[spec.Name.Name] = base
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			if slices.Contains(r.never, "goroutine") {
				found = append(found, "may not start a goroutine")
			}
		case *ast.SelectorExpr:
			x, ok := n.X.(*ast.Ident)
			if ok && packages[x.Name] != "" && slices.Contains(r.never, packages[x.Name]+"."+n.Sel.Name) {
				found = append(found, "may not use "+packages[x.Name]+"."+n.Sel.Name+": take it as an argument")
			}
		}
		return true
	})
	return found
}

// baseOf gives a package's name from its path: the last part that is not a version.
func baseOf(imp string) string {
	parts := strings.Split(imp, "/")
	last := parts[len(parts)-1]
	if len(parts) > 1 && len(last) > 1 && last[0] == 'v' && strings.Trim(last[1:], "0123456789") == "" {
		last = parts[len(parts)-2]
	}
	return last
}

func (r *rule) allows(imp string) bool {
	if room, ours := strings.CutPrefix(imp, module); ours {
		return slices.Contains(r.rooms, "*") || slices.Contains(r.rooms, strings.TrimPrefix(room, "internal/"))
	}
	first, _, _ := strings.Cut(imp, "/")
	if strings.Contains(first, ".") {
		return slices.ContainsFunc(r.mods, func(m string) bool { return m == "*" || imp == m || strings.HasPrefix(imp, m+"/") })
	}
	return !slices.Contains(r.never, imp)
}

func parsePolicy(t *testing.T, text string) map[string]*rule {
	t.Helper()
	rules := map[string]*rule{}
	for line := range strings.Lines(text) {
		name, rest, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok || strings.HasPrefix(name, "#") {
			continue
		}
		name, coming := strings.CutSuffix(name, "?")
		if rules[name] != nil {
			t.Fatalf("%s listed twice", name)
		}
		rest, never, _ := strings.Cut(" "+rest, " - ")
		rooms, mods, _ := strings.Cut(rest, " + ")
		r := &rule{rooms: strings.Fields(rooms), mods: strings.Fields(mods), coming: coming}
		for word := range strings.FieldsSeq(never) {
			group, known := groups[word]
			if strings.HasPrefix(word, "$") && !known {
				t.Fatalf("%s: there is no group %s", name, word)
			}
			if !known {
				group = word
			}
			r.never = append(r.never, strings.Fields(group)...)
		}
		rules[name] = r
	}
	return rules
}

// The policy itself points one way, whatever the code does today.
func TestPolicyPointsOneWay(t *testing.T) {
	rules := parsePolicy(t, policy)
	hands := []string{"store", "store/storetest", "index", "channel/webhook", "outbound", "crawl", "llm/openai", "llm/anthropic"}
	wiring := []string{"app", "app/demo", "config", "arch"}
	for name, r := range rules {
		room := strings.TrimPrefix(name, "internal/")
		for _, imported := range r.rooms {
			if imported != "*" && rules["internal/"+imported] == nil {
				t.Errorf("%s may import %s, which has no line", name, imported)
			}
			if slices.Contains(hands, imported) && room != "store/storetest" {
				t.Errorf("%s may import the hand %s", name, imported)
			}
			if slices.Contains(wiring, imported) && name != "cmd/vigie" {
				t.Errorf("%s may import the wiring %s", name, imported)
			}
		}
	}
	if cycle := cycleIn(rules); cycle != "" {
		t.Errorf("policy allows a cycle through %s", cycle)
	}
}

// cycleIn takes away rooms that import nothing left, until none is left or the rest is a cycle.
func cycleIn(rules map[string]*rule) string {
	left := map[string][]string{}
	for name, r := range rules {
		left[strings.TrimPrefix(name, "internal/")] = r.rooms
	}
	for len(left) > 0 {
		before := len(left)
		for room, imports := range left {
			if !slices.ContainsFunc(imports, func(i string) bool { return left[i] != nil || slices.Contains(keys(left), i) }) {
				delete(left, room)
			}
		}
		if len(left) == before {
			return strings.Join(keys(left), ", ")
		}
	}
	return ""
}

func keys(m map[string][]string) []string {
	var names []string
	for k := range m {
		names = append(names, k)
	}
	slices.Sort(names)
	return names
}

// The rule can fail: each offence below is seen, and what is allowed passes.
func TestOffencesAreSeen(t *testing.T) {
	rules := parsePolicy(t, policy)
	tests := []struct {
		room, source string
		want         int
	}{
		{"internal/guard", `import "` + module + `internal/desk"`, 0},
		{"internal/guard", `import "` + module + `internal/flow"`, 1},
		{"internal/guard", `import "net/http"`, 1},
		{"internal/guard", `import "net/url"`, 0},
		{"internal/guard", `import "github.com/stretchr/testify/require"`, 1},
		{"internal/guard", `import "time"; var x = time.Second`, 0},
		{"internal/guard", `import "time"; func f() { _ = time.Now() }`, 1},
		{"internal/guard", `import clock "time"; var now = clock.Now`, 1},
		{"internal/guard", `import "math/rand/v2"; func f() { _ = rand.IntN(3) }`, 1},
		{"internal/guard", `func f() { go f() }`, 1},
		{"internal/flow", `func f() { go f() }`, 0},
		{"internal/flow", `import "os"`, 1},
		{"internal/store", `import "` + module + `internal/index"`, 1},
		{"internal/store", `import "github.com/jackc/pgx/v5/stdlib"`, 0},
		{"internal/store", `import "github.com/jackc/pgx/v55"`, 1},
		{"cmd/vigie", `import "` + module + `internal/store"`, 1},
		{"internal/app", `import "` + module + `internal/store"`, 0},
	}
	for _, tt := range tests {
		file, err := parser.ParseFile(token.NewFileSet(), "x.go", "package x\n"+tt.source, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		if got := rules[tt.room].offences(file); len(got) != tt.want {
			t.Errorf("%s with %s: offences %q, want %d", tt.room, tt.source, got, tt.want)
		}
	}
	cyclic := parsePolicy(t, "internal/a: b\ninternal/b: a\ninternal/c: a")
	if cycleIn(cyclic) != "a, b, c" {
		t.Errorf("the cycle a, b was not seen: %q", cycleIn(cyclic))
	}
}
