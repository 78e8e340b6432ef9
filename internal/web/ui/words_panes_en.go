package ui

import "github.com/vigie-desk/vigie/internal/desk"

// englishPanes fills in what operators read around conversations.
func (w *Words) englishPanes() {
	w.Board = BoardWords{
		FoldersName: "Folders", ToList: "Back to the list", ToThread: "Back to the conversation", Thread: "Conversation", Details: "Details",
		Choose: "No conversation is open", ChooseMore: "Choose one from the list.",
		Search: "Search conversations", Find: "Search", Found: "Found for “%s”",
		NotFound: "Nothing was found", NotFoundMore: "Whole words are looked for, with or without accents; the last one may be a beginning.",
		DraftTag: "Draft", PersonTag: "To answer",
		NoteKind: "private note, customers never see it", Past: "Other conversations", Older: "This is about an earlier answer.", Latest: "Show the last one",
		Claims: "What the answer says, and what that stands on", Standing: "What this stands on",
		Reopen: "Open again", GiveBack: "Give back to the assistant", Assign: "Assign", AssignTo: "Give it to", Ways: "Answer or note", Write: "Your text",
		Note: "Private note", NoteHint: "Only operators see it. It is never sent.", SaveNote: "Keep note",
		Sending: "Not sent yet: it goes out in a few seconds.", Undo: "Undo", Kept: "Your draft is kept in this browser.",
		Lost:  "This answer may not have gone out. Look at the conversation before you send it again.",
		Looks: "%s is looking at this.", Types: "%s is writing here.",
		Palette: "Commands", PaletteHint: "Folder, action or conversation", Legend: "Keyboard", GoTo: "Go to:", SearchFor: "Search conversations for “%s”", Close: "Close",
		NoticeOn: "Sound: on", NoticeOff: "Sound: off", Notice: "One more conversation waits for a person",
		Keys: []KeyWords{
			{"Ctrl K", "Go to a folder, find a conversation, do something"},
			{"Ctrl Enter", "Send what you have written; approve the draft where no field is open"},
			{"j / k", "Next, previous conversation in the list"},
			{"Enter", "Open it"},
			{"/", "Search"},
			{"r", "Write an answer"},
			{"n", "Write a private note"},
			{"t", "Take over"},
			{"b", "Give back to the assistant"},
			{"a", "Assign"},
			{"e", "Close, or open again"},
			{"Esc", "Leave a field"},
			{"?", "This list"},
		},
		Folders: map[string]string{
			"mine": "Mine", "unassigned": "Unassigned", "held": "Drafts to check", "waiting": "Waiting for a person", "answered": "Waiting for the customer",
			"all": "All open", "resolved": "Closed",
		},
		Channels: map[string]string{"widget": "Chat", "api": "API", "webhook": "Web service", "mail": "E-mail"},
		Moods:    map[desk.Reason]string{desk.Upset: "Upset", desk.Vulnerable: "Needs care", desk.Legal: "Legal"},
	}
}
