package dev.autodiff.examples.experiment;

import dev.autodiff.Autodiff;
import dev.autodiff.Gradients;
import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import dev.autodiff.check.GradientCheck;
import dev.autodiff.check.GradientReport;
import dev.autodiff.examples.cli.Output;
import dev.autodiff.examples.cli.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The formula f = ((a + b)·(c + d))² at (1, 2, 3, 4), written out and checked. */
public final class SeedFormula {
  private static final double[] POINT = {1, 2, 3, 4};

  private SeedFormula() {}

  private static Tensor formula(Tensor a, Tensor b, Tensor c, Tensor d) {
    Tensor g = a.add(b).named("g");
    Tensor h = c.add(d).named("h");
    Tensor i = g.mul(h).named("i");
    return i.square().named("f");
  }

  /**
   * Prints values, local derivatives, gradients and the comparison with finite differences.
   *
   * @return whether the gradients agree with the differences and with the closed form
   */
  public static boolean run(Output out) {
    Tensor a = Tensor.variable("a", POINT[0]);
    Tensor b = Tensor.variable("b", POINT[1]);
    Tensor c = Tensor.variable("c", POINT[2]);
    Tensor d = Tensor.variable("d", POINT[3]);
    Tensor f = formula(a, b, c, d);
    ScalarGraph graph = new ScalarGraph(f);

    out.line("f = ((a + b)·(c + d))²");
    out.line();
    out.line(graph.values());
    out.line();

    Gradients gradients = Autodiff.gradients(f, a, b, c, d);
    // Closed form: ∂f/∂a = ∂f/∂b = 2(a+b)(c+d)², ∂f/∂c = ∂f/∂d = 2(a+b)²(c+d).
    double left = POINT[0] + POINT[1];
    double right = POINT[2] + POINT[3];
    boolean exact = true;
    Map<String, Double> facts = new LinkedHashMap<>();
    for (Tensor x : List.of(a, b, c, d)) {
      double g = gradients.of(x).item();
      out.line("  " + graph.chainRule(x));
      exact &= g == (x == a || x == b ? 2 * left * right * right : 2 * left * left * right);
      facts.put(ScalarGraph.name(x), g);
    }
    out.line();

    GradientReport report =
        GradientCheck.ofInputs(x -> formula(x.get(0), x.get(1), x.get(2), x.get(3)))
            .at(
                NdArray.scalar(POINT[0]),
                NdArray.scalar(POINT[1]),
                NdArray.scalar(POINT[2]),
                NdArray.scalar(POINT[3]))
            .named("a", "b", "c", "d")
            .check();
    out.format(
        "Against finite differences: %s; largest difference %.1e, at %s.",
        report.agrees() ? "agrees" : "DISAGREES",
        report.worst().difference(),
        report.worst().place().replace("∂y", "∂f"));
    out.fact("f", f.item());
    out.fact("gradients", facts);
    out.fact(
        "gradientCheck",
        Map.of("agrees", report.agrees(), "difference", report.worst().difference()));
    if (!exact) {
      out.format("The gradients are not those of the closed form, %s.", Table.number(294));
    }
    return exact && report.agrees();
  }
}
