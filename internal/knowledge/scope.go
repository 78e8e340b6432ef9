package knowledge

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

// rule sets scope keys from the folders of a path: "cli/{version}" gives every file below cli/v8 the scope version=v8.
// A part may hold one key in braces with fixed text around it ("v{version}" gives 8), which matches any folder of that
// form; * matches any folder. The rule may match anywhere in the path, at whole folders; the leftmost match counts.
type rule []part

// part is one folder of a rule.
type part struct {
	before, after string // the fixed text, lower case
	key           string // empty: the folder is before, or any folder if that is *
}

func parseRules(texts []string) ([]rule, error) {
	var rules []rule
	for _, text := range texts {
		var r rule
		named := false
		for folder := range strings.SplitSeq(strings.Trim(text, "/"), "/") {
			p, ok := parsePart(strings.ToLower(folder))
			if !ok {
				return nil, desk.Errorf(desk.Invalid, "scope rule %q: write folders with / between them and a key in braces, like cli/{version}", text)
			}
			named = named || p.key != ""
			r = append(r, p)
		}
		if !named {
			return nil, desk.Errorf(desk.Invalid, "scope rule %q: names no key: put one in braces, like cli/{version}", text)
		}
		rules = append(rules, r)
	}
	return rules, nil
}

func parsePart(folder string) (part, bool) {
	before, rest, opens := strings.Cut(folder, "{")
	if !opens {
		return part{before: folder}, folder != "" && !strings.Contains(folder, "}")
	}
	key, after, closes := strings.Cut(rest, "}")
	key = strings.TrimSpace(key)
	return part{before: before, after: after, key: key}, closes && key != "" && !strings.ContainsAny(key+after, "{}")
}

// scopeOf gives what the rules say of a file.
func scopeOf(rules []rule, file string) desk.Scope {
	folders := strings.Split(strings.ToLower(path.Dir(file)), "/")
	var scope desk.Scope
	for _, r := range rules {
		for at := 0; at+len(r) <= len(folders); at++ {
			if set, ok := r.match(folders[at : at+len(r)]); ok {
				scope = merge(scope, set)
				break
			}
		}
	}
	return scope
}

func (r rule) match(folders []string) (desk.Scope, bool) {
	scope := desk.Scope{}
	for i, p := range r {
		folder := folders[i]
		switch {
		case p.key != "":
			value, before := strings.CutPrefix(folder, p.before)
			value, after := strings.CutSuffix(value, p.after)
			if !before || !after || value == "" {
				return nil, false
			}
			scope[p.key] = append(scope[p.key], value)
		case p.before != "*" && p.before != folder:
			return nil, false
		}
	}
	return scope, true
}

const versionKey = "version"

// merge gives the keys of both scopes; where both have one, the first counts.
func merge(first, second desk.Scope) desk.Scope {
	if len(first)+len(second) == 0 {
		return nil
	}
	all := maps.Clone(second)
	if all == nil {
		all = desk.Scope{}
	}
	maps.Copy(all, first)
	return all
}

// gather adds the values of scopes to what is known.
func gather(known desk.Scope, scopes ...desk.Scope) {
	for _, scope := range scopes {
		for key, values := range scope {
			for _, v := range values {
				if !slices.Contains(known[key], v) {
					known[key] = append(known[key], v)
				}
			}
		}
	}
	for _, values := range known {
		slices.Sort(values)
	}
}
