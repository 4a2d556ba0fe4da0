package theory

import (
	"fmt"
	"math"
	"math/cmplx"
	"strconv"
	"strings"
	"testing"

	"gonum.org/v1/gonum/diff/fd"
	"gonum.org/v1/gonum/mat"
)

// rounded is what eigenvalues of matrices of two or four numbers lose.
const rounded = 1e-12

func game(t testing.TB, s GameSettings) Game {
	t.Helper()
	g, err := NewGame(s)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func rule(t testing.TB, name string, rate float64) Rule {
	t.Helper()
	r, err := DefaultRule(name)
	if err != nil {
		t.Fatal(err)
	}
	r.Rate = rate
	return r
}

func defaults(t testing.TB, name string) GameSettings {
	t.Helper()
	s, err := DefaultGame(name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func radius(t testing.TB, g Game, r Rule) float64 {
	t.Helper()
	c, err := Contract(g, r)
	if err != nil {
		t.Fatal(err)
	}
	return c.Radius
}

// every returns games of each kind, with each loss and penalty.
func every(t testing.TB) map[string]Game {
	games := map[string]Game{}
	for _, name := range Games() {
		games[name] = game(t, defaults(t, name))
	}
	for _, loss := range DiracLosses() {
		for _, extra := range []GameSettings{{}, {R1: .3}, {R2: .2}, {Noise: .7}, {GP: .7, Target: 1}, {R1: .1, Noise: 1.2}} {
			s := extra
			s.Name, s.Loss = "dirac", loss
			if loss == "hinge" && s.Noise > 0 {
				continue // its edge, smeared over nodes, is a staircase
			}
			games[fmt.Sprintf("%s %+v", loss, extra)] = game(t, s)
		}
	}
	games["2 x 3"] = newQuadratic(2, 3, .3, .2, []float64{1, -2, .5, .1, .7, 3})
	return games
}

// start is a state where nothing has an edge.
func start(g Game) []float64 {
	n, m := g.Players()
	return []float64{.6, -.9, 1.1, .3, -.2}[:n+m]
}

func TestJacobians(t *testing.T) {
	for name, g := range every(t) {
		z := start(g)
		size := len(z)
		numeric := mat.NewDense(size, size, nil)
		fd.Jacobian(numeric, g.Field, z, &fd.JacobianSettings{Formula: fd.Central})
		j := make([]float64, size*size)
		g.Jacobian(j, z)
		for i, v := range j {
			near0(t, fmt.Sprint(name, i), v, numeric.At(i/size, i%size), 1e-8)
		}
		at, _ := g.Equilibrium()
		v := make([]float64, size)
		for g.Field(v, at); len(v) > 0; v = v[1:] {
			near0(t, name+" at equilibrium", v[0], 0, 1e-15)
		}
	}
}

// The linear map of each rule's turn, against differences of the play itself.
func TestTurns(t *testing.T) {
	for name, g := range every(t) {
		z, smooth := g.Equilibrium()
		if !smooth {
			if _, err := Contract(g, rule(t, "simultaneous", .1)); err == nil {
				t.Errorf("%s has an edge, and a contraction", name)
			}
			continue
		}
		for _, r := range Rules() {
			r := rule(t, r, .1)
			if r.Name == "historical" {
				continue
			}
			r.YSteps = 2
			matrix, size, err := turn(linearised(g, z), r)
			if err != nil {
				t.Fatal(err)
			}
			numeric := mat.NewDense(size, size, nil)
			fd.Jacobian(numeric, func(dst, s []float64) {
				p, err := NewPath(g, r, s[:len(z)])
				if err != nil {
					t.Fatal(err)
				}
				if len(s) > len(z) {
					copy(p.memory, s[len(z):])
				}
				for range r.cycle() {
					p.Step()
				}
				copy(dst, p.Z)
				if len(s) > len(z) {
					copy(dst[len(z):], p.memory)
				}
			}, make([]float64, size), &fd.JacobianSettings{Formula: fd.Central})
			for i, v := range matrix {
				near0(t, fmt.Sprint(name, " ", r.Name, " ", i), v, numeric.At(i/size, i%size), 1e-8)
			}
		}
	}
}

// The table of f = x y.
func TestBilinear(t *testing.T) {
	g := game(t, defaults(t, "bilinear"))
	ref := reference(t, "bilinear_game")
	for _, row := range ref.rows(t, "table") {
		eta := row.number(t, "eta")
		look := func(k int) float64 {
			r := rule(t, "lookahead", eta)
			r.Cycle = k
			return radius(t, g, r)
		}
		other := rule(t, "lookahead", eta)
		other.Cycle, other.Alpha = 3, .3
		near(t, "lookahead(3, .3)", radius(t, g, other), cmplx.Abs(.7+.3*cmplx.Pow(complex(1, eta), 3)), rounded)
		alternating, err := Contract(g, rule(t, "alternating", eta))
		if err != nil {
			t.Fatal(err)
		}
		first := alternating.Eigenvalues[0]
		turns := rule(t, "consensus", eta)
		turns.Alternating = true
		if a := 1 - eta*turns.Gamma; eta*eta < 4*a { // then both eigenvalues have the size a, as their product is a²
			near(t, "alternating consensus", radius(t, g, turns), a, rounded)
		}
		for column, got := range map[string]float64{
			"simGD=sqrt(1+eta^2)":                                  radius(t, g, rule(t, "simultaneous", eta)),
			"simGD_radius_after_100":                               far(played(t, g, rule(t, "simultaneous", eta), 100)),
			"altGD_|lambda|":                                       alternating.Radius,
			"altGD_trace=2-eta^2":                                  first.Re + alternating.Eigenvalues[1].Re,
			"altGD_det":                                            first.Re*first.Re + first.Im*first.Im,
			"altGD_angle_per_step=acos(1-eta^2/2)":                 math.Abs(math.Atan2(first.Im, first.Re)),
			"extragradient=sqrt(1-eta^2+eta^4)":                    radius(t, g, rule(t, "extragradient", eta)),
			"optimistic":                                           radius(t, g, rule(t, "optimistic", eta)),
			"optimistic_formula_sqrt((1+sqrt(1-4eta^2))/2)":        radius(t, g, rule(t, "optimistic", eta)),
			"consensus_gamma=1_|1-eta*gamma+i eta|":                radius(t, g, rule(t, "consensus", eta)),
			"lookahead_per_cycle(k=5,alpha=.5)=|1-a+a(1+i eta)^k|": look(5),
			"lookahead_per_cycle(k=10,alpha=.5)":                   look(10),
			"lookahead_per_cycle(k=2,alpha=.5)":                    look(2),
		} {
			tolerance := rounded
			if eta == .5 && strings.HasPrefix(column, "optimistic") {
				tolerance = 1e-7 // a double eigenvalue: known to the root of rounding
			}
			near(t, fmt.Sprint(column, " at ", eta), got, row.number(t, column), tolerance)
		}
		// The orbit of alternating steps keeps Q = x² + y² - η x y, so its extreme
		// radii are as √(2+η) to √(2-η); the path comes as near as its steps are dense.
		least, most := math.Inf(1), 0.
		p, _ := NewPath(g, rule(t, "alternating", eta), []float64{1, 0})
		for range 10_000 {
			p.Step()
			near(t, "Q", p.Z[0]*p.Z[0]+p.Z[1]*p.Z[1]-eta*p.Z[0]*p.Z[1], 1, 1e-12)
			r := math.Hypot(p.Z[0], p.Z[1])
			least, most = min(least, r), max(most, r)
		}
		near(t, "extreme radii", most/least, row.number(t, "altGD_max/min_radius=sqrt((2+eta)/(2-eta))"), 1e-5)
	}

	for key, want := range ref.part(t, "EMA_amplitude") {
		var b, eta float64
		if _, err := fmt.Sscanf(key, "b=%g,eta=%g", &b, &eta); err != nil {
			t.Fatal(err)
		}
		near(t, key, AverageGain(b, math.Acos(1-eta*eta/2)), want.(float64), rounded)
	}
	for key, want := range ref.part(t, "historical_averaging_radius(eta=0.1,simultaneous,z0=1)") {
		r := rule(t, "historical", .1)
		if _, err := fmt.Sscanf(key, "c=%g", &r.C); err != nil {
			t.Fatal(err)
		}
		for steps, radius := range want.(map[string]any) {
			n, err := strconv.Atoi(steps)
			if err != nil {
				t.Fatal(err)
			}
			near(t, key+" after "+steps, far(played(t, g, r, n)), radius.(float64), 1e-12*math.Sqrt(float64(n)))
		}
	}
	near(t, "optimistic after 100", far(played(t, g, rule(t, "optimistic", .1), 100)), ref.number(t, "optimistic_radius_after_100_steps(eta=.1,first step plain)"), rounded)
	near(t, "extragradient after 100", far(played(t, g, rule(t, "extragradient", .1), 100)), ref.number(t, "extragradient_radius_after_100_steps(eta=.1)"), rounded)
	for key, want := range ref.part(t, "alternating_heavy_ball_spectral_radius") {
		r := rule(t, "momentum", .1)
		if _, err := fmt.Sscanf(key, "eta=0.1,beta=%g", &r.Momentum); err != nil {
			t.Fatal(err)
		}
		near(t, key, radius(t, g, r), want.(float64), rounded)
	}

	run := ref.part(t, "altGD_run_eta0.1_10000steps_from(1,0)")
	p, err := Play(defaults(t, "bilinear"), rule(t, "alternating", .1), []float64{1, 0}, 10_000, 0)
	if err != nil {
		t.Fatal(err)
	}
	least, most := math.Inf(1), 0.
	for i := 0; i < len(p.Path); i += 2 {
		r := math.Hypot(p.Path[i], p.Path[i+1])
		least, most = min(least, r), max(most, r)
	}
	near(t, "least radius", least, run.number(t, "min_radius"), rounded)
	near(t, "most radius", most, run.number(t, "max_radius"), rounded)
	last := len(p.Path) - 2
	x, y := p.Path[last], p.Path[last+1]
	near(t, "Q", x*x+y*y-.1*x*y, run.number(t, "Q_final"), rounded)
	// The reference leaves out the start.
	const n = 10_000
	near(t, "average", math.Hypot(p.Average[last]*(n+1)-1, p.Average[last+1]*(n+1))/n, run.number(t, "norm_of_average"), 1e-9)
}

func played(t testing.TB, g Game, r Rule, steps int) *Path {
	t.Helper()
	p, err := NewPath(g, r, []float64{1, 0})
	if err != nil {
		t.Fatal(err)
	}
	for range steps {
		p.Step()
	}
	return p
}

func far(p *Path) float64 { return math.Hypot(p.Z[0], p.Z[1]) }

// Eigenvalues, contraction factors and the greatest rates of the Dirac-GAN.
func TestDirac(t *testing.T) {
	ref := reference(t, "dirac_gan")
	for key, s := range map[string]GameSettings{
		"GAN":                   {Loss: "minimax"},
		"NSGAN":                 {Loss: "nonsaturating"},
		"WGAN_unclipped":        {Loss: "wgan"},
		"R1_gamma=0.3":          {Loss: "minimax", R1: .3},
		"R1_gamma=1(critical)":  {Loss: "minimax", R1: 1},
		"R1_gamma=2":            {Loss: "minimax", R1: 2},
		"R1_gamma=10":           {Loss: "minimax", R1: 10},
		"R3GAN_R1+R2_gamma=0.3": {Loss: "minimax", R1: .3, R2: .3},
		"instance_noise_s=0.7":  {Loss: "minimax", Noise: .7},
		"instance_noise_s=1":    {Loss: "minimax", Noise: 1},
		"consensus_gamma=1":     {Loss: "minimax"},
	} {
		s.Name = "dirac"
		g := game(t, s)
		row := ref.part(t, key)
		// Consensus changes the field; elsewhere it is the game's own.
		sim, alt := rule(t, "simultaneous", .1), rule(t, "alternating", .1)
		if strings.HasPrefix(key, "consensus") {
			sim = rule(t, "consensus", .1)
			alt = sim
			alt.Alternating = true
		}
		matrix, _, err := turn(linearised(g, []float64{0, 0}), func() Rule { r := sim; r.Rate = 1; return r }())
		if err != nil {
			t.Fatal(err)
		}
		matrix[0]--
		matrix[3]--
		for i, v := range matrix { // a step of rate 1 is 1 + J
			want := row["jacobian_at_0"].([]any)[i/2].([]any)[i%2].(float64)
			near0(t, key+", Jacobian", v, want, 1e-13)
		}
		values, err := eigenvalues(matrix, 2)
		if err != nil {
			t.Fatal(err)
		}
		for i, text := range row["eigenvalues"].([]any) {
			want, err := strconv.ParseComplex(text.(string), 128)
			if err != nil {
				t.Fatal(err)
			}
			// The order of equal sizes is open.
			tolerance := 1e-11 // of 12 digits
			if strings.Contains(key, "critical") {
				tolerance = 1e-7 // a double eigenvalue
			}
			if min(cmplx.Abs(values[0]-want), cmplx.Abs(values[1]-want)) > tolerance*cmplx.Abs(want) {
				t.Errorf("%s, eigenvalue %d: %v, want %v", key, i, values, want)
			}
		}
		if _, ok := row["simGD_max_step_h"]; ok {
			tolerance := rounded
			if strings.Contains(key, "critical") {
				tolerance = 1e-7
			}
			near(t, key+", greatest rate", LargestRate(values), row.number(t, "simGD_max_step_h"), tolerance)
		} else {
			near(t, key+", greatest rate", LargestRate(values), 0, 0)
		}
		for column, r := range map[string]Rule{"simGD_spectral_radius": sim, "altGD_spectral_radius(n_d=1)": alt} {
			for rate, want := range row.part(t, column) {
				r.Rate, err = strconv.ParseFloat(rate, 64)
				if err != nil {
					t.Fatal(err)
				}
				tolerance := rounded
				if strings.Contains(key, "critical") || key == "GAN" || key == "NSGAN" || key == "WGAN_unclipped" {
					tolerance = 1e-7 // where it is double
				}
				near(t, fmt.Sprint(key, column, rate), radius(t, g, r), want.(float64), tolerance)
			}
		}
	}
	// n_d steps of D count as one of √n_d times the rate.
	g := game(t, GameSettings{Name: "dirac", Loss: "minimax"})
	r := rule(t, "alternating", .2)
	r.YSteps = 4
	a := complex(.4*.5, 0) // √4 h f'(0)
	near(t, "n_d = 4", radius(t, g, r), cmplx.Abs(1-a*a/2+cmplx.Sqrt((1-a*a/2)*(1-a*a/2)-1)), rounded)
}

// The courses of the Dirac-GAN, step for step.
func TestDiracCourses(t *testing.T) {
	settings := map[string]GameSettings{
		"GAN":                     {Loss: "minimax"},
		"NSGAN":                   {Loss: "nonsaturating"},
		"WGAN clip 1":             {Loss: "wgan", Clip: 1},
		"WGAN-GP reg .7 target 1": {Loss: "wgan", GP: .7, Target: 1},
		"instance noise std .7":   {Loss: "minimax", Noise: .7},
		"R1 .3":                   {Loss: "minimax", R1: .3},
		"R1 1 (critical)":         {Loss: "minimax", R1: 1},
		"NS + R1 .3":              {Loss: "nonsaturating", R1: .3},
		"R1+R2 .3":                {Loss: "minimax", R1: .3, R2: .3},
		"consensus 1":             {Loss: "minimax"},
	}
	for _, row := range reference(t, "dirac_gan").part(t, "trajectories").rows(t, "rows") {
		method, update := row["method"].(string), row["update"].(string)
		s, ok := settings[method]
		if !ok {
			t.Errorf("no settings of %s", method)
			continue
		}
		s.Name = "dirac"
		r := rule(t, "simultaneous", .2)
		if method == "consensus 1" {
			r = rule(t, "consensus", .2)
		}
		r.Alternating = update == "alt"
		p, err := Play(s, r, []float64{1, 1}, 500, 0)
		if err != nil {
			t.Fatal(err)
		}
		what := method + " " + update
		at := func(step int) float64 { return math.Hypot(p.Path[2*step], p.Path[2*step+1]) }
		// Errors of rounding grow where the play does not settle.
		const tolerance = 1e-10
		for text, want := range row.part(t, "radius") {
			step, err := strconv.Atoi(text)
			if err != nil {
				t.Fatal(err)
			}
			near(t, what+" at "+text, at(step), want.(float64), tolerance)
		}
		for step, key := range map[int]string{1: "after_1_step", 10: "after_10_steps"} {
			for i, want := range row[key].([]any) {
				near(t, what+" "+key, p.Path[2*step+i], want.(float64), 1e-13)
			}
		}
		least, most := math.Inf(1), 0.
		for step := 400; step <= 500; step++ {
			least, most = min(least, at(step)), max(most, at(step))
		}
		late := row["late_min_max_radius_400_500"].([]any)
		near(t, what+", least late", least, late[0].(float64), tolerance)
		near(t, what+", most late", most, late[1].(float64), tolerance)
		if converges := most < 1e-2; converges != row["converges"].(bool) {
			t.Errorf("%s: converges %v", what, converges)
		}
	}
	// The non-saturating loss comes in as t^(-1/2), to the four digits that are noted.
	g := game(t, GameSettings{Name: "dirac", Loss: "nonsaturating"})
	p, _ := NewPath(g, rule(t, "alternating", .2), []float64{1, 1})
	want := map[int]float64{500: .2839, 1000: .2025, 5000: .0880, 10000: .0618, 50000: .0277}
	for range 50_000 {
		p.Step()
		if w, ok := want[p.Steps]; ok {
			near0(t, fmt.Sprint("non-saturating at ", p.Steps), far(p), w, 6e-5)
		}
	}
}

// LSGAN and hinge turn around the equilibrium as the others do, WGAN-GP never
// settles, and a penalty settles each.
func TestDiracLosses(t *testing.T) {
	for _, loss := range DiracLosses() {
		s := GameSettings{Name: "dirac", Loss: loss}
		values, err := Eigenvalues(game(t, s), []float64{0, 0})
		if err != nil {
			t.Fatal(err)
		}
		turn := .5
		if loss == "wgan" || loss == "hinge" {
			turn = 1
		}
		near0(t, loss+", real part", real(values[0]), 0, 1e-15)
		near(t, loss+", imaginary part", math.Abs(imag(values[0])), turn, 1e-14)
		s.R1 = .5
		if r := radius(t, game(t, s), rule(t, "simultaneous", .1)); r >= 1 {
			t.Errorf("%s with R1 does not settle: %v", loss, r)
		}
	}
}

// The quadratic game of vectors: what each rule contracts to is what it plays, and
// the field's eigenvalues have the curvature for real part.
func TestQuadratic(t *testing.T) {
	g := newQuadratic(2, 3, .3, .3, []float64{1, -2, .5, .1, .7, 3})
	values, err := Eigenvalues(g, make([]float64, 5))
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range values {
		near(t, "real part", real(v), -.3, 1e-13)
	}
	for _, name := range Rules() {
		r := rule(t, name, .03)
		if name == "historical" {
			continue
		}
		c, err := Contract(g, r)
		if err != nil {
			t.Fatal(err)
		}
		p, _ := NewPath(g, r, start(g))
		var before float64
		const from, to = 500, 2500
		for range to {
			p.Step()
			if p.Steps == from {
				before = norm(p.Z)
			}
		}
		near0(t, name, math.Log(norm(p.Z)/before)/(to-from), math.Log(c.PerStep), 1e-3)
	}
	if _, err := NewPath(g, rule(t, "simultaneous", .1), []float64{1, 2}); err == nil {
		t.Error("a state of two numbers")
	}
}

func norm(z []float64) float64 {
	var sum float64
	for _, v := range z {
		sum += v * v
	}
	return math.Sqrt(sum)
}

// No state is one that both players would keep: somewhere on a line through it one
// of them does better. Every path but the one at 0 ends on one cycle.
func TestNoEquilibrium(t *testing.T) {
	for _, epsilon := range []float64{.1, .5, 2} {
		g := almostBilinear{epsilon}
		for x := -3.; x <= 3; x += .05 {
			for y := -3.; y <= 3; y += .05 {
				keeps := true
				for s := -4.; s <= 4; s += .01 {
					if g.value(s, y) < g.value(x, y)-1e-9 || g.value(x, s) > g.value(x, y)+1e-9 {
						keeps = false
						break
					}
				}
				if keeps {
					t.Errorf("nobody moves from %v, %v", x, y)
				}
			}
		}
		cycle := func(from []float64) float64 {
			p, err := NewPath(g, rule(t, "extragradient", .01), from)
			if err != nil {
				t.Fatal(err)
			}
			var most float64
			for range 30_000 {
				if p.Step(); p.Steps > 25_000 {
					most = max(most, far(p))
				}
			}
			return most
		}
		near(t, "size of the cycle", cycle([]float64{.01, 0}), cycle([]float64{1.7, 1}), .01)
	}
	// The field is that of f.
	g := almostBilinear{.5}
	z, v := []float64{.7, -1.2}, make([]float64, 2)
	g.Field(v, z)
	near0(t, "x", v[0], -fd.Derivative(func(x float64) float64 { return g.value(x, z[1]) }, z[0], nil), 1e-6)
	near0(t, "y", v[1], fd.Derivative(func(y float64) float64 { return g.value(z[0], y) }, z[1], nil), 1e-6)
}

func TestSteppingAllocatesNothing(t *testing.T) {
	for name, g := range every(t) {
		for _, r := range Rules() {
			p, err := NewPath(g, rule(t, r, .01), start(g))
			if err != nil {
				t.Fatal(err)
			}
			if n := testing.AllocsPerRun(5, p.Step); n > 0 {
				t.Errorf("%s by %s allocates %v times", name, r, n)
			}
		}
	}
}
