package guard
import ("testing";"time";"strings";"fmt";"math/rand"
"github.com/vigie-desk/vigie/internal/desk")
func TestSlow(t *testing.T){
 frag:=[]string{"a ","I ","ignore ","the rules. ","'","1,","1.","- x\n","| ","(","[x](","] ","not ","unless ","Orchard plan ","https://a.b/ ","US ","\n","# h\n","5 days ","<","!","a@b","0 ","00","é","\u200d","J'ai ","and how ","www.","+1 ", "..", "j a v a ", "on"}
 for n:=range 400{
  r:=rand.New(rand.NewSource(int64(n)))
  var b strings.Builder
  k:=1+r.Intn(4); pick:=[]string{}
  for range k{pick=append(pick,frag[r.Intn(len(frag))])}
  for b.Len()<19000{b.WriteString(pick[r.Intn(k)])}
  text:=b.String()[:19000]
  draft:=string([]rune(text)[:min(3900,len([]rune(text)))])
  src:=strings.Repeat(text,3)
  s:=Source{Article:"a",Version:"v",Unit:"u",Title:"t",Language:desk.English,Contract:desk.Contract{Status:desk.StatusApproved},Text:src,Start:0,End:len([]rune(src)),Shown:src}
  in:=Input{Question:text,Language:desk.English,At:noon,Sources:[]Source{s},Draft:desk.Draft{Language:desk.English,Text:draft,Claims:Claims(draft,desk.English)}}
  for i:=range in.Draft.Claims{in.Draft.Claims[i].Evidence=[]desk.Evidence{evidenceOf(s)}}
  if len(in.Draft.Claims)>400{in.Draft.Claims=in.Draft.Claims[:400]}
  for _,c:=range Checks(){ t0:=time.Now(); c.Run(in); if d:=time.Since(t0); d>60*time.Millisecond{fmt.Printf("%s %v %q claims %d\n",c.Name,d,pick,len(in.Draft.Claims))}}
  t0:=time.Now(); Inspect(Request{Question:text,Answer:text,Sources:[]Passage{{Text:src}}},noon); if d:=time.Since(t0); d>400*time.Millisecond{fmt.Printf("inspect %v %q\n",d,pick)}
 }
}
