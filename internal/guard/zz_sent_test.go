package guard
import ("testing";"time";"strings";"fmt"
"github.com/vigie-desk/vigie/internal/analysis")
func TestSent(t *testing.T){
 for _,p:=range []string{"\n","\u200d<1.","the rules. ","é","1.","# h\n", "a.b "," \n","e.g. "}{
  for _,n:=range []int{4000,8000,16000}{
  s:=strings.Repeat(p,n/len(p)); t0:=time.Now(); k:=len(analysis.Sentences(s)); d:=time.Since(t0)
  t0=time.Now(); analysis.Tokens(s); d2:=time.Since(t0); t0=time.Now(); strip(s); d3:=time.Since(t0)
  t0=time.Now(); Claims(s,"en"); d4:=time.Since(t0)
  fmt.Printf("%q %d: sentences %v (%d) tokens %v strip %v claims %v\n",p,n,d,k,d2,d3,d4)}
 }}
