package app

import (
	"bytes"
	"mime"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// serveSite gives a story a web site: the files of its folder "site", at $SITE, whose host and port are $SITEHOST. In
// their words {site} stands for the address. A file NAME.status holds the status that NAME is answered with.
func serveSite(env *testscript.Env) {
	folder := filepath.Join(env.WorkDir, "site")
	var site *httptest.Server
	site = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := filepath.Join(folder, filepath.FromSlash(filepath.Clean("/"+r.URL.Path)))
		if info, err := os.Stat(name); err == nil && info.IsDir() {
			name = filepath.Join(name, "index.html")
		}
		text, err := os.ReadFile(name)
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", mime.TypeByExtension(filepath.Ext(name)))
		if status, err := os.ReadFile(name + ".status"); err == nil {
			code, _ := strconv.Atoi(strings.TrimSpace(string(status)))
			w.WriteHeader(code)
		}
		_, _ = w.Write(bytes.ReplaceAll(text, []byte("{site}"), []byte(site.URL)))
	}))
	env.Defer(site.Close)
	env.Setenv("SITE", site.URL)
	env.Setenv("SITEHOST", strings.TrimPrefix(site.URL, "http://"))
}
