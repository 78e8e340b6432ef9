package app

import (
	"os"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/proving"
	"github.com/vigie-desk/vigie/internal/triage/topic"
)

type trainCmd struct {
	Files []string `arg:"" help:"JSON lines {\"text\",\"intent\"}: what customers wrote, and its topic; intent \"oos\" belongs to none."`
}

// Help is printed under the command's flags.
func (trainCmd) Help() string {
	return "A message that no page answers goes to the team of its topic. Without training the best page's topic says which; vigie eval measures how sure the model is."
}

func (c *trainCmd) Run(r *run) error {
	var items []proving.RoutingItem
	for _, name := range c.Files {
		f, err := os.Open(name) //nolint:gosec // the engineer names the file
		if err != nil {
			return desk.Wrap(err, desk.Invalid, name+" cannot be read")
		}
		some, err := proving.ReadRoutingItems(f)
		_ = f.Close()
		if err != nil {
			return err
		}
		items = append(items, some...)
	}
	a, err := r.app(nil)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	model, err := proving.TrainRouting(items, topic.Options{Progress: r.progress("learn")})
	if err != nil {
		return err
	}
	if err := a.topics.save(r.ctx, model, r.Now()); err != nil {
		return err
	}
	if r.cli.JSON {
		return r.json(map[string]int{"topics": len(model.Topics()), "examples": len(items)})
	}
	r.printf("Learnt %d topics from %d examples.\n", len(model.Topics()), len(items))
	return nil
}
