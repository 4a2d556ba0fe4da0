package measure

import "math"

// Histogram estimates divergences between p_data, whose masses are exact, and
// p_g, whose masses are the shares of n points, over the cells of a grid and one
// cell for all that is outside.
//
// The cells are as fine as leaves the data in at most about 100 of them: about
// two sigma wide for a mixture. What happens within a cell is not seen, so the
// divergences of the masses are at most the true ones. Chance adds to them: where
// p_g = p_data, JSD is about (K-1)/8n too high and KL(model, data) (K-1)/2n, for
// K cells that hold the data (for 2,500 points at most about .01 and .04);
// KL(data, model), which pays for the rare cells that chance left empty, up to .12.
type Histogram struct {
	side    int
	half    float64
	mass    []float64 // of p_data; the last cell is the outside
	count   []int32
	touched []int32 // cells with points in them
}

// finest and coarsest are the sides of the grids to choose from, crowd the number
// of cells that the data may fill.
const (
	finest   = 256
	coarsest = 8
	crowd    = 100
)

// NewHistogram returns an estimator for data in [-half, half]².
func NewHistogram(data Data, half float64) *Histogram {
	h := &Histogram{half: half, mass: make([]float64, finest*finest+1)}
	for h.side = finest; ; h.side /= 2 {
		cells := h.mass[:h.side*h.side]
		data.Masses(cells, h.side, half)
		inside, entropy := 0., 0.
		for _, p := range cells {
			if p > 0 {
				inside += p
				entropy -= p * math.Log(p)
			}
		}
		if math.Exp(entropy) <= crowd || h.side == coarsest {
			h.mass = append(cells, max(1-inside, 0))
			h.count = make([]int32, len(h.mass))
			return h
		}
	}
}

// Divergences are in nats.
type Divergences struct {
	JSD float64 // Jensen and Shannon's: 0 to log 2
	// KLDataModel is KL(p_data || p_g): modes without points are dear. It is
	// taken to (n p_g + p_data)/(n + 1) (a skew divergence: Lee, 1999), as if one
	// of the points were real, and so at most log(n + 1).
	KLDataModel float64
	// KLModelData is KL(p_g || p_data): points without data are dear. It is taken
	// to (n p_data + p_g)/(n + 1), and so at most log(n + 1).
	KLModelData float64
}

// Measure compares points with the data.
func (h *Histogram) Measure(points []float32) Divergences {
	h.fill(points)
	n := float64(len(points) / 2)
	var d Divergences
	unseen := 1. // mass of the data in cells without points
	for _, cell := range h.touched {
		p, q := h.mass[cell], float64(h.count[cell])/n
		h.count[cell] = 0
		unseen -= p
		d.JSD += (part(p, (p+q)/2) + part(q, (p+q)/2)) / 2
		d.KLDataModel += part(p, (n*q+p)/(n+1))
		d.KLModelData += part(q, (n*p+q)/(n+1))
	}
	unseen = max(unseen, 0)
	d.JSD = min(max(d.JSD+unseen*math.Ln2/2, 0), math.Ln2)
	d.KLDataModel = max(d.KLDataModel+unseen*math.Log(n+1), 0)
	d.KLModelData = max(d.KLModelData, 0)
	return d
}

// part is a cell's part of KL(p || q).
func part(p, q float64) float64 {
	if p == 0 {
		return 0
	}
	return p * math.Log(p/q)
}

// fill counts points in cells.
func (h *Histogram) fill(points []float32) {
	n := len(points) / 2
	outside := int32(h.side * h.side)
	perUnit := float64(h.side) / (2 * h.half)
	h.touched = h.touched[:0]
	for i := range n {
		column, row := (float64(points[i])+h.half)*perUnit, (h.half-float64(points[n+i]))*perUnit
		cell := outside
		if column >= 0 && column < float64(h.side) && row >= 0 && row < float64(h.side) { // false for NaN too
			cell = int32(row)*int32(h.side) + int32(column)
		}
		if h.count[cell] == 0 {
			h.touched = append(h.touched, cell)
		}
		h.count[cell]++
	}
}
