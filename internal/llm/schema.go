package llm

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Schema is the form that an answer must have. The zero Schema asks for free text.
type Schema struct {
	name string
	json string
}

// Set tells whether there is a schema.
func (s Schema) Set() bool { return s.json != "" }

// Name gives its name.
func (s Schema) Name() string { return s.name }

// JSON gives it as it was written, in the order in which its properties were written: models answer in that order.
func (s Schema) JSON() json.RawMessage { return json.RawMessage(s.json) }

// Words is how a schema is said to a model whose server cannot enforce it.
func (s Schema) Words() string {
	return "Answer with one JSON object that fits this JSON schema, and with nothing before or after it:\n" + s.json
}

// NewSchema makes a schema from JSON text. It takes what every provider's strict mode takes: an object whose objects all
// say "additionalProperties": false and require every property. What the providers cannot express (numbers in a range,
// lengths) is the caller's to look at in the answer. The name is 1 to 64 letters, digits, _ and -.
func NewSchema(name, text string) (Schema, error) {
	if !plainName(name) {
		return Schema{}, desk.Errorf(desk.Internal, "schema %q: the name must have 1 to 64 letters, digits, _ or -", name)
	}
	var root map[string]any
	if err := json.Unmarshal([]byte(text), &root); err != nil {
		return Schema{}, desk.Wrap(err, desk.Internal, "schema "+name+" is no JSON object")
	}
	if root["type"] != "object" {
		return Schema{}, desk.Errorf(desk.Internal, "schema %s: its type must be object", name)
	}
	if err := strict(root, "$"); err != nil {
		return Schema{}, desk.Wrap(err, desk.Internal, "schema "+name)
	}
	return Schema{name: name, json: text}, nil
}

func plainName(name string) bool {
	for _, r := range name {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '_' && r != '-' {
			return false
		}
	}
	return name != "" && len(name) <= 64
}

// strict looks at a schema and all that lie in it.
func strict(node any, at string) error {
	switch n := node.(type) {
	case []any:
		for i, item := range n {
			if err := strict(item, fmt.Sprintf("%s[%d]", at, i)); err != nil {
				return err
			}
		}
	case map[string]any:
		if n["type"] == "object" {
			if err := strictObject(n, at); err != nil {
				return err
			}
		}
		for _, key := range slices.Sorted(maps.Keys(n)) {
			if err := strict(n[key], at+"."+key); err != nil {
				return err
			}
		}
	}
	return nil
}

func strictObject(n map[string]any, at string) error {
	if n["additionalProperties"] != false {
		return fmt.Errorf(`%s: an object must say "additionalProperties": false`, at)
	}
	properties, _ := n["properties"].(map[string]any)
	required, _ := n["required"].([]any)
	for name := range properties {
		if !slices.Contains(required, any(name)) {
			return fmt.Errorf("%s: property %s must be required; allow null where it may be absent", at, name)
		}
	}
	return nil
}
