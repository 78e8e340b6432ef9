package web_test

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/store"
	"github.com/vigie-desk/vigie/internal/store/storetest"
	"github.com/vigie-desk/vigie/internal/web"
)

// large in the environment lets the curves go on to a million conversations: minutes, and 3 GB of disk.
const large = "VIGIE_BENCH_LARGE"

// BenchmarkCrowd: what the face shows of a desk, from the request to its last byte, over the number of conversations
// that the desk has had. Each line should be flat.
func BenchmarkCrowd(b *testing.B) {
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprintf("conversations=%d", n), func(b *testing.B) {
			switch {
			case n > 10_000 && testing.Short():
				b.Skip("left out: -short")
			case n > 100_000 && os.Getenv(large) == "":
				b.Skipf("left out: a million conversations take minutes to make; set %s=1", large)
			}
			crowd := crowded(b, n)
			h := openFor(b, func(_ *house, _ *web.Config, deps *web.Deps) {
				deps.Board, deps.Threads, deps.Ledger, deps.Customer = crowd, crowd, crowd, crowd.Customer
			})
			cookie := h.cookieOf(h.signUp("Claire Martin", desk.RoleOwner))
			for _, query := range []string{"", "?team=" + storetest.QuietTeam, "?view=held", "?view=all", "?view=resolved"} {
				b.Run("desk"+query, func(b *testing.B) {
					var took []time.Duration
					for b.Loop() {
						r := httptest.NewRequest(http.MethodGet, "/desk"+query, nil)
						r.Header.Set("Cookie", cookie)
						w, start := httptest.NewRecorder(), time.Now()
						h.face.ServeHTTP(w, r)
						took = append(took, time.Since(start))
						if w.Code != http.StatusOK {
							b.Fatal(w.Code, w.Body)
						}
					}
					percentiles(b, took)
				})
			}
			b.Run("stream", func(b *testing.B) {
				var took []time.Duration
				for i := 0; b.Loop(); i++ {
					start := time.Now()
					h.caughtUp(b, storetest.CrowdID(1+i*7919%n))
					took = append(took, time.Since(start))
				}
				percentiles(b, took)
			})
		})
	}
}

// crowded gives a store with so many conversations.
func crowded(b *testing.B, conversations int) *store.DB {
	b.Helper()
	folder := b.TempDir()
	db, err := store.Open(b.Context(), store.Config{Folder: folder})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	err = db.PutTeam(b.Context(), desk.Team{ID: storetest.CommonTeam})
	if err == nil {
		err = db.PutInbox(b.Context(), desk.Inbox{ID: "web", Team: storetest.CommonTeam})
	}
	if err != nil {
		b.Fatal(err)
	}
	storetest.CrowdFile(b, folder, conversations, time.Now())
	return db
}

// cookieOf signs an operator in and gives the cookie.
func (h *house) cookieOf(o desk.Operator) string {
	h.t.Helper()
	r := httptest.NewRequest(http.MethodPost, "/desk/login", strings.NewReader("email="+o.Email+"&password="+strings.ReplaceAll(password, " ", "+")))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	h.face.ServeHTTP(w, r)
	cookie, _, _ := strings.Cut(w.Header().Get("Set-Cookie"), ";")
	if cookie == "" {
		h.t.Fatal(w.Code, w.Body)
	}
	return cookie
}

// caughtUp opens a stream from the beginning of a conversation, reads the three events that a crowd's conversation has,
// and leaves.
func (h *house) caughtUp(b *testing.B, id string) {
	b.Helper()
	ctx, leave := context.WithCancel(b.Context())
	defer leave()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, h.server.URL+conversations+"/"+id+"/stream", nil)
	if err != nil {
		b.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+h.key)
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	for lines := bufio.NewScanner(resp.Body); lines.Scan(); {
		if lines.Text() == "id: 3" {
			return
		}
	}
	b.Fatalf("status %d, and the stream of %s ends early", resp.StatusCode, id)
}
