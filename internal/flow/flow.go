// Package flow is the sentence that joins the rooms: triage, retrieve, answer, guard, decide, and the ledger's row. It
// sends nothing: what it decided is written with the words to the customer in one transaction by room conversation, and
// goes out from there.
//
// It promises: whatever breaks on the way (an error, a panic, a hang, a missing part) ends in a hand-over, never in
// words that nobody checked; it stops itself before the turn's deadline; a claim that is lost drops its work.
package flow

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/vigie-desk/vigie/internal/answer"
	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/decide"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/guard"
	"github.com/vigie-desk/vigie/internal/llm"
	"github.com/vigie-desk/vigie/internal/retrieve"
	"github.com/vigie-desk/vigie/internal/triage"
	"github.com/vigie-desk/vigie/internal/watch/novelty"
)

// Memory is what the flow reads of a turn's past. Errors carry kinds.
type Memory interface {
	ClaimTurn(ctx context.Context, claim conversation.Claim, now, lease time.Time) (conversation.Claim, error)
	Turn(ctx context.Context, id string) (desk.Turn, error)
	Conversation(ctx context.Context, id string) (desk.Conversation, error)
	Customer(ctx context.Context, id string) (desk.Customer, error)
	RecentMessages(ctx context.Context, conversationID string, limit int) ([]desk.Message, error)
}

// Knowledge gives what is searched and what is quoted.
type Knowledge interface {
	// View gives the newest state of the index.
	View() retrieve.View
	// Page gives an article in one version, with its text and all its units.
	Page(ctx context.Context, version string) (answer.Page, error)
	// Contradicted gives, for the units of an article that must not be said, what each conflicts with.
	Contradicted(article string) map[string][]string
}

// Settle writes a decision and does what it says. Conflict where the claim is lost.
type Settle func(ctx context.Context, claim conversation.Claim, d desk.Decision) error

// Levels gives what the assistant may do in each scope that has a level of its own.
type Levels func(ctx context.Context) ([]desk.Level, error)

// Config is what a desk decides about its answers.
type Config struct {
	Mode    desk.Mode         // how drafts are made; anything but quote needs a model
	Ceiling desk.Autonomy     // for the whole desk
	Within  time.Duration     // from acceptance until the flow gives up by itself
	Lease   time.Duration     // how long a claim holds
	Tuning  retrieve.Tuning   // of the search
	Brand   []string          // names of the company and its products
	Workers int               // turns answered at the same time
	Home    map[string]string // reserved scope values that hold for everybody, such as country
}

// Parts are what a flow is made of.
type Parts struct {
	Memory    Memory
	Knowledge Knowledge
	Settle    Settle
	Levels    Levels
	Topic     func(text string) string                           // of a message that no page answers; "other" where it is not sure. nil: none learnt
	Reported  func(ctx context.Context) ([]desk.Claim, error)    // what customers call wrong, until somebody finds it right; nil: nothing
	Judged    func(ctx context.Context) (*novelty.Memory, error) // what people found of new claims; nil: nothing
	Bursts    Bursts                                             // what several customers ask at once; nil: nobody counts
	Brand     func() []string                                    // the company's own names as they stand now, beside those of Config; nil: none
	Guard     *Guarded
	Model     llm.Model // nil: none, answers are quotes
	Now       func() time.Time
	Log       *slog.Logger
}

// Flow answers turns. It is safe for concurrent use.
type Flow struct {
	Parts
	cfg  Config
	pool *pool
}

// New makes a flow.
func New(parts Parts, cfg Config) *Flow {
	f := &Flow{Parts: parts, cfg: cfg}
	f.pool = newPool(cfg.Workers, func(ctx context.Context, c conversation.Claim) { f.answerAndLog(ctx, c) }, parts.Now)
	return f
}

// brand gives the company's own names, in a list of the caller's own.
func (f *Flow) brand() []string {
	names := slices.Clone(f.cfg.Brand)
	if f.Brand != nil {
		names = append(names, f.Brand()...)
	}
	return names
}

// Answer claims a turn, decides, and settles it. It gives Conflict where somebody else has the turn.
func (f *Flow) Answer(ctx context.Context, claim conversation.Claim) error {
	now := f.Now()
	claim, err := f.Memory.ClaimTurn(ctx, claim, now, now.Add(f.cfg.Lease))
	if err != nil {
		return err
	}
	decision := f.decide(ctx, claim)
	decision.Elapsed = f.Now().Sub(now)
	return f.Settle(ctx, claim, decision)
}

func (f *Flow) answerAndLog(ctx context.Context, claim conversation.Claim) {
	err := f.Answer(ctx, claim)
	if err == nil || desk.Is(err, desk.Conflict) || errors.Is(err, context.Canceled) {
		return
	}
	// The sweeper takes the turn up again, or hands it over at its deadline: nothing is lost by going on.
	f.Log.LogAttrs(ctx, slog.LevelError, "turn not settled", slog.String("turn", claim.Turn), slog.Any("error", err))
}

// decide thinks with a deadline of its own. What does not come back, or breaks, is a hand-over.
func (f *Flow) decide(ctx context.Context, claim conversation.Claim) desk.Decision {
	turn, err := f.Memory.Turn(ctx, claim.Turn)
	if err != nil {
		return f.broken(ctx, claim, err)
	}
	ctx, cancel := context.WithTimeout(ctx, max(time.Millisecond, turn.Created.Add(f.cfg.Within).Sub(f.Now())))
	defer cancel()
	done := make(chan desk.Decision, 1)
	go func() { done <- f.thinkSafely(ctx, claim, turn) }()
	select {
	case d := <-done:
		return d
	case <-ctx.Done():
		return desk.Decision{Action: desk.HandOver, Reason: desk.Deadline}
	}
}

func (f *Flow) thinkSafely(ctx context.Context, claim conversation.Claim, turn desk.Turn) (d desk.Decision) {
	defer func() {
		if p := recover(); p != nil {
			d = f.broken(ctx, claim, fmt.Errorf("panicked: %v", p))
		}
	}()
	d, err := f.think(ctx, turn)
	if err != nil {
		return f.broken(ctx, claim, err)
	}
	return d
}

func (f *Flow) broken(ctx context.Context, claim conversation.Claim, err error) desk.Decision {
	f.Log.LogAttrs(ctx, slog.LevelError, "turn handed over after a fault", slog.String("turn", claim.Turn), slog.Any("error", err))
	return desk.Decision{Action: desk.HandOver, Reason: desk.Fault, Language: desk.Unknown}
}

// think is the sentence: what was said, what is known, what could be answered, whether it may be.
func (f *Flow) think(ctx context.Context, turn desk.Turn) (desk.Decision, error) {
	view := f.Knowledge.View() // one state of the knowledge from here to the draft
	said, err := f.listen(ctx, turn, view)
	if err != nil {
		return desk.Decision{}, err
	}
	facts := said.facts()
	d := desk.Decision{Language: said.language, Question: said.question, Topic: other, Unread: said.files, Versions: desk.Versions{Guard: guard.Version}}
	if facts.Urgent || facts.Vulnerable {
		d.Urgency = desk.Pressing // whatever is done about it, and whoever is asked for
	}
	levels, err := f.Levels(ctx)
	if err != nil {
		return d, err
	}
	facts.Autonomy = f.autonomy(levels, said, "")
	if settled := decide.Decide(clear(facts)); settled.Reason != desk.Answered {
		f.countUnsearched(ctx, turn, said, settled.Reason)
		return f.fixed(d, settled, said), nil
	}
	found := retrieve.Search(view, retrieve.Query{
		Text: said.question, Language: said.language, At: f.Now(), Attributes: said.attributes,
	}, f.cfg.Tuning)
	d.Versions.Knowledge = view.Generation()
	d.Topic = f.topic(said.question, found)
	facts.Ambiguous = found.Ambiguous != nil && (found.Covered || found.Score >= likely)
	facts.Autonomy = f.autonomy(levels, said, d.Topic)
	if err := f.count(ctx, turn, said, &d, &facts, found.Covered); err != nil {
		return d, err
	}
	if !facts.Ambiguous && !facts.Frozen && !facts.Known {
		reply, err := f.speak(ctx, said, found, view.Scopes())
		if err != nil {
			return d, err
		}
		d.Draft, facts.Verdict, facts.Findings, facts.Covered = reply.draft, reply.verdict, reply.findings, reply.covered
		facts.Mode = reply.draft.Mode
		if reply.model != "" { // it took its time: somebody may have lowered the level meanwhile
			if levels, err = f.Levels(ctx); err != nil {
				return d, err
			}
			facts.Autonomy = f.autonomy(levels, said, d.Topic)
		}
		d.Versions.Model, d.Versions.Prompt = reply.model, reply.prompt
		d.New, facts.Novelty = reply.fresh, reply.novelty
	}
	if err := f.readLast(ctx, said, &d, &facts); err != nil {
		return d, err
	}
	outcome := decide.Decide(facts)
	if outcome.Action == desk.Clarify && outcome.Reason == desk.Ambiguous {
		d.Draft = answer.Which(found.Ambiguous.Key, found.Ambiguous.Values, view.Aliases(), said.language)
	}
	d.Action, d.Reason = outcome.Action, outcome.Reason
	return d, nil
}

// readLast reads what counts though it came while a model thought: what is reported, and what is frozen or known.
func (f *Flow) readLast(ctx context.Context, said heard, d *desk.Decision, facts *decide.Input) error {
	if f.Reported != nil {
		wrong, err := f.Reported(ctx)
		if err != nil {
			return err
		}
		told := reported(d.Draft, wrong)
		facts.Reported, facts.Findings = len(told) > 0, append(facts.Findings, told...)
	}
	if !facts.Known { // a card that was found is told, whatever has come since: a person wrote it
		if err := f.over(ctx, said, d, facts); err != nil {
			return err
		}
	}
	d.Findings = facts.Findings
	return nil
}

// likely is the probability from which the best page, though it does not answer, still says what a question is about.
const likely = .25

// topic gives the topic of a question: that of the page that answers it, else what was learnt from examples, else that
// of the page that comes near.
func (f *Flow) topic(question string, found retrieve.Result) string {
	nearest := other
	if len(found.Articles) > 0 && found.Articles[0].Article.Topic != "" {
		nearest = found.Articles[0].Article.Topic
	}
	if found.Covered {
		return nearest
	}
	if f.Topic != nil {
		if learnt := f.Topic(question); learnt != other {
			return learnt
		}
	}
	if found.Score >= likely {
		return nearest
	}
	return other
}

// other is the topic of what belongs to none.
const other = "other"

// clear gives the facts as they would be if the knowledge answered and the guard agreed: whatever decides otherwise then
// decides without a search.
func clear(facts decide.Input) decide.Input {
	facts.Covered, facts.Ambiguous, facts.Verdict, facts.Findings, facts.Novelty = true, false, desk.Pass, nil, desk.Known
	if facts.Autonomy == desk.DraftOnly {
		facts.Autonomy = desk.Auto // the draft must be made first
	}
	return facts
}

// fixed ends a turn that needs no search: a person is wanted, or a courtesy gets its sentence.
func (f *Flow) fixed(d desk.Decision, outcome decide.Outcome, said heard) desk.Decision {
	d.Action, d.Reason = outcome.Action, outcome.Reason
	switch outcome.Reason {
	case desk.Courtesy:
		d.Draft = answer.Fixed(triage.CourtesyReply(said.signals.Courtesy, said.language), said.language)
	case desk.Unclear:
		d.Draft = answer.Fixed(answer.SayMore(said.language), said.language)
	case desk.Answered, desk.Ambiguous, desk.AskedForPerson, desk.NotCovered, desk.GuardHeld, desk.AutonomyDraft,
		desk.AssistantOff, desk.Urgent, desk.Legal, desk.Vulnerable, desk.Upset, desk.OtherLanguage, desk.Deadline, desk.Fault,
		desk.PersonHasIt, desk.ReviewLate, desk.ReviewRefused, desk.ReviewEdited, desk.ReviewApproved, desk.Reported, desk.DeliveryFailed, desk.FileSent,
		desk.SaysNew, desk.SaysRefused, desk.NoveltySpent, desk.Frozen:
	}
	return d
}
