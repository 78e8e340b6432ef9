package app

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"
)

// The two commands that do not end print their addresses, as JSON and nothing else.
func TestServeAndDemoPrintJSON(t *testing.T) {
	for name, c := range map[string]struct {
		command interface{ Run(*run) error }
		members []string
	}{
		"serve": {&serveCmd{Listen: "127.0.0.1:0"}, []string{"listen", "chat", "desk", "setup"}},
		"demo":  {&demoCmd{Listen: "127.0.0.1:0"}, []string{"listen", "chat", "desk", "email", "password", "folder"}},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, stop := context.WithTimeout(t.Context(), time.Minute)
			defer stop()
			out, in := io.Pipe()
			r := &run{ctx: ctx, cli: &cli{JSON: true, Data: t.TempDir()}, System: System{Out: in, Err: io.Discard, ReadFile: OS().ReadFile, Now: time.Now}}
			ended := make(chan error, 1)
			go func() {
				err := c.command.Run(r)
				_ = in.CloseWithError(io.EOF)
				ended <- err
			}()
			values := json.NewDecoder(out)
			var got map[string]any
			if err := values.Decode(&got); err != nil {
				t.Fatalf("%v, %v", err, <-ended)
			}
			for _, member := range c.members {
				if text, _ := got[member].(string); text == "" {
					t.Errorf("%s is missing: %v", member, got)
				}
			}
			stop()
			if err := values.Decode(&got); err != io.EOF {
				t.Errorf("printed after the addresses: %v, %v", got, err)
			}
			if err := <-ended; err != nil && !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
		})
	}
}

// The story runs every command there is.
func TestJSONStoryIsWhole(t *testing.T) {
	story, err := os.ReadFile("testdata/script/json.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var c cli
	parser, err := kong.New(&c)
	if err != nil {
		t.Fatal(err)
	}
	leaves := 0
	err = kong.Visit(parser.Model, func(node kong.Visitable, next kong.Next) error {
		command, is := node.(*kong.Node)
		if !is || command.Type != kong.CommandNode || !command.Leaf() {
			return next(nil)
		}
		leaves++
		name := strings.TrimPrefix(command.FullPath(), parser.Model.Name+" ")
		if name != "serve" && name != "demo" && !strings.Contains(string(story), " "+name+" ") && !strings.Contains(string(story), " "+name+"\n") {
			t.Errorf("no story runs %s with --json", name)
		}
		return next(nil)
	})
	if err != nil || leaves < 15 {
		t.Errorf("%d commands, %v; the type has %d members", leaves, err, reflect.TypeFor[cli]().NumField())
	}
}
