package ui

// englishMail fills in what customers read of their mail address.
func (w *Words) englishMail() {
	w.Mail = MailWords{
		Ask: "Shall we write to you when there is an answer?", AskMore: "Nobody is at the desk just now. Give an e-mail address, and the answer comes to you if you have left this page. It is used for this conversation only.",
		Have: "If you leave this page, answers go to %s.", HaveMore: "For this conversation only.",
		Refused: "Our mail to this address was refused. Please check it.",
		Label:   "E-mail address", Save: "Write to me here", Change: "Change the address", Stop: "No more mail",
		Invalid: "This is not an e-mail address. Write it like name@example.org.",
		Busy:    "This address was used for many conversations today. Please use another, or try again tomorrow.",
		Later:   "How to come back", LaterMore: "Bookmark this page. This browser finds your conversation here for 30 days.",
		GoneTitle: "This link no longer opens anything", Gone: "It is more than 30 days old, or went to an address that was changed since. The conversation itself is kept.",
		GoneMore: "If it was yours and you still have this browser, you find it in the chat. Otherwise write to us there again.", Chat: "Open the chat",
		OtherTitle: "Open the conversation from your mail?", Other: "You have another conversation open in this browser. Opening the one from your mail takes its place here; what was said in the other is kept for the people who answer it.",
		Open: "Open the one from the mail", Keep: "Stay with the other",
		Fact: "Mail goes to", FactRefused: "%s (refused: no mail goes out)",
	}
}
