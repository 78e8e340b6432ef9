package ui

import "github.com/vigie-desk/vigie/internal/desk"

// englishOpinion fills in how customers say what they think, and what operators read of it.
func (w *Words) englishOpinion() {
	w.Opinion = OpinionWords{
		Wrong: "This is wrong", WrongSays: "A person will look at it. Until then the assistant does not say it again by itself.",
		Which: "What is wrong?", Whole: "The whole answer", Send: "Report as wrong",
		Told: map[desk.ReportState]string{
			desk.ReportOpen: "You called this wrong. A person will look at it.", desk.ReportRight: "You called this wrong. A person looked: it stands.",
			desk.ReportWrong: "You were right: this is wrong. Do not rely on it.",
		},
		Rate: "How did we do?", RateWords: "Anything you would like to add? (optional)", RateSend: "Send", Thanks: "Thank you for telling us.",
		Faces:   map[int]string{1: "Bad", 2: "So-so", 3: "Good"},
		Reports: "Answers that customers call wrong", ReportsSays: "The assistant does not say these by itself until somebody has looked.",
		CaseSays: "The customer calls this wrong", IsRight: "The answer is right", IsWrong: "The answer is wrong", Rating: "What the customer thought",
		Found: map[desk.ReportState]string{
			desk.ReportOpen: "Nobody has looked yet: the assistant does not say it by itself.", desk.ReportRight: "Found right: the assistant may say it again.",
			desk.ReportWrong: "Found wrong: the assistant does not say it by itself. Mend the page it stands on.",
		},
	}
	w.Acts["report:right"], w.Acts["report:wrong"] = "Report looked at: it is right", "Report looked at: it is wrong"
}
