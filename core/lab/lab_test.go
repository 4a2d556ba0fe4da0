package lab

import "testing"

func TestStepAllocatesNothing(t *testing.T) {
	l := New(Default())
	if n := testing.AllocsPerRun(5, l.Step); n != 0 {
		t.Errorf("a step allocates %v times", n)
	}
}
