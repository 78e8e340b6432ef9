package webhook

import (
	"time"

	"github.com/vigie-desk/vigie/internal/deliver"
	"github.com/vigie-desk/vigie/internal/desk"
)

// Event is the body of a request.
type Event struct {
	Type         string       `json:"type"` // message.created
	Delivery     string       `json:"delivery"`
	Conversation Conversation `json:"conversation"`
	Message      Message      `json:"message"`
}

// Conversation is where the message belongs, as it stands when it is sent.
type Conversation struct {
	ID       string `json:"id"`
	Inbox    string `json:"inbox"`
	State    string `json:"state"`
	Language string `json:"language,omitempty"`
	Customer string `json:"customer,omitempty"` // the company's own id
}

// Message is what was said. AI is true for the assistant's words and for the desk's own notices: whoever shows them says
// so to the customer.
type Message struct {
	ID       string       `json:"id"`
	Turn     string       `json:"turn,omitempty"`
	Author   desk.Author  `json:"author"`
	AI       bool         `json:"ai"`
	Name     string       `json:"name,omitempty"` // the operator's, as customers see it
	Text     string       `json:"text"`
	Language string       `json:"language,omitempty"`
	Claims   []desk.Claim `json:"claims,omitempty"`
	Files    []File       `json:"files,omitempty"`
	Created  time.Time    `json:"created_at"`
}

// File is a file of a message: never its content. URL is a path of the desk's server, which asks for a key there.
type File struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Type  string `json:"type"`
	Bytes int64  `json:"bytes"`
	URL   string `json:"url"`
}

func filesOf(m desk.Message) []File {
	var files []File
	for _, f := range m.Files {
		files = append(files, File{ID: f.ID, Name: f.Name, Type: f.Type, Bytes: f.Bytes, URL: f.Address()})
	}
	return files
}

func payload(p deliver.Parcel) Event {
	c, m := p.Conversation, p.Message
	return Event{
		Type: "message.created", Delivery: p.Delivery.ID,
		Conversation: Conversation{ID: c.ID, Inbox: c.Inbox, State: string(c.State), Language: string(c.Language), Customer: p.External},
		Message: Message{
			ID: m.ID, Turn: m.Turn, Author: m.Author, AI: m.AI(), Name: m.Name, Text: m.Text, Language: string(m.Language),
			Claims: m.Claims, Files: filesOf(m), Created: m.Created,
		},
	}
}
