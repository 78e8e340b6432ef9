package ui

// englishWidget fills in what customers read in the chat on other sites.
func (w *Words) englishWidget() {
	w.Widget = WidgetWords{
		Name: "Widget", Open: "Ask a question", Close: "Close the chat", Badge: "AI",
		Discloses:     "You are writing to an AI assistant, not to a person.",
		DisclosesMore: "It answers from our help pages only, and every answer is checked first.",
		UnreadOne:     "1 new message", Unread: "%s new messages",
		Busy:    "Many people are writing right now. Your text is kept and will be sent again in %s s.",
		Offline: "The connection was lost. What you write is kept and will be sent when it is back.",
		Refused: "This could not be sent. Your text is back in the field; please use another way to reach us if it happens again.",
		Lost:    "The connection was lost. Answers appear here when it is back.",
		Again:   "This did not work. Please try again in a moment.", Sending: "sending…", Unsent: "not sent yet", Writes: "%s is writing…", ByWhen: "By %s", Empty: "What can we help you with?", Hint: "Please leave out passwords and card numbers.",
	}
}
