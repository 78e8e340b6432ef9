package web

import (
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// The shapes of the API. Times are RFC 3339 in UTC; a time that does not exist is left out.

// conversationBody is a conversation with the turn that was asked about, or the newest.
type conversationBody struct {
	ID           string            `json:"id"`
	State        conversationState `json:"state"`
	Turn         *turnBody         `json:"turn,omitempty"`
	VisitorToken string            `json:"visitor_token,omitempty" doc:"Opens this conversation, and nothing else, to whoever shows it as a bearer token. Given once, when the conversation was begun without a key."`
}

// turnBody is one customer message and what was done about it.
type turnBody struct {
	ID       string        `json:"id"`
	State    turnState     `json:"state" doc:"accepted and answering: not decided yet. held: a person checks the answer first. merged: the next turn answers this one too. superseded: a person took over."`
	Topic    string        `json:"topic"`
	Reason   reasonName    `json:"reason" doc:"Why it ended as it did; empty while it is open."`
	Reply    *replyBody    `json:"reply,omitempty" doc:"What was answered. Never there before it was checked."`
	Notice   *noticeBody   `json:"notice,omitempty" doc:"The desk's own fixed words about what happens next."`
	Handover *handoverBody `json:"handover,omitempty"`
	Findings []findingBody `json:"findings" doc:"What the checks said, for callers with the scope conversations:read."`
	Millis   int64         `json:"millis" doc:"Time that the decision took; 0 while there is none."`
}

type replyBody struct {
	Text     string       `json:"text"`
	Language languageCode `json:"language"`
	AI       bool         `json:"ai" doc:"True where a machine chose the words; false where an operator wrote them."`
	Name     string       `json:"name,omitempty" doc:"The operator who wrote it."`
	Claims   []claimBody  `json:"claims"`
}

type claimBody struct {
	Text     string         `json:"text"`
	Kind     claimKind      `json:"kind"`
	Evidence []evidenceBody `json:"evidence"`
}

type evidenceBody struct {
	Article string `json:"article"`
	Version string `json:"version"`
	Title   string `json:"title"`
	URL     string `json:"url"`
	Quote   string `json:"quote"`
}

type noticeBody struct {
	Text string `json:"text"`
}

type handoverBody struct {
	Reason    reasonName `json:"reason"`
	Team      string     `json:"team"`
	PromiseAt *time.Time `json:"promise_at,omitempty" doc:"By when a person answers; left out where nobody is on the roster, who could keep it."`
}

type findingBody struct {
	Check    string       `json:"check"`
	Severity severityName `json:"severity"`
	Claim    int          `json:"claim" doc:"Index into the draft's claims; -1: the draft as a whole."`
	Message  string       `json:"message"`
}

type messageBody struct {
	ID       string       `json:"id"`
	Seq      int64        `json:"seq" doc:"Its place among the conversation's events; the stream goes on from here."`
	Turn     string       `json:"turn,omitempty"`
	Author   authorName   `json:"author"`
	AI       bool         `json:"ai" doc:"True for the assistant and for the desk's own notices."`
	Name     string       `json:"name,omitempty" doc:"The operator who wrote it."`
	Text     string       `json:"text"`
	Language languageCode `json:"language"`
	Claims   []claimBody  `json:"claims,omitempty"`
	Files    []fileBody   `json:"files,omitempty"`
	Created  time.Time    `json:"created"`

	Reported reportStateName `json:"reported,omitempty" doc:"The customer called it wrong, and how that stands. Not in the stream."`
}

type promiseBody struct {
	Team string     `json:"team"`
	By   *time.Time `json:"promise_at,omitempty" doc:"By when it answers."`
}

func claimsOf(claims []desk.Claim) []claimBody {
	out := make([]claimBody, len(claims))
	for i, c := range claims {
		out[i] = claimBody{Text: c.Text, Kind: claimKind(c.Kind), Evidence: make([]evidenceBody, len(c.Evidence))}
		for j, e := range c.Evidence {
			out[i].Evidence[j] = evidenceBody{Article: e.Article, Version: e.Version, Title: e.Title, URL: knownAddress(e.URL), Quote: e.Quote}
		}
	}
	return out
}

func findingsOf(findings []desk.Finding) []findingBody {
	out := make([]findingBody, len(findings))
	for i, f := range findings {
		out[i] = findingBody{Check: f.Check, Severity: severityName(f.Severity.String()), Claim: f.Claim, Message: f.Message}
	}
	return out
}

func messageOf(m desk.Message) messageBody {
	out := messageBody{
		ID: m.ID, Seq: m.Seq, Turn: m.Turn, Author: authorName(m.Author), AI: m.AI(), Text: m.Text, Language: languageCode(m.Language),
		Created: m.Created, Files: filesOf(m.Files),
	}
	if m.Author == desk.ByOperator {
		out.Name = m.Name
	}
	if len(m.Claims) > 0 {
		out.Claims = claimsOf(m.Claims)
	}
	return out
}

// optional leaves out a time that does not exist.
func optional(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}
