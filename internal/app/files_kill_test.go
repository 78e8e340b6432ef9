package app

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

// insist sends a request until it is answered, as a careful client does; each time with the same idempotency key.
func (p *program) insist(ctx context.Context, path, key, kind, body string, into any) error {
	last := ""
	for ctx.Err() == nil {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+p.address+"/api/v1/conversations"+path, strings.NewReader(body))
		if err != nil {
			return err
		}
		req.Header.Set("Authorization", "Bearer "+testKey)
		req.Header.Set("Content-Type", kind)
		req.Header.Set("Idempotency-Key", key)
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			time.Sleep(20 * time.Millisecond) // it has just been killed
			continue
		}
		err = json.NewDecoder(resp.Body).Decode(into)
		_ = resp.Body.Close()
		last = resp.Status
		if err == nil && resp.StatusCode < 300 {
			return nil
		}
		if resp.StatusCode < 500 && resp.StatusCode != http.StatusTooManyRequests {
			return fmt.Errorf("%s: %s", path, resp.Status)
		}
		time.Sleep(20 * time.Millisecond)
	}
	return fmt.Errorf("%s: %s: %w", path, last, ctx.Err())
}

// Files and the messages that name them are there once each, however often the program is killed between them.
func TestFilesUnderKill(t *testing.T) {
	t.Parallel() // it waits more than it works, or works on one core
	if testing.Short() {
		t.Skip("-short: the program was not killed while files came in")
	}
	p := serving(t, "VIGIE_DATA="+t.TempDir())
	p.start()
	defer func() { p.kill() }()
	ctx, stop := context.WithTimeout(t.Context(), 60*time.Second)
	defer stop()
	var begun struct{ ID string }
	if err := p.insist(ctx, "", "the-first-of-all-messages", "application/json", `{"text": "I want to talk to a human"}`, &begun); err != nil {
		t.Fatal(err)
	}
	const count = 80
	done := make(chan error, 1)
	go func() {
		for n := range count {
			var file struct{ ID string }
			name := fmt.Sprintf("%d.txt", n)
			if err := p.insist(ctx, "/"+begun.ID+"/files?filename="+name, "file-"+name, "text/plain", "the words of "+name, &file); err != nil {
				done <- err
				return
			}
			var taken struct{ ID string }
			if err := p.insist(ctx, "/"+begun.ID+"/messages", "message-"+name, "application/json", fmt.Sprintf(`{"files": [%q]}`, file.ID), &taken); err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	kills := 0
	for running := true; running; {
		select {
		case err := <-done:
			if err != nil {
				t.Fatal(err)
			}
			running = false
		case <-time.After(time.Duration(15+10*kills) * time.Millisecond):
			if kills < 5 {
				p.kill()
				p.start()
				kills++
			}
		}
	}
	if kills < 3 {
		t.Errorf("it was killed %d times only", kills)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+p.address+"/api/v1/conversations/"+begun.ID, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+testKey)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	var whole struct {
		Messages []struct{ Files []struct{ Name string } }
	}
	if err := json.NewDecoder(resp.Body).Decode(&whole); err != nil {
		t.Fatal(err)
	}
	var names, want []string
	for _, m := range whole.Messages {
		for _, f := range m.Files {
			names = append(names, f.Name)
		}
	}
	for n := range count {
		want = append(want, fmt.Sprintf("%d.txt", n))
	}
	if !slices.Equal(names, want) {
		t.Errorf("%d files after %d kills: %v", len(names), kills, names)
	}
}
