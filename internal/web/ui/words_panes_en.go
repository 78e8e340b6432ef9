package ui

import "github.com/vigie-desk/vigie/internal/desk"

// englishPanes fills in what operators read around conversations.
func (w *Words) englishPanes() {
	w.Board = BoardWords{
		FoldersName: "Folders", ToList: "Back to the list", ToThread: "Back to the conversation", Thread: "Conversation", Details: "Details",
		Choose: "No conversation is open", ChooseMore: "Choose one from the list.",
		Search: "Search conversations", Find: "Search", Found: "Found for “%s”",
		NotFound: "Nothing was found", NotFoundMore: "Whole words are looked for, with or without accents; the last one may be a beginning.",
		NoteKind: "private note, customers never see it", Past: "Other conversations", Older: "This is about an earlier answer.", Latest: "Show the last one",
		Claims: "What the answer says, and what that stands on", Standing: "What this stands on",
		Reopen: "Open again", GiveBack: "Give back to the assistant", Assign: "Assign", AssignTo: "Give it to", Ways: "Answer or note", Write: "Your text",
		Note: "Private note", NoteHint: "Only operators see it. It is never sent.", SaveNote: "Keep note",
		Sending: "Not sent yet: it goes out in a few seconds.", Undo: "Undo", Kept: "Your draft is kept in this browser.",
		Lost:  "This answer may not have gone out. Look at the conversation before you send it again.",
		Looks: "%s is looking at this.", Types: "%s is writing here.",
		Folders: map[string]string{
			"mine": "Mine", "unassigned": "Unassigned", "held": "Drafts to check", "waiting": "Waiting for a person", "answered": "Waiting for the customer",
			"all": "All open", "resolved": "Closed",
		},
		Channels: map[string]string{"widget": "Chat", "api": "API", "webhook": "Web service", "mail": "E-mail"},
		Moods:    map[desk.Reason]string{desk.Upset: "Upset", desk.Vulnerable: "Needs care", desk.Legal: "Legal"},
	}
}
