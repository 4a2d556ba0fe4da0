package table

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// Markdown returns the rows as tables, one for each bench.
func Markdown(rows []Row) string {
	var b strings.Builder
	for _, bench := range append(Benches(), BestBenches()...) {
		mine := slices.DeleteFunc(slices.Clone(rows), func(r Row) bool { return r.Bench != bench.Name })
		if len(mine) == 0 {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s\n\n%s", bench.Title, Rectangle(mine, ""))
	}
	return b.String()
}

// Rectangle returns the rows of one bench as a table in Markdown, below what a perfect sampler would have. Each is a link
// that opens its first run's end in the trainer at the address page, unless that is "".
func Rectangle(rows []Row, page string) string {
	var b strings.Builder
	b.WriteString("| method | rounds | examples, millions | modes | modes with 8 % | seeds with all | within 1 sigma, % | 2 sigma, % | HQ (3 sigma), % | width | rKL | rKL of HQ | sliced W | JSD | published: modes / HQ, % / rKL of HQ |\n")
	b.WriteString("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|\n")
	if len(rows) > 0 && rows[0].ModesTotal > 0 {
		total := rows[0].ModesTotal
		fmt.Fprintf(&b, "| *a perfect sampler* |  |  | %d | %d |  | %.1f | %.1f | %.1f | 1.00 | %.4f |  |  |  |  |\n", total, total,
			100*(1-math.Exp(-.5)), 100*(1-math.Exp(-2)), 100*Perfect, float64(total-1)/(2*balancePoints))
	}
	for _, r := range rows {
		name := r.Method
		if page != "" {
			name = fmt.Sprintf("[%s](%s%s)", name, page, r.Moment)
		}
		if r.Told {
			name += " †"
		}
		width := r.Width.Mean.text(2, 1)
		if r.Narrow() {
			width = "**" + width + "**"
		}
		quality := r.HighQuality.text(1, 100)
		if r.Rising {
			quality += " ↑"
		}
		fmt.Fprintf(&b, "| %s | %d | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |\n", name, r.Steps, r.Examples.text(1, 1e-6),
			r.Modes.text(1, 1), r.ModesShare.text(1, 1), r.seeds(), r.Within1.Mean.text(1, 100), r.Within2.Mean.text(1, 100), quality, width,
			r.ReverseKL.text(4, 1), r.ReverseKLHQ.text(4, 1), r.SlicedW.text(3, 1), r.JSD.text(3, 1), r.Published.text())
	}
	return b.String()
}

// seeds says in how many seeds every mode was found, what that says of all there are, and how many diverged.
func (r Row) seeds() string {
	text := fmt.Sprint(r.Seeds)
	if r.AllShared.Exists() {
		text = fmt.Sprintf("%d of %d (%.0f–%.0f %%)", r.Whole, r.Seeds, 100*float64(r.AllIn.Low), 100*float64(r.AllIn.High))
	}
	if r.Diverged > 0 {
		text += fmt.Sprintf("; %d diverged", r.Diverged)
	}
	return text
}

// Plain returns the rows of a sweep as a table in Markdown.
func Plain(rows []Row) string {
	var b strings.Builder
	b.WriteString("| settings | rounds | seeds | modes with 8 % | seeds with all | HQ, % | rKL | sliced W | JSD |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|\n")
	for _, r := range rows {
		seeds := fmt.Sprint(r.Seeds)
		if r.Diverged > 0 {
			seeds += fmt.Sprintf(" (%d diverged)", r.Diverged)
		}
		fmt.Fprintf(&b, "| %s | %d | %s | %s | %s | %s | %s | %s | %s |\n", r.Method, r.Steps, seeds,
			r.ModesShare.text(1, 1), r.AllShared.percent(), r.HighQuality.text(1, 100), r.ReverseKL.text(4, 1), r.SlicedW.text(3, 1), r.JSD.text(3, 1))
	}
	return b.String()
}

// percent is a share in whole percent.
func (n Number) percent() string {
	if !n.Exists() {
		return n.text(0, 1)
	}
	return n.text(0, 100) + " %"
}

// text is n times a factor, with so many decimals.
func (n Number) text(decimals int, factor Number) string {
	if !n.Exists() {
		return "–"
	}
	return fmt.Sprintf("%.*f", decimals, float64(n*factor))
}

func (s Stat) text(decimals int, factor Number) string {
	if !s.Error.Exists() {
		return s.Mean.text(decimals, factor)
	}
	return s.Mean.text(decimals, factor) + " ± " + s.Error.text(decimals, factor)
}

// text says what is published, as far as it is: modes / HQ / rKL of HQ, by whom.
func (p *Published) text() string {
	if p == nil {
		return ""
	}
	parts := []string{fmt.Sprintf("%g", float64(p.Modes)), fmt.Sprintf("%.4g", float64(100*p.HighQuality))}
	if p.ReverseKLHQ.Exists() {
		parts = append(parts, fmt.Sprintf("%g", float64(p.ReverseKLHQ)))
	}
	mark := ""
	if !p.Read {
		mark = " *"
	}
	return strings.Join(parts, " / ") + ", " + p.Title + mark
}

// Legend explains the columns of Rectangle.
const Legend = `Mean ± standard error over seeds, of 2,500 generated points each. *Examples* are the points of the data that D has seen.
*Modes* have at least one point of high quality; *modes with 8 %* have such points for at least 8 % of their fair share;
*seeds with all* counts the seeds in which every mode has that, with the range in which their share of all seeds is to be
expected (Wilson's interval, 95 %). *Within 1, 2 and 3 sigma* of a mode are these shares of the points; those within 3 sigma
are of high quality (*HQ*); an arrow says that under rates that do not fall this share still grew in the last quarter of
the rounds, by a percent or more and twice its standard error: more rounds would show more. *Width* is the sigma of the points about the modes over the data's own: 1 is right, and modes
whose width is in **bold** are too narrow, however many of their points are of high quality. *rKL* is the reverse KL
divergence of the modes' shares, of 25,000 points, each counted for the nearest mode, from the true shares, in nats; *rKL of
HQ* is the same of those points that are of high quality, as PacGAN's authors count: that is the one beside their figures. A
dash stands where there are no such points, and for runs from before it was counted. *sliced W* is in units of the plane;
*JSD* in nats, at most 0.693. A run that diverged has no modes and no points of high quality; its distances do not exist and
are in no mean. A star marks published figures as others quote them; the papers' clouds, networks and rounds differ from
these. A method with a dagger is told how many modes there are, or which point is of which.
`
