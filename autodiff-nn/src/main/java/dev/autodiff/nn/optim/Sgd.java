package dev.autodiff.nn.optim;

import dev.autodiff.DifferentiableGradients;
import dev.autodiff.Gradients;
import dev.autodiff.Parameter;
import dev.autodiff.Tensor;
import dev.autodiff.Trace;
import dev.autodiff.array.NdArray;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Gradient descent, w ← w − η·∂C/∂w, and its classical refinements. Whether it is stochastic
 * depends on the cost: one of all examples makes it batch learning, one of a few makes it
 * mini-batch learning, one of a single example stochastic learning.
 *
 * <p>One step with gradient g, weight decay λ, momentum μ and rate η = base rate·schedule:
 *
 * <pre>
 * g ← g + λ·w              weights only, not biases
 * v ← μ·v + g              v = 0 at first
 * w ← w − η·v              or, with Nesterov's momentum,
 * w ← w − η·(g + μ·v)
 * </pre>
 *
 * <p>The velocity v is in units of the gradient, so that a change of η acts on the whole step. For
 * a constant η it is −1/η times the velocity of texts that write v ← μv − η∇C, w ← w + v; the
 * weights are the same.
 *
 * <p>The {@code with} methods return a new optimizer at rest (no velocity, step 0) and leave this
 * one as it is. Not safe for use by several threads at once.
 */
public final class Sgd implements Optimizer {
  private final List<Parameter> parameters;
  private final double baseRate;
  private final double momentum;
  private final boolean nesterov;
  private final double weightDecay;
  private final LearningRateSchedule schedule;

  private final List<Parameter> velocities; // one for each parameter, none without momentum
  private long steps;

  private Sgd(
      List<Parameter> parameters,
      double baseRate,
      double momentum,
      boolean nesterov,
      double weightDecay,
      LearningRateSchedule schedule) {
    this.parameters = parameters;
    this.baseRate = baseRate;
    this.momentum = momentum;
    this.nesterov = nesterov;
    this.weightDecay = weightDecay;
    this.schedule = schedule;
    this.velocities =
        momentum == 0
            ? List.of()
            : parameters.stream()
                .map(
                    p ->
                        Parameter.of(
                            "velocity of " + p.name(),
                            NdArray.zeros(p.value().dtype(), p.value().shape())))
                .toList();
  }

  /**
   * Returns plain gradient descent.
   *
   * @param learningRate η, above 0
   * @throws IllegalArgumentException if there are no parameters, one is there twice, or the rate is
   *     not above 0 and finite
   */
  public static Sgd of(List<Parameter> parameters, double learningRate) {
    if (parameters.isEmpty()) {
      throw new IllegalArgumentException("sgd: there are no parameters to train.");
    }
    Set<Parameter> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Parameter p : parameters) {
      if (!seen.add(p)) {
        throw new IllegalArgumentException(
            "sgd: parameter " + p + " is there twice and would move twice a step. Name it once.");
      }
    }
    if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
      throw new IllegalArgumentException(
          "sgd: the learning rate must be a finite number above 0, not " + learningRate + ".");
    }
    return new Sgd(List.copyOf(parameters), learningRate, 0, false, 0, Schedules.constant());
  }

  /**
   * Returns this with momentum: steps add up along directions in which the gradient persists.
   *
   * <p>B. Polyak, <i>Some methods of speeding up the convergence of iteration methods</i>, USSR
   * Computational Mathematics and Mathematical Physics 4(5), 1964; I. Sutskever, J. Martens, G.
   * Dahl and G. Hinton, <i>On the importance of initialization and momentum in deep learning</i>,
   * ICML 2013, equations 1 and 2.
   *
   * @param mu μ from 0, no momentum, to below 1; often 0.9
   */
  public Sgd withMomentum(double mu) {
    if (!(mu >= 0 && mu < 1)) {
      throw new IllegalArgumentException(
          "sgd: momentum must be at least 0 and below 1, not " + mu + ".");
    }
    return new Sgd(parameters, baseRate, mu, nesterov, weightDecay, schedule);
  }

  /**
   * Returns this with Nesterov's momentum: the gradient counts as if taken where momentum is about
   * to carry the weights.
   *
   * <p>Y. Nesterov, <i>A method of solving a convex programming problem with convergence rate
   * O(1/k²)</i>, Soviet Mathematics Doklady 27, 1983; in the form of Y. Bengio, N.
   * Boulanger-Lewandowski and R. Pascanu, <i>Advances in optimizing recurrent networks</i>, ICASSP
   * 2013, which needs no gradient at a second point.
   *
   * @throws IllegalStateException if there is no momentum
   */
  public Sgd withNesterov() {
    if (momentum == 0) {
      throw new IllegalStateException(
          "sgd: Nesterov's method needs momentum. Call withMomentum(0.9) first.");
    }
    return new Sgd(parameters, baseRate, momentum, true, weightDecay, schedule);
  }

  /**
   * Returns this with weight decay: each step adds λ·w to the gradient of the parameters with two
   * axes or more, which is the gradient of ½λ Σ w². The regularizer λ'/(2n) Σ w² of a cost is the
   * same with λ = λ'/n.
   *
   * @param lambda λ ≥ 0
   */
  public Sgd withWeightDecay(double lambda) {
    if (!(lambda >= 0) || Double.isInfinite(lambda)) {
      throw new IllegalArgumentException(
          "sgd: weight decay must be a finite number ≥ 0, not " + lambda + ".");
    }
    return new Sgd(parameters, baseRate, momentum, nesterov, lambda, schedule);
  }

  /** Returns this with a learning rate that changes from step to step. */
  public Sgd withSchedule(LearningRateSchedule rates) {
    return new Sgd(parameters, baseRate, momentum, nesterov, weightDecay, rates);
  }

  @Override
  public List<Parameter> parameters() {
    return parameters;
  }

  @Override
  public double learningRate() {
    return baseRate * schedule.factor(steps);
  }

  /** Returns the number of steps done. */
  public long steps() {
    return steps;
  }

  @Override
  public void step(Gradients gradients) {
    double rate = learningRate();
    Map<Parameter, NdArray> next = new LinkedHashMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      Parameter p = parameters.get(i);
      Tensor g = Tensor.of(gradients.of(p));
      Tensor eta = Tensor.of(NdArray.scalar(g.dtype(), rate));
      next(i, q -> Tensor.of(q.value()), g, eta, (q, value) -> next.put(q, value.value()));
    }
    // Nothing below can fail: a step is done as a whole or not at all.
    next.forEach(Parameter::set);
    stepped();
  }

  @Override
  public void trace(DifferentiableGradients gradients, Tensor learningRate, Trace.Result result) {
    for (int i = 0; i < parameters.size(); i++) {
      next(i, Parameter::tensor, gradients.of(parameters.get(i)), learningRate, result::update);
    }
  }

  @Override
  public void stepped() {
    steps++;
  }

  /** The rule, for parameter i: gives the next value of the parameter and of its velocity. */
  private void next(
      int i,
      Function<Parameter, Tensor> value,
      Tensor gradient,
      Tensor rate,
      BiConsumer<Parameter, Tensor> set) {
    Parameter p = parameters.get(i);
    Tensor w = value.apply(p);
    Tensor g = gradient;
    if (weightDecay > 0 && w.shape().rank() >= 2) {
      g = g.add(w.mul(weightDecay));
    }
    Tensor direction = g;
    if (momentum > 0) {
      Tensor v = value.apply(velocities.get(i)).mul(momentum).add(g);
      set.accept(velocities.get(i), v);
      direction = nesterov ? g.add(v.mul(momentum)) : v;
    }
    set.accept(p, w.sub(direction.mul(rate)));
  }

  /** Returns the rule with its numbers. */
  @Override
  public String toString() {
    return "sgd η = "
        + learningRate()
        + (momentum > 0 ? ", μ = " + momentum + (nesterov ? " (Nesterov)" : "") : "")
        + (weightDecay > 0 ? ", λ = " + weightDecay : "");
  }
}
