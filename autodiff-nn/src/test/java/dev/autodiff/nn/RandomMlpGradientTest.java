package dev.autodiff.nn;

import dev.autodiff.Autodiff;
import dev.autodiff.Gradients;
import dev.autodiff.Parameter;
import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import dev.autodiff.check.GradientCheck;
import dev.autodiff.check.GradientReport;
import dev.autodiff.check.Reason;
import dev.autodiff.nn.init.Initializers;
import dev.autodiff.nn.layer.Activations;
import dev.autodiff.nn.layer.Dense;
import dev.autodiff.nn.layer.Layer;
import dev.autodiff.nn.layer.Sequential;
import dev.autodiff.nn.loss.Loss;
import dev.autodiff.nn.loss.Losses;
import dev.autodiff.nn.loss.Regularizers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * The gradient of whole random networks, by every weight, bias and input element, against finite
 * differences.
 *
 * <p>Relu, hardtanh and |w| have kinks, where a difference quotient is not the derivative. No point
 * need be avoided for that: the check sees which pieces the operations are on and takes steps that
 * stay on them. Only a network of dead units, whose cost does not depend on anything, is undecided.
 */
final class RandomMlpGradientTest {
  @SuppressWarnings("ImmutableEnumChecker") // the losses are method references, without state
  private enum Cost {
    MSE("linear", Losses::mse),
    MSE_OF_SOFTMAX("softmax", Losses::mse),
    BINARY_CROSS_ENTROPY("sigmoid", Losses::binaryCrossEntropy),
    BINARY_CROSS_ENTROPY_WITH_LOGITS("linear", Losses::binaryCrossEntropyWithLogits),
    SOFTMAX_CROSS_ENTROPY_OF_INDICES("linear", Losses::softmaxCrossEntropy),
    SOFTMAX_CROSS_ENTROPY_OF_SOFT_TARGETS("linear", Losses::softmaxCrossEntropy),
    NEGATIVE_LOG_LIKELIHOOD_OF_INDICES("softmax", Losses::negativeLogLikelihood),
    NEGATIVE_LOG_LIKELIHOOD_OF_SOFT_TARGETS("softmax", Losses::negativeLogLikelihood);

    final String outputActivation;
    final Loss loss;

    Cost(String outputActivation, Loss loss) {
      this.outputActivation = outputActivation;
      this.loss = loss;
    }

    Tensor target(int n, int k, SplittableRandom rng) {
      if (name().endsWith("INDICES")) {
        return Tensor.of(NdArray.ofInts(rng.ints(n, 0, k).toArray()));
      }
      Tensor raw = Tensor.of(NdArray.randomNormal(rng, DType.FLOAT64, 0, 1, Shape.of(n, k)));
      return this == MSE ? raw : name().startsWith("BINARY") ? raw.sigmoid() : raw.softmax(-1);
    }
  }

  private record Mlp(List<Integer> widths, String activation, Cost cost, int batch, long seed) {
    Sequential create(SplittableRandom rng) {
      List<Layer> layers = new ArrayList<>();
      for (int i = 1; i < widths.size(); i++) {
        layers.add(
            Dense.create(
                widths.get(i - 1),
                widths.get(i),
                Initializers.scaledNormal(),
                Initializers.normal(0, 0.5),
                DType.FLOAT64,
                rng));
        boolean last = i == widths.size() - 1;
        layers.add(Activations.named(last ? cost.outputActivation : activation));
      }
      return Sequential.of(layers);
    }
  }

  @Provide
  Arbitrary<Mlp> mlps() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 6).list().ofMinSize(2).ofMaxSize(5), // depth 1 to 4
            Arbitraries.of(Activations.names()),
            Arbitraries.of(Cost.class),
            Arbitraries.integers().between(1, 5),
            Arbitraries.longs())
        .as(Mlp::new);
  }

  @Property(seed = "42", tries = 120)
  void gradientOfAnyMlpAgreesWithFiniteDifferences(@ForAll("mlps") Mlp mlp) {
    SplittableRandom rng = new SplittableRandom(mlp.seed());
    Sequential net = mlp.create(rng);
    Shape inputs = Shape.of(mlp.batch(), mlp.widths().get(0));
    NdArray x = NdArray.randomNormal(rng, DType.FLOAT64, 0, 1, inputs);
    int outputs = mlp.widths().get(mlp.widths().size() - 1);
    Tensor target = mlp.cost().target(mlp.batch(), outputs, rng);

    requireAgreement(check(net, mlp.cost().loss, x, target));
  }

  @Property(seed = "42", tries = 30)
  void gradientWithPenaltiesAgreesWithFiniteDifferences(@ForAll("mlps") Mlp mlp) {
    SplittableRandom rng = new SplittableRandom(mlp.seed());
    List<Integer> widths = mlp.widths();
    Sequential net = new Mlp(widths, "tanh", Cost.MSE, mlp.batch(), 0).create(rng);
    Shape inputs = Shape.of(mlp.batch(), widths.get(0));
    NdArray x = NdArray.randomNormal(rng, DType.FLOAT64, 0, 1, inputs);
    Tensor target = Cost.MSE.target(mlp.batch(), widths.get(widths.size() - 1), rng);
    List<Parameter> p = net.parameters();
    Loss penalized =
        (a, y) ->
            Losses.mse(a, y)
                .add(Regularizers.l2(3).apply(p, 10))
                .add(Regularizers.l1(2).apply(p, 10));

    requireAgreement(check(net, penalized, x, target));
  }

  private static void requireAgreement(GradientReport report) {
    if (!report.reason().equals(Optional.of(Reason.VACUOUS))) {
      report.assertAgrees();
    }
  }

  /** Compares the gradients that training uses with differences of the same cost. */
  private static GradientReport check(Sequential net, Loss loss, NdArray x, Tensor target) {
    List<Parameter> parameters = net.parameters();
    Tensor input = Tensor.variable("x", x);
    Tensor cost = loss.apply(net.apply(input), target);
    Gradients byParameters = Autodiff.gradients(cost, parameters);
    List<NdArray> point = new ArrayList<>(List.of(x));
    List<NdArray> gradients = new ArrayList<>(List.of(Autodiff.gradients(cost, input).of(input)));
    for (Parameter p : parameters) {
      point.add(p.value());
      gradients.add(byParameters.of(p));
    }
    return GradientCheck.ofInputs(
            at -> {
              for (int i = 0; i < parameters.size(); i++) {
                parameters.get(i).set(at.get(i + 1).value());
              }
              return loss.apply(net.apply(at.get(0)), target);
            })
        .at(point.toArray(NdArray[]::new))
        .against(gradients.toArray(NdArray[]::new));
  }
}
