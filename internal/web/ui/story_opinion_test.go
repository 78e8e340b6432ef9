package ui

import (
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Every state of what customers think, on the customer's page and on the desk's.
func TestEveryStateOfOpinions(t *testing.T) {
	pages, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range []desk.Language{desk.English, desk.French} {
		w := pages.Words(language)
		base := stories(w)
		chat, list, one := base["chat answered"].(Chat), base["desk"].(Desk), base["case"].(Case)
		chat.Messages = messages()
		chat.Messages[1].Wrong = &Wrong{W: w, Inbox: "web", Turn: "t1", Parts: []Option{{Value: "0", Label: nasty}, {Value: "1", Label: "b"}}}
		chat.Messages[2].Wrong = &Wrong{W: w, Inbox: "web", Turn: "t2"}
		told := chat
		told.Messages = messages()
		told.Messages[1].Wrong = &Wrong{W: w, Inbox: "web", Turn: "t1", State: w.Opinion.Told[desk.ReportOpen]}
		asked, given := chat, told
		asked.Rate, given.Rate = &Rate{W: w, Inbox: "web"}, &Rate{W: w, Inbox: "web", Given: true}
		reports := []Report{
			{W: w, ID: "r1", Conversation: "c1", Text: nasty, Language: desk.French, At: now, Stamp: nasty, State: "open", Says: w.Opinion.Found[desk.ReportOpen]},
			{W: w, ID: "r2", Conversation: "c2", Text: nasty, At: now, State: "wrong", Says: w.Opinion.Found[desk.ReportWrong], By: nasty},
			{W: w, ID: "r3", Conversation: "c2", At: now, State: "right", Says: w.Opinion.Found[desk.ReportRight], By: nasty},
		}
		list.Reports, one.Reports, one.Rating = reports, reports, &Given{Says: w.Opinion.Faces[1], Words: nasty, At: now}
		setup := WidgetSetup{Frame: operatorFrame(w, desk.RoleLead), Inbox: "web", Tag: nasty, Policy: nasty, Secret: "00ff", Name: nasty, Origins: nasty, Accent: "#14506b", Position: "left", Greetings: map[desk.Language]string{desk.French: nasty}}
		wrong := setup
		wrong.Fault, wrong.Position = nasty, "right"
		for name, page := range map[string]Page{"setup": setup, "setup wrong": wrong, "chat offers": chat, "chat told": told, "chat asked": asked, "chat given": given, "desk": list, "case": one} {
			text, err := pages.Render(page)
			if err != nil {
				t.Fatal(err)
			}
			for _, fault := range examine(string(text), language) {
				t.Errorf("%s/%s: %s", name, language, fault)
			}
		}
	}
}
