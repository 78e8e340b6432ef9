package web_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"testing"
	"unicode/utf8"
)

// FuzzAPI sends any bytes to the doors that take a body. None may be our fault, and every refusal is a problem.
func FuzzAPI(f *testing.F) {
	for _, seed := range []string{
		`{"text":"hello"}`, `{"text":"`, `[]`, `null`, "\xff\xfe", `{"text":"x","customer":{"id":1}}`, `{"text":"\u0000"}`, `{"documents":[{"path":"../a.md","text":"x"}]}`,
		`{"action":"approve"}`, `{"answer":"x","sources":[{"id":"a","text":"b","valid_until":"x"}]}`, `{"scope":"topic:"}`, `{"presence":"away"}`,
	} {
		for door := range doors() {
			f.Add(uint8(door), []byte(seed))
		}
	}
	h := openFor(f)
	f.Fuzz(func(t *testing.T, door uint8, body []byte) {
		d := doors()[int(door)%len(doors())]
		r := httptest.NewRequest(d[0], d[1], bytes.NewReader(body))
		r.Header.Set("Authorization", "Bearer "+adminKey)
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		h.face.ServeHTTP(w, r)
		if w.Code >= 500 {
			t.Errorf("%s %s %q: %d %s", d[0], d[1], body, w.Code, w.Body)
		}
		if w.Code >= 400 && w.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s %s %q: %d is no problem: %s", d[0], d[1], body, w.Code, w.Body)
		}
		if !utf8.Valid(w.Body.Bytes()) {
			t.Errorf("%s %s %q: the answer is not UTF-8", d[0], d[1], body)
		}
		if w.Code < 400 && !utf8.Valid(body) {
			t.Errorf("%s %s: %q was taken", d[0], d[1], body)
		}
	})
}

func doors() [][2]string {
	return [][2]string{
		{http.MethodPost, conversations},
		{http.MethodPost, conversations + "/x/messages"},
		{http.MethodPut, "/api/v1/articles/fuzz"},
		{http.MethodPost, "/api/v1/imports"},
		{http.MethodPost, "/api/v1/reviews/x"},
		{http.MethodPost, "/api/v1/check"},
		{http.MethodPost, "/api/v1/assistant/start"},
		{http.MethodPut, "/api/v1/operators/x/presence"},
		{http.MethodPost, conversations + "/x/operator-messages"},
	}
}
