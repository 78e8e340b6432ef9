package arch

import (
	"bytes"
	"go/ast"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// What the house style asks of every file that ships and a test can see without a linter.
func TestShape(t *testing.T) {
	crumbs := []string{"util", "utils", "common", "helper", "helpers", "misc", "models", "types", "shared", "base"}
	documented := map[string]bool{}
	for path, file := range sources(t) {
		if slices.Contains(crumbs, file.Name.Name) || slices.Contains(crumbs, strings.TrimSuffix(filepath.Base(path), ".go")) {
			t.Errorf("%s: a package or file is named for a thing in the trade, not %q", path, file.Name.Name)
		}
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		room := roomOf(path)
		documented[room] = documented[room] || file.Doc != nil
		content, err := os.ReadFile(filepath.Join("..", "..", path))
		if err != nil {
			t.Fatal(err)
		}
		for _, offence := range misshapen(file, content) {
			t.Errorf("%s: %s", path, offence)
		}
	}
	for room, done := range documented {
		if !done {
			t.Errorf("%s: no file says in a package comment what the room does and promises", room)
		}
	}
}

func misshapen(file *ast.File, content []byte) []string {
	var found []string
	if lines := bytes.Count(content, []byte("\n")); lines > 500 {
		found = append(found, "more than 500 lines; split it by what it is about")
	}
	for _, word := range []string{"TO" + "DO", "FIX" + "ME", "not implemented"} {
		if bytes.Contains(content, []byte(word)) {
			found = append(found, "left open: "+word)
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if n.Name.Name == "init" && n.Recv == nil {
				found = append(found, "no init: the wiring calls constructors")
			}
		case *ast.CallExpr:
			if name, ok := n.Fun.(*ast.Ident); ok && name.Name == "panic" {
				found = append(found, "no panic: return an error")
			}
		}
		return true
	})
	return found
}
