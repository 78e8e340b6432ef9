package ui

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"
)

// flat gives every word by its place.
func flat(t *testing.T, w *Words) map[string]string {
	t.Helper()
	out := map[string]string{}
	var walk func(place string, v reflect.Value)
	walk = func(place string, v reflect.Value) {
		switch v.Kind() { //nolint:exhaustive // words are made of these kinds; any other fails the test
		case reflect.String:
			out[place] = v.String()
		case reflect.Struct:
			for i := range v.NumField() {
				walk(place+"."+v.Type().Field(i).Name, v.Field(i))
			}
		case reflect.Map:
			for _, key := range v.MapKeys() {
				walk(fmt.Sprintf("%s[%v]", place, key), v.MapIndex(key))
			}
		case reflect.Slice:
			for i := range v.Len() {
				walk(fmt.Sprintf("%s[%d]", place, i), v.Index(i))
			}
		default:
			t.Errorf("%s: a %s among the words", place, v.Kind())
		}
	}
	walk("", reflect.ValueOf(*w))
	return out
}

func TestEveryWordInEveryLanguage(t *testing.T) {
	verbs := regexp.MustCompile(`%(\[\d\])?[a-z]`)
	english, french := flat(t, english()), flat(t, french())
	for place, text := range english {
		other, ok := french[place]
		if !ok || other == "" || text == "" {
			t.Errorf("%s: %q in English, %q in French", place, text, other)
			continue
		}
		if a, b := verbs.FindAllString(text, -1), verbs.FindAllString(other, -1); !reflect.DeepEqual(a, b) {
			t.Errorf("%s: %v in English, %v in French: %q, %q", place, a, b, text, other)
		}
		if text == other && strings.Count(text, " ") > 2 {
			t.Errorf("%s is the same in both languages: %q", place, text)
		}
	}
	for place := range french {
		if _, ok := english[place]; !ok {
			t.Errorf("%s: in French only", place)
		}
	}
}

// constants reads the values of a type's constants from the vocabulary's own source.
func constants(t *testing.T, typeName string) []string {
	t.Helper()
	paths, err := filepath.Glob("../../desk/*.go")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, path := range paths {
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.CONST {
				names = append(names, ofType(g, typeName)...)
			}
		}
	}
	if len(names) == 0 {
		t.Fatalf("the vocabulary has no constant of type %s", typeName)
	}
	return names
}

func ofType(g *ast.GenDecl, typeName string) (names []string) {
	current := ""
	for _, spec := range g.Specs {
		v := spec.(*ast.ValueSpec)
		if v.Type != nil {
			current = fmt.Sprint(v.Type)
		}
		if current == typeName {
			names = append(names, v.Names[0].Name)
		}
	}
	return names
}

func TestWordsForTheWholeVocabulary(t *testing.T) {
	for _, w := range []*Words{english(), french()} {
		for name, have := range map[string]int{
			"Reason": len(w.Reasons), "ConversationState": len(w.States), "TurnState": len(w.Turns), "ClaimKind": len(w.Kinds),
			"Severity": len(w.Severity), "Autonomy": len(w.Levels), "Role": len(w.Roles), "Kind": len(w.Faults), "Language": len(w.Spoken),
			"Mode": len(w.Modes),
		} {
			if want := len(constants(t, name)); have != want {
				t.Errorf("%s: words for %d of %d values of %s", w.Language, have, want, name)
			}
		}
		if len(w.LevelSays) != len(w.Levels) || len(w.Fates) != len(w.Turns) {
			t.Errorf("%s: %d of %d levels say what they mean, %d of %d turns what became of a draft", w.Language, len(w.LevelSays), len(w.Levels), len(w.Fates), len(w.Turns))
		}
	}
}

func TestWhen(t *testing.T) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Skip("no time zones on this machine: ", err)
	}
	now := time.Date(2026, 11, 22, 22, 30, 0, 0, time.UTC) // 23:30 in Paris
	for _, c := range []struct {
		at              time.Time
		english, french string
	}{
		{now, "23:30 (CET) today", "aujourd'hui à 23\u00a0h\u00a030 (CET)"},
		{now.Add(time.Hour), "00:30 (CET) tomorrow", "demain à 00\u00a0h\u00a030 (CET)"},
		{now.Add(-24 * time.Hour), "23:30 (CET) yesterday", "hier à 23\u00a0h\u00a030 (CET)"},
		{now.AddDate(0, 0, 9), "Tuesday 1 December, 23:30 (CET)", "mardi 1er décembre à 23\u00a0h\u00a030 (CET)"},
		{now.AddDate(0, 8, 0), "Friday 23 July 2027, 00:30 (CEST)", "vendredi 23 juillet 2027 à 00\u00a0h\u00a030 (CEST)"},
	} {
		if got := english().When(c.at, now, paris); got != c.english {
			t.Errorf("%v: %q, want %q", c.at, got, c.english)
		}
		if got := french().When(c.at, now, paris); got != c.french {
			t.Errorf("%v: %q, want %q", c.at, got, c.french)
		}
	}
	for d, want := range map[time.Duration]string{30 * time.Second: "less than a minute", -5 * time.Minute: "5 min", 47 * time.Hour: "47 h", 72 * time.Hour: "3 days"} {
		if got := english().Lasting(d); got != want {
			t.Errorf("%v: %q, want %q", d, got, want)
		}
	}
}
