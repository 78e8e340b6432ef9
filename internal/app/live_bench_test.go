package app

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/config"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/store/storetest"
)

// crowd is what the generator of BenchmarkLive is told: how many follow, how often something is said, for how long.
type crowd struct {
	Address      string
	Chats, Desks int
	EachSecond   int
	Seconds      int
	Reading      bool // desks read their page again when they are woken, as their script does
	Email        string
	Password     string
}

// heard is what it says afterwards: how long each took from the send to the seeing, in milliseconds, and what never came.
type heard struct {
	Chats, Desks []float64
	Lost         int
	Late         float64 // the slowest post, in milliseconds
	Failed       []string
	Reads        int
	ReadP50      float64
}

const generatorEnv = "VIGIE_LIVE_GENERATOR"

// BenchmarkLive: five thousand customers with an open chat and two hundred operators with a conversation open at the
// desk, while a hundred messages a second are written for twenty seconds. Every fourth goes to a conversation that a desk
// shows. The time is from the send to the chat's event, and to the desk's: its wake-up, or, where desks read, the page
// that holds the message. The generator is a process of its own on the same machine; how much of the processors it took
// is a figure beside the others. The server runs in the benchmark, for -cpuprofile to see.
func BenchmarkLive(b *testing.B) {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil || limit.Cur < 6_500 {
		b.Skipf("left out: %d open files are allowed and 6500 are needed; raise ulimit -n", limit.Cur)
	}
	for _, reading := range []bool{false, true} {
		b.Run(map[bool]string{false: "woken", true: "reading"}[reading], func(b *testing.B) {
			for b.Loop() {
				live(b, crowd{Chats: 5_000, Desks: 200, EachSecond: 100, Seconds: 20, Reading: reading, Email: "claire@example.org", Password: "correct horse battery"})
			}
		})
	}
}

func live(b *testing.B, c crowd) {
	b.Helper()
	data := b.TempDir()
	cfg := withData(config.Defaults(), data)
	a, err := Build(b.Context(), cfg, time.Now, slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	_, err = a.access.AddOperator(b.Context(), desk.Operator{Name: "Claire Martin", Email: c.Email, Team: "support", Role: desk.RoleOwner, Languages: []desk.Language{desk.English}}, c.Password)
	if err == nil {
		err = a.access.EnsureKey(b.Context(), "bench", testKey, access.Admin)
	}
	if err != nil {
		b.Fatal(err)
	}
	if err := a.Close(); err != nil {
		b.Fatal(err)
	}
	storetest.CrowdFile(b, data, 11*c.Chats, time.Now())
	if a, err = Build(b.Context(), cfg, time.Now, slog.New(slog.DiscardHandler)); err != nil {
		b.Fatal(err)
	}
	defer func() { _ = a.Close() }()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.WithoutCancel(b.Context()))
	done := make(chan error, 1)
	go func() { done <- a.Run(ctx, listener) }()
	c.Address = listener.Addr().String()
	before := onProcessors()
	got, spent := generate(b, c)
	mine := onProcessors() - before
	stop()
	if err := <-done; err != nil {
		b.Error(err)
	}
	if len(got.Failed) > 0 || got.Lost > 0 {
		b.Errorf("%d were never seen; %v", got.Lost, got.Failed)
	}
	for name, list := range map[string][]float64{"chat": got.Chats, "desk": got.Desks} {
		slices.Sort(list)
		if len(list) == 0 {
			b.Fatalf("no %s has seen anything", name)
		}
		b.ReportMetric(list[len(list)/2], name+"-p50-ms")
		b.ReportMetric(list[len(list)*99/100], name+"-p99-ms")
	}
	b.ReportMetric(spent.Seconds(), "generator-cpu-s")
	b.ReportMetric(mine.Seconds(), "server-cpu-s")
	b.ReportMetric(got.Late, "slowest-post-ms")
	b.ReportMetric(float64(got.Reads), "reads")
	b.ReportMetric(got.ReadP50, "read-p50-ms")
}

// onProcessors is the time on processors that this process has had.
func onProcessors() time.Duration {
	var r syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &r)
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

// generate runs the generator, and tells how long it was on processors.
func generate(b *testing.B, c crowd) (heard, time.Duration) {
	b.Helper()
	told, err := json.Marshal(c)
	if err != nil {
		b.Fatal(err)
	}
	cmd := exec.CommandContext(b.Context(), os.Args[0], "-test.run", "^TestLiveGenerator$", "-test.timeout", "80s")
	cmd.Env = append(os.Environ(), generatorEnv+"="+string(told), "GOGC=400")
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		b.Fatalf("the generator: %v\n%s%s", err, errs.String(), out.String())
	}
	var got heard
	line, _, _ := strings.Cut(out.String(), "\n")
	if err := json.Unmarshal([]byte(line), &got); err != nil {
		b.Fatalf("the generator: %v: %s", err, out.String())
	}
	return got, cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
}

// TestLiveGenerator is the generator's process. By itself it is no test.
func TestLiveGenerator(t *testing.T) {
	told := os.Getenv(generatorEnv)
	if told == "" {
		t.Skip("this is the other half of BenchmarkLive")
	}
	var c crowd
	if err := json.Unmarshal([]byte(told), &c); err != nil {
		t.Fatal(err)
	}
	g := &generator{crowd: c, sent: make([]time.Time, c.EachSecond*c.Seconds), chat: make([]time.Time, c.EachSecond*c.Seconds), desk: make([]time.Time, c.EachSecond*c.Seconds)}
	if err := g.run(); err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(g.result())
	if err != nil {
		t.Fatal(err)
	}
	_, _ = os.Stdout.Write(append(text, 10))
}

// generator follows, writes, and notes when what was written is seen.
type generator struct {
	crowd
	mu     sync.Mutex
	sent   []time.Time // by message
	chat   []time.Time
	desk   []time.Time
	failed []string
	late   time.Duration
	reads  []time.Duration
	cookie string
}

func (g *generator) fail(err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.failed) < 5 {
		g.failed = append(g.failed, err.Error())
	}
}

// conversation gives the one that a chat follows; the first ones are open at the desks too.
func (g *generator) conversation(chat int) string { return storetest.CrowdID(20*(1+chat/2) + chat%2) }

// chatOf tells to which chat a message goes.
func (g *generator) chatOf(message int) int {
	if message%4 == 0 {
		return message / 4 % g.Desks
	}
	return g.Desks + message%(g.Chats-g.Desks)
}

func (g *generator) run() error {
	if err := g.signIn(); err != nil {
		return err
	}
	var group sync.WaitGroup
	for worker := range 50 {
		group.Go(func() {
			for i := worker; i < g.Chats+g.Desks; i += 50 {
				if err := g.follow(i); err != nil {
					g.fail(err)
				}
			}
		})
	}
	group.Wait()
	if len(g.failed) > 0 {
		return fmt.Errorf("%v", g.failed)
	}
	time.Sleep(time.Second)
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 32}, Timeout: 20 * time.Second}
	start := time.Now()
	for m := range g.sent {
		time.Sleep(time.Until(start.Add(time.Duration(m) * time.Second / time.Duration(g.EachSecond))))
		group.Go(func() {
			if err := g.write(client, m); err != nil {
				g.fail(err)
			}
		})
	}
	group.Wait()
	time.Sleep(3 * time.Second)
	return nil
}

func (g *generator) signIn() error {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return err
	}
	client := &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.PostForm("http://"+g.Address+"/desk/login", url.Values{"email": {g.Email}, "password": {g.Password}})
	if err != nil {
		return err
	}
	_ = resp.Body.Close()
	for _, c := range resp.Cookies() {
		if c.Name == "vigie_desk" {
			g.cookie = c.Name + "=" + c.Value
		}
	}
	if g.cookie == "" {
		return fmt.Errorf("not signed in: status %d", resp.StatusCode)
	}
	return nil
}

func (g *generator) write(client *http.Client, m int) error {
	path := "http://" + g.Address + "/api/v1/conversations/" + g.conversation(g.chatOf(m)) + "/operator-messages"
	r, err := http.NewRequest(http.MethodPost, path, strings.NewReader(fmt.Sprintf(`{"text":"Your parcel leaves today, number %d."}`, m)))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+testKey)
	at := time.Now()
	g.mu.Lock()
	g.sent[m] = at
	g.mu.Unlock()
	resp, err := client.Do(r)
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	said, err := io.ReadAll(resp.Body)
	if resp.StatusCode >= 300 {
		return fmt.Errorf("status %d: %s", resp.StatusCode, said)
	}
	g.mu.Lock()
	g.late = max(g.late, time.Since(at))
	g.mu.Unlock()
	return err
}

// follow opens the stream of a chat, or of a desk, by hand: net/http's clients would cost more than the server.
func (g *generator) follow(i int) error {
	path, who := "/api/v1/conversations/"+g.conversation(i)+"/stream?after=999999", "Authorization: Bearer "+testKey
	if i >= g.Chats {
		path, who = "/desk/stream?conversation="+g.conversation(i-g.Chats), "Cookie: "+g.cookie
	}
	lines, err := g.dial(path, who)
	if err != nil {
		return err
	}
	for line := ""; !strings.HasPrefix(line, "event: hello"); {
		if line, err = lines.ReadString('\n'); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if strings.HasPrefix(line, "HTTP/1.1") && !strings.Contains(line, " 200 ") {
			return fmt.Errorf("%s: %s", path, line)
		}
	}
	if i < g.Chats {
		go g.hearChat(lines)
	} else {
		go g.hearDesk(lines, i-g.Chats)
	}
	return nil
}

func (g *generator) dial(path, who string) (*bufio.Reader, error) {
	conn, err := net.Dial("tcp", g.Address)
	if err != nil {
		return nil, err
	}
	_, err = fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: %s\r\n%s\r\n\r\n", path, g.Address, who)
	return bufio.NewReaderSize(conn, 1024), err
}

func (g *generator) hearChat(lines *bufio.Reader) {
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			return
		}
		if _, rest, found := strings.Cut(line, "today, number "); found {
			n := 0
			if _, err := fmt.Sscanf(rest, "%d", &n); err == nil {
				g.note(g.chat, n)
			}
		}
	}
}

func (g *generator) note(list []time.Time, message int) {
	now := time.Now()
	g.mu.Lock()
	defer g.mu.Unlock()
	if list[message].IsZero() {
		list[message] = now
	}
}

// hearDesk is one operator's page. Where it reads, it does so as its script does: at once, and then every 400 ms at most.
func (g *generator) hearDesk(lines *bufio.Reader, at int) {
	news := make(chan time.Time, 1)
	go func() {
		for {
			line, err := lines.ReadString('\n')
			if err != nil {
				close(news)
				return
			}
			if strings.HasPrefix(line, "event: changed") {
				select {
				case news <- time.Now():
				default:
				}
			}
		}
	}()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 1}, Timeout: 30 * time.Second}
	for range news {
		if !g.Reading {
			g.woken(at)
			continue
		}
		if err := g.read(client, at); err != nil {
			g.fail(err)
			return
		}
		time.Sleep(400 * time.Millisecond)
	}
}

// woken notes all messages to a desk's conversation that were sent before.
func (g *generator) woken(at int) {
	now := time.Now()
	g.mu.Lock()
	defer g.mu.Unlock()
	for m := 4 * at; m < len(g.sent); m += 4 * g.Desks {
		if !g.sent[m].IsZero() && g.desk[m].IsZero() {
			g.desk[m] = now
		}
	}
}

func (g *generator) read(client *http.Client, at int) error {
	r, err := http.NewRequest(http.MethodGet, "http://"+g.Address+"/desk/conversations/"+g.conversation(at), nil)
	if err != nil {
		return err
	}
	r.Header.Set("Cookie", g.cookie)
	r.Header.Set("Accept", "text/html")
	r.Header.Set("X-Vigie-Live", "yes")
	began := time.Now()
	resp, err := client.Do(r)
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	page, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		return fmt.Errorf("status %d: %w", resp.StatusCode, err)
	}
	g.mu.Lock()
	g.reads = append(g.reads, time.Since(began))
	g.mu.Unlock()
	for m := 4 * at; m < len(g.sent); m += 4 * g.Desks {
		if bytes.Contains(page, fmt.Appendf(nil, "today, number %d.", m)) {
			g.note(g.desk, m)
		}
	}
	return nil
}

func (g *generator) result() heard {
	g.mu.Lock()
	defer g.mu.Unlock()
	out := heard{Failed: g.failed, Late: float64(g.late.Microseconds()) / 1000, Reads: len(g.reads)}
	for m, at := range g.sent {
		if g.chat[m].IsZero() {
			out.Lost++
		} else {
			out.Chats = append(out.Chats, float64(g.chat[m].Sub(at).Microseconds())/1000)
		}
		if m%4 != 0 {
			continue
		}
		if g.desk[m].IsZero() {
			out.Lost++
		} else {
			out.Desks = append(out.Desks, float64(g.desk[m].Sub(at).Microseconds())/1000)
		}
	}
	if len(g.reads) > 0 {
		slices.Sort(g.reads)
		out.ReadP50 = float64(g.reads[len(g.reads)/2].Microseconds()) / 1000
	}
	return out
}
