package web_test

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

// get asks for a page as a browser does.
func (h *house) get(client *http.Client, path string, header ...string) answer {
	h.t.Helper()
	a := asked{method: "GET", path: path, header: map[string]string{"Accept": "text/html"}}
	for i := 0; i+1 < len(header); i += 2 {
		a.header[header[i]] = header[i+1]
	}
	return h.askWith(client, a)
}

// post sends a form as a browser without scripts does.
func (h *house) post(client *http.Client, path string, fields ...string) answer {
	h.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	return h.askWith(client, asked{method: "POST", path: path, body: form.Encode(), header: map[string]string{
		"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html", "Origin": h.server.URL, "Sec-Fetch-Site": "same-origin", "Referer": h.server.URL + path,
	}})
}

// signedIn gives a browser in which an operator has signed in.
func (h *house) signedIn(o desk.Operator) *http.Client {
	h.t.Helper()
	client := browser()
	h.want(h.post(client, "/desk/login", "email", o.Email, "password", password), http.StatusSeeOther)
	return client
}

// shows fails unless a page holds every text, and none of those after "but not".
func (h *house) shows(page answer, texts ...string) {
	h.t.Helper()
	want := true
	for _, text := range texts {
		if text == "but not" {
			want = false
			continue
		}
		if strings.Contains(page.raw, text) != want {
			h.t.Errorf("the page shows %q: %v, want %v\n%s", text, !want, want, page.raw)
		}
	}
}

func field(page answer, id string) string {
	_, rest, _ := strings.Cut(page.raw, `value="`)
	for part := range strings.SplitSeq(page.raw, "<input ") {
		tag, _, _ := strings.Cut(part, ">")
		if strings.Contains(tag, `id="`+id+`"`) {
			_, rest, _ = strings.Cut(tag, `value="`)
			break
		}
	}
	value, _, _ := strings.Cut(rest, `"`)
	return value
}
