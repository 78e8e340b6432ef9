package arch

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"
)

// Rooms that think may keep tables of words as variables of the package. Nothing may write to them once they stand:
// what was decided before must not change what is decided next.
func TestTablesOfThoughtAreNotWritten(t *testing.T) {
	rules := parsePolicy(t, policy)
	rooms := map[string]map[string]*ast.File{}
	for path, file := range sources(t) {
		r := rules[roomOf(path)]
		if strings.HasSuffix(path, "_test.go") || r == nil || !strings.Contains(strings.Join(r.never, " "), "goroutine") {
			continue
		}
		if rooms[roomOf(path)] == nil {
			rooms[roomOf(path)] = map[string]*ast.File{}
		}
		rooms[roomOf(path)][path] = file
	}
	if len(rooms) == 0 {
		t.Fatal("no room that thinks was found")
	}
	for _, files := range rooms {
		for place, name := range written(files) {
			t.Errorf("%s writes to the package's variable %s", place, name)
		}
	}
}

// written gives, by function, the package's variables that the package's functions write to.
func written(files map[string]*ast.File) map[string]string {
	tables := map[string]bool{}
	for _, file := range files {
		for _, decl := range file.Decls {
			if d, ok := decl.(*ast.GenDecl); ok && d.Tok == token.VAR {
				names(d, tables)
			}
		}
	}
	found := map[string]string{}
	for path, file := range files {
		for _, decl := range file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			own := locals(f)
			ast.Inspect(f, func(n ast.Node) bool {
				for _, target := range targets(n) {
					if name := root(target); tables[name] && !own[name] {
						found[path+" "+f.Name.Name] = name
					}
				}
				return true
			})
		}
	}
	return found
}

// locals gives every name that a function declares anywhere in it.
func locals(f *ast.FuncDecl) map[string]bool {
	own := map[string]bool{}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Field:
			for _, name := range n.Names {
				own[name.Name] = true
			}
		case *ast.AssignStmt:
			if n.Tok == token.DEFINE {
				for _, left := range n.Lhs {
					own[root(left)] = true
				}
			}
		case *ast.RangeStmt:
			if n.Tok == token.DEFINE {
				own[root(n.Key)], own[root(n.Value)] = true, true
			}
		case *ast.GenDecl:
			names(n, own)
		}
		return true
	})
	return own
}

func names(d *ast.GenDecl, into map[string]bool) {
	for _, spec := range d.Specs {
		if v, ok := spec.(*ast.ValueSpec); ok {
			for _, name := range v.Names {
				into[name.Name] = true
			}
		}
	}
}

// targets gives what a node writes to.
func targets(n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.AssignStmt:
		if n.Tok != token.DEFINE {
			return n.Lhs
		}
	case *ast.RangeStmt:
		if n.Tok == token.ASSIGN {
			return []ast.Expr{n.Key, n.Value}
		}
	case *ast.IncDecStmt:
		return []ast.Expr{n.X}
	case *ast.CallExpr:
		if (calls(n, "delete") || calls(n, "clear") || calls(n, "copy")) && len(n.Args) > 0 {
			return n.Args[:1]
		}
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			return []ast.Expr{n.X} // whoever has the address can write
		}
	}
	return nil
}

// root gives the name at the left end of a[i].b[c:d]; empty where there is none.
func root(e ast.Expr) string {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return x.Name
		case *ast.IndexExpr:
			e = x.X
		case *ast.SliceExpr:
			e = x.X
		case *ast.SelectorExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		default:
			return ""
		}
	}
}

func TestWritesAreSeen(t *testing.T) {
	tests := []struct {
		body string
		want int
	}{
		{"_ = table[1]", 0},
		{"table = nil", 1},
		{"table[1] = 2", 1},
		{"table[1]++", 1},
		{"delete(table, 1)", 1},
		{"use(&table)", 1},
		{"table := 1; table = 2; _ = table", 0},
		{"for _, table := range x { table.a = 1 }", 0},
		{"for table = range x {}", 1},
		{"func() { table[1] = 2 }()", 1},
		{"other.table = 1", 0},
	}
	for _, tt := range tests {
		file, err := parser.ParseFile(token.NewFileSet(), "x.go", "package x\nvar table = 1\nfunc f() {"+tt.body+"}", 0)
		if err != nil {
			t.Fatal(err)
		}
		if got := written(map[string]*ast.File{"x.go": file}); len(got) != tt.want {
			t.Errorf("%s: %v, want %d", tt.body, got, tt.want)
		}
	}
}
