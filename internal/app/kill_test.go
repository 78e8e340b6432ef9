package app

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/store"
	"github.com/vigie-desk/vigie/internal/store/storetest"
)

// program is the real binary, which can be killed.
type program struct {
	t       *testing.T
	address string
	env     []string
	args    []string
	cmd     *exec.Cmd
	out     bytes.Buffer
}

func (p *program) start() {
	p.t.Helper()
	p.cmd = exec.Command(os.Args[0], p.args...)
	p.cmd.Env = append(append(os.Environ(), asProgram+"=1"), p.env...)
	p.out.Reset()
	p.cmd.Stdout, p.cmd.Stderr = &p.out, &p.out
	if err := p.cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	for range 400 {
		resp, err := http.Get("http://" + p.address + "/readyz")
		if err == nil {
			_ = resp.Body.Close()
			if resp.StatusCode == http.StatusOK {
				return
			}
		}
		time.Sleep(25 * time.Millisecond)
	}
	p.t.Fatalf("the program does not come up:\n%s", p.out.String())
}

func (p *program) kill() {
	_ = p.cmd.Process.Kill()
	_ = p.cmd.Wait()
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}

const testKey = "a key for the tests of this desk"

func serving(t *testing.T, env ...string) *program {
	t.Helper()
	p := &program{t: t, address: freeAddress(t), env: append(env, "VIGIE_API_KEY="+testKey)}
	p.args = []string{"serve", "--listen", p.address}
	return p
}

func (p *program) run(args ...string) {
	p.t.Helper()
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(append(os.Environ(), asProgram+"=1"), p.env...)
	if out, err := cmd.CombinedOutput(); err != nil {
		p.t.Fatalf("vigie %v: %v\n%s", args, err, out)
	}
}

// post sends one message until it is accepted, with the same idempotency key each time, as a careful client does.
func (p *program) post(ctx context.Context, n int) (turn string, err error) {
	questions := []string{"How long does delivery to Belgium take?", "Can I pay in gold?", "I want to talk to a human", "hello"}
	body, _ := json.Marshal(map[string]any{"text": questions[n%len(questions)]})
	for ctx.Err() == nil {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+p.address+"/api/v1/conversations", bytes.NewReader(body))
		if err != nil {
			return "", err
		}
		req.Header.Set("Authorization", "Bearer "+testKey)
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Idempotency-Key", fmt.Sprint("message-", n))
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			time.Sleep(20 * time.Millisecond) // it has just been killed
			continue
		}
		var got struct {
			Turn struct {
				ID string `json:"id"`
			} `json:"turn"`
		}
		decodeErr := json.NewDecoder(resp.Body).Decode(&got)
		_ = resp.Body.Close()
		switch {
		case decodeErr == nil && resp.StatusCode < 300 && got.Turn.ID != "":
			return got.Turn.ID, nil
		case resp.StatusCode == http.StatusTooManyRequests || resp.StatusCode >= 500 || decodeErr != nil:
			time.Sleep(20 * time.Millisecond)
		default:
			return "", fmt.Errorf("message %d: status %d", n, resp.StatusCode)
		}
	}
	return "", ctx.Err()
}

// Messages come in while the program is killed over and over, at any point between acceptance and delivery: each has
// exactly one outcome in the end.
func TestKilledAtAnyMoment(t *testing.T) {
	t.Parallel() // it waits more than it works, or works on one core
	messages, kills := 1000, 20
	if testing.Short() {
		messages, kills = 120, 4
	}
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel() // the two wait for leases to run out more than they work
		folder := t.TempDir()
		survives(t, serving(t, "VIGIE_DATA="+folder), store.Config{Folder: folder}, messages, kills)
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		url := storetest.Postgres(t)
		survives(t, serving(t, "VIGIE_DATA="+t.TempDir(), "VIGIE_DATABASE="+url), store.Config{URL: url}, messages, kills)
	})
}

func survives(t *testing.T, p *program, cfg store.Config, messages, kills int) {
	t.Helper()
	company, err := filepath.Abs(filepath.Join("demo", "company"))
	if err != nil {
		t.Fatal(err)
	}
	p.run("import", company)
	receiver := receive(t)
	p.env = append(p.env, "VIGIE_WEBHOOK_URL="+receiver.url, "VIGIE_WEBHOOK_SECRET=a secret between the two servers")
	p.start()
	ctx, cancel := context.WithTimeout(t.Context(), 8*time.Minute)
	defer cancel()
	var accepted atomic.Int64
	turns := make([]string, messages)
	var clients sync.WaitGroup
	for worker := range 8 {
		clients.Go(func() {
			for n := worker; n < messages; n += 8 {
				turn, err := p.post(ctx, n)
				if err != nil {
					t.Error(err)
					return
				}
				turns[n] = turn
				accepted.Add(1)
			}
		})
	}
	for k := range kills {
		for ctx.Err() == nil && int(accepted.Load()) < (k+1)*messages/(kills+1) {
			time.Sleep(time.Millisecond)
		}
		time.Sleep(time.Duration(rand.IntN(20)) * time.Millisecond)
		p.kill()
		p.start()
	}
	clients.Wait()
	defer p.kill()
	outcomes(t, cfg, turns, receiver)
}

// receiver is the company's own server, which notes how often each delivery came. Now and then it is away or slow.
type receiver struct {
	url string
	mu  sync.Mutex
	got map[string]int // by delivery, which has its message's id
}

func receive(t *testing.T) *receiver {
	t.Helper()
	r := &receiver{got: map[string]int{}}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		switch rand.IntN(20) {
		case 0:
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		case 1:
			time.Sleep(100 * time.Millisecond)
		}
		r.mu.Lock()
		defer r.mu.Unlock()
		r.got[req.Header.Get("X-Vigie-Delivery")]++
	}))
	t.Cleanup(server.Close)
	r.url = server.URL
	return r
}

func (r *receiver) times(message string) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.got[message]
}

// outcomes waits until every turn has ended and holds each to exactly one, which the receiver got at least once.
func outcomes(t *testing.T, cfg store.Config, turns []string, receiver *receiver) {
	t.Helper()
	db, err := store.Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	states := map[desk.TurnState]int{}
	seen := map[string]bool{}
	deadline := time.Now().Add(90 * time.Second)
	for _, id := range turns {
		if id == "" || seen[id] {
			t.Fatalf("turn %q is missing, or two messages have it", id)
		}
		seen[id] = true
		turn, err := db.Turn(t.Context(), id)
		for err == nil && turn.State.Open() && time.Now().Before(deadline) {
			time.Sleep(50 * time.Millisecond)
			turn, err = db.Turn(t.Context(), id)
		}
		if err != nil || turn.State.Open() {
			t.Fatalf("turn %s is %s: %v", id, turn.State, err)
		}
		states[turn.State]++
		said, err := db.Messages(t.Context(), turn.Conversation, 0, 10)
		if err != nil || len(said) != 2 {
			t.Fatalf("turn %s, %s: %d messages, want the question and one outcome: %v", id, turn.State, len(said), err)
		}
		for receiver.times(said[1].ID) == 0 && time.Now().Before(deadline) {
			time.Sleep(50 * time.Millisecond)
		}
		if receiver.times(said[1].ID) == 0 {
			t.Fatalf("turn %s: its outcome never arrived", id)
		}
	}
	var table []string
	for s, n := range states {
		table = append(table, fmt.Sprintf("%d %s", n, s))
	}
	receiver.mu.Lock()
	defer receiver.mu.Unlock()
	repeated := 0
	for _, n := range receiver.got {
		repeated += n - 1
	}
	t.Logf("%d messages: %s; %d arrived, %d times again", len(turns), strings.Join(table, ", "), len(receiver.got), repeated)
	if len(receiver.got) != len(turns) {
		t.Errorf("%d outcomes arrived for %d messages", len(receiver.got), len(turns))
	}
	if n, err := db.CountTurns(t.Context()); err != nil || n != len(turns) {
		t.Errorf("%d turns for %d messages, %v", n, len(turns), err)
	}
}
