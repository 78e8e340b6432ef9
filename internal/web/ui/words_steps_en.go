package ui

// englishSteps fills in what the start page says about the first steps.
func (w *Words) englishSteps() {
	w.Steps = StepsWords{
		Title: "First steps", Says: "What is done is ticked by itself. None of it is urgent.",
		DemoTitle: "Five minutes with Vigie", DemoSays: "A made-up company with a week of conversations behind it. Be its customer first, then answer one.",
		Over: "That was all. The desk is yours.", Count: "%d of %d done", Done: "done", Open: "to do",
		Hide: "Put this away", Again: "Show the first steps", Enter: "Sign in with %s and the password “%s”.",
		Each: map[string]StepWords{
			"import":    {"Bring in your help centre", "A folder or an archive here, or in a terminal: vigie import PATH, and for a site vigie import https://help.example.org/", "Import"},
			"ask":       {"Ask a question", "As a customer would, and see what the answer stands on.", "Ask"},
			"answer":    {"Answer a customer", "Ask for a person in the chat, then answer from the desk.", "Desk"},
			"invite":    {"Bring in a colleague", "A link that works once lets them choose a password.", "Operators"},
			"hours":     {"Say when your team works", "Until then it is Monday to Friday, 9 to 18. Promises to customers count in these hours.", "Hours"},
			"mail":      {"Set up mail", "Customers who have left get answers by mail. Set VIGIE_SMTP_URL and VIGIE_MAIL_FROM.", "docs/mail.md"},
			"widget":    {"Put the chat on your site", "One line of HTML, and the addresses of your site.", "Chat on your site"},
			"demo-book": {"A help centre is there", "English and French pages, one of them expired, two of them at odds.", "Knowledge"},
			"demo-ask":  {"Ask as a customer", "“How long does delivery to Belgium take?” The answer names its page.", "Ask"},
			"demo-hand": {"Ask for a person", "Or ask what no page answers, such as “Do you deliver to Norway?”", "Ask"},
			"demo-desk": {"Answer as an operator", "What you asked for lies at the desk. The customer reads your answer at once.", "Desk"},
			"demo-look": {"Decide on a draft", "Answers about billing wait until a person has looked: approve one, or refuse it.", "Drafts"},
		},
	}
}
