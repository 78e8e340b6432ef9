package store_test

import (
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/review"
	"github.com/vigie-desk/vigie/internal/store"
)

func upload(conversationID, name string, from desk.Sender, bytes int, at time.Time) desk.Upload {
	content := make([]byte, bytes)
	copy(content, "\x00\xff\x89binary")
	return desk.Upload{
		File:         desk.File{ID: newID(), Name: name, Type: "image/png", Bytes: int64(bytes), Width: 3, Height: 2},
		Conversation: conversationID, Sender: from, Hash: name, Content: content, Created: at,
	}
}

func faultOf(err error) desk.FileFault {
	if fault, is := errors.AsType[*desk.FileError](err); is {
		return fault.Fault
	}
	return ""
}

// with makes a message that names files.
func (w *world) with(t *testing.T, conversationID, text string, ids ...string) error {
	t.Helper()
	in := incoming(conversationID, text)
	in.Files = ids
	_, err := w.desk.Accept(t.Context(), in)
	return err
}

func TestFiles(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w, most := newWorld(t, cfg), desk.DefaultFileLimits()
		ctx, now := t.Context(), w.clock.now()
		mine, other := w.accept(t, "", "hello").Conversation, w.accept(t, "", "hello").Conversation
		a, b, theirs := upload(mine, "a.png", desk.FromCustomer, 100, now), upload(mine, "b.png", desk.FromKey, 3, now), upload(other, "c.png", desk.FromCustomer, 3, now)
		operators := upload(mine, "d.png", desk.FromOperator, 3, now)
		for _, u := range []desk.Upload{a, b, theirs, operators} {
			if _, err := w.db.AddFile(ctx, u, most); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := w.db.File(ctx, a.ID); !desk.Is(err, desk.NotFound) {
			t.Errorf("a file that no message has: %v", err)
		}
		before, err := w.db.Messages(ctx, mine, 0, 100)
		if err != nil {
			t.Fatal(err)
		}
		for says, ids := range map[string][]string{
			"another conversation's": {theirs.ID}, "an operator's": {operators.ID}, "none": {"x"}, "the same twice": {a.ID, a.ID}, "one good, one not": {a.ID, theirs.ID},
		} {
			if err := w.with(t, mine, "look", ids...); faultOf(err) != desk.FileGone || !desk.Is(err, desk.Conflict) {
				t.Errorf("%s: %v", says, err)
			}
		}
		if after, _ := w.db.Messages(ctx, mine, 0, 100); len(after) != len(before) {
			t.Error("a refused message left something behind")
		}
		if err := w.with(t, mine, "", b.ID, a.ID); err != nil {
			t.Fatal(err)
		}
		if err := w.with(t, mine, "again", a.ID); faultOf(err) != desk.FileGone {
			t.Errorf("a file that was sent already: %v", err)
		}
		said, err := w.db.RecentMessages(ctx, mine, 1)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]desk.File{b.File, a.File}, said[0].Files); diff != "" || said[0].Text != "" {
			t.Errorf("%q (-want +got):\n%s", said[0].Text, diff)
		}
		got, err := w.db.File(ctx, a.ID)
		content, readErr := w.db.FileContent(ctx, a.ID)
		if err != nil || readErr != nil || got.File != a.File || got.Conversation != mine || !slices.Equal(content, a.Content) {
			t.Errorf("%+v, %v, %v", got, err, readErr)
		}
		rev := review.New(w.db, w.desk.HandOver, w.clock.now, newID)
		if err := rev.ReplyWith(ctx, mine, newID(), desk.Operator{ID: "ben"}, " ", []string{operators.ID}, nil, most); err != nil {
			t.Errorf("an operator's: %v", err)
		}
		if err := rev.ReplyWith(ctx, mine, newID(), desk.Operator{ID: "ben"}, " ", nil, nil, most); !desk.Is(err, desk.Invalid) {
			t.Errorf("an empty answer: %v", err)
		}
		if err := rev.Resolve(ctx, mine, desk.Operator{ID: "ben"}); err != nil {
			t.Fatal(err)
		}
		w.clock.add(time.Hour)
		if n, err := w.db.PurgePast(ctx, w.clock.now(), w.clock.now(), 10); err != nil || n != 1 {
			t.Fatal(n, err)
		}
		if _, err := w.db.FileContent(ctx, a.ID); !desk.Is(err, desk.NotFound) {
			t.Errorf("after the words were deleted: %v", err)
		}
		if said, _ := w.db.Messages(ctx, mine, 0, 100); slices.ContainsFunc(said, func(m desk.Message) bool { return len(m.Files) > 0 }) {
			t.Error("their names are still there")
		}
		if _, err := w.db.FileContent(ctx, theirs.ID); err != nil {
			t.Errorf("another conversation's: %v", err)
		}
	})
}

// A new conversation may begin with files: they are written with it or not at all.
func TestFilesThatComeWithTheMessage(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		in := incoming("", "")
		in.Key = &conversation.IdempotencyKey{Caller: "open", Name: "k", BodyHash: "h"}
		in.FileLimits = desk.DefaultFileLimits()
		in.Carried = []desk.Upload{upload("", "a.png", desk.FromCustomer, 10, time.Time{}), upload("", "b.png", desk.FromCustomer, 10, time.Time{})}
		got, err := w.desk.Accept(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		said, err := w.db.Messages(t.Context(), got.Conversation, 0, 10)
		if err != nil || len(said[0].Files) != 2 || said[0].Files[1].Name != "b.png" {
			t.Fatal(said, err)
		}
		conv, err := w.db.Conversation(t.Context(), got.Conversation)
		if err != nil {
			t.Fatal(err)
		}
		list, err := w.db.CustomerConversations(t.Context(), conv.Customer, 10)
		if err != nil || len(list) != 1 || list[0].Preview != "a.png, b.png" {
			t.Errorf("previews %v, %v", list, err)
		}
		for i := range in.Carried {
			in.Carried[i].ID = newID()
		}
		if _, err := w.desk.Accept(t.Context(), in); !desk.Is(err, desk.Conflict) {
			t.Errorf("the same request again: %v", err)
		}
		if _, err := w.db.FileContent(t.Context(), in.Carried[0].ID); !desk.Is(err, desk.NotFound) {
			t.Errorf("it left its file behind: %v", err)
		}
	})
}

func TestFilesComeOnceAndWithinLimits(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		ctx := t.Context()
		most := desk.FileLimits{One: 100, Message: 5, Conversation: 250, Inbox: 450}
		id := w.accept(t, "", "hello").Conversation
		first := upload(id, "a.png", desk.FromCustomer, 100, w.clock.now())
		first.Key = "request"
		var group sync.WaitGroup
		ids := make([]string, 4)
		for i := range ids {
			group.Go(func() {
				u := first
				u.ID = newID()
				for range 3 { // who loses a race asks again
					f, err := w.db.AddFile(ctx, u, most)
					if ids[i] = f.ID; err == nil {
						return
					}
				}
			})
		}
		group.Wait()
		if ids[0] == "" || len(slices.Compact(ids)) != 1 {
			t.Errorf("one request brought %v", ids)
		}
		other := first
		other.ID, other.Hash = newID(), "b"
		if _, err := w.db.AddFile(ctx, other, most); !desk.Is(err, desk.Mismatch) {
			t.Errorf("the same key with another file: %v", err)
		}
		add := func(conversationID string, from desk.Sender) desk.FileFault {
			t.Helper()
			_, err := w.db.AddFile(ctx, upload(conversationID, "x.png", from, 100, w.clock.now()), most)
			if err != nil && faultOf(err) == "" {
				t.Fatal(err)
			}
			return faultOf(err)
		}
		if got := []desk.FileFault{add(id, desk.FromCustomer), add(id, desk.FromCustomer), add(id, desk.FromOperator)}; !slices.Equal(got, []desk.FileFault{"", desk.FileRoom, ""}) {
			t.Errorf("into one conversation: %q", got)
		}
		second := w.accept(t, "", "hello").Conversation
		third := w.accept(t, "", "hello").Conversation
		if got := []desk.FileFault{add(second, desk.FromCustomer), add(second, desk.FromCustomer), add(third, desk.FromCustomer)}; !slices.Equal(got, []desk.FileFault{"", "", desk.FileDay}) {
			t.Errorf("into one inbox: %q", got)
		}
		w.clock.add(25 * time.Hour)
		if got := add(third, desk.FromCustomer); got != "" {
			t.Errorf("on the next day: %q", got)
		}
		if _, err := w.db.AddFile(ctx, upload("none", "x.png", desk.FromCustomer, 1, w.clock.now()), most); !desk.Is(err, desk.NotFound) {
			t.Errorf("no such conversation: %v", err)
		}
	})
}

func TestLooseFilesGo(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		ctx, id := t.Context(), w.accept(t, "", "hello").Conversation
		sent, loose := upload(id, "a.png", desk.FromCustomer, 5, w.clock.now()), upload(id, "b.png", desk.FromCustomer, 5, w.clock.now())
		fresh := upload(id, "c.png", desk.FromCustomer, 5, w.clock.now().Add(30*time.Minute))
		for _, u := range []desk.Upload{sent, loose, fresh} {
			if _, err := w.db.AddFile(ctx, u, desk.DefaultFileLimits()); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.with(t, id, "look", sent.ID); err != nil {
			t.Fatal(err)
		}
		if err := w.db.DropLooseFiles(ctx, w.clock.now().Add(time.Minute)); err != nil {
			t.Fatal(err)
		}
		for u, want := range map[string]bool{sent.ID: true, loose.ID: false, fresh.ID: true} {
			if _, err := w.db.FileContent(ctx, u); (err == nil) != want {
				t.Errorf("%s: %v", u, err)
			}
		}
		if err := w.with(t, id, "look", loose.ID); faultOf(err) != desk.FileGone {
			t.Errorf("a file that is gone: %v", err)
		}
	})
}
