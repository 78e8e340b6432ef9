package web_test

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// faults gives what of a value the schema of the served document refuses: members that are missing, that nobody
// declared, of another type, or outside a closed list.
func faults(doc answer, schema map[string]any, v any, place string) []string {
	if ref, ok := schema["$ref"].(string); ok {
		schema, _ = doc.at("components", "schemas", strings.TrimPrefix(ref, "#/components/schemas/")).(map[string]any)
		if schema == nil {
			return []string{place + ": " + ref + " is not in the document"}
		}
	}
	var found []string
	if list, ok := schema["enum"].([]any); ok && !slices.Contains(list, v) {
		found = append(found, fmt.Sprintf("%s: %v is not in %v", place, v, list))
	}
	if !typed(schema["type"], v) {
		return append(found, fmt.Sprintf("%s: %v is not of type %v", place, v, schema["type"]))
	}
	switch v := v.(type) {
	case map[string]any:
		found = append(found, memberFaults(doc, schema, v, place)...)
	case []any:
		items, _ := schema["items"].(map[string]any)
		for i, item := range v {
			found = append(found, faults(doc, items, item, place+"["+strconv.Itoa(i)+"]")...)
		}
	}
	return found
}

func memberFaults(doc answer, schema, v map[string]any, place string) []string {
	var found []string
	required, _ := schema["required"].([]any)
	for _, name := range required {
		if _, there := v[fmt.Sprint(name)]; !there {
			found = append(found, fmt.Sprintf("%s.%v is missing", place, name))
		}
	}
	properties, _ := schema["properties"].(map[string]any)
	rest, open := schema["additionalProperties"].(map[string]any)
	for name, member := range v {
		property, known := properties[name].(map[string]any)
		switch {
		case known:
			found = append(found, faults(doc, property, member, place+"."+name)...)
		case open:
			found = append(found, faults(doc, rest, member, place+"."+name)...)
		case schema["additionalProperties"] == false:
			found = append(found, place+"."+name+" is not declared")
		}
	}
	return found
}

// typed tells whether a value has a type of the schema's, or the schema none.
func typed(want, v any) bool {
	if list, ok := want.([]any); ok {
		return slices.ContainsFunc(list, func(one any) bool { return typed(one, v) })
	}
	switch v := v.(type) {
	case nil:
		return want == nil || want == "null"
	case string:
		return want == nil || want == "string"
	case bool:
		return want == nil || want == "boolean"
	case float64:
		return want == nil || want == "number" || want == "integer" && v == float64(int64(v))
	case []any:
		return want == nil || want == "array"
	case map[string]any:
		return want == nil || want == "object"
	}
	return false
}

func TestFaultsAreFound(t *testing.T) {
	schema := map[string]any{
		"type": "object", "additionalProperties": false, "required": []any{"a"},
		"properties": map[string]any{"a": map[string]any{"type": "string", "enum": []any{"x"}}, "n": map[string]any{"type": []any{"array", "null"}, "items": map[string]any{"type": "integer"}}},
	}
	for name, c := range map[string]struct {
		v    map[string]any
		want string
	}{
		"right":       {map[string]any{"a": "x", "n": []any{1.0}}, ""},
		"null":        {map[string]any{"a": "x", "n": nil}, ""},
		"missing":     {map[string]any{}, "body.a is missing"},
		"undeclared":  {map[string]any{"a": "x", "b": 1.0}, "body.b is not declared"},
		"not listed":  {map[string]any{"a": "y"}, "body.a: y is not in [x]"},
		"wrong type":  {map[string]any{"a": "x", "n": "x"}, "body.n: x is not of type [array null]"},
		"inside":      {map[string]any{"a": "x", "n": []any{1.5}}, "body.n[0]: 1.5 is not of type integer"},
		"no fraction": {map[string]any{"a": "x", "n": []any{-2.0}}, ""},
	} {
		if got := strings.Join(faults(answer{}, schema, c.v, "body"), "; "); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// TestAnswersKeepTheDocument holds real answers of every route against the schema that the document gives for them.
func TestAnswersKeepTheDocument(t *testing.T) {
	h := open(t)
	doc := h.want(h.ask(asked{method: "GET", path: "/openapi.json"}), http.StatusOK)
	seen := map[string]bool{}
	// route is the path as the document has it, with {} for what the asked path fills in.
	check := func(route string, a asked, status int) answer {
		t.Helper()
		got := h.ask(a)
		seen[strings.ToLower(a.method)+" "+route] = true
		if got.status != status {
			t.Errorf("%s %s: %d, want %d: %s", a.method, a.path, got.status, status, clip(got.raw))
			return got
		}
		responses := []any{"paths", "/api/v1" + route, strings.ToLower(a.method), "responses"}
		media, _, _ := strings.Cut(got.header.Get("Content-Type"), ";")
		response := doc.at(append(responses, strconv.Itoa(status))...)
		if response == nil && status >= 400 {
			response = doc.at(append(responses, "default")...)
		}
		declared, _ := response.(map[string]any)
		if declared == nil {
			t.Errorf("%s %s: the status %d is not declared", a.method, route, status)
			return got
		}
		if got.raw == "" {
			return got
		}
		schema, _ := answer{body: declared}.at("content", media, "schema").(map[string]any)
		if schema == nil {
			t.Errorf("%s %s %d: %s is not declared", a.method, route, status, media)
			return got
		}
		for _, fault := range faults(doc, schema, got.body, "body") {
			t.Errorf("%s %s %d: %s", a.method, route, status, fault)
		}
		return got
	}
	const api = "/api/v1"
	message := func(text string) map[string]any { return map[string]any{"text": text} }
	nobody := check("/conversations", asked{method: "POST", path: conversations, body: message("person please"), header: wait(10)}, http.StatusOK)
	if nobody.at("turn", "handover", "promise_at") != nil || nobody.text("turn", "handover", "team") == "" {
		t.Errorf("a promise that nobody is there to keep: %s", nobody.raw)
	}
	check("/conversations/{id}", asked{method: "GET", path: conversations + "/" + nobody.text("id"), key: h.key}, http.StatusOK)
	o := h.signUp("Claire Martin", "operator")
	for _, text := range []string{"how long may I wait to return a lamp?", "person please", "hold on", "which one"} {
		begun := check("/conversations", asked{method: "POST", path: conversations, body: message(text), header: wait(10)}, http.StatusOK)
		check("/conversations/{id}", asked{method: "GET", path: conversations + "/" + begun.text("id"), key: h.key}, http.StatusOK)
		check("/conversations/{id}", asked{method: "GET", path: conversations + "/" + begun.text("id") + "?limit=1", key: begun.text("visitor_token")}, http.StatusOK)
	}
	wrong := h.say("how long may I wait to return a lamp?")
	told := conversations + "/" + wrong.text("id")
	check("/conversations/{id}/reports", asked{method: "POST", path: told + "/reports", key: h.key, body: map[string]any{"turn": wrong.text("turn", "id"), "claim": 1}}, http.StatusOK)
	check("/conversations/{id}/rating", asked{method: "POST", path: told + "/rating", key: h.key, body: map[string]any{"score": 2, "words": "so-so"}}, http.StatusOK)
	check("/conversations/{id}/rating", asked{method: "POST", path: told + "/rating", key: h.key, body: map[string]any{"score": 2}}, http.StatusConflict)
	if read := check("/conversations/{id}", asked{method: "GET", path: told, key: h.key}, http.StatusOK); read.text("messages", 1, "reported") != "open" || read.text("rated") != "true" {
		t.Errorf("what the customer thinks is not in the conversation: %s", read.raw)
	}
	h.asleep.Store(true)
	open := check("/conversations", asked{method: "POST", path: conversations, key: h.key, body: message("hello")}, http.StatusAccepted)
	path := conversations + "/" + open.text("id")
	file := check("/conversations/{id}/files", asked{method: "POST", path: path + "/files?filename=a.txt", key: h.key, body: "hello", header: map[string]string{"Content-Type": "text/plain"}}, http.StatusOK)
	check("/conversations/{id}/files", asked{method: "POST", path: path + "/files?filename=a.png", key: h.key, body: "hello", header: map[string]string{"Content-Type": "image/png"}}, http.StatusUnprocessableEntity)
	check("/conversations/{id}/messages", asked{method: "POST", path: path + "/messages", key: h.key, body: map[string]any{"files": []string{file.text("id")}}}, http.StatusAccepted)
	check("/conversations/{id}/messages", asked{method: "POST", path: path + "/messages", key: h.key, body: message("more")}, http.StatusAccepted)
	check("/conversations/{id}", asked{method: "GET", path: path, key: h.key}, http.StatusOK)
	h.asleep.Store(false)
	check("/conversations/{id}/messages", asked{method: "POST", path: path + "/messages", key: h.key, body: message("more"), header: wait(10)}, http.StatusOK)
	check("/conversations/{id}/operator-messages", asked{method: "POST", path: path + "/operator-messages", key: h.key, body: message("It is me.")}, http.StatusOK)
	check("/conversations/{id}", asked{method: "GET", path: conversations + "/none", key: h.key}, http.StatusNotFound)

	article := map[string]any{"text": "# Returns\n\nYou can return a lamp within 30 days.", "language": "en", "url": "/help/returns", "contract": map[string]any{
		"owner": "Claire", "valid_from": "2020-01-01T00:00:00Z", "applies_to": map[string]any{"country": []string{"fr"}},
	}}
	check("/articles/{id}", asked{method: "PUT", path: api + "/articles/returns", key: h.key, body: article}, http.StatusOK)
	check("/articles/{id}", asked{method: "PUT", path: api + "/articles/returns", key: h.key, body: map[string]any{}}, http.StatusUnprocessableEntity)
	check("/articles/{id}", asked{method: "GET", path: api + "/articles/returns", key: h.key}, http.StatusOK)
	check("/articles", asked{method: "GET", path: api + "/articles", key: h.key}, http.StatusOK)
	check("/articles/{id}", asked{method: "DELETE", path: api + "/articles/returns", key: h.key}, http.StatusNoContent)
	check("/imports", asked{method: "POST", path: api + "/imports", key: h.key, body: map[string]any{"documents": []any{
		map[string]any{"path": "billing/refunds.md", "text": "# Refunds\n\nWe pay refunds within 5 days."}, map[string]any{"path": "broken.md", "text": "---\nstatus: odd\n---\n\n# X\n\nY."},
	}}}, http.StatusOK)
	waiting := check("/reviews", asked{method: "GET", path: api + "/reviews", key: h.key}, http.StatusOK)
	check("/reviews/{turn}", asked{method: "POST", path: api + "/reviews/" + waiting.text("reviews", 0, "turn"), key: h.key, body: map[string]any{"action": "approve"}}, http.StatusOK)
	check("/assistant/stop", asked{method: "POST", path: api + "/assistant/stop", key: h.key, body: map[string]any{"scope": "topic:billing"}}, http.StatusOK)
	check("/assistant/start", asked{method: "POST", path: api + "/assistant/start", key: h.key, body: map[string]any{"scope": "topic:billing"}}, http.StatusOK)
	check("/operators", asked{method: "GET", path: api + "/operators", key: h.key}, http.StatusOK)
	check("/operators/{id}/presence", asked{method: "PUT", path: api + "/operators/" + o.ID + "/presence", key: h.key, body: map[string]any{"presence": "online"}}, http.StatusOK)
	recalled := check("/recalls", asked{method: "POST", path: api + "/recalls", key: h.key, body: map[string]any{"kind": "claim", "turn": wrong.text("turn", "id"), "claim": 0}}, http.StatusOK)
	check("/recalls", asked{method: "POST", path: api + "/recalls", key: h.key, body: map[string]any{"kind": "search", "text": "the of"}}, http.StatusUnprocessableEntity)
	check("/recalls", asked{method: "GET", path: api + "/recalls", key: h.key}, http.StatusOK)
	check("/recalls/{id}", asked{method: "GET", path: api + "/recalls/" + recalled.text("id"), key: h.key}, http.StatusOK)
	check("/recalls/{id}", asked{method: "GET", path: api + "/recalls/none", key: h.key}, http.StatusNotFound)
	check("/check", asked{method: "POST", path: api + "/check", key: h.key, body: map[string]any{
		"question": "How long?", "answer": "You can return it within 90 days.", "sources": []any{map[string]any{"id": "a", "text": "You can return a lamp within 30 days."}},
	}}, http.StatusOK)

	paths, _ := doc.at("paths").(map[string]any)
	for path, methods := range paths {
		for method := range methods.(map[string]any) {
			route := method + " " + strings.TrimPrefix(path, api)
			if !seen[route] && route != "get /conversations/{id}/stream" { // events, which TestStream reads
				t.Errorf("%s was not looked at", route)
			}
		}
	}
}

// TestWrongMethods asks addresses that exist for what they do not do.
func TestWrongMethods(t *testing.T) {
	h := open(t)
	for _, c := range []struct{ method, path, allow string }{
		{"DELETE", conversations, "POST"},
		{"GET", conversations, "POST"},
		{"PATCH", "/api/v1/articles/x", "GET, PUT, DELETE"},
		{"POST", conversations + "/x", "GET"},
		{"DELETE", conversations + "/x/messages", "POST"},
		{"PUT", "/api/v1/check", "POST"},
	} {
		got := h.want(h.ask(asked{method: c.method, path: c.path, key: h.key}), http.StatusMethodNotAllowed)
		if got.header.Get("Allow") != c.allow || got.header.Get("Content-Type") != "application/problem+json" ||
			got.text("kind") != "invalid" || !strings.Contains(got.text("detail"), c.allow) {
			t.Errorf("%s %s: %v %s", c.method, c.path, got.header, got.raw)
		}
	}
}

// TestArticleAddresses refuses addresses that would run or open something else than a page.
func TestArticleAddresses(t *testing.T) {
	h := open(t)
	text := "# Returns\n\nYou can return a lamp within 30 days."
	for address, fit := range map[string]bool{
		"": true, "https://lumen.example/help": true, "http://lumen.example": true, "/help/returns": true, "javascript:alert(1)": false, "JavaScript:alert(1)": false,
		"data:text/html,x": false, "//evil.example": false, `/\evil.example`: false, "help": false, " https://lumen.example": false, "ftp://lumen.example": false,
	} {
		want := map[bool]int{true: http.StatusOK, false: http.StatusUnprocessableEntity}[fit]
		got := h.want(h.ask(asked{method: "PUT", path: "/api/v1/articles/x", key: h.key, body: map[string]any{"text": text, "language": "en", "url": address}}), want)
		if fit && got.text("url") != address || !fit && got.text("errors", 0, "location") != "body.url" {
			t.Errorf("%q: %s", address, got.raw)
		}
	}
	front := map[string]any{"text": "---\nurl: \"javascript:alert(1)\"\n---\n\n" + text, "language": "en"}
	if got := h.want(h.ask(asked{method: "PUT", path: "/api/v1/articles/y", key: h.key, body: front}), http.StatusUnprocessableEntity); !strings.Contains(got.text("detail"), "y.md: line 2: url") {
		t.Errorf("front matter: %s", got.raw)
	}
	h.want(h.ask(asked{method: "POST", path: "/api/v1/imports?url=javascript:x", key: h.key, body: map[string]any{"documents": []any{map[string]any{"path": "a.md", "text": text}}}}), http.StatusUnprocessableEntity)
	// What an import's own files name goes no further.
	h.ask(asked{method: "POST", path: "/api/v1/imports", key: h.key, body: map[string]any{"documents": []any{map[string]any{"path": "a.md", "text": front["text"]}}}})
	if got := h.want(h.ask(asked{method: "GET", path: "/api/v1/articles", key: h.key}), http.StatusOK); strings.Contains(got.raw, "javascript") {
		t.Errorf("an address of another scheme is given: %s", got.raw)
	}
}
