package arch

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
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
	recovered := map[string]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if name, ok := n.Lhs[0].(*ast.Ident); ok && calls(n.Rhs[0], "recover") {
				recovered[name.Name] = true
			}
		case *ast.FuncDecl:
			if n.Name.Name == "init" && n.Recv == nil {
				found = append(found, "no init: the wiring calls constructors")
			}
		case *ast.CallExpr:
			if calls(n, "panic") && len(n.Args) == 1 && !passedOn(n.Args[0], recovered) {
				found = append(found, "no panic: return an error")
			}
			if calls(n, "print") || calls(n, "println") {
				found = append(found, "no print: write to the writer you were given")
			}
		}
		return true
	})
	return found
}

func calls(e ast.Expr, function string) bool {
	call, ok := e.(*ast.CallExpr)
	if !ok {
		return false
	}
	name, ok := call.Fun.(*ast.Ident)
	return ok && name.Name == function
}

// passedOn tells whether a panic is one that was recovered, or the one with which net/http is asked to cut a connection.
func passedOn(e ast.Expr, recovered map[string]bool) bool {
	switch e := e.(type) {
	case *ast.Ident:
		return recovered[e.Name]
	case *ast.SelectorExpr:
		return e.Sel.Name == "ErrAbortHandler"
	}
	return false
}

func TestMisshapenIsSeen(t *testing.T) {
	tests := []struct {
		source string
		want   int
	}{
		{`func f() { panic("x") }`, 1},
		{`func f() { defer func() { if p := recover(); p != nil { panic(p) } }() }`, 0},
		{`func f(p any) { panic(p) }`, 1},
		{`func f() { panic(http.ErrAbortHandler) }`, 0},
		{`func f() { println(1) }`, 1},
		{`func init() {}`, 1},
		{`type t struct{}; func (t) init() {}`, 0},
		{"// TO" + "DO later", 1},
		{strings.Repeat("\n", 501), 1},
	}
	for _, tt := range tests {
		source := "package x\n" + tt.source
		file, err := parser.ParseFile(token.NewFileSet(), "x.go", source, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		if got := misshapen(file, []byte(source)); len(got) != tt.want {
			t.Errorf("%.60q: %q, want %d", tt.source, got, tt.want)
		}
	}
}
