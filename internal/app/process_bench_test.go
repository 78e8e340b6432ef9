package app

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/config"
)

// builtProgram builds the program as `make build` does. What it costs is measured on the thing itself: a test binary is another
// size, and holds the tests' own memory.
func builtProgram(b *testing.B) string {
	b.Helper()
	if runtime.GOOS != "linux" {
		b.Skip("left out: the memory of a process is read from /proc, which only Linux has")
	}
	path := filepath.Join(b.TempDir(), "vigie")
	cmd := exec.Command("go", "build", "-buildvcs=false", "-trimpath", "-ldflags", "-s -w", "-o", path, "../../cmd/vigie")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("go build: %v\n%s", err, out)
	}
	return path
}

// process is the real program, running by itself.
type process struct {
	b       *testing.B
	address string
	cmd     *exec.Cmd
}

// launch starts the program, waits until it is ready, and stops it with the benchmark.
func launch(b *testing.B, program, command, data string) *process {
	b.Helper()
	p := &process{b: b, address: freeAddressFor(b)}
	p.cmd = exec.Command(program, command, "--data", data, "--listen", p.address)
	p.cmd.Env = append(os.Environ(), "VIGIE_API_KEY="+testKey)
	var said bytes.Buffer
	p.cmd.Stdout, p.cmd.Stderr = io.Discard, &said
	if err := p.cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(p.stop)
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		resp, err := http.Get("http://" + p.address + "/readyz")
		if err != nil {
			continue
		}
		_ = resp.Body.Close()
		if resp.StatusCode == http.StatusOK {
			return p
		}
	}
	p.stop()
	b.Fatalf("vigie %s does not come up:\n%s", command, said.String())
	return nil
}

func (p *process) stop() {
	if p.cmd.ProcessState == nil {
		_ = p.cmd.Process.Signal(syscall.SIGTERM)
		_ = p.cmd.Wait()
	}
}

func freeAddressFor(b *testing.B) string {
	b.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}

// megabytes reads a field of a file under /proc of the process, in MB of 1,000,000 bytes.
func (p *process) megabytes(file, field string) float64 {
	p.b.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/%s", p.cmd.Process.Pid, file))
	if err != nil {
		p.b.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if value, found := strings.CutPrefix(line, field+":"); found {
			n, err := strconv.Atoi(strings.Fields(value)[0])
			if err != nil {
				p.b.Fatal(err)
			}
			return float64(n) * 1024 / 1e6
		}
	}
	p.b.Fatalf("%s has no %s", file, field)
	return 0
}

// metric reads one of the program's own figures.
func (p *process) metric(name string) float64 {
	p.b.Helper()
	resp, err := http.Get("http://" + p.address + "/metrics")
	if err != nil {
		p.b.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		p.b.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if value, found := strings.CutPrefix(line, name+" "); found {
			n, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
			if err != nil {
				p.b.Fatal(err)
			}
			return n
		}
	}
	p.b.Fatalf("no metric %s", name)
	return 0
}

// post sends JSON with the key and fails for an answer that is not good.
func (p *process) post(ctx context.Context, client *http.Client, path, prefer string, body any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+p.address+path, bytes.NewReader(text))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Prefer", prefer)
	if p.cmd.Args[1] != "demo" { // a demo knows no key
		r.Header.Set("Authorization", "Bearer "+testKey)
	}
	resp, err := client.Do(r)
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	said, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode >= 300 {
		err = fmt.Errorf("%s: status %d: %s", path, resp.StatusCode, said)
	}
	return err
}

// ask asks one question and waits for what becomes of it.
func (p *process) ask() {
	p.b.Helper()
	question := map[string]string{"text": "How long does delivery to Belgium take?"}
	if err := p.post(p.b.Context(), http.DefaultClient, "/api/v1/conversations", "wait=10", question); err != nil {
		p.b.Fatal(err)
	}
}

// BenchmarkIdle: what the process holds some seconds after it answered one question, and what it held at most. file is
// the part of rss that is the program itself, which the system may drop and shares between processes; anon is the rest.
// A demo is measured at its first start, which makes its operator's password, and at a later one; a desk with much
// knowledge at a start that builds its index and at one that finds it saved.
func BenchmarkIdle(b *testing.B) {
	program := builtProgram(b)
	b.Run("demo/first", func(b *testing.B) {
		for b.Loop() {
			idle(b, program, "demo", filepath.Join(b.TempDir(), "demo"))
		}
	})
	b.Run("demo/again", func(b *testing.B) {
		data := filepath.Join(b.TempDir(), "demo")
		launch(b, program, "demo", data).stop()
		for b.Loop() {
			idle(b, program, "demo", data)
		}
	})
	for _, saved := range []bool{false, true} {
		b.Run(fmt.Sprintf("units=10000/saved=%t", saved), func(b *testing.B) {
			data := b.TempDir()
			importInto(b, withData(config.Defaults(), data), slog.New(slog.DiscardHandler), 10_000)
			if saved {
				p := launch(b, program, "serve", data)
				p.ask() // it is answered once the index is there, and what is there is saved at the stop
				p.stop()
			}
			for b.Loop() {
				idle(b, program, "serve", data)
			}
		})
	}
}

// quiet is how long a process is left alone before its memory is read.
const quiet = 10 * time.Second

func idle(b *testing.B, program, command, data string) {
	b.Helper()
	p := launch(b, program, command, data)
	p.ask()
	time.Sleep(quiet)
	b.ReportMetric(p.megabytes("status", "VmRSS"), "rss-MB")
	b.ReportMetric(p.megabytes("status", "RssFile"), "file-MB")
	b.ReportMetric(p.megabytes("status", "RssAnon"), "anon-MB")
	b.ReportMetric(p.megabytes("status", "VmHWM"), "most-MB")
	b.ReportMetric(p.megabytes("smaps_rollup", "Pss"), "pss-MB")
	b.ReportMetric(p.metric("go_memstats_heap_alloc_bytes")/1e6, "heap-MB")
	b.ReportMetric(p.metric("go_memstats_heap_inuse_bytes")/1e6, "spans-MB")
	p.stop()
}
