package ui

import (
	"fmt"
	"time"
)

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

	Teams                                                    Section
	Members, OpenNow, ClosedNow, HoursUnset                  string // Members: %d
	NewTeam, TeamName, AddTeam                               string
	Topics, TopicsSays, TopicsNone, InboxTeam, SaveTopics    string
	Hours, HoursSays, Works, Opens, Closes, Zone, ZoneHint   string // ZoneHint: %s
	Holidays, HolidaysHint, Preview, PreviewSays, Try, Tried string
	BadTeam, BadZone, BadHours, NoDays, BadHoliday           string // BadHoliday: %s
	ToTeams                                                  string
	Autonomy                                                 Section
	Where, Level, SetBy, Follows, ChangeTo, Levels           string // SetBy: %s who, %s when
	RedButton, RedSays, RedAsk                               string
	Confirm, ConfirmOff, Cancel, WouldBe                     string // WouldBe: %s level, %s scope
	NoneInHand, OneInHand, ManyInHand                        string // ManyInHand: %d
	Keys                                                     Section
	NoKeys, KeyName, KeyNameHint, MakeKey, NewKey            string
	KeyScopes, KeyMade, KeyMadeSays, Revoke, Revoked         string // KeyMadeSays: %s
	Made, LastUsed, NeverUsed, BadKey                        string
	Scopes                                                   map[string]string
	Model                                                    Section
	NoModel, Setting, Value, Origin, NotSet                  string
	Tokens, TokensOf, TokensFree                             string // TokensOf: %d, %d; TokensFree: %d
	TryModel, TrySays, TryGood, TryNone, Mend                string
	HandOver                                                 Section
	HandOverText, HandOverHint, HouseOwn                     string // HandOverText: %s: a language
	HandOverPreview, HandOverFixed                           string
	NoTime, BadPlace                                         string // %s: a language
	Replies                                                  Section
	NoReplies, AddReply, ReplyTitle, ReplyLanguage           string
	ReplyText, ReplyHint, KeepReply, DropReply, BadReply     string
	Insert, InsertHint, InsertFind                           string
	Retention                                                Section
	Months, MonthsHint, Count, KeptFor, KeptAll              string // KeptFor: %d
	WouldDelete, WouldKeep, WhatGoes, SaveMonths             string // WouldDelete: %d conversations, %d months
	WouldNone, BadMonths                                     string
}

// Weekday names a day of the week.
func (w *Words) Weekday(day time.Weekday) string { return w.days[day] }

// InHand says how many conversations a stop would give to people.
func (w *Words) InHand(n int) string {
	switch n {
	case 0:
		return w.Settings.NoneInHand
	case 1:
		return w.Settings.OneInHand
	}
	return fmt.Sprintf(w.Settings.ManyInHand, n)
}

// TokensToday says what was spent today.
func (w *Words) TokensToday(spent, budget int64) string {
	if budget > 0 {
		return fmt.Sprintf(w.Settings.TokensOf, spent, budget)
	}
	return fmt.Sprintf(w.Settings.TokensFree, spent)
}

// MembersOf says how many operators a team has.
func (w *Words) MembersOf(n int) string {
	if n == 1 {
		return w.pick("1 operator", "1 opérateur")
	}
	return fmt.Sprintf(w.Settings.Members, n)
}
