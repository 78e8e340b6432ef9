package ui

// SettingsWords are those of the settings.
type SettingsWords struct {
	Title, Menu, Saved, Save          string
	Record, RecordNone                string
	Yes, No                           string
	Deeds                             map[string]string // what was done, by its name on record
	Permissions                       map[string]string // by their names in the house
	Operators                         Section
	Person, Role, Team, Languages     string
	Seen, Never, HereNow, Ended, You  string
	Change, End, EndSays, Return      string
	Reset, ResetSays                  string
	Invite, InviteSays, InviteSend    string
	MailedToo                         string
	Link, LinkSays, ResetLink         string // LinkSays: %s: for whom; %s: until when
	Sent, Unsent                      string
	Invitations, Withdraw, Until      string // Until: %s
	ToJoin, ToReset                   string
	Rights, RightsSays                string
	BadEmail, EmailTaken, LastOwner   string
	JoinTitle, JoinSays, JoinEnter    string
	ResetTitle, ResetPage, ResetEnter string
	BadJoin                           string
	MailSubject, MailText             string
	ResetSubject, ResetText           string
}
