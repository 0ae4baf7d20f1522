package dev.autodiff.compile;

import dev.autodiff.array.NdArray;
import dev.autodiff.kernel.BinaryKernel;
import dev.autodiff.kernel.Recipe;
import dev.autodiff.kernel.ReduceKernel;
import dev.autodiff.kernel.UnaryKernel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link Graph} recognises in nodes when it simplifies. */
final class Patterns {
  private Patterns() {}

  static boolean isBinary(Node n, BinaryKernel k) {
    return n.recipe instanceof Recipe.Binary b && b.kernel() == k;
  }

  static boolean repeatsOneNumber(Node n) {
    for (int i = 0; i < n.example.rank(); i++) {
      if (n.example.shape().dim(i) > 1 && n.example.strides()[i] != 0) {
        return false;
      }
    }
    return n.isFilled() || n.isView();
  }

  /** Returns whether every stored element is the same, signs of zeros and all. */
  static boolean repeatsOne(NdArray x) {
    if (x.storage() instanceof double[] a) {
      int i = 0;
      while (i < a.length && Double.compare(a[i], a[0]) == 0) {
        i++;
      }
      return i == a.length && i > 0;
    }
    if (x.storage() instanceof float[] a) {
      int i = 0;
      while (i < a.length && Float.compare(a[i], a[0]) == 0) {
        i++;
      }
      return i == a.length && i > 0;
    }
    return false;
  }

  static boolean isLogSoftmax(Node n) {
    return n.recipe instanceof Recipe.Softmax s && s.log() && s.axis() == n.example.rank() - 1;
  }

  /** Indices that are computed are checked only where they are used, so those keep their use. */
  static boolean sumsSingleElements(Recipe.Reduction r, Node x) {
    return r.kernel() == ReduceKernel.SUM
        && isUnpicked(x)
        && Checks.isEarly(x.in[1])
        && r.axes().equals(List.of(x.example.rank() - 1));
  }

  static boolean isUnpicked(Node n) {
    return n.recipe instanceof Recipe.Indexed i && i.kind() == Recipe.Indexed.Kind.UNPICK;
  }

  static boolean isNegation(Node n) {
    return n.recipe instanceof Recipe.Unary u && u.kernel() == UnaryKernel.NEG;
  }

  /** Returns s if {@code n} is s(1 − s), else null. */
  static @Nullable Node sigmoidOfSlope(Node n) {
    return isBinary(n, BinaryKernel.MUL)
            && isBinary(n.in[1], BinaryKernel.SUB)
            && n.in[1].in[0].isFilledWith(1)
            && n.in[1].in[1] == n.in[0]
        ? n.in[0]
        : null;
  }

  /** Returns t if {@code n} is 1 − t², else null. */
  static @Nullable Node tanhOfSlope(Node n) {
    return isBinary(n, BinaryKernel.SUB)
            && n.in[0].isFilledWith(1)
            && n.in[1].recipe instanceof Recipe.Unary u
            && u.kernel() == UnaryKernel.SQUARE
        ? n.in[1].in[0]
        : null;
  }

  /** Returns an operand that equals the result exactly, or null. */
  static @Nullable Node simplify(Recipe recipe, Node[] in) {
    if (recipe instanceof Recipe.Binary b) {
      BinaryKernel k = b.kernel();
      boolean product = k == BinaryKernel.MUL || k == BinaryKernel.CHAIN;
      if (product && in[0].isFilledWith(1)) {
        return in[1];
      }
      if ((product || k == BinaryKernel.DIV) && in[1].isFilledWith(1)) {
        return in[0];
      }
      if (k == BinaryKernel.CHAIN && in[0].isFilledWith(0)) {
        return in[0];
      }
    }
    if (recipe instanceof Recipe.Unary u && u.kernel() == UnaryKernel.NEG && isNegation(in[0])) {
      return in[0].in[0];
    }
    return null;
  }
}
