package dev.autodiff.nn.loss;

import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The usual costs, for predictions a (or weighted inputs z) and targets y of n examples.
 *
 * <table>
 * <caption>Which loss</caption>
 * <tr><th>task</th><th>last layer</th><th>loss</th></tr>
 * <tr><td>regression</td><td>linear</td><td>{@link #mse}</td></tr>
 * <tr><td>classes that may occur together</td><td>linear</td>
 *     <td>{@link #binaryCrossEntropyWithLogits}</td></tr>
 * <tr><td>the same</td><td>sigmoid</td><td>{@link #binaryCrossEntropy}</td></tr>
 * <tr><td>one class of several</td><td>linear</td><td>{@link #softmaxCrossEntropy}</td></tr>
 * <tr><td>the same</td><td>softmax</td><td>{@link #negativeLogLikelihood}</td></tr>
 * </table>
 *
 * <p>Losses of logits z are exact for any z; prefer them. Losses of probabilities a cannot see what
 * saturation has rounded away: where ln a is needed at a = 0, they take the smallest normal number
 * instead of 0, −708 for float64 and −87 for float32, and the gradient there is 0. So the cost
 * stays finite, and ∞·0 does not turn the weights to NaN. Outside [0, 1] the cost is NaN.
 */
public final class Losses {
  private static final Map<String, Loss> BY_NAME = byName();

  private Losses() {}

  /**
   * Quadratic cost C = 1/(2n) Σₓ ‖y − a‖²: with the factor ½, the sum over outputs and the mean
   * over examples, so that ∂C/∂a = (a − y)/n. (Libraries that average over outputs too give
   * 2/outputs times this.)
   *
   * @param prediction a, [n, outputs]
   * @param target y, of the same shape and type
   */
  public static Tensor mse(Tensor prediction, Tensor target) {
    int n = Targets.requireSame("mse", prediction, target);
    return prediction.sub(target).square().sum().mul(0.5 / n);
  }

  /**
   * Cross-entropy of independent outputs, C = −1/n Σₓ Σⱼ [yⱼ ln aⱼ + (1 − yⱼ) ln(1 − aⱼ)]; ∂C/∂aⱼ =
   * (aⱼ − yⱼ)/(n·aⱼ(1 − aⱼ)).
   *
   * @param prediction probabilities a in [0, 1], [n, outputs]
   * @param target y in [0, 1], of the same shape and type
   */
  public static Tensor binaryCrossEntropy(Tensor prediction, Tensor target) {
    int n = Targets.requireSame("binaryCrossEntropy", prediction, target);
    Tensor ifOne = target.chain(log(prediction));
    Tensor ifZero = complement(target).chain(log(complement(prediction)));
    return ifOne.add(ifZero).sum().mul(-1.0 / n);
  }

  /**
   * {@link #binaryCrossEntropy} of a = σ(z), computed from z without loss: C = 1/n Σₓ Σⱼ [yⱼ ln(1 +
   * e^−zⱼ) + (1 − yⱼ) ln(1 + e^zⱼ)]; ∂C/∂zⱼ = (σ(zⱼ) − yⱼ)/n.
   *
   * @param logits z, any real numbers, [n, outputs]
   * @param target y in [0, 1], of the same shape and type
   */
  public static Tensor binaryCrossEntropyWithLogits(Tensor logits, Tensor target) {
    int n = Targets.requireSame("binaryCrossEntropyWithLogits", logits, target);
    Tensor ifOne = target.mul(logits.neg().softplus());
    Tensor ifZero = complement(target).mul(logits.softplus());
    return ifOne.add(ifZero).sum().mul(1.0 / n);
  }

  /**
   * Log-likelihood cost of a softmax, computed from its input z without overflow: C = −1/n Σₓ Σⱼ yⱼ
   * ln softmax(z)ⱼ; with Σⱼyⱼ = 1, ∂C/∂z = (softmax(z) − y)/n.
   *
   * @param logits z, any real numbers, [n, k]
   * @param labels int32 class indices [n], each from 0 to k − 1, or y: one-hot or soft targets [n,
   *     k] of the type of {@code logits}
   * @throws IndexOutOfBoundsException if a class index is not from 0 to k − 1
   */
  public static Tensor softmaxCrossEntropy(Tensor logits, Tensor labels) {
    int n = Targets.requireLabels("softmaxCrossEntropy", logits, labels);
    return minusMean(logits.logSoftmax(-1), labels, n);
  }

  /**
   * Log-likelihood cost of probabilities, C = −1/n Σₓ ln a_y, or −1/n Σₓ Σⱼ yⱼ ln aⱼ for one-hot
   * and soft targets; ∂C/∂aⱼ = −yⱼ/(n·aⱼ).
   *
   * @param probabilities a, such as a softmax gives, [n, k]
   * @param labels int32 class indices [n], each from 0 to k − 1, or y: one-hot or soft targets [n,
   *     k] of the type of {@code probabilities}
   * @throws IndexOutOfBoundsException if a class index is not from 0 to k − 1
   */
  public static Tensor negativeLogLikelihood(Tensor probabilities, Tensor labels) {
    int n = Targets.requireLabels("negativeLogLikelihood", probabilities, labels);
    return minusMean(log(probabilities), labels, n);
  }

  /**
   * Returns the loss of the given name: {@code mse}, {@code binary-cross-entropy}, {@code
   * binary-cross-entropy-with-logits}, {@code softmax-cross-entropy} or {@code
   * negative-log-likelihood}.
   *
   * @throws IllegalArgumentException listing the names if there is none of that name
   */
  public static Loss named(String name) {
    Loss loss = BY_NAME.get(name);
    if (loss == null) {
      throw new IllegalArgumentException(
          "loss: no such name: " + name + ". Use one of " + names() + ".");
    }
    return loss;
  }

  /** Returns the names that {@link #named} knows. */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  private static Map<String, Loss> byName() {
    Map<String, Loss> all = new LinkedHashMap<>();
    all.put("mse", Losses::mse);
    all.put("binary-cross-entropy", Losses::binaryCrossEntropy);
    all.put("binary-cross-entropy-with-logits", Losses::binaryCrossEntropyWithLogits);
    all.put("softmax-cross-entropy", Losses::softmaxCrossEntropy);
    all.put("negative-log-likelihood", Losses::negativeLogLikelihood);
    return Collections.unmodifiableMap(all);
  }

  /** −1/n Σ y·l; y·l is 0 where y is, even where l is −∞. */
  private static Tensor minusMean(Tensor logarithms, Tensor labels, int n) {
    Tensor chosen =
        labels.dtype() == DType.INT32 ? logarithms.pick(labels) : labels.chain(logarithms);
    return chosen.sum().mul(-1.0 / n);
  }

  private static Tensor log(Tensor a) {
    Tensor smallest = a.filled(a.dtype() == DType.FLOAT32 ? Float.MIN_NORMAL : Double.MIN_NORMAL);
    return Tensor.where(a.eq(0), smallest, a).log();
  }

  private static Tensor complement(Tensor a) {
    return a.neg().add(1);
  }
}
