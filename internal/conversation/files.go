package conversation

import (
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// words gives the text as it is kept: it may be empty where files come with it.
func (in Incoming) words(limit int) (string, error) {
	if len(in.files()) > 0 && strings.TrimSpace(in.Text) == "" {
		return "", nil
	}
	return Clean(in.Text, limit)
}

// files names what the message takes: what came before, then what comes with it.
func (in Incoming) files() []desk.File { return Named(in.Files, in.Carried) }

// Named gives files by their ids, those that came before first.
func Named(ids []string, carried []desk.Upload) []desk.File {
	var files []desk.File
	for _, id := range ids {
		files = append(files, desk.File{ID: id})
	}
	for _, u := range carried {
		files = append(files, desk.File{ID: u.ID})
	}
	return files
}

// carried gives the files that come with the message their place in a conversation.
func (in Incoming) carried(conversation string, now time.Time) []desk.Upload {
	uploads := make([]desk.Upload, len(in.Carried))
	for i, u := range in.Carried {
		u.Conversation, u.Created = conversation, now
		uploads[i] = u
	}
	return uploads
}

// unread says that nobody has looked at a file that came with a question, and that a person would if asked.
func (w words) unread() string {
	return w.pick("The assistant answered your words and has not looked at your file. If you want a person to look at it, ask for one here.",
		"L'assistant a répondu à votre message sans regarder votre fichier. Si vous souhaitez qu'une personne l'examine, demandez-la ici.")
}
