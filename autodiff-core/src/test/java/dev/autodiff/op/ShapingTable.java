package dev.autodiff.op;

import static dev.autodiff.op.Domain.REAL;

import dev.autodiff.Tensor;
import dev.autodiff.array.Shape;
import dev.autodiff.op.Operation.Case;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** The lines of {@link Shaping}. */
final class ShapingTable {
  private ShapingTable() {}

  private interface Join {
    Tensor of(int axis, List<Tensor> parts);
  }

  static List<Operation> operations() {
    return List.of(
        Operation.of("broadcastTo(Shape)", d -> broadcast(d, (x, s) -> x.broadcastTo(Shape.of(s)))),
        Operation.of("broadcastTo(int...)", d -> broadcast(d, Tensor::broadcastTo)),
        Operation.of("sumTo(Shape)", ShapingTable::sumTo),
        Operation.of("permute(int...)", ShapingTable::permute),
        Operation.of("transpose()", ShapingTable::reverse),
        Operation.of("transpose(int,int)", ShapingTable::swap),
        Operation.of("reshape(Shape)", d -> reshape(d, (x, s) -> x.reshape(Shape.of(s)), false)),
        Operation.of("reshape(int...)", d -> reshape(d, Tensor::reshape, false)),
        Operation.of("reshape(int...)", "one unknown", d -> reshape(d, Tensor::reshape, true)),
        Operation.of("squeeze(int...)", ShapingTable::squeeze),
        Operation.of("expandDims(int)", ShapingTable::expandDims),
        Operation.of("slice(int,int,int)", d -> slice(d, false)),
        Operation.of("slice(int,int,int,int)", d -> slice(d, true)),
        Operation.of("concat(int,List)", d -> concat(d, Tensor::concat)),
        Operation.of("concat(int,List)", "of the family", d -> concat(d, Shaping::concat)),
        Operation.of("concat(int,T...)", d -> concat(d, (a, p) -> Tensor.concat(a, array(p)))),
        Operation.of("stack(int,List)", d -> stack(d, Shaping::stack)),
        Operation.of("stack(int,T...)", d -> stack(d, (a, p) -> Tensor.stack(a, array(p)))));
  }

  private interface ToShape {
    Tensor of(Tensor x, int... shape);
  }

  private static Tensor[] array(List<Tensor> parts) {
    return parts.toArray(new Tensor[0]);
  }

  /** The same elements in the same order. */
  private static Case moved(Ref x, Function<Tensor, Tensor> f, int[] shape) {
    return Case.of(x, f, shape, (i, in) -> in[0].data[Ref.flat(i, shape)]);
  }

  private static Case broadcast(Draw draw, ToShape call) {
    int[] shape = draw.shape();
    Ref x = draw.reals(draw.narrowed(shape), REAL);
    return Case.of(x, t -> call.of(t, shape), shape, (i, in) -> in[0].spread(i));
  }

  private static Case sumTo(Draw draw) {
    Ref x = draw.reals(draw.shape(), REAL);
    int[] shape = draw.narrowed(x.shape);
    return Case.of(
            x,
            t -> t.sumTo(Shape.of(shape)),
            shape,
            (index, in) -> {
              double s = 0;
              Ref places = new Ref(shape, new double[Ref.size(shape)]);
              places.data[Ref.flat(index, shape)] = 1;
              for (int i = 0; i < in[0].size(); i++) {
                s += places.spread(Ref.index(i, in[0].shape)) * in[0].data[i];
              }
              return s;
            })
        .summing();
  }

  /** result[i₀, i₁, …] = x[j…] with j[order[k]] = iₖ. */
  private static Case reordered(Ref x, Function<Tensor, Tensor> f, int[] order) {
    int[] shape = Arrays.stream(order).map(a -> x.shape[a]).toArray();
    return Case.of(
        x,
        f,
        shape,
        (i, in) -> {
          int[] from = new int[order.length];
          for (int k = 0; k < order.length; k++) {
            from[order[k]] = i[k];
          }
          return in[0].at(from);
        });
  }

  private static Case permute(Draw draw) {
    Ref x = draw.reals(draw.shape(), REAL);
    int[] order = draw.permutation(x.rank());
    int[] named = Arrays.stream(order).map(a -> draw.fromEither(a, x.rank())).toArray();
    return reordered(x, t -> t.permute(named), order);
  }

  private static Case reverse(Draw draw) {
    Ref x = draw.reals(draw.shape(), REAL);
    int[] order = new int[x.rank()];
    Arrays.setAll(order, i -> x.rank() - 1 - i);
    return reordered(x, Tensor::transpose, order);
  }

  private static Case swap(Draw draw) {
    Ref x = draw.reals(draw.shape(1), REAL);
    int a = draw.axis(x.rank());
    int b = draw.axis(x.rank());
    int[] order = new int[x.rank()];
    Arrays.setAll(order, i -> i == a ? b : i == b ? a : i);
    int namedA = draw.fromEither(a, x.rank());
    int namedB = draw.fromEither(b, x.rank());
    return reordered(x, t -> t.transpose(namedA, namedB), order);
  }

  private static Case reshape(Draw draw, ToShape call, boolean oneUnknown) {
    Ref x = draw.reals(draw.shape(), REAL);
    int[] shape = draw.flip() ? new int[] {x.size()} : Arrays.copyOf(x.shape, x.rank());
    for (int i = shape.length - 1; i > 0; i--) { // merges some neighbours, and adds axes of 1
      if (draw.flip()) {
        shape[i - 1] *= shape[i];
        shape = Ref.without(shape, i);
      }
    }
    shape = draw.flip() ? Ref.join(shape, 1) : shape;
    int[] to = shape;
    int[] asked = shape.clone();
    if (oneUnknown && x.size() > 0 && asked.length > 0) {
      asked[draw.axis(asked.length)] = -1;
    }
    return moved(x, t -> call.of(t, asked), to);
  }

  private static Case squeeze(Draw draw) {
    int[] s = draw.shape();
    for (int i = 0; i < s.length; i++) {
      s[i] = draw.flip() ? 1 : s[i];
    }
    Ref x = draw.reals(s, REAL);
    boolean all = draw.flip();
    int[] shape = new int[0];
    int[] axes = new int[0];
    for (int i = 0; i < s.length; i++) {
      if (s[i] == 1 && (all || draw.flip())) {
        axes = Ref.join(axes, draw.fromEither(i, s.length));
      } else {
        shape = Ref.join(shape, s[i]);
      }
    }
    int[] named = axes;
    if (named.length == 0) { // which the method takes to mean all
      shape = Arrays.stream(s).filter(d -> d != 1).toArray();
    }
    return moved(x, t -> all ? t.squeeze() : t.squeeze(named), shape);
  }

  private static Case expandDims(Draw draw) {
    Ref x = draw.reals(draw.shape(), REAL);
    int at = draw.below(x.rank() + 1);
    int named = draw.flip() ? at : at - x.rank() - 1;
    int[] head = Ref.join(Arrays.copyOf(x.shape, at), 1);
    int[] shape = Ref.join(head, Arrays.copyOfRange(x.shape, at, x.rank()));
    return moved(x, t -> t.expandDims(named), shape);
  }

  private static Case slice(Draw draw, boolean steps) {
    Ref x = draw.reals(draw.shape(1), REAL);
    int axis = draw.axis(x.rank());
    int start = draw.below(x.shape[axis] + 1);
    int stop = start + draw.below(x.shape[axis] - start + 1);
    int step = steps ? 1 + draw.below(3) : 1;
    int n = 0;
    for (int i = start; i < stop; i += step) {
      n++;
    }
    int named = draw.fromEither(axis, x.rank());
    return Case.of(
        x,
        t -> steps ? t.slice(named, start, stop, step) : t.slice(named, start, stop),
        Ref.with(x.shape, axis, n),
        (i, in) -> in[0].at(Ref.with(i, axis, start + step * i[axis])));
  }

  private static Case concat(Draw draw, Join call) {
    int[] shape = draw.shape(1);
    int axis = draw.axis(shape.length);
    List<Ref> parts = new ArrayList<>();
    int total = 0;
    for (int k = 1 + draw.below(3); k > 0; k--) {
      int n = draw.flip() ? shape[axis] : draw.below(4);
      parts.add(draw.reals(Ref.with(shape, axis, n), REAL));
      total += n;
    }
    int named = draw.fromEither(axis, shape.length);
    return Case.of(
        parts,
        in -> call.of(named, in),
        Ref.with(shape, axis, total),
        (i, in) -> {
          int at = i[axis];
          int k = 0;
          while (at >= in[k].shape[axis]) {
            at -= in[k++].shape[axis];
          }
          return in[k].at(Ref.with(i, axis, at));
        });
  }

  private static Case stack(Draw draw, Join call) {
    int[] shape = draw.shape();
    int axis = draw.below(shape.length + 1);
    List<Ref> parts = new ArrayList<>();
    for (int k = 1 + draw.below(3); k > 0; k--) {
      parts.add(draw.reals(shape, REAL));
    }
    int named = draw.flip() ? axis : axis - shape.length - 1;
    int[] head = Ref.join(Arrays.copyOf(shape, axis), parts.size());
    return Case.of(
        parts,
        in -> call.of(named, in),
        Ref.join(head, Arrays.copyOfRange(shape, axis, shape.length)),
        (i, in) -> in[i[axis]].at(Ref.without(i, axis)));
  }
}
