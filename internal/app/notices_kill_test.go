package app

import (
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/store"
	"github.com/vigie-desk/vigie/internal/watch"
)

// The program is killed after a notice arrived and before that is written down: it arrives again, under the same id, and is then
// written down; nobody is called by another notice for it.
func TestNoticeSurvivesAKill(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for a lease to run out")
	}
	t.Parallel()
	folder := t.TempDir()
	c := newCalled(t, folder)
	c.since = time.Now()
	c.hire("Claire", desk.RoleOwner, true)
	in := c.incident()
	var mu sync.Mutex
	var ids []string
	arrived, again := make(chan struct{}), make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // a server sees that its client left only once it has read the body
		mu.Lock()
		ids = append(ids, r.Header.Get("Webhook-Id"))
		n := len(ids)
		mu.Unlock()
		if n == 1 {
			close(arrived)
			<-r.Context().Done() // its sender is dead
		}
		if n == 2 {
			close(again)
		}
	}))
	defer server.Close()
	p := serving(t, "VIGIE_DATA="+folder, "VIGIE_ALERT_URL="+server.URL, "VIGIE_ALERT_SECRET=a secret between the two servers")
	p.start()
	wait(t, arrived)
	p.kill()
	p.start()
	defer p.kill()
	wait(t, again)
	db, err := store.Open(t.Context(), store.Config{Folder: folder})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	var log []watch.Notice
	for range 100 {
		if log, err = db.NoticesOf(t.Context(), in.ID); err != nil || len(log) != 1 || log[0].State == desk.Delivered {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	mu.Lock()
	defer mu.Unlock()
	if err != nil || len(log) != 1 || log[0].State != desk.Delivered || len(ids) != 2 || ids[0] != log[0].ID || ids[1] != log[0].ID {
		t.Errorf("posts %v, log %+v, %v", ids, log, err)
	}
}

func wait(t *testing.T, news <-chan struct{}) {
	t.Helper()
	select {
	case <-news:
	case <-time.After(time.Minute):
		t.Fatal("it never arrived")
	}
}
