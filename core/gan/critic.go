package gan

import . "saddle/core/autodiff"

// critic is what D is made of: a trunk, a head that reads the trunk's last layer,
// and what it is given beside the points.
type critic struct {
	trunk            *network // nil where D has no hidden layer, and the head reads what D sees
	head             *network // nil where D is an autoencoder
	width            int      // of what the head reads of a row, or a pack
	encoder, decoder *network // representative features
	tensor           *network // minibatch discrimination
	s                *Settings
}

// Features of the minibatch that D can be given.
const (
	Deviation      = "stddev"         // how much the minibatch's features vary (Karras et al., 2018, section 3)
	Discrimination = "discrimination" // how near each point's features are to the others' (Salimans et al., 2016, section 3.2)
)

const (
	kernels, kernelDim = 8, 3 // of minibatch discrimination: B and C
	codes              = 8    // of the representative features
	codeHidden         = 32   // units of the autoencoder that finds them
)

// newCritic gives the player the networks of a critic of rows of so many columns.
func newCritic(p *player, name string, s *Settings, loss Loss, columns int) *critic {
	c := &critic{s: s}
	hidden := p.how.Hidden
	if loss.Autoencoder {
		around := append(append([]int{}, hidden...), s.Bottleneck)
		for i := len(hidden) - 1; i >= 0; i-- {
			around = append(around, hidden[i])
		}
		in := columns * s.Pack
		c.trunk = p.add(name, in, around, in)
		return c
	}
	in := columns
	if s.Features {
		in += codes
	}
	last := len(hidden) - 1
	if last < 0 {
		c.width = in * s.Pack
	} else {
		c.width = hidden[last]
		c.trunk = p.add(name, in*s.Pack, hidden[:last], c.width)
	}
	features := c.width
	if s.Minibatch == Deviation {
		features++
	}
	if s.Minibatch == Discrimination {
		features += kernels
	}
	c.head = p.add(name+".head", features, nil, loss.Outputs)
	if s.Features {
		c.encoder = p.add(name+".encoder", columns, []int{codeHidden}, codes)
		c.decoder = p.add(name+".decoder", codes, []int{codeHidden}, columns)
		c.encoder.beside, c.decoder.beside = true, true
	}
	if s.Minibatch == Discrimination {
		c.tensor = p.add(name+".tensor", c.width, nil, kernels*kernelDim)
	}
	return c
}

// packed returns n rows as n/m rows of m points each (Lin et al., 2018, PacGAN).
func packed(rows *Expr, m int) *Expr {
	if m == 1 {
		return rows
	}
	return Reshape(rows, rows.Rows()/m, rows.Cols()*m)
}

// judge returns D's output for rows, packed if it sees several at once. company
// is the minibatch that they are seen in; nil for the rows themselves.
func (c *critic) judge(d []*Expr, rows, company *Expr) *Expr {
	if c.head == nil {
		v := packed(rows, c.s.Pack)
		return Neg(SumAcross(Abs(Sub(v, c.trunk.apply(d, v)))))
	}
	h := c.features(d, rows)
	among := h
	if company != nil && c.s.Minibatch != "" {
		among = c.features(d, company)
	}
	switch c.s.Minibatch {
	case Deviation:
		centred := Sub(among, MeanDown(among))
		spread := Mean(Sqrt(Affine(MeanDown(Square(centred)), 1, 1e-8)))
		h = JoinColumns(h, SpreadTo(spread, h.Rows(), 1))
	case Discrimination:
		h = JoinColumns(h, c.closeness(d, h, among))
	}
	return c.head.apply(d, h)
}

// features returns the trunk's last layer, n/Pack x width; without a trunk, what it would see.
func (c *critic) features(d []*Expr, rows *Expr) *Expr {
	if c.encoder != nil {
		// What the autoencoder knows, D reads but does not change.
		held := make([]*Expr, len(d))
		for i, e := range d {
			held[i] = Hold(e)
		}
		rows = JoinColumns(rows, c.encoder.apply(held, rows))
	}
	rows = packed(rows, c.s.Pack)
	if c.trunk == nil {
		return rows
	}
	return Activate(c.trunk.apply(d, rows), c.trunk.Activation)
}

// closeness returns, for each row of h and each kernel b, the sum over the minibatch of
// exp(-|M_ib - M_jb|), M = h T.
func (c *critic) closeness(d []*Expr, h, among *Expr) *Expr {
	m, others := c.tensor.apply(d, h), c.tensor.apply(d, among)
	var all *Expr
	for b := range kernels {
		var distance *Expr
		for k := b * kernelDim; k < (b+1)*kernelDim; k++ {
			apart := Abs(Sub(Columns(m, k, k+1), Transpose(Columns(others, k, k+1))))
			if distance != nil {
				apart = Add(distance, apart)
			}
			distance = apart
		}
		o := Scale(SumAcross(Exp(Neg(distance))), 1/float32(among.Rows()))
		if all != nil {
			o = JoinColumns(all, o)
		}
		all = o
	}
	return all
}

// redraw is the loss of the autoencoder behind the representative features, on real
// rows; nil without them. It learns beside D (Bang and Shim, 2018, train theirs
// beforehand).
func (c *critic) redraw(d []*Expr, real *Expr) *Expr {
	if c.encoder == nil {
		return nil
	}
	back := c.decoder.apply(d, c.encoder.apply(d, real))
	return Mean(SumAcross(Square(Sub(back, real))))
}
