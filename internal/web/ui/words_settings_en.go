package ui

// englishSettings fills in the settings.
func (w *Words) englishSettings() {
	w.Settings = SettingsWords{ //nolint:gosec // words about passwords and keys, none of them one
		Title: "Settings", Menu: "Settings", Saved: "Saved.", Save: "Save",
		Record: "What was changed here lately", RecordNone: "Nothing yet.", Yes: "yes", No: "no",
		Operators: Section{"Operators", "Who answers customers, and what each may do."},
		Person:    "Operator", Role: "Role", Team: "Team", Languages: "Languages", Seen: "Last active", Never: "never", HereNow: "at the desk", Ended: "deactivated", You: "you",
		Change: "Change", End: "Deactivate", EndSays: "They are signed out at once. What they have in hand goes to their team. Their name stays on what they said.", Return: "Activate again",
		Reset: "Link to a new password", ResetSays: "Makes a link with which they choose another password. The present one works until then.",
		Invite: "Invite somebody", InviteSays: "You get a link that works once, for 7 days. Pass it on yourself, by a way that you trust.", InviteSend: "Make the link",
		MailedToo: "The link is mailed to them, too.",
		Link:      "Link to join", LinkSays: "For %s, once, until %s. It is shown here only now: copy it.", ResetLink: "Link to a new password",
		Sent: "It was mailed, too.", Unsent: "The mail server did not take it: pass the link on yourself.",
		Invitations: "Links that were not used yet", Withdraw: "Withdraw", Until: "works until %s", ToJoin: "to join", ToReset: "new password",
		Rights: "Who may do what", RightsSays: "The same table holds for every page. It stands in the program, in one place.",
		BadEmail: "Give an e-mail address like name@example.org, a team and a role.", EmailTaken: "Somebody with this e-mail address is an operator already. If they are deactivated, activate them again.",
		LastOwner: "This is the last owner. Make somebody else an owner first.",
		JoinTitle: "Join the desk", JoinSays: "You were invited to answer customers here. Choose the name that they will see, and a password.", JoinEnter: "Join",
		ResetTitle: "A new password", ResetPage: "Choose another password. Whoever is signed in under your name elsewhere will be signed out.", ResetEnter: "Save and sign in",
		BadJoin:     "Give a name, and a password of at least 12 characters that is not the e-mail address.",
		MailSubject: "You are invited to the support desk", MailText: "You were invited to answer customers. This link works once, for 7 days. Please do not pass it on.",
		ResetSubject: "A new password for the support desk", ResetText: "With this link you choose another password. It works once, for 7 days. If you did not expect it, tell the owner of the desk.",
		Teams:   Section{"Teams and hours", "When people are there, and what goes to whom. Promises to customers are made from this."},
		Members: "%d operators", OpenNow: "works now", ClosedNow: "closed now", HoursUnset: "no hours set: Monday to Friday, 9 to 18",
		NewTeam: "Another team", TeamName: "Name that customers read", AddTeam: "Add the team",
		Topics: "Topics", TopicsSays: "What the assistant hands over goes to the topic's team.", TopicsNone: "There are no topics yet: they come with the articles of the knowledge.", InboxTeam: "the inbox's team", SaveTopics: "Save topics",
		Hours: "Working hours", HoursSays: "Nobody has set these hours: Monday to Friday, 9 to 18 is assumed. Save them to make them yours.", Works: "Works", Opens: "From", Closes: "To",
		Zone: "Time zone", ZoneHint: "Like Europe/Paris. Empty: the server's, %s.",
		Holidays: "Days off", HolidaysHint: "One date a line, like 2026-12-25.",
		Preview: "A customer who writes now and asks for a person reads:", PreviewSays: "Computed as every promise is: from these hours, who is at the desk, and the queue.", Try: "Try without saving", Tried: "This is a trial. Nothing was saved.",
		BadTeam: "Give the team a name of 1 to 80 characters.", BadZone: "This time zone is not known. Write it like Europe/Paris, or leave it empty.", BadHours: "Give each working day a beginning and a later end, like 09:00 and 17:30.",
		NoDays: "Tick at least one working day: a team that never works can promise nothing.", BadHoliday: "“%s” is not a date like 2026-12-25. Give one a line, 400 at most.",
		ToTeams:  "All teams",
		Autonomy: Section{"Autonomy", "What the assistant may do alone, by topic and as a whole. The lowest level that applies is the one that holds."},
		Where:    "Where", Level: "Level", SetBy: "set by %s, %s", Follows: "as the whole desk", ChangeTo: "Change to", Levels: "What the levels mean",
		RedButton: "Stop the assistant everywhere", RedSays: "It says nothing more. What it has in hand goes to people, and the customers are told.", RedAsk: "Stop…",
		Confirm: "Confirm", ConfirmOff: "Stop it now", Cancel: "Leave it as it is", WouldBe: "“%s” for %s",
		NoneInHand: "The assistant has no conversation in hand there at this moment: nobody would have to wait.", OneInHand: "The assistant has one conversation in hand there at this moment: it would go to people, and its customer would be told.",
		ManyInHand: "The assistant has %d conversations in hand there at this moment: they would go to people, and their customers would be told.",
		Keys:       Section{"API keys", "For programs of yours that speak with this desk. A key is shown once, when it is made."},
		NoKeys:     "There is no key yet.", KeyName: "What it is for", KeyNameHint: "For example: the shop's server.", MakeKey: "Make the key", NewKey: "Another key",
		KeyScopes: "What it may do", KeyMade: "The new key", KeyMadeSays: "For “%s”. It is shown here only now and kept nowhere: copy it.", Revoke: "Revoke", Revoked: "revoked",
		Made: "Made", LastUsed: "Last used", NeverUsed: "never", BadKey: "Say what the key is for, in 1 to 80 characters, and tick at least one thing that it may do.",
		Model:   Section{"Model", "What writes or picks answers. It is set where the server is started, so that no page can change it."},
		NoModel: "No model is set: answers are quotes from your articles. That is a good state, and needs no key.", Setting: "Setting", Value: "Value", Origin: "Comes from", NotSet: "not set",
		Tokens: "Tokens today", TokensOf: "%d of %d", TokensFree: "%d, no limit is set",
		TryModel: "Make a test call", TrySays: "One tiny call, as vigie doctor makes it. It costs a few tokens.", TryGood: "The model answers.", TryNone: "There is no model to call.", Mend: "Mend",
		HandOver:     Section{"Words at hand-over", "What a customer reads when a person takes over, after the reason and under the label of an automatic message."},
		HandOverText: "Text (%s)", HandOverHint: "{team} becomes the team's name, {time} the promised time, as in “today at 15:30”. {time} must be there. Empty: the house's own words.", HouseOwn: "the house's own words",
		HandOverPreview: "What a customer reads who asks for a person now", HandOverFixed: "The reason, emergency numbers, and what is said where nobody is there at all stay the house's own.",
		NoTime: "%s: put {time} where the promised time stands. Without it the customer would not know by when somebody answers.", BadPlace: "%s: only {team} and {time} are filled in, and the text has at most 600 characters.",
		Replies:   Section{"Canned replies", "Texts that operators insert when they answer, and change before they send them."},
		NoReplies: "There is none yet.", AddReply: "Another reply", ReplyTitle: "Title", ReplyLanguage: "Language", ReplyText: "Text",
		ReplyHint: "{customer} becomes the customer's name (left out where it is not known), {operator} the name of whoever answers.", KeepReply: "Save", DropReply: "Remove",
		BadReply: "Give a title of 1 to 80 characters and a text of 1 to 5,000. Only {customer} and {operator} are filled in.",
		Insert:   "Canned replies", InsertHint: "type / in the empty field", InsertFind: "Find a reply",
		Retention: Section{"Retention", "For how long resolved conversations keep their words."},
		Months:    "Months after the last message", MonthsHint: "0 keeps them for ever.", Count: "Count what that deletes", KeptFor: "Resolved conversations keep their words, in months after the last message: %d.", KeptAll: "Resolved conversations keep their words for ever.",
		WouldDelete: "Resolved conversations older than %[2]d months: %[1]d. Their words would be deleted within hours, for good.", WouldKeep: "Everything would be kept from now on. What was deleted does not come back.",
		WhatGoes:   "Deleted are messages, notes, what was said of answers, search words, names and mail addresses. Ids, times and what was decided stay, so that the record can still be followed. Open conversations are never touched.",
		SaveMonths: "Save and delete", WouldNone: "No resolved conversation is that old: nothing would be deleted now.", BadMonths: "Give a number of months from 0 to 120.",
	}
	w.englishDeeds()
}

// englishDeeds fills in what is on record, what may be done, and what keys may do.
func (w *Words) englishDeeds() {
	w.Settings.Deeds = map[string]string{
		"operators:invite": "made a link to join", "operators:join": "joined", "operators:change": "changed an operator", "operators:end": "deactivated an operator",
		"operators:return": "activated an operator again", "operators:reset": "made a link to choose another password", "operators:password": "chose another password",
		"operators:withdraw": "withdrew a link",
		"replies:add":        "added a reply", "replies:change": "changed a reply", "replies:drop": "removed a reply", "retention:save": "set the months that conversations are kept",
		"watch:budget": "set how many customers may be told new things unseen", "watch:learn": "said which days were good", "watch:drills": "set how often drills begin by themselves",
		"teams:add": "added a team", "teams:save": "changed a team", "teams:topic": "gave a topic to a team", "autonomy:off": "stopped the assistant", "autonomy:draft": "let the assistant write drafts only",
		"autonomy:auto": "let the assistant answer alone", "keys:make": "made a key", "keys:revoke": "revoked a key", "model:try": "made a test call", "words:save": "changed the words",
	}
	w.Settings.Permissions = map[string]string{
		"answer customers": "Answer customers, check drafts", "stop the assistant": "Stop the assistant", "change what the assistant may do": "Let the assistant go on, set its levels",
		"set up the chat on other sites": "Set up the chat on other sites", "invite, change and deactivate operators": "Invite, change, deactivate operators",
		"invite, change and deactivate leads and owners": "Invite, change, deactivate leads and owners", "change teams, hours and topics": "Teams, hours, topics",
		"see the model's settings and test it": "See and test the model", "change the words at hand-over": "Words at hand-over", "change canned replies": "Canned replies",
		"make and revoke API keys": "API keys", "change how long conversations are kept": "How long conversations are kept",
	}
	w.Settings.Scopes = map[string]string{
		"customers:write": "Say who a customer is", "conversations:read": "Read every conversation", "conversations:write": "Write as a customer", "knowledge:read": "Read articles",
		"knowledge:write": "Write and import articles", "operators": "Act for operators: answer, review", "assistant": "Stop and start the assistant", "check": "Have texts checked", "admin": "Everything",
	}
}
