//go:build unix

package storetest

import (
	"errors"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

func query(t *testing.T, url, sql string) string {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(t.Context()) }()
	var answer string
	if err := conn.QueryRow(t.Context(), sql).Scan(&answer); err != nil {
		t.Fatal(err)
	}
	return answer
}

func change(t *testing.T, url, sql string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(t.Context()) }()
	if _, err := conn.Exec(t.Context(), sql); err != nil {
		t.Fatal(err)
	}
}

func TestEachTestHasItsOwnDatabase(t *testing.T) {
	one, two := Postgres(t), Postgres(t)
	if one == two {
		t.Fatalf("both are %s", one)
	}
	change(t, one, "CREATE TABLE only_here (x TEXT)")
	if got := query(t, two, "SELECT count(*)::text FROM pg_tables WHERE tablename = 'only_here'"); got != "0" {
		t.Errorf("the second database sees %s tables of the first", got)
	}
	if got := query(t, one, "SHOW server_encoding"); got != "UTF8" {
		t.Errorf("encoding %s", got)
	}
}

func TestDatabaseGoesWithItsTest(t *testing.T) {
	var url string
	t.Run("inner", func(t *testing.T) {
		url = Postgres(t)
		conn, err := pgx.Connect(t.Context(), url) // left open: it must not keep the database
		if err != nil {
			t.Fatal(err)
		}
		_ = conn
	})
	if url == "" {
		t.Skip("PostgreSQL tests are skipped: no PostgreSQL here")
	}
	if conn, err := pgx.Connect(t.Context(), url); err == nil {
		t.Errorf("the database outlived its test: %v", conn.Close(t.Context()))
	}
}

func TestServerRunsWithoutFsync(t *testing.T) {
	Postgres(t) // skips where there is none
	s, err := fast()
	if err != nil {
		t.Fatal(err)
	}
	if got := query(t, s.url("postgres"), "SHOW fsync"); got != "off" {
		t.Errorf("fsync is %s", got)
	}
}

func TestDurableHasFsync(t *testing.T) {
	if got := query(t, DurablePostgres(t), "SHOW fsync"); got != "on" {
		t.Errorf("fsync is %s", got)
	}
}

func TestMissingPrograms(t *testing.T) {
	if _, err := start(filepath.Join(t.TempDir(), "*", "bin"), true); !errors.Is(err, errMissing) {
		t.Errorf("got %v, want errMissing", err)
	}
}

func TestNewestVersion(t *testing.T) {
	root := t.TempDir()
	for _, name := range []string{"9/bin/initdb", "9/bin/postgres", "15/bin/initdb", "15/bin/postgres", "17/bin/postgres"} {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	got, err := newest(filepath.Join(root, "*", "bin"))
	if err != nil || got != filepath.Join(root, "15", "bin") {
		t.Errorf("newest is %s, %v; want the 15, since the 17 has no initdb", got, err)
	}
}

const child = "STORETEST_CHILD"

// TestChild is not a test: it is the process that TestServerEndsWithItsProcess kills.
func TestChild(t *testing.T) {
	if os.Getenv(child) == "" {
		t.Skip("run by TestServerEndsWithItsProcess only")
	}
	Postgres(t)
	s, err := durable()
	if err != nil {
		t.Fatal(err)
	}
	_, _ = os.Stdout.WriteString("\nfolder " + s.folder + "\n" + "address " + net.JoinHostPort("127.0.0.1", port(s)) + "\n")
	select {}
}

func port(s *server) string {
	_, after, _ := strings.Cut(s.url(""), "127.0.0.1:")
	number, _, _ := strings.Cut(after, "/")
	return number
}

// Neither server nor folder outlives a test process that is killed.
func TestServerEndsWithItsProcess(t *testing.T) {
	Postgres(t) // skips where there is none
	cmd := exec.Command(os.Args[0], "-test.run=^TestChild$", "-test.v")
	cmd.Env = append(os.Environ(), child+"=1")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	buffer := make([]byte, 1024)
	for err == nil && (!strings.Contains(text.String(), "address ") || !strings.HasSuffix(text.String(), "\n")) {
		var n int
		n, err = out.Read(buffer)
		text.Write(buffer[:n])
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, out)
	_ = cmd.Wait()
	folder, address := word(text.String(), "folder "), word(text.String(), "address ")
	if folder == "" || address == "" {
		t.Fatalf("the child said %q", text.String())
	}
	deadline := time.Now().Add(20 * time.Second)
	for time.Now().Before(deadline) {
		_, gone := os.Stat(folder)
		conn, refused := net.Dial("tcp", address)
		if refused == nil {
			_ = conn.Close()
		}
		if gone != nil && refused != nil {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Errorf("20 s after the process was killed, its server at %s or its folder %s is still there", address, folder)
}

func word(text, after string) string {
	_, rest, _ := strings.Cut(text, after)
	line, _, _ := strings.Cut(rest, "\n")
	return strings.TrimSpace(line)
}
