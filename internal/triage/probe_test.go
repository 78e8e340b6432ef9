package triage
import ("testing";"os";"strings";"fmt")
func TestProbe(t *testing.T){
 b,err:=os.ReadFile("/tmp/vigie/triage_probe.txt"); if err!=nil {t.Skip()}
 for _,l:=range strings.Split(string(b),"\n"){ if l==""{continue}
  s:=Read(l,"en"); lead:=weighLanguages(scanWords(l))
  fmt.Printf("%-60s person=%v court=%v other=%v cases=%v lead=%v\n",l,s.WantsPerson,s.Courtesy,s.Other,s.Cases,lead)}
}
