package measure

import "math"

// Histogram estimates divergences between p_data, whose masses are exact, and
// p_g, whose masses are the shares of n points, over the cells of two grids.
//
// What happens within a cell is not seen: the divergences of the masses are at
// most the true ones. So the cells are as small as 2,500 points can bear. JSD and
// KL(model, data) use a grid on which the data fills up to 500 cells: about a
// sigma wide for the ring and the grid, one and a half for a circle. KL(data,
// model), to which each empty cell is dear, uses one of up to 150 cells, about
// twice as wide. Chance adds to all three, about K/8n to the JSD for K cells; the
// jackknife takes most of that off (see grid.estimate). For 2,500 points:
//
//	                               JSD      KL(data, model)  KL(model, data)
//	p_g = p_data: up to            .015     .06              .05
//	ring, its Gaussians twice as wide
//	  (in truth)                   .16 (.17)  .56 (.64)      1.4 (1.6)
//	circle, twice as thick
//	  (in truth)                   .07 (.09)  .17 (.32)      .6 (.8)
type Histogram struct{ coarse, fine *grid }

// NewHistogram returns an estimator for data in [-half, half]².
func NewHistogram(data Data, half float64) *Histogram {
	coarse, fine := grids(data, half, 150, 500)
	return &Histogram{coarse, fine}
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

// Measure compares points, two at least, with the data.
func (h *Histogram) Measure(points []float32) Divergences {
	h.fine.fill(points)
	h.coarse.fill(points)
	n := float64(len(points) / 2)
	limit := math.Log(n + 1)
	return Divergences{
		JSD: within(math.Ln2, h.fine.estimate(n, func(p, q float64) float64 {
			return (part(p, (p+q)/2) + part(q, (p+q)/2)) / 2
		})),
		KLDataModel: within(limit, h.coarse.estimate(n, func(p, q float64) float64 {
			return part(p, (n*q+p)/(n+1))
		})),
		KLModelData: within(limit, h.fine.estimate(n, func(p, q float64) float64 {
			return part(q, (n*p+q)/(n+1))
		})),
	}
}

// part is a cell's part of KL(p || q).
func part(p, q float64) float64 {
	if p == 0 {
		return 0
	}
	return p * math.Log(p/q)
}

func within(limit, v float64) float64 { return min(max(v, 0), limit) }
