package app

import (
	"bufio"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/config"
	"github.com/vigie-desk/vigie/internal/store/storetest"
)

// BenchmarkStreams: five thousand customers with an open chat on one process. First what they cost while nothing
// happens; then how long one message takes to reach all of them where they follow one conversation, and how long each
// message takes to its reader where they follow one each.
func BenchmarkStreams(b *testing.B) {
	const streams = 5_000
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil || limit.Cur < streams+500 {
		b.Skipf("left out: %d open files are allowed and %d are needed; raise ulimit -n", limit.Cur, streams+500)
	}
	program, data := builtProgram(b), b.TempDir()
	manyConversations(b, data, 11*streams)
	for _, spread := range []bool{false, true} {
		name := map[bool]string{false: "one-conversation", true: "spread"}[spread]
		b.Run(name, func(b *testing.B) {
			p := launch(b, program, "serve", data)
			time.Sleep(2 * time.Second)
			before := p.megabytes("status", "RssAnon")
			conversation := func(i int) string {
				if !spread {
					i = 0
				}
				return storetest.CrowdID(20*(1+i/2) + i%2) // those that wait for a person
			}
			start := time.Now()
			readers := p.follow(streams, conversation)
			opened := float64(streams) / time.Since(start).Seconds()
			time.Sleep(2 * time.Second)
			asleep := (p.megabytes("status", "RssAnon") - before) * 1000 / streams
			var took []time.Duration
			for b.Loop() {
				took = append(took, p.wave(readers, spread, conversation)...)
			}
			b.ReportMetric(opened, "opened/s")
			b.ReportMetric(asleep, "kB/stream")
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
			b.ReportMetric(float64(took[len(took)-1].Microseconds())/1000, "last-ms")
			b.ReportMetric((p.megabytes("status", "RssAnon")-before)*1000/streams, "busy-kB/stream")
			p.stop()
		})
	}
}

// manyConversations makes a desk with so many conversations in a folder.
func manyConversations(b *testing.B, data string, n int) {
	b.Helper()
	a, err := Build(b.Context(), withData(config.Defaults(), data), time.Now, slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	if err := a.Close(); err != nil {
		b.Fatal(err)
	}
	storetest.CrowdFile(b, data, n, time.Now())
}

// reader is one open stream: it notes when a message came.
type reader struct {
	came chan time.Time
}

// follow opens streams, a hundred at a time, and waits until each has said hello.
func (p *process) follow(n int, conversation func(i int) string) []reader {
	p.b.Helper()
	readers := make([]reader, n)
	var group sync.WaitGroup
	for worker := range 100 {
		group.Go(func() {
			for i := worker; i < n; i += 100 {
				r, err := p.open(conversation(i))
				if err != nil {
					p.b.Error(err)
					return
				}
				readers[i] = r
			}
		})
	}
	group.Wait()
	if p.b.Failed() {
		p.b.FailNow()
	}
	return readers
}

// open follows one conversation by hand: five thousand of net/http's clients would cost more than the server.
func (p *process) open(id string) (reader, error) {
	conn, err := net.Dial("tcp", p.address)
	if err != nil {
		return reader{}, err
	}
	p.b.Cleanup(func() { _ = conn.Close() })
	_, err = fmt.Fprintf(conn, "GET /api/v1/conversations/%s/stream?after=999999 HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n\r\n", id, p.address, testKey)
	if err != nil {
		return reader{}, err
	}
	r := reader{came: make(chan time.Time, 4)}
	lines := bufio.NewReaderSize(conn, 512)
	for line := ""; !strings.HasPrefix(line, "event: hello"); {
		if line, err = lines.ReadString('\n'); err != nil {
			return reader{}, fmt.Errorf("stream of %s: %w", id, err)
		}
		if strings.HasPrefix(line, "HTTP/1.1") && !strings.Contains(line, " 200 ") {
			return reader{}, fmt.Errorf("stream of %s: %s", id, line)
		}
	}
	go func() {
		for {
			line, err := lines.ReadSlice('\n')
			if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
				close(r.came)
				return
			}
			if strings.HasPrefix(string(line), "event: message") {
				r.came <- time.Now()
			}
		}
	}()
	return r, nil
}

// wave has operators write what every reader must see, and gives how long each waited from the moment that the message
// was sent. Eight operators write where the readers follow one conversation each.
func (p *process) wave(readers []reader, spread bool, conversation func(i int) string) []time.Duration {
	p.b.Helper()
	messages, operators := 1, 1
	if spread {
		messages, operators = len(readers), 8
	}
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: operators}}
	defer client.CloseIdleConnections()
	sent := make([]time.Time, messages)
	var next atomic.Int64
	var group sync.WaitGroup
	start := time.Now()
	for range operators {
		group.Go(func() {
			for i := int(next.Add(1)) - 1; i < messages; i = int(next.Add(1)) - 1 {
				sent[i] = time.Now()
				path := "/api/v1/conversations/" + conversation(i) + "/operator-messages"
				if err := p.post(p.b.Context(), client, path, "", map[string]string{"text": "Your parcel leaves today."}); err != nil {
					p.b.Error(err)
					return
				}
			}
		})
	}
	group.Wait()
	if p.b.Failed() {
		p.b.FailNow()
	}
	if spread {
		p.b.ReportMetric(float64(messages)/time.Since(start).Seconds(), "messages/s")
	}
	took := make([]time.Duration, len(readers))
	for i, r := range readers {
		select {
		case at, open := <-r.came:
			if !open {
				p.b.Fatalf("stream %d ended", i)
			}
			took[i] = at.Sub(sent[min(i, messages-1)])
		case <-time.After(30 * time.Second):
			p.b.Fatalf("stream %d has heard nothing", i)
		}
	}
	return took
}
