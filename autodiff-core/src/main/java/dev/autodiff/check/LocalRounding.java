package dev.autodiff.check;

import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import dev.autodiff.op.Op;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How large the numbers are that a node's elements were rounded with: an element's own size, but
 * where it is a small difference of large inputs, as in log-softmax, theirs. Whether it is, shows
 * when all other elements of the inputs are set to that one: an elementwise function does not care.
 */
final class LocalRounding {
  private static final double SMALL = 0x1p-3;
  private static final int TRIED = 64;

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
    for (int j = 0; j < out.length && tried < TRIED; j++) {
      if (sizes[j] < SMALL * largest && !isCopied(sizes[j], copied, node.inputs())) {
        tried++;
        sizes[j] = isAlone(node, j, out[j]) ? sizes[j] : largest;
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
}
