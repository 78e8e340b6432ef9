package ui

import "github.com/vigie-desk/vigie/internal/desk"

// englishPanes fills in what operators read around conversations.
func (w *Words) englishPanes() {
	w.Board = BoardWords{
		FoldersName: "Folders", ToList: "Back to the list", ToThread: "Back to the conversation", Thread: "Conversation", Details: "Details",
		Choose: "No conversation is open", ChooseMore: "Choose one from the list.",
		Search: "Search conversations", Find: "Search", Found: "Found for “%s”",
		NoteKind: "private note, customers never see it", Past: "Other conversations", Older: "This is about an earlier answer.", Latest: "Show the last one",
		Claims: "What the answer says, and what that stands on", Standing: "What this stands on",
		Folders: map[string]string{
			"mine": "Mine", "unassigned": "Unassigned", "held": "Drafts to check", "waiting": "Waiting for a person", "answered": "Waiting for the customer",
			"all": "All open", "resolved": "Closed",
		},
		Channels: map[string]string{"widget": "Chat", "api": "API", "webhook": "Web service", "mail": "E-mail"},
		Moods:    map[desk.Reason]string{desk.Upset: "Upset", desk.Vulnerable: "Needs care", desk.Legal: "Legal"},
	}
}
