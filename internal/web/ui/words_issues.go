package ui

// IssueWords are those of the page of freezes and known issues, and of the line at the desk.
type IssueWords struct {
	Title, Says, Frozen, FrozenSays, None, NoneMore                                    string
	Topic, Counted, CountedSigned, Since, Asked, More                                  string // Counted: %d; CountedSigned: %d, %d; More: %d
	Write, WriteSays, Name, NameHint, Text, TextHint, Lasts, Go, Try, Tried, TriedSays string // Text: %s
	Fresh, FreshSays, Sample, SampleHint                                               string
	Thaw, ThawSays, Reason, ThawGo                                                     string
	Known, KnownSays, Until, By, End, EndSays                                          string
	Past, WasCard, WasFreeze                                                           string
	Written, Thawed, Ended, Gone                                                       string
	NoTitle, NoText, NoLasts, NoReason, NoSample, NoTopic, Blocked                     string // NoText, Blocked: %s
	ReadOnly                                                                           string
	Hours, Days                                                                        string // %d
	Line, LineOpen                                                                     string // Line: %s, %d, %s
}
