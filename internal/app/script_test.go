package app

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// asProgram in the environment makes the test binary the program itself: a test can start it, and kill it.
const asProgram = "BE_THE_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		os.Exit(Main(os.Args[1:], OS()))
	}
	testscript.Main(m, map[string]func(){"vigie": func() { os.Exit(Main(os.Args[1:], OS())) }})
}

// The stories are text files: each runs the real program in a folder of its own.
func TestStories(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("VIGIE_DATA", env.WorkDir+"/data")
			serveSite(env)
			return nil
		},
		Cmds:                map[string]func(ts *testscript.TestScript, neg bool, args []string){"status": status, "json": jsonOnly},
		RequireExplicitExec: true, RequireUniqueNames: true,
	})
}

// status runs a command that ends with a status: status 2 vigie nonsense.
func status(ts *testscript.TestScript, _ bool, args []string) {
	got := 0
	var ended *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &ended) {
		got = ended.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if args[0] != strconv.Itoa(got) {
		ts.Fatalf("status %d, want %s", got, args[0])
	}
}

// jsonOnly fails unless what the last command printed is JSON values and nothing else. Each further argument is a member
// that the first of them, or of its elements, must have; name>VARIABLE keeps its value for the story.
func jsonOnly(ts *testscript.TestScript, _ bool, args []string) {
	values := json.NewDecoder(strings.NewReader(ts.ReadFile("stdout")))
	var first any
	for n := 0; ; n++ {
		var value any
		err := values.Decode(&value)
		if errors.Is(err, io.EOF) && n > 0 {
			break
		}
		if err != nil {
			ts.Fatalf("not JSON: %v", err)
		}
		if n == 0 {
			first = value
		}
	}
	if list, ok := first.([]any); ok && len(list) > 0 {
		first = list[0]
	}
	members, _ := first.(map[string]any)
	for _, arg := range args {
		name, variable, keep := strings.Cut(arg, ">")
		value, there := members[name]
		if !there {
			ts.Fatalf("%q is missing", name)
		}
		if keep {
			ts.Setenv(variable, fmt.Sprint(value))
		}
	}
}
