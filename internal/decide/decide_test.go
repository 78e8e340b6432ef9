package decide

import (
	"math/bits"
	"testing"

	"pgregory.net/rapid"

	"github.com/vigie-desk/vigie/internal/desk"
)

// answerable is a turn that nothing stands against.
func answerable() Input {
	return Input{Autonomy: desk.Auto, Mode: desk.Quote, Covered: true, Verdict: desk.Pass, Novelty: desk.Known}
}

func TestDecide(t *testing.T) {
	block := []desk.Finding{{Check: "covers", Severity: desk.Block}}
	warn := []desk.Finding{{Check: "covers", Severity: desk.Warn}}
	for _, c := range []struct {
		name string
		bend func(*Input)
		want Outcome
	}{
		{"nothing against it", func(*Input) {}, Outcome{desk.Send, desk.Answered}},
		{"zero", func(in *Input) { *in = Input{} }, Outcome{desk.HandOver, desk.AssistantOff}},
		{"a person has it", func(in *Input) { in.PersonHasIt, in.Stopped, in.WantsPerson = true, true, true }, Outcome{desk.HandOver, desk.PersonHasIt}},
		{"the button", func(in *Input) { in.Stopped, in.WantsPerson = true, true }, Outcome{desk.HandOver, desk.AssistantOff}},
		{"off", func(in *Input) { in.Autonomy = desk.Off }, Outcome{desk.HandOver, desk.AssistantOff}},
		{"an autonomy that is not in the list", func(in *Input) { in.Autonomy = 9 }, Outcome{desk.HandOver, desk.AssistantOff}},
		{"wants a person, politely", func(in *Input) { in.WantsPerson, in.Courtesy = true, true }, Outcome{desk.HandOver, desk.AskedForPerson}},
		{"vulnerable before legal", func(in *Input) { in.Vulnerable, in.Legal = true, true }, Outcome{desk.HandOver, desk.Vulnerable}},
		{"legal before urgent", func(in *Input) { in.Legal, in.Urgent = true, true }, Outcome{desk.HandOver, desk.Legal}},
		{"urgent before upset", func(in *Input) { in.Urgent, in.Upset = true, true }, Outcome{desk.HandOver, desk.Urgent}},
		{"upset before courtesy", func(in *Input) { in.Upset, in.Courtesy = true, true }, Outcome{desk.HandOver, desk.Upset}},
		{"a file and nothing to answer", func(in *Input) { in.File = true }, Outcome{desk.HandOver, desk.FileSent}},
		{"a file with thanks", func(in *Input) { in.File, in.Courtesy = true, true }, Outcome{desk.HandOver, desk.FileSent}},
		{"a file from somebody in danger", func(in *Input) { in.File, in.Urgent = true, true }, Outcome{desk.HandOver, desk.Urgent}},
		{"too late", func(in *Input) { in.Late, in.Courtesy = true, true }, Outcome{desk.HandOver, desk.Deadline}},
		{"a fault", func(in *Input) { in.Fault = true }, Outcome{desk.HandOver, desk.Fault}},
		{"courtesy", func(in *Input) { *in = Input{Autonomy: desk.DraftOnly, Courtesy: true} }, Outcome{desk.Send, desk.Courtesy}},
		{"another language", func(in *Input) { in.OtherLanguage = true }, Outcome{desk.HandOver, desk.OtherLanguage}},
		{"a follow-up of what", func(in *Input) { in.Unclear, in.Covered = true, false }, Outcome{desk.Clarify, desk.Unclear}},
		{"which one", func(in *Input) { in.Ambiguous = true }, Outcome{desk.Clarify, desk.Ambiguous}},
		{"which one, before not covered", func(in *Input) { in.Ambiguous, in.Covered = true, false }, Outcome{desk.Clarify, desk.Ambiguous}},
		{"a frozen topic", func(in *Input) { in.Frozen, in.Known = true, true }, Outcome{desk.HandOver, desk.Frozen}},
		{"frozen, and which one", func(in *Input) { in.Frozen, in.Ambiguous, in.Unclear = true, true, true }, Outcome{desk.HandOver, desk.Frozen}},
		{"thanks on a frozen topic", func(in *Input) { in.Frozen, in.Courtesy = true, true }, Outcome{desk.Send, desk.Courtesy}},
		{"in danger on a frozen topic", func(in *Input) { in.Frozen, in.Urgent = true, true }, Outcome{desk.HandOver, desk.Urgent}},
		{"a known issue", func(in *Input) { *in = Input{Autonomy: desk.DraftOnly, Known: true} }, Outcome{desk.Send, desk.Answered}},
		{"a known issue, stopped", func(in *Input) { in.Known, in.Autonomy = true, desk.Off }, Outcome{desk.HandOver, desk.AssistantOff}},
		{"a known issue, and a person is wanted", func(in *Input) { in.Known, in.WantsPerson = true, true }, Outcome{desk.HandOver, desk.AskedForPerson}},
		{"not covered", func(in *Input) { in.Covered = false }, Outcome{desk.HandOver, desk.NotCovered}},
		{"a blocked quote", func(in *Input) { in.Verdict, in.Findings = desk.Held, block }, Outcome{desk.HandOver, desk.GuardHeld}},
		{"a blocked quote in an unknown mode", func(in *Input) { in.Verdict, in.Findings, in.Mode = desk.Held, block, "" }, Outcome{desk.HandOver, desk.GuardHeld}},
		{"a blocked selection is worth a look", func(in *Input) { in.Verdict, in.Findings, in.Mode = desk.Held, block, desk.Select }, Outcome{desk.Hold, desk.GuardHeld}},
		{"blocked words are worth a look", func(in *Input) { in.Verdict, in.Findings, in.Mode = desk.Held, block, desk.Compose }, Outcome{desk.Hold, desk.GuardHeld}},
		{"held with warnings only", func(in *Input) { in.Verdict, in.Findings = desk.Held, warn }, Outcome{desk.Hold, desk.GuardHeld}},
		{"held without a word", func(in *Input) { in.Verdict = desk.Held }, Outcome{desk.Hold, desk.GuardHeld}},
		{"a pass that a finding contradicts", func(in *Input) { in.Findings = block }, Outcome{desk.HandOver, desk.GuardHeld}},
		{"a severity that is not in the list", func(in *Input) { in.Findings = []desk.Finding{{Severity: 7}} }, Outcome{desk.HandOver, desk.GuardHeld}},
		{"a warning beside a pass", func(in *Input) { in.Findings = warn }, Outcome{desk.Send, desk.Answered}},
		{"a customer called it wrong", func(in *Input) { in.Reported = true }, Outcome{desk.Hold, desk.Reported}},
		{"called wrong, and blocked", func(in *Input) { in.Reported, in.Verdict, in.Findings = true, desk.Held, block }, Outcome{desk.HandOver, desk.GuardHeld}},
		{"called wrong before draft", func(in *Input) { in.Reported, in.Autonomy = true, desk.DraftOnly }, Outcome{desk.Hold, desk.Reported}},
		{"a new fact", func(in *Input) { in.Novelty = desk.FreshClaim }, Outcome{desk.Send, desk.Answered}},
		{"a new policy", func(in *Input) { in.Novelty = desk.BindingClaim }, Outcome{desk.Hold, desk.SaysNew}},
		{"a refused claim", func(in *Input) { in.Novelty = desk.RefusedClaim }, Outcome{desk.Hold, desk.SaysRefused}},
		{"a novelty that is not in the list", func(in *Input) { in.Novelty = 9 }, Outcome{desk.Hold, desk.SaysRefused}},
		{"a new policy before draft", func(in *Input) { in.Novelty, in.Autonomy = desk.BindingClaim, desk.DraftOnly }, Outcome{desk.Hold, desk.SaysNew}},
		{"draft", func(in *Input) { in.Autonomy = desk.DraftOnly }, Outcome{desk.Hold, desk.AutonomyDraft}},
		{"held before draft", func(in *Input) { in.Autonomy, in.Verdict, in.Findings = desk.DraftOnly, desk.Held, block }, Outcome{desk.HandOver, desk.GuardHeld}},
	} {
		in := answerable()
		c.bend(&in)
		if got := Decide(in); got != c.want {
			t.Errorf("%s: %v %s, want %v %s", c.name, got.Action, got.Reason, c.want.Action, c.want.Reason)
		}
	}
}

// flags are the booleans of an Input. A danger may never make an outcome freer when it is raised.
var flags = []struct {
	name   string
	danger bool
	at     func(*Input) *bool
}{
	{"person has it", true, func(in *Input) *bool { return &in.PersonHasIt }},
	{"stopped", true, func(in *Input) *bool { return &in.Stopped }},
	{"fault", true, func(in *Input) *bool { return &in.Fault }},
	{"late", true, func(in *Input) *bool { return &in.Late }},
	{"wants a person", true, func(in *Input) *bool { return &in.WantsPerson }},
	{"vulnerable", true, func(in *Input) *bool { return &in.Vulnerable }},
	{"legal", true, func(in *Input) *bool { return &in.Legal }},
	{"urgent", true, func(in *Input) *bool { return &in.Urgent }},
	{"upset", true, func(in *Input) *bool { return &in.Upset }},
	{"file", true, func(in *Input) *bool { return &in.File }},
	{"reported", true, func(in *Input) *bool { return &in.Reported }},
	{"other language", true, func(in *Input) *bool { return &in.OtherLanguage }},
	{"frozen", true, func(in *Input) *bool { return &in.Frozen }},
	{"courtesy", false, func(in *Input) *bool { return &in.Courtesy }},
	{"ambiguous", false, func(in *Input) *bool { return &in.Ambiguous }},
	{"unclear", false, func(in *Input) *bool { return &in.Unclear }},
	{"covered", false, func(in *Input) *bool { return &in.Covered }},
	{"known issue", false, func(in *Input) *bool { return &in.Known }},
}

var findingSets = [][]desk.Finding{nil, {{Severity: desk.Note}, {Severity: desk.Warn}}, {{Severity: desk.Warn}, {Severity: desk.Block}}}

// everyInput walks through every combination of at most five flags, and of all of them, with 3 autonomies, 2 modes (one with a
// model), 2 verdicts, 3 sets of findings, 4 novelties. One line of the table decides: more flags at once hide behind it.
func everyInput(visit func(Input)) {
	for set := range uint(1 << len(flags)) {
		if n := bits.OnesCount(set); n > 5 && n < len(flags) {
			continue
		}
		var base Input
		for i, f := range flags {
			*f.at(&base) = set>>i&1 == 1
		}
		for _, autonomy := range []desk.Autonomy{desk.Off, desk.DraftOnly, desk.Auto} {
			for _, mode := range []desk.Mode{desk.Quote, desk.Compose} {
				for _, verdict := range []desk.Verdict{desk.Held, desk.Pass} {
					for _, findings := range findingSets {
						for novelty := desk.RefusedClaim; novelty <= desk.Known; novelty++ {
							if (base.Frozen || base.Known) && (len(findings) != 2 || novelty%3 != 0) {
								continue // neither looks at the draft: the ends of both lists will do
							}
							in := base
							in.Autonomy, in.Mode, in.Verdict, in.Findings, in.Novelty = autonomy, mode, verdict, findings, novelty
							visit(in)
						}
					}
				}
			}
		}
	}
}

// TestEveryCombination holds each of them to the promises, which are written here a second time and in another form.
func TestEveryCombination(t *testing.T) {
	reasons := map[desk.Reason]int{}
	everyInput(func(in Input) {
		got := Decide(in)
		reasons[got.Reason]++
		silent := in.PersonHasIt || in.Stopped || in.Autonomy == desk.Off
		called := in.WantsPerson || in.Vulnerable || in.Legal || in.Urgent || in.Upset || in.Late || in.Fault || in.File
		clean := in.Verdict == desk.Pass && desk.VerdictOf(in.Findings) == desk.Pass
		seen := !in.Reported && in.Novelty >= desk.FreshClaim
		open := !in.Frozen && !in.OtherLanguage
		fit := !in.Frozen && in.Covered && clean && in.Autonomy == desk.Auto && !in.OtherLanguage && !in.Ambiguous && !in.Unclear && seen
		switch {
		case got.Reason == "":
			t.Fatalf("no reason for %+v", in)
		case (silent || called) && got.Action != desk.HandOver:
			t.Fatalf("%v although a person is called for: %+v", got, in)
		case in.Frozen && !in.Courtesy && got.Action != desk.HandOver:
			t.Fatalf("%v on a frozen topic: %+v", got, in)
		case in.Known && open && !silent && !called && !in.Courtesy && got != (Outcome{desk.Send, desk.Answered}):
			t.Fatalf("%v although a person wrote a card: %+v", got, in)
		case got.Action == desk.Send && !in.Courtesy && !fit && (!in.Known || !open):
			t.Fatalf("sent: %+v", in)
		case got.Action == desk.Send && got.Reason != desk.Answered && got.Reason != desk.Courtesy:
			t.Fatalf("sent because of %s", got.Reason)
		case got.Action == desk.Clarify && !in.Ambiguous && !in.Unclear:
			t.Fatalf("a question back about nothing: %+v", in)
		case got.Action == desk.Hold && (in.Known || !in.Covered || clean && in.Autonomy == desk.Auto && seen):
			t.Fatalf("held without need or without a draft: %+v", in)
		case !silent && !called && fit && got.Action != desk.Send:
			t.Fatalf("%v although nothing stands against it: %+v", got, in)
		}
	})
	for _, want := range []desk.Reason{
		desk.Answered, desk.Courtesy, desk.Ambiguous, desk.Unclear, desk.AskedForPerson, desk.NotCovered, desk.GuardHeld,
		desk.AutonomyDraft, desk.Reported, desk.AssistantOff, desk.Urgent, desk.Legal, desk.Vulnerable, desk.Upset, desk.OtherLanguage, desk.Deadline, desk.Fault, desk.PersonHasIt, desk.FileSent,
		desk.SaysNew, desk.SaysRefused, desk.Frozen,
	} {
		if reasons[want] == 0 {
			t.Errorf("no combination gives the reason %s", want)
		}
	}
}

func someInput(t *rapid.T) Input {
	var in Input
	for _, f := range flags {
		*f.at(&in) = rapid.IntRange(0, 9).Draw(t, f.name) == 0
	}
	in.Covered = rapid.Bool().Draw(t, "covered")
	in.Autonomy = desk.Autonomy(rapid.IntRange(-1, 2).Draw(t, "autonomy"))
	in.Mode = rapid.SampledFrom([]desk.Mode{"", desk.Quote, desk.Select, desk.Compose}).Draw(t, "mode")
	in.Novelty = desk.Novelty(rapid.IntRange(-1, 4).Draw(t, "novelty"))
	in.Verdict = desk.Verdict(rapid.IntRange(-1, 2).Draw(t, "verdict"))
	in.Findings = rapid.SliceOfN(someFinding(), 0, 3).Draw(t, "findings")
	return in
}

func someFinding() *rapid.Generator[desk.Finding] {
	return rapid.Custom(func(t *rapid.T) desk.Finding {
		return desk.Finding{Severity: desk.Severity(rapid.IntRange(-1, 4).Draw(t, "severity"))}
	})
}

func TestMoreAgainstItIsNeverFreer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := someInput(t)
		before := Decide(in)
		worse := in
		switch rapid.IntRange(0, 4).Draw(t, "what") {
		case 0:
			at := rapid.IntRange(0, len(in.Findings)).Draw(t, "at")
			worse.Findings = append(append(append([]desk.Finding{}, in.Findings[:at]...), someFinding().Draw(t, "finding")), in.Findings[at:]...)
		case 1:
			dangers := flags[:13]
			*dangers[rapid.IntRange(0, len(dangers)-1).Draw(t, "danger")].at(&worse) = true
		case 2:
			worse.Autonomy = desk.Autonomy(rapid.IntRange(-1, int(in.Autonomy)).Draw(t, "lower"))
		case 3:
			worse.Verdict = desk.Held
		case 4:
			worse.Novelty = desk.Novelty(rapid.IntRange(0, max(0, min(3, int(in.Novelty)))).Draw(t, "newer"))
		}
		if after := Decide(worse); after.Action.Freedom() > before.Action.Freedom() {
			t.Fatalf("%v became %v: %+v -> %+v", before, after, in, worse)
		}
	})
}

func TestDecideIsPure(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := someInput(t)
		if first, second := Decide(in), Decide(in); first != second {
			t.Fatalf("%v, then %v", first, second)
		}
	})
}

func TestDangersAreMarked(t *testing.T) {
	for i, f := range flags {
		if f.danger != (i < 13) {
			t.Errorf("%s: the property test takes the first thirteen flags for the dangers", f.name)
		}
	}
}

func BenchmarkDecide(b *testing.B) {
	in := answerable()
	for b.Loop() {
		Decide(in)
	}
}
