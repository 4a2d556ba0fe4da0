package train

import "testing"

// Rounds that were due at one speed are not owed at another.
func TestAnotherSpeedOwesNothing(t *testing.T) {
	c := new(clock)
	tr := New(small(t, ""), c.read, 0)
	tr.Playing = true
	tr.SetSpeed(1000)
	c.now += 200 * ms
	tr.Run(0) // 200 rounds are due, and there is no time for any
	tr.SetSpeed(900)
	before := tr.Lab().Steps()
	tr.Run(1000 * ms)
	if n := tr.Lab().Steps() - before; n > 5 {
		t.Errorf("%d rounds within some milliseconds, at 900 a second", n)
	}
}
