//go:build unix

// Package storetest helps to test what stands on a database. Only tests import it.
//
// Postgres and Empty give a test a PostgreSQL database of its own, Folder one of SQLite. The server is started from Debian's packages, once for a test
// process and each way of syncing, on a free loopback port, and is stopped and removed when that process ends, however it
// ends: a watching shell holds the other end of a pipe, and the pipe closes with the process, also after kill -9.
package storetest

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// binaryFolders is where Debian's packages put PostgreSQL, one folder for each version.
const binaryFolders = "/usr/lib/postgresql/*/bin"

// errMissing says that there is no PostgreSQL to start.
var errMissing = errors.New("no PostgreSQL here; install it: apt-get install postgresql")

// One server for a process: starting one costs half a second. It runs without fsync: killing a process, which tests do, loses
// nothing by that, and what benchmarks compare is code and not disks. The process is what these belong to, hence variables
// of the package.
var (
	durable  = sync.OnceValues(func() (*server, error) { return start(binaryFolders, true) })
	fast     = sync.OnceValues(func() (*server, error) { return start(binaryFolders, false) })
	database atomic.Int64
)

// Empty gives the URL of a fresh database without tables, as Postgres does.
func Empty(tb testing.TB) string {
	tb.Helper()
	return running(tb, fast).fresh(tb, "")
}

// DurablePostgres is Empty with fsync on, for a benchmark too: what it writes is compared with bare writes to the
// same server.
func DurablePostgres(tb testing.TB) string {
	tb.Helper()
	return running(tb, durable).fresh(tb, "")
}

func running(tb testing.TB, started func() (*server, error)) *server {
	tb.Helper()
	s, err := started()
	if errors.Is(err, errMissing) {
		tb.Skipf("PostgreSQL tests are skipped: %v", err)
	}
	if err != nil {
		tb.Fatalf("start PostgreSQL: %v", err)
	}
	return s
}

// fresh makes a database, in such a way, and drops it when the test ends.
func (s *server) fresh(tb testing.TB, how string) string {
	tb.Helper()
	name := fmt.Sprintf("test%d", database.Add(1))
	if err := s.exec(tb.Context(), "CREATE DATABASE "+name+how); err != nil {
		tb.Fatalf("create a database: %v", err)
	}
	tb.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := s.exec(ctx, "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
			tb.Errorf("drop the database %s: %v", name, err)
		}
	})
	return s.url(name)
}

// server is one running PostgreSQL.
type server struct {
	bin, folder, password string
	port                  int
	alive                 *os.File // while it is open, the server runs

	furnishing sync.Once
	furnished  error
}

func (s *server) url(database string) string {
	u := url.URL{
		Scheme: "postgres", User: url.UserPassword("postgres", s.password),
		Host: net.JoinHostPort("127.0.0.1", strconv.Itoa(s.port)), Path: "/" + database, RawQuery: "sslmode=disable",
	}
	return u.String()
}

func (s *server) exec(ctx context.Context, sql string) error {
	conn, err := pgx.Connect(ctx, s.url("postgres"))
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	_, err = conn.Exec(ctx, sql)
	return err
}

// start makes a cluster in a folder of its own and starts a server on it. Another program may take the free port first:
// then it tries again.
func start(folders string, fsync bool) (*server, error) {
	bin, err := newest(folders)
	if err != nil {
		return nil, err
	}
	who, err := account()
	if err != nil {
		return nil, err
	}
	for range 3 {
		s := &server{bin: bin, password: rand.Text()}
		if err = s.create(who); err == nil {
			err = s.launch(who, fsync)
		}
		if err == nil {
			return s, nil
		}
		err = errors.Join(err, s.stop(), os.RemoveAll(s.folder))
		if !errors.Is(err, errPortTaken) {
			break
		}
	}
	return nil, err
}

// newest gives the folder of the newest version that has both programs.
func newest(folders string) (string, error) {
	found, err := filepath.Glob(folders)
	if err != nil {
		return "", err
	}
	found = slices.DeleteFunc(found, func(folder string) bool {
		_, err1 := os.Stat(filepath.Join(folder, "initdb"))
		_, err2 := os.Stat(filepath.Join(folder, "postgres"))
		return err1 != nil || err2 != nil
	})
	if len(found) == 0 {
		return "", errMissing
	}
	return slices.MaxFunc(found, func(a, b string) int { return version(a) - version(b) }), nil
}

// version reads 15 from /usr/lib/postgresql/15/bin.
func version(folder string) int {
	n, _ := strconv.Atoi(filepath.Base(filepath.Dir(folder)))
	return n
}

// account is who the server runs as: PostgreSQL refuses root, so there the account that the package made; else nil,
// which is ourselves.
func account() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil // no credential is the answer: the process's own
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil, fmt.Errorf("%w (root needs the account postgres, which the package makes: %w)", errMissing, err)
	}
	uid, err1 := strconv.ParseUint(u.Uid, 10, 32)
	gid, err2 := strconv.ParseUint(u.Gid, 10, 32)
	if err := errors.Join(err1, err2); err != nil {
		return nil, fmt.Errorf("the account postgres: %w", err)
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
}

// create makes the cluster. The account that runs it owns the folder, so that the watching shell can remove it.
func (s *server) create(who *syscall.Credential) (err error) {
	if s.folder, err = os.MkdirTemp("", "vigie-postgres-"); err != nil {
		return err
	}
	secret := filepath.Join(s.folder, "password")
	if err := os.WriteFile(secret, []byte(s.password), 0o600); err != nil {
		return err
	}
	if who != nil {
		uid, gid := int(who.Uid), int(who.Gid)
		if err := errors.Join(os.Chown(secret, uid, gid), os.Chown(s.folder, uid, gid)); err != nil {
			return err
		}
	}
	initdb := exec.Command(filepath.Join(s.bin, "initdb"), "--pgdata", s.data(), "--username=postgres", "--pwfile", secret,
		"--auth=password", "--encoding=UTF8", "--no-locale", "--no-sync", "--no-instructions")
	initdb.Dir = s.folder
	initdb.SysProcAttr = &syscall.SysProcAttr{Credential: who}
	if out, err := initdb.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, out)
	}
	return nil
}

func (s *server) data() string { return filepath.Join(s.folder, "data") }

func (s *server) log() string { return filepath.Join(s.folder, "log") }

// watch starts the server and waits for the end of its input, which comes when the test process ends; then it stops the
// server at once, since its data are worth nothing, and removes the folder.
const watch = `
folder=$1; log=$2; shift 2
"$@" >"$log" 2>&1 </dev/null &
server=$!
cat >/dev/null
kill -QUIT $server 2>/dev/null
wait $server
rm -rf "$folder"
`

var errPortTaken = errors.New("the port was taken")

func (s *server) launch(who *syscall.Credential, fsync bool) (err error) {
	if s.port, err = freePort(); err != nil {
		return err
	}
	input, alive, err := os.Pipe()
	if err != nil {
		return err
	}
	s.alive = alive
	shell := exec.Command("/bin/sh", "-c", watch, "sh", s.folder, s.log(),
		filepath.Join(s.bin, "postgres"), "-D", s.data(), "-p", strconv.Itoa(s.port),
		"-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=200",
		"-c", fmt.Sprintf("fsync=%t", fsync))
	shell.Dir = s.folder
	shell.Stdin = input
	shell.SysProcAttr = &syscall.SysProcAttr{Credential: who, Setsid: true} // an interrupt at the terminal is not for it
	if err := errors.Join(shell.Start(), input.Close()); err != nil {
		return err
	}
	return s.await(20 * time.Second)
}

// await waits until the server answers.
func (s *server) await(patience time.Duration) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	for {
		err := s.exec(ctx, "SELECT 1")
		if err == nil {
			return nil
		}
		log, _ := os.ReadFile(s.log()) // a log that is not there yet says nothing
		switch {
		case strings.Contains(string(log), "could not bind"):
			return errPortTaken
		case ctx.Err() != nil:
			return fmt.Errorf("no answer in %v: %w\n%s", patience, err, log)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// stop lets the watching shell end the server. It does not wait for it.
func (s *server) stop() error {
	if s.alive == nil {
		return nil
	}
	return s.alive.Close()
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	return l.Addr().(*net.TCPAddr).Port, l.Close()
}
