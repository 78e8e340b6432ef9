package ui

// englishSettings fills in the settings.
func (w *Words) englishSettings() {
	w.Settings = SettingsWords{
		Title: "Settings", Menu: "Settings", Saved: "Saved.", Save: "Save",
		Record: "What was changed here lately", RecordNone: "Nothing yet.", Yes: "yes", No: "no",
		Deeds: map[string]string{
			"operators:invite": "made a link to join", "operators:join": "joined", "operators:change": "changed an operator", "operators:end": "deactivated an operator",
			"operators:return": "activated an operator again", "operators:reset": "made a link to choose another password", "operators:password": "chose another password",
			"operators:withdraw": "withdrew a link",
		},
		Permissions: map[string]string{
			"answer customers": "Answer customers, check drafts", "stop the assistant": "Stop the assistant", "change what the assistant may do": "Let the assistant go on, set its levels",
			"set up the chat on other sites": "Set up the chat on other sites", "invite, change and deactivate operators": "Invite, change, deactivate operators",
			"invite, change and deactivate leads and owners": "Invite, change, deactivate leads and owners", "change teams, hours and topics": "Teams, hours, topics",
			"see the model's settings and test it": "See and test the model", "change the words at hand-over": "Words at hand-over", "change canned replies": "Canned replies",
			"make and revoke API keys": "API keys", "change how long conversations are kept": "How long conversations are kept",
		},
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
	}
}
