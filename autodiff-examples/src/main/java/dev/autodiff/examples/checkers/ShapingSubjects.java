package dev.autodiff.examples.checkers;

import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import dev.autodiff.op.Shaping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Operations that move elements, and those that choose them by index. */
final class ShapingSubjects {
  private ShapingSubjects() {}

  static List<Subject> list() {
    List<Subject> r = new ArrayList<>();
    r.add(
        shaped(
            "broadcastTo(Shape)", (d, s) -> to(d, d.narrowed(s), x -> x.broadcastTo(Shape.of(s)))));
    r.add(shaped("broadcastTo(int...)", (d, s) -> to(d, d.narrowed(s), x -> x.broadcastTo(s))));
    r.add(
        shaped(
            "sumTo(Shape)",
            (d, s) -> {
              Shape target = Shape.of(d.narrowed(s));
              return to(d, s, x -> x.sumTo(target));
            }));
    r.add(
        shaped(
            "permute(int...)",
            (d, s) -> {
              int[] order = d.permutation(s.length);
              return to(d, s, x -> x.permute(order));
            }));
    r.add(shaped("transpose()", (d, s) -> to(d, s, x -> x.transpose())));
    r.add(
        shaped(
            "transpose(int,int)",
            (d, s) -> {
              int first = d.below(s.length);
              int second = d.below(s.length);
              return to(d, s, x -> x.transpose(first, second));
            }));
    r.add(shaped("reshape(Shape)", (d, s) -> to(d, s, x -> x.reshape(Shape.of(x.shape().size())))));
    r.add(shaped("reshape(int...)", (d, s) -> to(d, s, x -> x.reshape(-1, s[0]))));
    r.add(shaped("squeeze(int...)", (d, s) -> to(d, s, x -> x.squeeze())));
    r.add(
        shaped(
            "expandDims(int)",
            (d, s) -> {
              int axis = d.below(s.length + 1);
              return to(d, s, x -> x.expandDims(axis));
            }));
    r.add(shaped("slice(int,int,int)", (d, s) -> slice(d, s, 1)));
    r.add(shaped("slice(int,int,int,int)", (d, s) -> slice(d, s, 2)));
    r.add(join("concat(int,T...)", (axis, t) -> Tensor.concat(axis, t.toArray(new Tensor[0]))));
    r.add(join("concat(int,List)", Tensor::concat));
    r.add(join("Shaping.concat", Shaping::concat));
    r.add(join("stack(int,T...)", (axis, t) -> Tensor.stack(axis, t.toArray(new Tensor[0]))));
    r.add(join("stack(int,List)", Shaping::stack));
    r.add(rows("gatherRows(T)", (x, i) -> x.gatherRows(Tensor.of(i))));
    r.add(rows("gatherRows(NdArray)", Tensor::gatherRows));
    r.add(labels("pick(T)", (x, i) -> x.pick(Tensor.of(i))));
    r.add(labels("pick(NdArray)", Tensor::pick));
    r.add(labels("oneHot(int)", (x, i) -> x.mul(Tensor.of(i).oneHot(x.shape().dim(-1)))));
    r.add(
        labels(
            "oneHot(int,DType)",
            (x, i) -> x.mul(Tensor.of(i).oneHot(x.shape().dim(-1), DType.FLOAT64))));
    return r;
  }

  /** A linear function, squared so that its gradient differs from element to element. */
  private static Case to(Draw d, int[] shape, Function<Tensor, Tensor> f) {
    return Case.of(x -> f.apply(x).square(), d.reals(shape));
  }

  private static Subject shaped(String name, BiFunction<Draw, int[], Case> f) {
    return Subject.of(name, d -> f.apply(d, d.shape(1)));
  }

  private static Case slice(Draw d, int[] shape, int step) {
    int axis = d.below(shape.length);
    int start = d.below(shape[axis]);
    int stop = start + 1 + d.below(shape[axis] - start);
    return to(d, shape, x -> x.slice(axis, start, stop, step));
  }

  private static Subject join(String name, BiFunction<Integer, List<Tensor>, Tensor> f) {
    return Subject.of(
        name,
        d -> {
          int[] shape = Arrays.stream(d.shape(1)).map(n -> Math.min(n, 2)).toArray();
          int axis = d.below(shape.length);
          NdArray a = d.reals(shape);
          return Case.ofAll(in -> f.apply(axis, in).square(), a, d.reals(shape));
        });
  }

  private static Subject rows(String name, BiFunction<Tensor, NdArray, Tensor> f) {
    return Subject.of(
        name,
        d -> {
          int[] shape = d.shape(1);
          NdArray indices = d.indices(shape[0], 1 + d.below(4));
          return Case.of(x -> f.apply(x, indices).square(), d.reals(shape));
        });
  }

  private static Subject labels(String name, BiFunction<Tensor, NdArray, Tensor> f) {
    return Subject.of(
        name,
        d -> {
          int[] shape = d.shape(1);
          int last = shape.length - 1;
          NdArray indices = d.indices(shape[last], Arrays.copyOf(shape, last));
          return Case.of(x -> f.apply(x, indices).square(), d.reals(shape));
        });
  }
}
