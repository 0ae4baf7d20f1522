package dev.autodiff.op;

import dev.autodiff.Tensor;
import dev.autodiff.op.Operation.Case;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/** Lines of the table for elementwise operations. */
final class Elements {
  private Elements() {}

  /** f(x), with the kinks of f. */
  static Operation unary(
      String method,
      Domain domain,
      UnaryOperator<Tensor> f,
      DoubleUnaryOperator reference,
      double... kinks) {
    return new Operation(
        method,
        "",
        Optional.of(domain),
        draw -> {
          Ref x = draw.reals(draw.shape(), domain, kinks);
          return Case.of(x, f, x.shape, (i, in) -> reference.applyAsDouble(in[0].at(i)));
        });
  }

  /** f(a, b) with operands that broadcast to each other. */
  static Operation binary(
      String method,
      Domain domain,
      Domain ofA,
      Domain ofB,
      BinaryOperator<Tensor> f,
      DoubleBinaryOperator reference) {
    return new Operation(
        method,
        "",
        Optional.of(domain),
        draw -> {
          int[] shape = draw.shape();
          Ref a = draw.reals(draw.narrowed(shape), ofA);
          Ref b = draw.reals(draw.narrowed(shape), ofB);
          return pair(a, b, f, reference);
        });
  }

  /** f(a, b) that jumps or kinks where a = b. */
  static Operation ordered(
      String method, BinaryOperator<Tensor> f, DoubleBinaryOperator reference) {
    return Operation.of(
        method,
        draw -> {
          int[] shape = draw.shape();
          Ref a = draw.lattice(draw.narrowed(shape), 0);
          Ref b = draw.lattice(draw.narrowed(shape), 1 / 16.0);
          return pair(a, b, f, reference);
        });
  }

  private static Case pair(Ref a, Ref b, BinaryOperator<Tensor> f, DoubleBinaryOperator reference) {
    return Case.of(
        List.of(a, b),
        in -> f.apply(in.get(0), in.get(1)),
        Ref.broadcast(a.shape, b.shape),
        (i, in) -> reference.applyAsDouble(in[0].spread(i), in[1].spread(i)));
  }

  /** f(x, c) with a Java number c out of the given ones. */
  static Operation number(
      String method,
      Domain domain,
      BiFunction<Tensor, Double, Tensor> f,
      DoubleBinaryOperator reference,
      double... numbers) {
    return Operation.of(
        method,
        draw -> {
          Ref x = draw.reals(draw.shape(), domain);
          double c = draw.pick(numbers);
          return Case.of(
              x, t -> f.apply(t, c), x.shape, (i, in) -> reference.applyAsDouble(in[0].at(i), c));
        });
  }

  /** f(x, c) that jumps where x is the Java number c. */
  static Operation orderedNumber(
      String method, BiFunction<Tensor, Double, Tensor> f, DoubleBinaryOperator reference) {
    return Operation.of(
        method,
        draw -> {
          Ref x = draw.lattice(draw.shape(), 1 / 16.0);
          double c = draw.pick(-1, 0, 0.125, 0.5);
          return Case.of(
              x, t -> f.apply(t, c), x.shape, (i, in) -> reference.applyAsDouble(in[0].at(i), c));
        });
  }
}
