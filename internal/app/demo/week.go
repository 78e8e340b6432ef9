package demo

import (
	"bufio"
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Week is what happened at the company's help desk in a week, as week.txt tells it. Moments and names are left to whoever
// has it happen.
type Week struct {
	Names   map[desk.Language][]string // of customers
	Stories []Story
}

// Story is one conversation.
type Story struct {
	Kind     string // what it is an example of
	Name     string
	Language desk.Language
	When     string // early, any, now, incident or before
	Steps    []Step
}

// Step is one thing that somebody does.
type Step struct {
	Who  string // an operator; empty: the customer
	Verb string
	Text string
	Want desk.TurnState // what becomes of a customer's message
}

// TheWeek reads week.txt.
func TheWeek() (Week, error) {
	raw, err := files.ReadFile("week.txt")
	if err != nil {
		return Week{}, err
	}
	week := Week{Names: map[desk.Language][]string{}}
	lines := bufio.NewScanner(bytes.NewReader(raw))
	for n := 1; lines.Scan(); n++ {
		if err := week.read(strings.TrimSpace(lines.Text())); err != nil {
			return Week{}, fmt.Errorf("week.txt:%d: %w", n, err)
		}
	}
	return week, lines.Err()
}

func (w *Week) read(line string) error {
	first, rest, _ := strings.Cut(line, " ")
	switch {
	case line == "" || strings.HasPrefix(line, "#"):
	case first == "names":
		language, names, _ := strings.Cut(rest, " ")
		w.Names[desk.Language(language)] = strings.Split(names, ", ")
	case first == "story":
		story, err := readStory(strings.Fields(rest))
		w.Stories = append(w.Stories, story)
		return err
	case len(w.Stories) == 0:
		return fmt.Errorf("%q stands before the first story", line)
	default:
		step, err := readStep(first, strings.TrimSpace(rest))
		last := &w.Stories[len(w.Stories)-1]
		last.Steps = append(last.Steps, step)
		return err
	}
	return nil
}

func readStory(fields []string) (Story, error) {
	if len(fields) != 3 || !slices.Contains([]string{"early", "any", "now", "incident", "before"}, fields[2]) {
		return Story{}, fmt.Errorf("story %q: write story KIND/NAME LANGUAGE early, any, now, incident or before", fields)
	}
	kind, name, _ := strings.Cut(fields[0], "/")
	return Story{Kind: kind, Name: name, Language: desk.Language(fields[1]), When: fields[2]}, nil
}

func readStep(first, rest string) (Step, error) {
	step := Step{Verb: first, Text: rest}
	switch first {
	case "asks":
		text, want, found := strings.Cut(rest, " => ")
		if !found {
			return step, fmt.Errorf("asks %q: end it with => and the state of its turn", rest)
		}
		step.Text, step.Want = text, desk.TurnState(want)
	case "wrong", "corrected":
	case "rates":
		score, _, _ := strings.Cut(rest, " ")
		if _, err := strconv.Atoi(score); err != nil {
			return step, fmt.Errorf("rates %q: begin with 1, 2 or 3", rest)
		}
	default:
		step.Who = first
		step.Verb, step.Text, _ = strings.Cut(rest, " ")
		if !slices.Contains(verbs(), step.Verb) {
			return step, fmt.Errorf("%s %q: no such verb", first, step.Verb)
		}
	}
	return step, nil
}

// verbs are what operators do.
func verbs() []string {
	return []string{
		"answers", "late", "notes", "approves", "edits", "refuses", "takes", "resolves", "reopens", "finds_right", "finds_wrong",
		"stops", "acknowledges", "dates_back", "mends", "says", "drafts_correction", "sends_correction", "mitigates", "starts", "closes_recall", "closes",
	}
}

// Rating reads what a customer who rates says.
func (s Step) Rating() (score int, words string) {
	number, words, _ := strings.Cut(s.Text, " ")
	score, _ = strconv.Atoi(number)
	return score, words
}
