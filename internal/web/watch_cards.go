package web

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/guard"
	"github.com/vigie-desk/vigie/internal/watch/burst"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

// usualHours is for how long a card is in force where nobody says otherwise.
const usualHours = 8

// blankCard is a form for a card, of a freeze or of none.
func (s *Server) blankCard(w *ui.Words, f ui.Freeze) *ui.CardForm {
	c := &ui.CardForm{W: w, ID: "card-" + f.ID, At: issuesPath + "/freezes/" + f.ID + "/card", Topic: f.Topic, Longest: burst.WordsLongest}
	if f.ID == "" {
		c.ID, c.At, c.Asks = "card", issuesPath, true
	}
	for _, l := range languages() {
		c.Texts = append(c.Texts, ui.Preview{Language: l, Label: w.Spoken[l]})
	}
	c.Lasts = lastings(w, usualHours)
	return c
}

func lastings(w *ui.Words, chosen int) []ui.Option {
	var list []ui.Option
	for _, hours := range lasting() {
		list = append(list, ui.Option{Value: strconv.Itoa(hours), Label: lastingLabel(w, hours), Chosen: hours == chosen})
	}
	return list
}

// cardForm writes a card in the place of a freeze, or shows how it would read.
func (s *Server) cardForm(w http.ResponseWriter, r *http.Request) error {
	if err := form(r); err != nil {
		return err
	}
	list, err := s.Issues.Freezes(r.Context(), issuesShown)
	if err != nil {
		return err
	}
	n := slices.IndexFunc(list, func(f burst.Freeze) bool { return f.ID == r.PathValue("id") })
	if n < 0 {
		return desk.Errorf(desk.NotFound, "no such freeze")
	}
	return s.takeCard(w, r, ui.Freeze{ID: list[n].ID, Topic: list[n].Topic}, burst.Issue{Freeze: list[n].ID, Topic: list[n].Topic, Terms: list[n].Terms})
}

// newIssue writes a card for what nobody has reported yet.
func (s *Server) newIssue(w http.ResponseWriter, r *http.Request) error {
	if err := form(r); err != nil {
		return err
	}
	sample := r.PostFormValue("sample")
	language := s.pages.Words(languageOf(r, desk.Unknown)).Language
	return s.takeCard(w, r, ui.Freeze{}, burst.Issue{Topic: oneLine(r.PostFormValue("topic")), Terms: burst.Read(sample, language)})
}

// takeCard reads the rest of the form, and keeps the card, or shows what is wrong with it or how it would read.
func (s *Server) takeCard(w http.ResponseWriter, r *http.Request, f ui.Freeze, issue burst.Issue) error {
	hours, _ := strconv.Atoi(r.PostFormValue("lasts"))
	issue.ID, issue.Title, issue.State, issue.Writer, issue.Since = s.NewID(), oneLine(r.PostFormValue("title")), burst.InForce, operatorOf(r).ID, s.Now()
	issue.Words = map[desk.Language]string{}
	for _, l := range languages() {
		issue.Words[l] = strings.TrimSpace(strings.ReplaceAll(r.PostFormValue("text-"+string(l)), "\r\n", "\n"))
	}
	if slices.Contains(lasting(), hours) {
		issue.Until = until(issue.Since, hours)
	}
	words := s.pages.Words(languageOf(r, desk.Unknown))
	c := s.blankCard(words, f)
	c.Topic, c.Sample, c.Title, c.Lasts = issue.Topic, r.PostFormValue("sample"), issue.Title, lastings(words, hours)
	for i, l := range languages() {
		c.Texts[i].Text = issue.Words[l]
	}
	c.Fault = cardFault(words, issue)
	if c.Fault == "" {
		var blocked desk.Language
		c.Previews, blocked = s.cardPreviews(words, issue)
		if blocked != desk.Unknown {
			c.Fault = fmt.Sprintf(words.Issues.Blocked, words.Spoken[blocked])
		}
	}
	if c.Fault == "" && r.PostFormValue("act") != "preview" {
		return s.issueDone(w, r, s.Issues.WriteIssue(r.Context(), issue, s.issueDeed(r, "write", issue.Title)), "written")
	}
	page, err := s.issues(r, f.ID, c)
	if err != nil {
		return err
	}
	status := http.StatusOK
	if c.Fault != "" {
		status = http.StatusUnprocessableEntity
	}
	return s.show(w, status, page)
}

// cardFault says in the reader's words what a card lacks, empty for nothing.
func cardFault(w *ui.Words, i burst.Issue) string {
	lack, language := i.Lacks()
	says := map[burst.Lack]string{
		burst.LacksTitle: w.Issues.NoTitle, burst.LacksTopic: w.Issues.NoTopic, burst.LacksTerms: w.Issues.NoSample, burst.LacksTime: w.Issues.NoLasts,
	}
	if lack == burst.LacksWords {
		return fmt.Sprintf(w.Issues.NoText, w.Spoken[language])
	}
	return says[lack]
}

// readingChecks are the guard's that ask how words read. The others ask whether a machine's words stand on a page; a card is what
// its writer knows, and stands on that.
func readingChecks() []string {
	return []string{"form", "language", "markup", "leak", "instructions", "human", "offence", "coherence", "flood"}
}

// cardPreviews shows a card as customers would read it, with what those checks say. blocked is a language in which they say no.
func (s *Server) cardPreviews(w *ui.Words, i burst.Issue) (list []ui.CardPreview, blocked desk.Language) {
	for _, l := range languages() {
		text := i.Words[l]
		report := s.Check(guard.Request{
			ID: i.ID, Question: i.Title, Language: l, Answer: text, Sources: []guard.Passage{{ID: "card", Title: i.Title, Text: text}},
		})
		var found []desk.Finding
		for _, f := range report.Findings {
			if !slices.Contains(readingChecks(), f.Check) {
				continue
			}
			finding := desk.Finding{Check: f.Check, Severity: desk.Warn, Claim: desk.WholeDraft, Message: f.Message}
			if f.Severity == desk.Block.String() {
				finding.Severity, blocked = desk.Block, l
			}
			found = append(found, finding)
		}
		list = append(list, ui.CardPreview{Language: l, Label: w.Spoken[l], Text: text, Findings: findingsShown(w, found, nil)})
	}
	return list, blocked
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
