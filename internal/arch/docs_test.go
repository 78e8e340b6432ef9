package arch

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Every direct dependency has its sentence in docs/dependencies.md, and none is named there that is gone.
func TestEveryDependencyHasASentence(t *testing.T) {
	mod, err := os.ReadFile(filepath.Join("..", "..", "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "dependencies.md"))
	if err != nil {
		t.Fatal(err)
	}
	required := directly(string(mod))
	if len(required) == 0 {
		t.Fatal("go.mod requires nothing: it was not understood")
	}
	sentences := map[string]string{}
	for _, row := range regexp.MustCompile(`(?m)^\| (\S+\.\S+) \| (.+) \|$`).FindAllStringSubmatch(string(page), -1) {
		sentences[row[1]] = row[2]
	}
	for module := range required {
		if !strings.HasSuffix(sentences[module], ".") {
			t.Errorf("%s: write one sentence on why it is worth it into docs/dependencies.md", module)
		}
	}
	for module := range sentences {
		if !required[module] {
			t.Errorf("docs/dependencies.md names %s, which go.mod does not ask for directly", module)
		}
	}
}

// directly reads the direct requirements of a go.mod.
func directly(mod string) map[string]bool {
	found := map[string]bool{}
	for _, row := range regexp.MustCompile(`(?m)^(?:require |\t)(\S+\.\S+) v\S+( // indirect)?$`).FindAllStringSubmatch(mod, -1) {
		if row[2] == "" {
			found[row[1]] = true
		}
	}
	return found
}
