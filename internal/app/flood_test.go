package app

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/config"
	"github.com/vigie-desk/vigie/internal/store/storetest"
)

// running starts a desk as `vigie serve` does, on a free port, and stops it with the test.
func running(t testing.TB) (a *App, base string) {
	t.Helper()
	a, err := Build(t.Context(), withData(config.Defaults(), storetest.Folder(t)), time.Now, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if err := a.access.EnsureKey(t.Context(), "test", testKey, access.Admin); err != nil {
		t.Fatal(err)
	}
	return a, background(t, a)
}

// background runs a desk on a free port and stops it with the test.
func background(t testing.TB, a *App) (base string) {
	t.Helper()
	listener, err := listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	done := make(chan error, 1)
	go func() { done <- a.Run(ctx, listener) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	return "http://" + listener.Addr().String()
}

// Ten thousand messages at once: each is accepted, or refused with a time to come back; what was accepted ends.
func TestTenThousandAtOnce(t *testing.T) {
	const all, peers = 10_000, 200
	a, base := running(t)
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: peers}, Timeout: time.Minute}
	var accepted, refused atomic.Int64
	var group sync.WaitGroup
	for p := range peers {
		group.Go(func() {
			for i := p; i < all; i += peers {
				status, retry, err := write(t.Context(), client, base, fmt.Sprint("Is anybody there? ", i))
				switch {
				case err != nil:
					t.Error(err)
					return
				case status < 300:
					accepted.Add(1)
				case status == http.StatusTooManyRequests && retry > 0:
					refused.Add(1)
				default:
					t.Errorf("status %d, retry after %d s", status, retry)
				}
			}
		})
	}
	group.Wait()
	t.Logf("%d accepted, %d refused with a time to come back", accepted.Load(), refused.Load())
	if accepted.Load()+refused.Load() != all || accepted.Load() == 0 {
		t.Fatalf("%d accepted and %d refused of %d", accepted.Load(), refused.Load(), all)
	}
	if n, err := a.store.CountTurns(t.Context()); err != nil || int64(n) != accepted.Load() {
		t.Errorf("%d turns for %d accepted, %v", n, accepted.Load(), err)
	}
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(100 * time.Millisecond) {
		open, err := a.store.Live(t.Context(), "", 1)
		if err != nil {
			t.Fatal(err)
		}
		if len(open) == 0 {
			return
		}
		if time.Now().After(deadline) {
			t.Fatal("turns are still open half a minute later")
		}
	}
}

func write(ctx context.Context, client *http.Client, base, text string) (status, retry int, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, base+"/api/v1/conversations", bytes.NewReader([]byte(`{"text":"`+text+`"}`)))
	if err != nil {
		return 0, 0, err
	}
	req.Header.Set("Authorization", "Bearer "+testKey)
	req.Header.Set("Content-Type", "application/json")
	resp, err := client.Do(req)
	if err != nil {
		return 0, 0, err
	}
	defer func() { _ = resp.Body.Close() }()
	_, err = io.Copy(io.Discard, resp.Body)
	retry, _ = strconv.Atoi(resp.Header.Get("Retry-After"))
	return resp.StatusCode, retry, err
}
