package app

import (
	"context"
	"slices"
	"time"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
)

type askCmd struct {
	Question  string            `arg:"" help:"What a customer would write."`
	Language  string            `help:"Language of the customer where the question does not tell." enum:"en,fr," default:""`
	Attribute map[string]string `help:"What is known of the customer: plan=garden, country=fr, version=v8." placeholder:"KEY=VALUE" mapsep:","`
	Findings  bool              `help:"Print what every check found."`
}

// Help is printed under the command's flags.
func (askCmd) Help() string {
	return "The question goes the whole way of a message and is recorded as a trial, which statistics leave out. Status 3: no answer was sent."
}

// asked is the outcome of a trial, as --json prints it.
type asked struct {
	Question string         `json:"question"`
	State    desk.TurnState `json:"state"`
	Reason   desk.Reason    `json:"reason"`
	Topic    string         `json:"topic"`
	Language desk.Language  `json:"language"`
	Text     string         `json:"text"` // what the customer reads
	Claims   []desk.Claim   `json:"claims"`
	Sources  []string       `json:"sources"` // title and address of each page quoted; its path where it has no address
	Findings []finding      `json:"findings"`
	Millis   float64        `json:"millis"`
}

type finding struct {
	Check    string `json:"check"`
	Severity string `json:"severity"`
	Claim    int    `json:"claim"`
	Message  string `json:"message"`
}

func (c *askCmd) Run(r *run) error {
	a, err := r.existing()
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	if err := a.shelf.load(r.ctx); err != nil {
		return err
	}
	outcome, err := a.ask(r.ctx, c.Question, desk.Language(c.Language), c.Attribute)
	if err != nil {
		return err
	}
	if r.cli.JSON {
		if err := r.json(outcome); err != nil {
			return err
		}
	} else {
		r.printAsked(outcome, c.Findings)
	}
	if outcome.State != desk.Sent {
		return errNo
	}
	return nil
}

// ask sends one question the whole way, in process, and reads what came of it.
func (a *App) ask(ctx context.Context, question string, language desk.Language, attributes map[string]string) (asked, error) {
	got, err := a.conversations.Accept(ctx, conversation.Incoming{
		Text: question, Language: language,
		Opening: conversation.Opening{
			Customer:     desk.Customer{Name: "trial", Attributes: attributes, Signed: true},
			Conversation: desk.Conversation{Inbox: "web", Channel: "trial", Trial: true},
		},
	})
	if err != nil {
		return asked{}, err
	}
	start := time.Now()
	if err := a.flow.Answer(ctx, conversation.Claim{Turn: got.Turn, Conversation: got.Conversation}); err != nil {
		return asked{}, err
	}
	millis := float64(time.Since(start).Microseconds()) / 1000
	return a.outcome(ctx, got, question, millis)
}

func (a *App) outcome(ctx context.Context, got conversation.Accepted, question string, millis float64) (asked, error) {
	turn, err := a.store.Turn(ctx, got.Turn)
	if err != nil {
		return asked{}, err
	}
	d, err := a.store.Decision(ctx, got.Turn)
	if err != nil {
		return asked{}, err
	}
	out := asked{
		Question: question, State: turn.State, Reason: turn.Reason, Topic: turn.Topic, Language: d.Language, Millis: millis, Findings: []finding{},
	}
	for _, f := range d.Findings {
		out.Findings = append(out.Findings, finding{f.Check, f.Severity.String(), f.Claim, f.Message})
	}
	said, err := a.store.RecentMessages(ctx, got.Conversation, 4)
	if err != nil {
		return asked{}, err
	}
	for _, m := range said {
		if m.Author != desk.ByCustomer {
			out.Text, out.Claims = m.Text, append([]desk.Claim{}, m.Claims...)
		}
	}
	out.Sources, err = a.sourcesOf(ctx, out.Claims)
	return out, err
}

func (a *App) sourcesOf(ctx context.Context, claims []desk.Claim) ([]string, error) {
	sources := []string{}
	for _, c := range claims {
		for _, e := range c.Evidence {
			address := e.URL
			if address == "" {
				entry, err := a.library.Get(ctx, e.Article)
				if err != nil {
					return nil, err
				}
				address = entry.Article.Path
			}
			if line := e.Title + " — " + address; !slices.Contains(sources, line) {
				sources = append(sources, line)
			}
		}
	}
	return sources, nil
}

func (r *run) printAsked(out asked, findings bool) {
	r.printf("%s\n", out.Text)
	for _, source := range out.Sources {
		r.printf("— %s\n", source)
	}
	r.printf("[%s: %s, topic %s, %s, %.1f ms]\n", out.State, out.Reason, out.Topic, out.Language, out.Millis)
	if findings {
		for _, f := range out.Findings {
			r.printf("  %s %s: %s\n", f.Severity, f.Check, f.Message)
		}
	}
}
