package ui

import "github.com/vigie-desk/vigie/internal/desk"

// WidgetWords are those of the chat on other sites that its page does not have.
type WidgetWords struct {
	Name                     string // of its settings, in the desk's menu
	Open, Close              string // what the button and the cross are called
	Badge                    string // the sign of the machine, two letters
	Discloses, DisclosesMore string
	UnreadOne, Unread        string // Unread: %s
	Busy, Offline, Refused   string // Busy: %s: seconds
	Again                    string // something small did not work
	Lost                     string // the chat's page does not hear of answers just now
	Sending, Unsent          string
	Writes                   string // %s: who
	ByWhen                   string // %s: when
	Empty, Hint              string
}

// widget gives the words of the embedded chat, by the names that its script knows.
func (w *Words) widget() map[string]string {
	c, own := w.Chat, w.Widget
	files := Picker{W: w, One: desk.DefaultFileLimits().One, Most: desk.DefaultFileLimits().Message}
	return map[string]string{
		"ai": w.AIName, "notice": w.NoticeName, "you": w.You, "aPerson": w.PersonLabel, "team": w.TeamMember,
		"log": c.Log, "label": c.Label, "send": c.Send, "person": c.Person, "personMessage": c.PersonMessage, "checked": c.Checked,
		"fixed": c.Fixed, "sources": c.Sources, "thinking": c.Thinking, "held": c.Held, "handedOver": c.HandedOver, "undated": c.Undated,
		"personHas": c.PersonHas, "writes": own.Writes, "resolved": c.Resolved, "long": c.TooLong,
		"open": own.Open, "close": own.Close, "badge": own.Badge, "discloses": own.Discloses, "disclosesMore": own.DisclosesMore,
		"unreadOne": own.UnreadOne, "unread": own.Unread, "busy": own.Busy, "offline": own.Offline, "refused": own.Refused,
		"wrong": w.Opinion.Wrong, "wrongSays": w.Opinion.WrongSays, "which": w.Opinion.Which, "whole": w.Opinion.Whole, "report": w.Opinion.Send,
		"toldOpen": w.Opinion.Told[desk.ReportOpen], "toldRight": w.Opinion.Told[desk.ReportRight], "toldWrong": w.Opinion.Told[desk.ReportWrong],
		"rate": w.Opinion.Rate, "rateWords": w.Opinion.RateWords, "rateSend": w.Opinion.RateSend, "thanks": w.Opinion.Thanks,
		"good": w.Opinion.Faces[3], "soSo": w.Opinion.Faces[2], "bad": w.Opinion.Faces[1],
		"addFiles": w.Files.Add, "fileHint": files.Hint(), "filesToSend": w.Files.List, "removeFile": w.Files.Remove, "fileLarge": files.Large(), "fileMany": files.Many(),
		"file": w.Files.Refused, "filesLost": w.Files.Gone,
		"again": own.Again, "sending": own.Sending, "unsent": own.Unsent, "byWhen": own.ByWhen, "empty": own.Empty, "hint": own.Hint,
	}
}
