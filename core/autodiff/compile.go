package autodiff

import "saddle/core/kernel"

// Output asks a program to write an expression's value into a slice.
type Output struct {
	Expr *Expr
	Into []float32 // as long as Expr has numbers; must not overlap a variable's data
}

// Compile returns a program that computes the outputs. It runs each operation
// once, in the order of the graph, after three improvements:
//
//   - a bias, an activation or an activation's derivative that follows a product,
//     and a sum of two weight gradients, are part of the product's kernel call;
//   - an expression that nothing reads any more gives its memory to the next;
//   - reshapes, holds and columns are views, and constants are filled once.
func Compile(outputs ...Output) *Program { return compile(outputs, false) }

// Plan returns the Floats and Work of the program that Compile would, and takes no
// memory for it. What it returns does nothing when it is run.
func Plan(outputs ...Output) *Program {
	p := compile(outputs, true)
	return &Program{floats: p.floats, work: p.work}
}

func compile(outputs []Output, planning bool) *Program {
	exprs := make([]*Expr, len(outputs))
	for i, o := range outputs {
		exprs[i] = o.Expr
		if len(o.Into) != o.Expr.size() {
			panic(&ShapeError{Op: "Compile", Got: []Shape{o.Expr.shape(), {len(o.Into), 1}}, Want: "an output slice of the expression's size", Where: caller()})
		}
	}
	c := compiler{
		planning: planning,

		order: ancestors(exprs...),
		fused: map[*Expr]fusion{},
		into:  map[*Expr]*Expr{},
		users: map[*Expr][]*Expr{},
		last:  map[*Expr]int{},
		place: map[*Expr][]float32{},
		spare: map[int][][]float32{},
	}
	c.findUsers(exprs)
	c.fuse()
	steps := c.schedule(exprs)
	c.bind(outputs)
	for i, e := range steps {
		c.emit(i, e)
	}
	for _, o := range outputs {
		if at := c.at(o.Expr); &at[0] != &o.Into[0] {
			c.program.code = append(c.program.code, instruction{op: opHold, dst: o.Into, a: at})
		}
	}
	for i := range c.program.code {
		c.program.work += c.program.code[i].work()
	}
	return &c.program
}

type compiler struct {
	order   []*Expr           // all that the outputs are made of, arguments first
	users   map[*Expr][]*Expr // who reads an expression; an output is read by nil too
	fused   map[*Expr]fusion  // expressions that one product computes whole
	into    map[*Expr]*Expr   // a sum's first term, computed where the sum will be
	last    map[*Expr]int     // the last step that reads an expression's memory
	place   map[*Expr][]float32
	spare   map[int][][]float32 // memory to reuse, by size
	program Program

	planning bool
	anywhere []float32 // where all that is planned lies
}

// fusion is a product and what its kernel call does to the result besides.
type fusion struct {
	product *Expr
	bias    *Expr // 1 x n, or nil
	act     kernel.Activation
	gate    *Expr // or nil
	gateAct kernel.Activation
	add     *Expr // the term the product is added to, or nil
}

func (c *compiler) findUsers(outputs []*Expr) {
	for _, e := range outputs {
		c.users[e] = append(c.users[e], nil)
	}
	for _, e := range c.order {
		if e.a != nil {
			c.users[e.a] = append(c.users[e.a], e)
		}
		if e.b != nil {
			c.users[e.b] = append(c.users[e.b], e)
		}
	}
}

// onlyUser returns the one expression that reads e, or nil.
func (c *compiler) onlyUser(e *Expr) *Expr {
	if u := c.users[e]; len(u) == 1 {
		return u[0]
	}
	return nil
}

// fuse finds what products can do in the same kernel call. It follows each product
// through its single readers: + bias, activation, gate; or + another gradient.
func (c *compiler) fuse() {
	for _, p := range c.order {
		switch p.op {
		case opNN, opNT:
			f, top := fusion{product: p}, p
			if u := c.onlyUser(top); u != nil && u.op == opAdd {
				if other := u.other(top); other.op == opSpreadDown {
					f.bias, top = other.a, u
				}
			}
			if u := c.onlyUser(top); u != nil && u.op == opAct {
				f.act, top = u.act, u
			}
			if u := c.onlyUser(top); u != nil && u.op == opGate && u.a == top && u.b != top {
				f.gate, f.gateAct, top = u.b, u.act, u
			}
			if top != p {
				c.fused[top] = f
			}
		case opTN, opSumDown:
			u := c.onlyUser(p)
			if u == nil || u.op != opAdd {
				continue
			}
			term := u.other(p)
			if _, done := c.fused[u]; !done && c.onlyUser(term) == u && term.owns() && term != p {
				c.fused[u] = fusion{product: p, add: term}
				c.into[term] = u
			}
		}
	}
}

// other returns the argument of the binary expression e that is not x.
func (e *Expr) other(x *Expr) *Expr {
	if e.a == x {
		return e.b
	}
	return e.a
}

// owns says whether e is computed into memory of its own, rather than being a
// leaf or a view of its argument.
func (e *Expr) owns() bool {
	switch e.op {
	case opVariable, opConstant, opReshape, opHold, opColumns:
		return false
	}
	return true
}

// reads returns the expressions whose memory the step that computes e reads.
func (c *compiler) reads(e *Expr) []*Expr {
	var args []*Expr
	if f, ok := c.fused[e]; ok {
		args = append(args, f.product.a, f.product.b, f.bias, f.gate, f.add)
	} else {
		args = append(args, e.a, e.b)
	}
	n := 0
	for _, a := range args {
		if a != nil {
			args[n] = a
			n++
		}
	}
	return args[:n]
}

// schedule returns the expressions that need a step, in order, and notes when
// each one's memory is read for the last time.
func (c *compiler) schedule(outputs []*Expr) []*Expr {
	needed := map[*Expr]bool{}
	for _, e := range outputs {
		needed[e] = true
	}
	for i := len(c.order) - 1; i >= 0; i-- {
		if e := c.order[i]; needed[e] {
			for _, a := range c.reads(e) {
				needed[a] = true
			}
		}
	}
	var steps []*Expr
	for _, e := range c.order {
		if needed[e] && e.owns() {
			for _, a := range c.reads(e) {
				c.last[a.base()] = len(steps)
			}
			steps = append(steps, e)
		}
	}
	for _, e := range outputs {
		c.last[e.base()] = len(steps)
	}
	return steps
}

// base returns the expression in whose memory e lies.
func (e *Expr) base() *Expr {
	for !e.owns() && e.a != nil {
		e = e.a
	}
	return e
}

// bind lets the expressions that own their memory be computed where an output wants them.
func (c *compiler) bind(outputs []Output) {
	for _, o := range outputs {
		if _, bound := c.place[o.Expr]; !bound && o.Expr.owns() {
			c.place[o.Expr] = o.Into
		}
	}
}

// at returns the memory of an expression that is a leaf, a view, or has been placed.
func (c *compiler) at(e *Expr) []float32 {
	switch e.op {
	case opVariable:
		return e.data
	case opReshape, opHold:
		return c.at(e.a)
	case opColumns:
		return c.at(e.a)[int(e.from)*e.Rows():][:e.size()]
	case opConstant:
		if c.place[e] == nil {
			c.place[e] = c.reserve(e.size())
			for i := range c.place[e] {
				c.place[e][i] = e.s
			}
		}
	}
	return c.place[e]
}

// emit appends the instruction that computes e as step number i.
func (c *compiler) emit(i int, e *Expr) {
	f, isFused := c.fused[e]
	p := e
	if isFused {
		p = f.product
	}
	in := instruction{op: p.op, s: e.s, t: e.t, act: e.act}
	if p.a != nil {
		in.a = c.at(p.a)
		in.m, in.n = p.a.Rows(), p.a.Cols()
	}
	if p.b != nil {
		in.b = c.at(p.b)
	}
	switch p.op {
	case opNN, opNT:
		in.m, in.k, in.n = e.Rows(), p.a.Cols(), e.Cols()
	case opTN:
		in.m, in.k, in.n = e.Rows(), p.a.Rows(), e.Cols()
	case opSpreadDown, opSpreadAcross:
		in.m, in.n = e.Rows(), e.Cols()
	case opOuter, opInnerRight, opInnerLeft:
		in.k = p.b.Cols()
	case opRows, opPadRows, opPadColumns:
		in.rows, in.from = e.Rows(), int(e.from)
	}
	if f.bias != nil {
		in.epilogue.Bias = c.at(f.bias)
	}
	if f.gate != nil {
		in.epilogue.Gate, in.epilogue.GateAct = c.at(f.gate), f.gateAct
	}
	in.epilogue.Act = f.act
	in.add = f.add != nil

	inPlace := p.op >= opAdd && p.op <= opGate // elementwise: may overwrite an argument
	if inPlace {
		c.release(i, e)
	}
	in.dst = c.allocate(e, f)
	if !inPlace {
		c.release(i, e)
	}
	c.program.code = append(c.program.code, in)
}

// allocate returns memory for e.
func (c *compiler) allocate(e *Expr, f fusion) []float32 {
	if f.add != nil {
		c.place[e] = c.place[f.add] // computed there already, on the sum's behalf
		return c.place[e]
	}
	sum := e
	for c.into[sum] != nil {
		sum = c.into[sum]
	}
	if c.place[sum] == nil {
		n := e.size()
		if spare := c.spare[n]; len(spare) > 0 {
			c.place[sum], c.spare[n] = spare[len(spare)-1], spare[:len(spare)-1]
		} else {
			c.place[sum] = c.reserve(n)
		}
	}
	c.place[e] = c.place[sum]
	return c.place[e]
}

func (c *compiler) reserve(n int) []float32 {
	c.program.floats += n
	if !c.planning {
		return make([]float32, n)
	}
	if len(c.anywhere) < n {
		c.anywhere = make([]float32, n)
	}
	return c.anywhere[:n]
}

// release gives back the memory that step i, which computes e, is the last to read.
func (c *compiler) release(i int, e *Expr) {
	for j, a := range c.reads(e) {
		base := a.base()
		if c.last[base] != i || !base.owns() || c.into[base] == e {
			continue
		}
		for _, earlier := range c.reads(e)[:j] {
			if earlier.base() == base {
				base = nil // given back already
				break
			}
		}
		if base != nil {
			c.spare[base.size()] = append(c.spare[base.size()], c.place[base])
		}
	}
}
