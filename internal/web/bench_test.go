package web_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/web"
)

// percentiles reports the median and the 99th percentile of what was measured.
func percentiles(b *testing.B, took []time.Duration) {
	b.Helper()
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
}

// BenchmarkMessage takes messages, one at a time, durably: what a caller without Prefer waits for.
func BenchmarkMessage(b *testing.B) {
	h := openFor(b)
	h.asleep.Store(true)
	var took []time.Duration
	for b.Loop() {
		r := httptest.NewRequest(http.MethodPost, conversations, strings.NewReader(`{"text":"How long may I wait to return a lamp?"}`))
		r.Header.Set("Authorization", "Bearer "+adminKey)
		r.Header.Set("Content-Type", "application/json")
		w, start := httptest.NewRecorder(), time.Now()
		h.face.ServeHTTP(w, r)
		took = append(took, time.Since(start))
		if w.Code != http.StatusAccepted {
			b.Fatal(w.Code, w.Body)
		}
	}
	percentiles(b, took)
}

// BenchmarkDeskPage renders the operators' list over many waiting conversations.
func BenchmarkDeskPage(b *testing.B) {
	for _, n := range []int{100, 10_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			h := openFor(b)
			crowd(b, h, n)
			o := h.signUp("Claire Martin", desk.RoleOwner)
			in := httptest.NewRecorder()
			form := httptest.NewRequest(http.MethodPost, "/desk/login", strings.NewReader("email="+o.Email+"&password="+strings.ReplaceAll(password, " ", "+")))
			form.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			h.face.ServeHTTP(in, form)
			var took []time.Duration
			for b.Loop() {
				r := httptest.NewRequest(http.MethodGet, "/desk", nil)
				r.Header.Set("Cookie", strings.Split(in.Header().Get("Set-Cookie"), ";")[0])
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
}

// crowd fills the desk with conversations that wait for a person.
func crowd(b *testing.B, h *house, n int) {
	b.Helper()
	var wg sync.WaitGroup
	for worker := range 32 {
		wg.Go(func() {
			for i := worker; i < n; i += 32 {
				got, err := h.conversations.Accept(context.Background(), conversation.Incoming{
					Text: fmt.Sprintf("message %d", i), Opening: conversation.Opening{Conversation: desk.Conversation{Inbox: "web", Channel: "api"}, Customer: desk.Customer{Name: fmt.Sprint("Customer ", i)}},
				})
				if err == nil {
					err = h.conversations.End(context.Background(), got.Conversation, got.Turn, desk.AskedForPerson)
				}
				if err != nil {
					b.Error(err)
				}
			}
		})
	}
	wg.Wait()
}

// BenchmarkStreams reads a conversation that many others follow live.
func BenchmarkStreams(b *testing.B) {
	h := openFor(b, func(_ *house, c *web.Config, _ *web.Deps) { c.Heartbeat = time.Hour })
	id := h.want(h.ask(asked{method: "POST", path: conversations, key: h.key, body: map[string]any{"text": "x"}, header: wait(5)}), http.StatusOK).text("id")
	const streams = 1000
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: streams}}
	var all []<-chan event
	for range streams {
		events, _ := h.follow(client, conversations+"/"+id+"/stream?after=99999", h.key, nil)
		<-events
		all = append(all, events)
	}
	var took []time.Duration
	for b.Loop() {
		start := time.Now()
		h.want(h.ask(asked{method: "GET", path: conversations + "/" + id, key: h.key}), http.StatusOK)
		took = append(took, time.Since(start))
	}
	b.ReportMetric(float64(len(all)), "streams")
	percentiles(b, took)
}
