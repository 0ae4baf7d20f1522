package dev.autodiff.op;

import static dev.autodiff.op.Domain.REAL;

import dev.autodiff.Tensor;
import dev.autodiff.op.Operation.Case;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The lines of {@link Reductions}. */
final class ReductionsTable {
  private ReductionsTable() {}

  private interface Call {
    Tensor of(Tensor x, int... axes);
  }

  private interface CallKeeping {
    Tensor of(Tensor x, boolean keepDims, int... axes);
  }

  /** What values a reduction may be given, and how many at once. */
  private enum Needs {
    /** Anything, also nothing. */
    NOTHING(1 << 20, 0),
    /** Short axes, or the product leaves the range of float32. */
    FEW(4, 0),
    /** At least one. */
    ONE(1 << 20, 1),
    /** At least one, no ties. */
    A_WINNER(1 << 20, 1);

    final int most;
    final int least;

    Needs(int most, int least) {
      this.most = most;
      this.least = least;
    }
  }

  static List<Operation> operations() {
    List<Operation> r = new ArrayList<>();
    add(r, "sum", Needs.NOTHING, Tensor::sum, Tensor::sum, ReductionsTable::sum);
    add(r, "mean", Needs.ONE, Tensor::mean, Tensor::mean, x -> sum(x) / x.length);
    add(r, "max", Needs.A_WINNER, Tensor::max, Tensor::max, ReductionsTable::max);
    add(r, "min", Needs.A_WINNER, Tensor::min, Tensor::min, ReductionsTable::min);
    add(r, "prod", Needs.FEW, Tensor::prod, Tensor::prod, ReductionsTable::product);
    add(
        r,
        "logsumexp",
        Needs.ONE,
        Tensor::logsumexp,
        Tensor::logsumexp,
        x -> Math.log(sumOfExp(x)));
    r.add(along("softmax(int)", Tensor::softmax, (x, at) -> Math.exp(at) / sumOfExp(x)));
    r.add(along("logSoftmax(int)", Tensor::logSoftmax, (x, at) -> at - Math.log(sumOfExp(x))));
    return r;
  }

  private static void add(
      List<Operation> table,
      String name,
      Needs needs,
      Call call,
      CallKeeping keeping,
      ToDoubleFunction<double[]> reference) {
    table.add(
        Operation.of(
            name + "(int...)",
            draw -> {
              Ref x = input(draw, needs);
              int[] axes = draw.axes(x.rank());
              return reduction(x, t -> call.of(t, axes), false, axes, reference, needs, draw);
            }));
    table.add(
        Operation.of(
            name + "(boolean,int...)",
            draw -> {
              Ref x = input(draw, needs);
              int[] axes = draw.axes(x.rank());
              boolean keep = draw.flip();
              return reduction(
                  x, t -> keeping.of(t, keep, axes), keep, axes, reference, needs, draw);
            }));
  }

  private static Ref input(Draw draw, Needs needs) {
    int[] shape = needs == Needs.FEW ? draw.shapeUpTo(0, needs.most) : draw.shape();
    return needs == Needs.A_WINNER ? draw.distinct(shape) : draw.reals(shape, REAL);
  }

  private static Case reduction(
      Ref drawn,
      Function<Tensor, Tensor> call,
      boolean keep,
      int[] axes,
      ToDoubleFunction<double[]> reference,
      Needs needs,
      Draw draw) {
    boolean[] reduced = new boolean[drawn.rank()];
    Arrays.fill(reduced, axes.length == 0);
    for (int a : axes) {
      reduced[a < 0 ? a + reduced.length : a] = true;
    }
    int[] shape = drawn.shape.clone();
    for (int i = 0; i < shape.length; i++) {
      shape[i] = reduced[i] ? Math.max(needs.least, shape[i]) : shape[i];
    }
    Ref x = drawn;
    if (!Arrays.equals(shape, drawn.shape)) {
      x = needs == Needs.A_WINNER ? draw.distinct(shape) : draw.reals(shape, REAL);
    }
    int[] result = new int[0];
    for (int i = 0; i < shape.length; i++) {
      result = reduced[i] ? keep ? Ref.join(result, 1) : result : Ref.join(result, shape[i]);
    }
    return Case.of(
            x,
            call,
            result,
            (index, in) -> reference.applyAsDouble(fibre(in[0], reduced, keep, index)))
        .summing();
  }

  /** The elements that are reduced to one place of the result. */
  private static double[] fibre(Ref x, boolean[] reduced, boolean keep, int[] index) {
    List<Double> r = new ArrayList<>();
    for (int i = 0; i < x.size(); i++) {
      int[] from = Ref.index(i, x.shape);
      boolean same = true;
      int place = 0;
      for (int axis = 0; axis < from.length; axis++) {
        if (reduced[axis]) {
          place += keep ? 1 : 0;
        } else {
          same &= from[axis] == index[place++];
        }
      }
      if (same) {
        r.add(x.data[i]);
      }
    }
    return r.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private interface Share {
    double of(double[] fibre, double element);
  }

  private static Operation along(
      String method, BiFunction<Tensor, Integer, Tensor> call, Share reference) {
    return Operation.of(
        method,
        draw -> {
          Ref x = draw.reals(draw.shape(1), REAL);
          int axis = draw.axis(x.rank());
          int named = draw.fromEither(axis, x.rank());
          return Case.of(
              x,
              t -> call.apply(t, named),
              x.shape,
              (index, in) -> {
                double[] fibre = new double[x.shape[axis]];
                for (int j = 0; j < fibre.length; j++) {
                  fibre[j] = in[0].at(Ref.with(index, axis, j));
                }
                return reference.of(fibre, in[0].at(index));
              });
        });
  }

  private static double sum(double[] x) {
    double s = 0;
    for (double e : x) {
      s += e;
    }
    return s;
  }

  private static double sumOfExp(double[] x) {
    double s = 0;
    for (double e : x) {
      s += Math.exp(e);
    }
    return s;
  }

  private static double product(double[] x) {
    double p = 1;
    for (double e : x) {
      p *= e;
    }
    return p;
  }

  private static double max(double[] x) {
    double m = x[0];
    for (double e : x) {
      m = e > m ? e : m;
    }
    return m;
  }

  private static double min(double[] x) {
    double m = x[0];
    for (double e : x) {
      m = e < m ? e : m;
    }
    return m;
  }
}
