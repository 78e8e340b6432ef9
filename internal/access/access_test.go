package access

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/vigie-desk/vigie/internal/desk"
)

// memory keeps everything in maps, as the store would.
type memory struct {
	mu        sync.Mutex
	operators map[string]desk.Operator // by e-mail
	hashes    map[string]string
	keys      map[string]Key
	settings  map[string]string
	down      bool
}

func newMemory() *memory {
	return &memory{operators: map[string]desk.Operator{}, hashes: map[string]string{}, keys: map[string]Key{}, settings: map[string]string{}}
}

var errDown = errors.New("away")

func (m *memory) OperatorLogin(_ context.Context, email string) (desk.Operator, string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.down {
		return desk.Operator{}, "", errDown
	}
	o, ok := m.operators[email]
	if !ok {
		return o, "", desk.Errorf(desk.NotFound, "no such thing")
	}
	return o, m.hashes[o.ID], nil
}

func (m *memory) AddOperator(_ context.Context, o desk.Operator, hash string, _ time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for email, other := range m.operators {
		if email == o.Email || other.ID == o.ID {
			return desk.Errorf(desk.Conflict, "this exists already")
		}
	}
	m.operators[o.Email], m.hashes[o.ID] = o, hash
	return nil
}

func (m *memory) SetPassword(_ context.Context, id, hash string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.hashes[id] = hash
	return nil
}

func (m *memory) HasOperators(context.Context) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.operators) > 0, nil
}

func (m *memory) APIKeyByHash(_ context.Context, hash string) (Key, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	k, ok := m.keys[hash]
	if !ok || !k.Revoked.IsZero() {
		return Key{}, desk.Errorf(desk.NotFound, "no such thing")
	}
	return k, nil
}

func (m *memory) AddAPIKey(_ context.Context, k Key, hash string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, there := m.keys[hash]; there {
		return desk.Errorf(desk.Conflict, "this exists already")
	}
	m.keys[hash] = k
	return nil
}

func (m *memory) Setting(_ context.Context, name string) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.settings[name], nil
}

func (m *memory) SetSetting(_ context.Context, name, value string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.settings[name] = value
	return nil
}

var start = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

func newService(m *memory, now *time.Time) *Service {
	n := 0
	return New(Parts{
		Operators: m, Keys: m, Settings: m, Now: func() time.Time { return *now }, NewID: func() string { n++; return fmt.Sprint("id", n) }, Random: rand.Reader,
	})
}

const secret = "a quiet harbour at dawn"

func claire() desk.Operator {
	return desk.Operator{Name: " Claire ", Email: "Claire@Lumen.example", Team: "support", Role: desk.RoleLead}
}

func TestSignIn(t *testing.T) {
	ctx, now, m := context.Background(), start, newMemory()
	s := newService(m, &now)
	o, err := s.AddOperator(ctx, claire(), secret)
	if err != nil {
		t.Fatal(err)
	}
	if o.Email != "claire@lumen.example" || o.Name != "Claire" || o.ID == "" {
		t.Errorf("kept as %+v", o)
	}
	if hash := m.hashes[o.ID]; strings.Contains(hash, secret) || !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("kept hash %q", hash)
	}
	if got, err := s.SignIn(ctx, " CLAIRE@lumen.example ", secret); err != nil || got.ID != o.ID {
		t.Errorf("the right password: %v, %v", got, err)
	}
	wrong := []error{}
	for _, c := range [][2]string{
		{"claire@lumen.example", secret + "x"},
		{"claire@lumen.example", ""},
		{"nobody@lumen.example", secret},
		{"", ""},
		{"claire@lumen.example", strings.Repeat("x", PasswordLongest+1)},
	} {
		_, err := s.SignIn(ctx, c[0], c[1])
		if !desk.Is(err, desk.Unauthorized) {
			t.Errorf("%q: %v, want unauthorized", c, err)
			continue
		}
		wrong = append(wrong, err)
	}
	for _, err := range wrong[1:] {
		if err.Error() != wrong[0].Error() {
			t.Errorf("a guesser can tell %q from %q", err, wrong[0])
		}
	}
	m.down = true
	if _, err := s.SignIn(ctx, o.Email, secret); !errors.Is(err, errDown) {
		t.Errorf("a store that is away: %v", err)
	}
}

func TestPasswordsThatAreRefused(t *testing.T) {
	ctx, now := context.Background(), start
	for name, c := range map[string]struct {
		change   func(*desk.Operator)
		password string
	}{
		"short":         {nil, "eleven char"},
		"long":          {nil, strings.Repeat("x", PasswordLongest+1)},
		"its own email": {nil, "CLAIRE@lumen.example"},
		"no name":       {func(o *desk.Operator) { o.Name = "  " }, secret},
		"no email":      {func(o *desk.Operator) { o.Email = "claire" }, secret},
		"named email":   {func(o *desk.Operator) { o.Email = "Claire <claire@lumen.example>" }, secret},
		"no team":       {func(o *desk.Operator) { o.Team = "" }, secret},
		"no role":       {func(o *desk.Operator) { o.Role = "boss" }, secret},
	} {
		o := claire()
		if c.change != nil {
			c.change(&o)
		}
		if _, err := newService(newMemory(), &now).AddOperator(ctx, o, c.password); !desk.Is(err, desk.Invalid) {
			t.Errorf("%s: %v, want invalid", name, err)
		}
	}
	m := newMemory()
	s := newService(m, &now)
	if _, err := s.AddOperator(ctx, claire(), secret); err != nil {
		t.Fatal(err)
	}
	if _, err := s.AddOperator(ctx, claire(), secret); !desk.Is(err, desk.Conflict) {
		t.Errorf("the same e-mail again: %v, want conflict", err)
	}
}

func TestHashesThatFitNothing(t *testing.T) {
	ctx, now := context.Background(), start
	s := newService(newMemory(), &now)
	good, err := s.HashPassword(ctx, secret)
	if err != nil {
		t.Fatal(err)
	}
	again, err := s.HashPassword(ctx, secret)
	if err != nil || again == good {
		t.Errorf("two hashes of one password are equal: no salt? %v", err)
	}
	if ok, err := s.verify(ctx, secret, good); !ok || err != nil {
		t.Fatalf("its own hash: %v, %v", ok, err)
	}
	for _, hash := range []string{
		"", "x", secret, decoy(), strings.Replace(good, "m=19456", "m=8", 1), strings.Replace(good, "argon2id", "argon2i", 1), good + "$", good[:len(good)-4],
		strings.Replace(good, "t=2", "t=1", 1), "$2a$10$abcdefghijklmnopqrstuv",
	} {
		if ok, err := s.verify(ctx, secret, hash); ok || err != nil {
			t.Errorf("%q: %v, %v", hash, ok, err)
		}
	}
}

func TestTooManyAtOnce(t *testing.T) {
	now := start
	s := newService(newMemory(), &now)
	for range hashingAtOnce {
		s.hashing <- struct{}{}
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
	defer cancel()
	if _, err := s.HashPassword(ctx, secret); !desk.Is(err, desk.Busy) {
		t.Errorf("no slot: %v, want busy", err)
	}
}

func TestKeys(t *testing.T) {
	ctx, now, m := context.Background(), start, newMemory()
	s := newService(m, &now)
	k, shown, err := s.NewKey(ctx, "site", ConversationsWrite, CustomersWrite)
	if err != nil || len(shown) < 40 || !strings.HasPrefix(shown, "vgk_") {
		t.Fatalf("%q, %v", shown, err)
	}
	for hash := range m.keys {
		if strings.Contains(hash, shown) || hash != Fingerprint(shown) {
			t.Errorf("kept by %q", hash)
		}
	}
	got, err := s.Key(ctx, shown)
	if err != nil || got.ID != k.ID {
		t.Fatalf("%+v, %v", got, err)
	}
	for _, scope := range Scopes() {
		if want := scope == ConversationsWrite || scope == CustomersWrite; got.May(scope) != want {
			t.Errorf("may %s: %v", scope, !want)
		}
		if all := (Key{Scopes: []string{string(Admin)}}); !all.May(scope) {
			t.Errorf("admin may not %s", scope)
		}
		if (Key{}).May(scope) || (Key{Scopes: []string{"*", "everything"}}).May(scope) {
			t.Errorf("a key without a scope may %s", scope)
		}
	}
	for _, wrong := range []string{"", "x", shown + "x", shown[:len(shown)-1], Fingerprint(shown), strings.Repeat("a", 10_000)} {
		if _, err := s.Key(ctx, wrong); !desk.Is(err, desk.Unauthorized) {
			t.Errorf("%.20q: %v, want unauthorized", wrong, err)
		}
	}
	revoked := m.keys[Fingerprint(shown)]
	revoked.Revoked = now
	m.keys[Fingerprint(shown)] = revoked
	if _, err := s.Key(ctx, shown); !desk.Is(err, desk.Unauthorized) {
		t.Errorf("a revoked key: %v", err)
	}
	if _, _, err := s.NewKey(ctx, "none"); !desk.Is(err, desk.Invalid) {
		t.Errorf("no scope: %v", err)
	}
	if _, _, err := s.NewKey(ctx, "odd", "root"); !desk.Is(err, desk.Invalid) {
		t.Errorf("no such scope: %v", err)
	}
	if _, err := ParseScope("conversations:READ"); !desk.Is(err, desk.Invalid) {
		t.Errorf("ParseScope: %v", err)
	}
}

func TestEnsureKey(t *testing.T) {
	ctx, now, m := context.Background(), start, newMemory()
	s := newService(m, &now)
	const chosen = "chosen-by-an-engineer-once"
	for range 2 {
		if err := s.EnsureKey(ctx, "first", chosen, Admin); err != nil {
			t.Fatal(err)
		}
	}
	if len(m.keys) != 1 {
		t.Errorf("%d keys", len(m.keys))
	}
	for _, weak := range []string{"", "short", "vgv_" + strings.Repeat("a", 40)} {
		if err := s.EnsureKey(ctx, "weak", weak, Admin); !desk.Is(err, desk.Invalid) {
			t.Errorf("%q: %v, want invalid", weak, err)
		}
	}
	k := m.keys[Fingerprint(chosen)]
	k.Revoked = now
	m.keys[Fingerprint(chosen)] = k
	if err := s.EnsureKey(ctx, "again", chosen, Admin); !desk.Is(err, desk.Invalid) {
		t.Errorf("a revoked secret came back: %v", err)
	}
}

func TestVisitors(t *testing.T) {
	now := start
	s := newService(newMemory(), &now)
	a, err := s.NewVisitor()
	if err != nil {
		t.Fatal(err)
	}
	b, err := s.NewVisitor()
	if err != nil || a == b {
		t.Fatalf("two tokens are equal, %v", err)
	}
	if !Opens(a, Fingerprint(a)) || Opens(b, Fingerprint(a)) || Opens("", "") || Opens("vgv_", "") || Opens(a, "") || Opens(Fingerprint(a), Fingerprint(a)) {
		t.Error("a token opens what is not its own, or not its own")
	}
	rapid.Check(t, func(t *rapid.T) {
		one, two := rapid.SliceOfN(rapid.String(), 1, 4).Draw(t, "one"), rapid.SliceOfN(rapid.String(), 1, 4).Draw(t, "two")
		same := fmt.Sprintf("%q", one) == fmt.Sprintf("%q", two)
		if (VisitorFor([]byte("s"), one...) == VisitorFor([]byte("s"), two...)) != same {
			t.Fatalf("tokens for %q and %q", one, two)
		}
		if VisitorFor([]byte("s"), one...) == VisitorFor([]byte("other"), one...) {
			t.Fatal("another server makes the same token")
		}
	})
}

func TestIdentity(t *testing.T) {
	// RFC 4231, test case 2.
	if got := SignIdentity([]byte("Jefe"), "what do ya want for nothing?"); got != "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843" {
		t.Errorf("HMAC %s", got)
	}
	key := []byte("identity")
	good := SignIdentity(key, "c-1")
	if !Signed(key, "c-1", good) || !Signed(key, "c-1", strings.ToUpper(good)) {
		t.Error("a good signature is refused")
	}
	for _, c := range [][2]string{{"c-2", good}, {"c-1", ""}, {"c-1", good[:63]}, {"c-1", good + "0"}, {"", SignIdentity(key, "")}} {
		if Signed(key, c[0], c[1]) {
			t.Errorf("%q is taken", c)
		}
	}
	if Signed(nil, "c-1", SignIdentity(nil, "c-1")) {
		t.Error("without a secret anybody can sign")
	}
}

func TestSetup(t *testing.T) {
	ctx, now, m := context.Background(), start, newMemory()
	s := newService(m, &now)
	first, err := s.NewSetup(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(m.settings[setupSetting], first) {
		t.Error("the link itself is kept")
	}
	link, err := s.NewSetup(ctx)
	if err != nil || link == first {
		t.Fatal(link, err)
	}
	for name, token := range map[string]string{"an earlier one": first, "none": "", "a guess": "vgs_guess"} {
		if err := s.CheckSetup(ctx, token); !desk.Is(err, desk.NotFound) {
			t.Errorf("%s: %v, want not found", name, err)
		}
	}
	if _, err := s.Setup(ctx, link, claire(), "short"); !desk.Is(err, desk.Invalid) {
		t.Errorf("a short password: %v", err)
	}
	o, err := s.Setup(ctx, link, claire(), secret)
	if err != nil || o.Role != desk.RoleOwner {
		t.Fatalf("%+v, %v", o, err)
	}
	again := claire()
	again.Email = "mallory@lumen.example"
	if _, err := s.Setup(ctx, link, again, secret); !desk.Is(err, desk.NotFound) {
		t.Errorf("used twice: %v", err)
	}
	if _, err := s.NewSetup(ctx); !desk.Is(err, desk.Conflict) {
		t.Errorf("a link for a desk that is set up: %v", err)
	}
}

func TestSetupEnds(t *testing.T) {
	ctx, now, m := context.Background(), start, newMemory()
	s := newService(m, &now)
	link, err := s.NewSetup(ctx)
	if err != nil {
		t.Fatal(err)
	}
	now = now.Add(SetupGood - time.Second)
	if err := s.CheckSetup(ctx, link); err != nil {
		t.Errorf("a second before its end: %v", err)
	}
	now = now.Add(time.Second)
	if err := s.CheckSetup(ctx, link); !desk.Is(err, desk.NotFound) {
		t.Errorf("at its end: %v", err)
	}
	for _, broken := range []string{"x", Fingerprint(link), Fingerprint(link) + " ", Fingerprint(link) + " never", " "} {
		m.settings[setupSetting] = broken
		if err := s.CheckSetup(ctx, link); !desk.Is(err, desk.NotFound) {
			t.Errorf("kept as %q: %v", broken, err)
		}
	}
}

// TestSetupOnce has many people use one link at the same time, in processes that share only the store.
func TestSetupOnce(t *testing.T) {
	ctx, now, m := context.Background(), start, newMemory()
	link, err := newService(m, &now).NewSetup(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	won := make(chan string, 8)
	for i := range 8 {
		wg.Go(func() {
			o := claire()
			o.Email = fmt.Sprintf("p%d@lumen.example", i)
			if got, err := newService(m, &now).Setup(ctx, link, o, secret); err == nil {
				won <- got.Email
			} else if !desk.Is(err, desk.NotFound) {
				t.Errorf("%v, want not found", err)
			}
		})
	}
	wg.Wait()
	if len(won) != 1 || len(m.operators) != 1 {
		t.Errorf("%d of 8 became owners, %d operators", len(won), len(m.operators))
	}
}

func FuzzParseHash(f *testing.F) {
	f.Add(decoy())
	f.Add("$argon2id$v=19$m=19456,t=2,p=1$AAAA$BBBB")
	f.Add("$argon2id$v=19$m=19456,t=2,p=1$$")
	f.Fuzz(func(t *testing.T, hash string) {
		if salt, sum, ok := parseHash(hash); ok && (len(salt) != saltBytes || len(sum) != hashBytes) {
			t.Errorf("%q: %d, %d", hash, len(salt), len(sum))
		}
	})
}

func BenchmarkSignIn(b *testing.B) {
	ctx, now := context.Background(), start
	s := newService(newMemory(), &now)
	if _, err := s.AddOperator(ctx, claire(), secret); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := s.SignIn(ctx, "claire@lumen.example", secret); err != nil {
			b.Fatal(err)
		}
	}
}
