package config

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the settings table of docs/configuration.md")

// The page that people read lists exactly what there is.
func TestDocsListEverySetting(t *testing.T) {
	path := filepath.Join("..", "..", "docs", "configuration.md")
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const begin, end = "<!-- settings: written by go test ./internal/config -update -->\n", "<!-- end of settings -->\n"
	before, rest, ok := strings.Cut(string(content), begin)
	_, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatalf("%s has lost the lines %q and %q", path, begin, end)
	}
	want := before + begin + table() + end + after
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(content) != want {
		t.Errorf("%s is stale; run go test ./internal/config -update", path)
	}
}

func table() string {
	var b strings.Builder
	b.WriteString("| setting | flag | default | what it is |\n|---|---|---|---|\n")
	for _, s := range Settings() {
		name, flagged, value := "`"+s.Name+"`", "", ""
		if s.Secret {
			name += " or `" + s.Name + "_FILE`"
		}
		if s.Flag != "" {
			flagged = "`--" + s.Flag + "`"
		}
		if s.Default != "" {
			value = "`" + s.Default + "`"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", name, flagged, value, strings.ReplaceAll(s.Help, "|", `\|`))
	}
	return b.String()
}

func TestSettingsAreWhole(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range Settings() {
		if seen[s.Name] || !strings.HasPrefix(s.Name, "VIGIE_") || !strings.HasSuffix(s.Help, ".") {
			t.Errorf("%+v: a name of its own and a sentence of help are needed", s)
		}
		seen[s.Name] = true
		if strings.HasSuffix(s.Name, "_KEY") && (!s.Secret || s.Flag != "") {
			t.Errorf("%s is a secret and may not be a flag", s.Name)
		}
	}
}
