package ui

import "github.com/vigie-desk/vigie/internal/desk"

// englishReview fills in what operators read of drafts, of checks and of what was decided.
func (w *Words) englishReview() {
	w.Drafts = DraftWords{
		Title: "Draft to check", Says: "The assistant wrote this and nobody has sent it. The customer was told that a person is checking.",
		Draft: "Draft, sentence by sentence", Findings: "What the checks say of the whole draft", NoFindings: "Nothing.",
		Evidence: "What it stands on", NoEvidence: "No source supports this sentence.",
		Approve: "Approve and send", Edit: "Write it differently", EditLabel: "Your wording, sent under your name",
		EditSend: "Have it checked and send", Refuse: "Refuse: a person will answer", Reason: "Why (for the record)", Question: "The customer asked",
		Whole: "whole draft", Sentence: "“%s”", Open: "Open conversation",
		Supported: "Stands in its source", Look: "Look at this", Blocked: "The checks hold this back", Detail: "In the check's own words",
		Version: "version %d, the one in force", Replaced: "version %d; version %d has taken its place", Earlier: "an earlier version; version %d is in force now", Gone: "this page is no longer there",
		Overrule: "Send it all the same", OverruleSays: "If you know better than the checks, say why. Your name and your reason go on record.",
		OverruleReason: "Why it may be sent", OverruleSend: "Overrule the checks and send",
		Against: "This was not sent: the checks hold it back.", AgainstSays: "Mend the text and send it again, or overrule the checks with a reason.",
		ApproveAgainst: "Approve against the checks", NoReason: "Say why you overrule the checks: it goes on record.", NoText: "Please write at least one word.",
		TakeOver: "Take over", Mode: "Drafted as", Model: "Model", Unused: "Of an answer by the model that was not used: %s",
		InPlace: "the model's answer could not be used, so a page was quoted", Record: "What people decided", RecordLine: "%s, %s",
	}
	w.Modes = map[desk.Mode]string{
		desk.Quote: "a quotation, word for word", desk.Select: "sentences of the pages, chosen by a model", desk.Compose: "a model's own words",
	}
	w.Acts = map[string]string{
		"review:approve": "Approved", "review:edit": "Sent in other words", "review:refuse": "Refused", "review:take_over": "Taken over",
		"review:overrule": "Checks overruled",
	}
	w.Fates = map[desk.TurnState]string{
		desk.Sent: "Nothing was sent: somebody else has answered already.", desk.Clarified: "Nothing was sent: somebody else has answered already.",
		desk.HandedOver: "Nothing was sent: the draft was refused, or its time was over, and the conversation went to a person.",
		desk.Superseded: "Nothing was sent: a person has taken this conversation over.",
		desk.Merged:     "Nothing was sent: the customer wrote again, and the new message is answered with this one.",
		desk.Accepted:   "Nothing was sent. Look at how it stands now.", desk.Answering: "Nothing was sent. Look at how it stands now.",
		desk.HeldBack: "Nothing was sent. Look at how it stands now.",
	}
	w.englishChecks()
}

// englishChecks fills in what each check finds, in plain words.
func (w *Words) englishChecks() {
	w.Checks = map[string]string{
		"known_issue":  "A known issue, in the words that a person wrote for it.",
		"form":         "The draft is not well made.",
		"evidence":     "The sentence does not say which passage it stands on, or the passage does not say this.",
		"inforce":      "The page behind it is not in force, or is due for review.",
		"contradicted": "The page behind it contradicts another page.",
		"disputed":     "Another page gives another value for the same thing.",
		"language":     "It is not in the customer's language.",
		"scope":        "The page behind it holds for others than this customer.",
		"covers":       "It does not answer all that was asked.",
		"complete":     "What goes with the quoted passage is left out.",
		"exceptions":   "The page's special cases are left out.",
		"definitions":  "The page explains a word of it, and the draft does not.",
		"markup":       "It holds a link or markup that must not be sent.",
		"instructions": "It reads like instructions to a machine.",
		"actions":      "It promises or claims something that nobody has scheduled or done.",
		"human":        "It speaks as a person would of themselves.",
		"attribution":  "It names a source that nobody gave.",
		"contacts":     "An address or a telephone number stands in no source.",
		"leak":         "It shows instructions, secrets or what belongs to somebody else.",
		"silence":      "It draws a conclusion from what the pages do not say.",
		"coherence":    "It is broken as a text, or contradicts itself.",
		"flood":        "It is padded: much length, little said.",
		"offence":      "It holds offensive words.",
		"numbers":      "A number, price, date or delay stands in no source.",
		"names":        "A name stands in no source, or belongs to something else there.",
		"binding":      "A value is said of something else in the source.",
		"negation":     "It says yes where the source says no, or no where it says yes.",
		"opposites":    "It uses a word that says the opposite of the source's.",
		"modality":     "A duty became a choice, or a possibility a certainty.",
		"steps":        "It tells a procedure otherwise than the source: another way, or another order.",
		"cause":        "It gives a reason that no source gives.",
		"sweeping":     "It says of all what its source limits.",
		"conditions":   "A condition or an exception of the source is left out.",
		"policy":       "It promises or forbids something that no source promises or forbids.",
		"support":      "No passage says this as a whole.",
		"reported":     "A customer called this wrong, and nobody has found it right yet.",
		"novelty":      "No page in force says this, and nobody has approved it yet.",
		"refused":      "It says again what a person has refused.",
		"model":        "The model gave no answer that could be used.",
		"guard":        "A check could not run, and counts as failed.",
		"":             "A check found something.",
	}
}

// englishAutonomy fills in what operators read of what the assistant may do.
func (w *Words) englishAutonomy() {
	w.Assistant = AssistantWords{
		Title: "Assistant", Stopped: "The assistant is stopped", Stop: "Stop the assistant",
		StopSays: "It says nothing more from this moment. Conversations that it has in hand go to people, and their customers are told.",
		StopNow:  "Stop now", Start: "Let it go on", Scope: "For", Desk: "the whole desk", Language: "conversations in %s", Channel: "the channel %s",
		Inbox: "the inbox %s", Topic: "the topic %s", TopicHint: "Topic (optional; wins over the choice above)", By: "since %s, by %s",
		NotYours: "A lead or an owner can let it go on.", Widget: "the chat page", API: "the API", Moved: "%d conversations were moved to people.",
		May: "Assistant: %s", Ceiling: "By the settings, at most: %s.", For: "for %s", Level: "From now on", Lower: "Change",
		LowerSays: "What holds for a part never goes beyond what holds for the whole desk.",
		ToDraft:   "Drafts only", Already: "It is stopped there already, which is less. A lead can let it write drafts again.",
	}
	w.Levels = map[desk.Autonomy]string{desk.Off: "stopped", desk.DraftOnly: "drafts only", desk.Auto: "answers by itself"}
	w.LevelSays = map[desk.Autonomy]string{
		desk.Auto:      "Answers that pass every check go out at once, marked as the assistant's.",
		desk.DraftOnly: "It writes, and a person approves each answer before it goes out. The customer reads that a person is checking, and by when. What is in hand stays.",
		desk.Off:       "It writes nothing. New messages go to people; what it has in hand goes to people too, and the customers are told.",
	}
}
