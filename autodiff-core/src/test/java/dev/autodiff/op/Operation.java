package dev.autodiff.op;

import dev.autodiff.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A line of the table of operations.
 *
 * @param method name and parameters as {@link CatalogueTest} finds them in the sources
 * @param variant what sets this line apart from others of the same method, or nothing
 * @param domain what the operation declares, where the table checks that
 * @param cases makes inputs, expected shape and reference values
 */
record Operation(
    String method, String variant, Optional<Domain> domain, Function<Draw, Case> cases) {

  static Operation of(String method, Function<Draw, Case> cases) {
    return new Operation(method, "", Optional.empty(), cases);
  }

  static Operation of(String method, String variant, Function<Draw, Case> cases) {
    return new Operation(method, variant, Optional.empty(), cases);
  }

  @Override
  public String toString() {
    return variant.isEmpty() ? method : method + " " + variant;
  }

  /** The reference: one element of the result by its mathematical definition. */
  interface Formula {
    double at(int[] index, Ref[] in);
  }

  /** One application of an operation: inputs, the call, and what must come out. */
  static final class Case {
    final List<Ref> inputs;
    final Function<List<Tensor>, Tensor> function;
    final int[] shape;
    final Formula formula;

    /** Relative rounding error of the value, more than float64's only for casts. */
    final double epsilon;

    /** Whether the kernel may choose an order of addition by how the inputs lie in memory. */
    final boolean sums;

    private Case(
        List<Ref> inputs,
        Function<List<Tensor>, Tensor> function,
        int[] shape,
        Formula formula,
        double epsilon,
        boolean sums) {
      this.inputs = inputs;
      this.function = function;
      this.shape = shape;
      this.formula = formula;
      this.epsilon = epsilon;
      this.sums = sums;
    }

    static Case of(Ref x, Function<Tensor, Tensor> f, int[] shape, Formula formula) {
      return of(List.of(x), in -> f.apply(in.get(0)), shape, formula);
    }

    static Case of(
        List<Ref> inputs, Function<List<Tensor>, Tensor> f, int[] shape, Formula formula) {
      return new Case(inputs, f, shape, formula, 0x1p-52, false);
    }

    Case rounding(double eps) {
      return new Case(inputs, function, shape, formula, eps, sums);
    }

    Case summing() {
      return new Case(inputs, function, shape, formula, epsilon, true);
    }

    Ref expected() {
      Ref[] in = inputs.toArray(new Ref[0]);
      double[] r = new double[Ref.size(shape)];
      for (int i = 0; i < r.length; i++) {
        r[i] = formula.at(Ref.index(i, shape), in);
      }
      return new Ref(shape, r);
    }

    /** All inputs after x ↦ x + t·direction. */
    List<Ref> moved(double t, List<double[]> directions) {
      List<Ref> r = new ArrayList<>();
      for (int i = 0; i < inputs.size(); i++) {
        r.add(inputs.get(i).moved(t, directions.get(i)));
      }
      return r;
    }

    @Override
    public String toString() {
      return inputs + " → " + Arrays.toString(shape);
    }
  }
}
