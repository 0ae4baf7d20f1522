package dev.autodiff.check;

import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.op.Op;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * How large the numbers are that a node's elements were rounded with: an element's own size, but
 * where it is a small difference of large inputs, as in log-softmax, theirs. Whether it is, shows
 * when all other elements of the inputs are set to that one: an elementwise function does not care.
 */
final class LocalRounding {
  private static final double SMALL = 0x1p-3;
  private static final int TRIED = 64;
  private static final int DRAWS = 8;
  private static final double SAFETY = 8;

  private LocalRounding() {}

  /** Returns for each element of a computed node the size of what was rounded. */
  static double[] sizes(Tensor node) {
    double[] out = node.value().toDoubles();
    double[] sizes = Arrays.stream(out).map(Math::abs).toArray();
    double largest = 0;
    for (Tensor in : node.inputs()) {
      for (double v : in.dtype().isFloating() ? in.value().toDoubles() : new double[0]) {
        largest = Double.isFinite(v) ? Math.max(largest, Math.abs(v)) : largest;
      }
    }
    Set<Double> copied = new HashSet<>(); // sizes that an input has too: made when needed
    int tried = 0;
    double[] measured = null;
    for (int j = 0; j < out.length && tried < TRIED; j++) {
      if (sizes[j] < SMALL * largest && !isCopied(sizes[j], copied, node.inputs())) {
        tried++;
        if (!isAlone(node, j, out[j])) {
          measured = measured == null ? measured(node) : measured;
          sizes[j] = Math.min(largest, Math.max(sizes[j], measured[j]));
        }
      }
    }
    return sizes;
  }

  private static boolean isCopied(double size, Set<Double> copied, List<Tensor> inputs) {
    if (copied.isEmpty()) {
      inputs.forEach(
          in -> Arrays.stream(in.value().toDoubles()).forEach(x -> copied.add(Math.abs(x))));
    }
    return copied.contains(size);
  }

  /**
   * Whether element {@code j} stays what it is when all others of the inputs become equal to it.
   */
  private static boolean isAlone(Tensor node, int j, double value) {
    Op op = node.op().orElseThrow();
    NdArray[] changed = new NdArray[node.inputs().size()];
    for (int i = 0; i < changed.length; i++) {
      NdArray in = node.inputs().get(i).value();
      if (!in.shape().equals(node.shape()) || !in.dtype().isFloating()) {
        return false;
      }
      double[] x = new double[in.size()];
      Arrays.fill(x, in.toDoubles()[j]);
      changed[i] = Probe.array(x, in);
    }
    return op.forward(changed).toDoubles()[j] == value;
  }

  /** The rounding errors of the same operation in float32, in units of its rounding. */
  private static double[] measured(Tensor node) {
    Op op = node.op().orElseThrow();
    double[] most = new double[node.shape().size()];
    SplittableRandom rng = new SplittableRandom(1);
    for (int d = 0; d < DRAWS; d++) {
      NdArray[] coarse = new NdArray[node.inputs().size()];
      NdArray[] fine = new NdArray[coarse.length];
      for (int i = 0; i < coarse.length; i++) {
        NdArray in = node.inputs().get(i).value();
        if (!in.dtype().isFloating()) {
          coarse[i] = in;
          fine[i] = in;
          continue;
        }
        double[] x = in.toDoubles();
        for (int j = 0; j < x.length; j++) {
          x[j] *= 1 + 0x1p-16 * rng.nextDouble();
        }
        coarse[i] = NdArray.wrap(x, in.shape()).cast(DType.FLOAT32);
        fine[i] = coarse[i].cast(DType.FLOAT64);
      }
      double[] a;
      double[] b;
      try {
        a = op.forward(coarse).toDoubles();
        b = op.forward(fine).toDoubles();
      } catch (RuntimeException e) { // an operation that insists on float64
        Arrays.fill(most, Double.POSITIVE_INFINITY);
        return most;
      }
      for (int j = 0; j < most.length; j++) {
        double e = Math.abs(a[j] - b[j]);
        boolean hasDigits = e < 0.5 * Math.abs(b[j]); // false for NaN, and where float32 has only 0
        most[j] =
            hasDigits
                ? Math.max(most[j], SAFETY * e / DType.FLOAT32.epsilon())
                : Double.POSITIVE_INFINITY;
      }
    }
    return most;
  }
}
