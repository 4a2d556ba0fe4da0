package table

import (
	"context"
	"math"
	"sync"

	"gonum.org/v1/gonum/floats/scalar"

	"saddle/core/lab"
	"saddle/core/measure"
)

// Run is what came of a run. Where it diverged there are no modes and no
// high-quality points, and the distances do not exist; on a cloud without modes nothing
// that is about modes exists.
type Run struct {
	Key
	Diverged    bool   `json:"diverged"`
	Modes       int    `json:"modes"`        // with at least one high-quality point
	ModesShare  int    `json:"modes_share"`  // with 8 % of their share
	ModesTotal  int    `json:"modes_total"`  //
	HighQuality Number `json:"high_quality"` // share of points within 3 sigma of a mode
	ReverseKL   Number `json:"reverse_kl"`   // of all points, in nats
	// ReverseKLHQ counts points of high quality only; it does not exist where there are
	// none, or in runs that were written before it was counted.
	ReverseKLHQ Number `json:"reverse_kl_hq"`
	// Within1 and Within2 are shares of all points within 1 and 2 sigma of a mode, as HighQuality
	// is within 3, and Width, Narrowest and Widest are the points' own sigma about the modes over
	// theirs; see measure.Spread. Runs that were written before they were counted have none.
	Within1   Number `json:"within_1"`
	Within2   Number `json:"within_2"`
	Width     Number `json:"width"`
	Narrowest Number `json:"narrowest"`
	Widest    Number `json:"widest"`
	SlicedW   Number `json:"sliced_w"` // in the plane's units
	JSD       Number `json:"jsd"`      // nats
	Seconds   Number `json:"seconds"`  // of training, on one core
	Digest    string `json:"digest"`   // of all parameters

	Curve []Moment `json:"curve,omitempty"` // on the way, if it was wanted
}

// Moment is the link of the run's end: who opens it trains the run until there, and hears whether it is the same to the bit.
func (r Run) Moment() string {
	c, _ := lab.Decode(r.Link)
	return lab.Moment{Course: []lab.Leg{{Link: c.Encode()}}, Step: r.Steps, Digest: r.Digest}.Encode()
}

// Moment is what a run was worth at a step; see Run.
type Moment struct {
	Step        int    `json:"step"`
	ModesShare  int    `json:"modes_share"`
	HighQuality Number `json:"high_quality"`
	SlicedW     Number `json:"sliced_w"`
	JSD         Number `json:"jsd"`
}

// Quarters is how many moments a run's curve has by which Row.Rising is judged: after each quarter of its rounds.
const Quarters = 4

// measured is how many of the measures exist that earlier versions did not take.
func (r Run) measured() (n int) {
	for _, m := range []Number{r.ReverseKLHQ, r.Within1, r.Within2, r.Width, r.Narrowest, r.Widest} {
		if m.Exists() {
			n++
		}
	}
	return n
}

// agrees reports whether two runs of one Key are the same but for the time they
// took, and for what one of them lacks as it was not counted yet. The digest says so; the
// measures may differ in their last bits from machine to machine.
func (r Run) agrees(o Run) bool {
	close := func(a, b Number) bool {
		return a.Exists() == b.Exists() && (!a.Exists() || scalar.EqualWithinAbsOrRel(float64(a), float64(b), 1e-9, 1e-6))
	}
	later := func(a, b Number) bool { return close(a, b) || !a.Exists() || !b.Exists() }
	return r.Key == o.Key && r.Digest == o.Digest && r.Diverged == o.Diverged &&
		r.Modes == o.Modes && r.ModesShare == o.ModesShare && r.ModesTotal == o.ModesTotal &&
		close(r.HighQuality, o.HighQuality) && close(r.ReverseKL, o.ReverseKL) && close(r.SlicedW, o.SlicedW) && close(r.JSD, o.JSD) &&
		later(r.ReverseKLHQ, o.ReverseKLHQ) && later(r.Within1, o.Within1) && later(r.Within2, o.Within2) &&
		later(r.Width, o.Width) && later(r.Narrowest, o.Narrowest) && later(r.Widest, o.Widest)
}

// Trainer trains many runs at once.
type Trainer struct {
	Workers  int
	Moments  int               // how many each run's curve has; 0 for no curves
	Clock    func() float64    // tells seconds
	Progress func(rounds int)  // is told of rounds, from any goroutine; may be nil
	Finished func(r Run) error // is told of each run when it ends, one at a time; an error stops all
}

// stride is how many rounds pass between two looks at the context.
const stride = 32

// Train trains the runs, beginning in their order. It stops when ctx ends, and
// returns ctx's cause or the error of Finished; runs that are not finished by then
// leave nothing.
func (t Trainer) Train(ctx context.Context, keys []Key) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	queue := make(chan Key)
	go func() {
		defer close(queue)
		for _, k := range keys {
			select {
			case queue <- k:
			case <-ctx.Done():
				return
			}
		}
	}()
	var lock sync.Mutex
	var workers sync.WaitGroup
	for range max(1, min(t.Workers, len(keys))) {
		workers.Go(func() {
			for k := range queue {
				r, ok := t.train(ctx, k)
				if !ok {
					return
				}
				lock.Lock()
				if err := t.Finished(r); err != nil {
					stop(err)
				}
				lock.Unlock()
			}
		})
	}
	workers.Wait()
	return context.Cause(ctx)
}

// train trains one run; false if ctx ended before it did.
func (t Trainer) train(ctx context.Context, k Key) (Run, bool) {
	l := open(k)
	var curve []Moment
	seconds := 0.0
	for part := range max(t.Moments, 1) {
		start := t.Clock()
		if !t.rounds(ctx, l, k.Steps*(part+1)/max(t.Moments, 1)) {
			return Run{}, false
		}
		seconds += t.Clock() - start
		if t.Moments > 0 && (len(curve) == 0 || l.Steps() > curve[len(curve)-1].Step) {
			curve = append(curve, moment(l))
		}
	}
	r := judged(k, l, seconds)
	r.Curve = curve
	return r, true
}

// moment measures a run on its way.
func moment(l *lab.Lab) Moment {
	m := l.Measure()
	return Moment{l.Steps(), m.ModesShare, Number(m.HighQuality), Number(m.SlicedW), Number(m.JSD)}
}

// Sample trains a run again and returns what it generates: every x, then every y.
// It is nil if ctx ended before.
func (t Trainer) Sample(ctx context.Context, k Key) (points []float32, digest string) {
	l := open(k)
	if !t.rounds(ctx, l, k.Steps) {
		return nil, ""
	}
	return l.Generated(), l.Digest()
}

// rounds trains l up to a step; false if ctx ended before.
func (t Trainer) rounds(ctx context.Context, l *lab.Lab, steps int) bool {
	for l.Steps() < steps {
		n := min(stride, steps-l.Steps())
		for range n {
			l.Step()
		}
		if t.Progress != nil {
			t.Progress(n)
		}
		if ctx.Err() != nil {
			return false
		}
	}
	return true
}

// open returns the experiment of a run at step 0.
func open(k Key) *lab.Lab {
	c, wrong := lab.Decode(k.Link)
	for _, err := range wrong {
		panic("table: " + k.Link + ": " + err.Error()) // Setup has checked
	}
	return lab.New(c)
}

// The reverse KL of n points of a perfect sampler over K modes is (K-1)/2n by chance
// alone: with the 2,500 that are shown, as much as the differences between good
// methods.
const balancePoints = 25000

func judged(k Key, l *lab.Lab, seconds float64) Run {
	m := l.Measure()
	r := Run{Key: k, ModesTotal: m.ModesTotal, Seconds: Number(seconds), Digest: l.Digest(),
		Within1: nothing, Within2: nothing, Width: nothing, Narrowest: nothing, Widest: nothing}
	for _, v := range l.Generated() {
		if v := float64(v); math.IsNaN(v) || math.IsInf(v, 0) {
			r.Diverged = true
			r.ReverseKL, r.ReverseKLHQ, r.SlicedW, r.JSD = nothing, nothing, nothing, nothing
			return r
		}
	}
	r.Modes, r.ModesShare, r.HighQuality = m.Modes, m.ModesShare, Number(m.HighQuality)
	r.SlicedW, r.JSD = Number(m.SlicedW), Number(m.JSD)
	if m.ModesTotal == 0 {
		r.HighQuality, r.ReverseKL, r.ReverseKLHQ = nothing, nothing, nothing
		return r
	}
	fresh := make([]float32, 2*balancePoints)
	l.Sample(fresh, uint64(l.Config().Seed)+1<<40) // not the shown ones
	modes := measure.CountModes(l.Modes(), fresh)
	r.ReverseKL, r.ReverseKLHQ = Number(modes.ReverseKL), Number(modes.ReverseKLHQ)
	s := measure.SpreadOf(l.Modes(), fresh)
	r.Within1, r.Within2 = Number(s.Within[0]), Number(s.Within[1])
	r.Width, r.Narrowest, r.Widest = Number(s.Width), Number(s.Narrowest), Number(s.Widest)
	return r
}
