package app

import (
	"os"
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
			return nil
		},
		RequireExplicitExec: true, RequireUniqueNames: true,
	})
}
