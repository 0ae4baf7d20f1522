package dev.autodiff.examples.check;

import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.check.GradientCheck;
import dev.autodiff.check.GradientReport;
import dev.autodiff.check.Verdict;
import dev.autodiff.examples.cli.JsonCommand;
import dev.autodiff.examples.cli.Output;
import dev.autodiff.examples.cli.Table;
import dev.autodiff.formula.Formula;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;
import picocli.CommandLine.UnmatchedArgumentException;

/** Verifies gradients of a formula, those derived by hand or the engine's. */
@Command(
    name = "check",
    description = {
      "Compare gradients of a formula, derived by hand or the engine's, with numerical derivatives.",
      "",
      "A formula has numbers, names, + - * / ^ @ (^ is a power, @ a matrix product), comparisons,"
          + " parentheses, arrays like [[1,2],[3,4]], transposes like W.T, and the engine's operations"
          + " as functions: sum(x), sum(x, axis=0), outer(u, v), sigmoid(z), where(c, p, q)."
          + " noise(x) adds fresh random numbers to x: it is not a function, and there to try the"
          + " checker. --functions lists all.",
      "",
      "-x^2 is -(x^2), and 2^3^2 is 2^9; * / @ group from the left. u@v of two vectors is a number."
          + " softmax(z) is along the last axis. pi is known; e^x is written exp(x). Indices, as in"
          + " pick(x, [0,2]), are whole numbers.",
      "",
      "The differences come with an estimate of their error. Where they cannot decide, as at a"
          + " kink, the verdict is INCONCLUSIVE, with the reason."
    },
    footer = {
      "",
      "Examples:",
      "  autodiff check \"((a+b)*(c+d))^2\" --at a=1,b=2,c=3,d=4 \\",
      "      --gradient a=\"2*(a+b)*(c+d)^2\" --gradient c=\"2*(a+b)^2*(c+d)\"",
      "  autodiff check \"0.5*sum((y-s)^2)\" --let s=\"sigmoid(W@x+b)\" \\",
      "      --at W=[[.1,.2],[.3,.4]],x=[1,2],b=[0,0],y=[0,1] \\",
      "      --gradient W=\"outer((s-y)*s*(1-s), x)\"",
      "  autodiff check \"sum(softmax(z)*y)\" --at z=random[5],y=random[5] --trials 20",
      "  autodiff check \"sum((X@w-y)^2)\" --at X=@x.csv,y=@y.npy,w=random[3]"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:success: all gradients agree",
      "1:a check failed: a gradient disagrees",
      "2:bad input: an option, a formula or a file cannot be used",
      "3:inconclusive: none disagrees, but the differences cannot decide about all",
      "70:internal error"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class Check extends JsonCommand {
  @Parameters(
      paramLabel = "FORMULA",
      arity = "0..1",
      hideParamSyntax = true,
      description = "The function to differentiate.")
  private String formula = "";

  @Unmatched private List<String> unmatched = new ArrayList<>();

  @Spec private CommandSpec spec;

  @Option(
      names = "--at",
      paramLabel = "NAME=VALUE,...",
      description =
          "Where to check: numbers, arrays, expressions of numbers, @file.csv or @file.npy, random"
              + " or random[2,3] (numbers of either sign from 0.5 to 2), positive or positive[3] (from"
              + " 0.5 to 2, for log and sqrt). A lone random or positive draws a number for each name"
              + " that is not given. A file of one column or one row is a vector. Can be repeated.")
  private List<String> at = new ArrayList<>();

  @Option(
      names = "--let",
      paramLabel = "NAME=FORMULA",
      description =
          "A name for a part, to be used in the function, in later parts and in the gradients; also"
              + " an @file, such as labels. Can be repeated.")
  private List<String> lets = new ArrayList<>();

  @Option(
      names = "--gradient",
      paramLabel = "NAME=FORMULA",
      description =
          "The gradient by a variable, or by a part: then the part is taken for a variable, and only"
              + " what is computed from it counts. It has the shape of the variable, or is one number"
              + " for all elements. Can be repeated. Without it the engine's gradients are checked.")
  private List<String> gradients = new ArrayList<>();

  @Option(names = "--functions", description = "List the functions of formulas, and nothing else.")
  private boolean functions;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of random points (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--trials",
      paramLabel = "N",
      description = "Number of random points (default: ${DEFAULT-VALUE}).")
  private int trials = 1;

  /** Which kernels run is of no interest here; kept, for a logger that is collected forgets. */
  private static final Logger KERNELS = Logger.getLogger("dev.autodiff");

  /** What the JVM puts in place of characters that the locale's encoding lacks. */
  private static final char UNDECODABLE = '\uFFFD';

  private Verdict verdict = Verdict.AGREE;

  @Override
  protected int exitCode(boolean passed) {
    return verdict == Verdict.INCONCLUSIVE ? INCONCLUSIVE : super.exitCode(passed);
  }

  @Override
  protected boolean run(Output out) throws IOException {
    if (functions) {
      Formula.functions().forEach(out::line);
      return true;
    }
    KERNELS.setLevel(Level.WARNING);
    if (formula.isBlank() && unmatched.size() == 1 && unmatched.get(0).matches("-[^-].*")) {
      formula = unmatched.remove(0); // -x^2 is no option
    }
    if (!unmatched.isEmpty()) {
      throw new UnmatchedArgumentException(spec.commandLine(), unmatched);
    }
    if (formula.isBlank()) {
      throw new ParameterException(spec.commandLine(), "The formula is missing");
    }
    if ((formula + at + lets + gradients).indexOf(UNDECODABLE) >= 0) {
      throw new IllegalArgumentException(
          "letters such as δ do not arrive, for the locale knows only ASCII. Set LC_ALL=C.UTF-8, or use plain letters.");
    }
    SplittableRandom rng = new SplittableRandom(seed);
    Point where = Point.parse(at);
    Problem problem =
        new Problem(formula, lets, gradients, where.names(), Map.of("noise", noise(rng.split())));
    requireConsistent(problem, where);

    boolean byHand = !problem.gradients().isEmpty();
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    String result = "";
    String shapes = "";
    for (int trial = 1; trial <= trials; trial++) {
      Map<String, NdArray> point = where.draw(rng, problem.variables());
      Map<String, Tensor> values = problem.values(point);
      Tensor y = where.located(point, () -> problem.apply(values));
      if (byHand) {
        requireScalar(y);
      }
      for (String name : byHand ? problem.gradients() : problem.differentiable()) {
        outcomes
            .computeIfAbsent(name, Outcome::new)
            .add(Point.text(point), report(problem, name, values, byHand));
      }
      result = describe(y.value());
      shapes = Point.shapes(point);
    }
    requireUsed(problem, where); // only now, for a misspelt name is shown where it stands
    outcomes.values().forEach(o -> verdict = Outcome.worse(verdict, o.verdict()));

    out.line("f = " + formula + (trials == 1 ? result : ""));
    out.line(
        "at "
            + String.join(",", at)
            + (where.isRandom()
                ? ", %s point%s, seed %s".formatted(trials, trials == 1 ? "" : "s", seed)
                : ""));
    if (!shapes.isEmpty()) {
      out.line("shapes " + shapes);
    }
    out.line();
    print(out, byHand, where.isRandom(), outcomes);
    return verdict == Verdict.AGREE;
  }

  private static GradientReport report(
      Problem problem, String name, Map<String, Tensor> values, boolean byHand) {
    Function<List<Tensor>, Tensor> f =
        x -> {
          Map<String, Tensor> inputs = new LinkedHashMap<>(values);
          inputs.keySet().removeAll(problem.lets()); // computed again, from the new input
          inputs.put(name, x.get(0));
          return problem.apply(inputs);
        };
    Tensor x = values.get(name);
    if (x == null) {
      throw new IllegalArgumentException("--at: has no value for " + name + ".");
    }
    GradientCheck.At check = GradientCheck.ofInputs(f).at(x.value()).named(name).result("f");
    return byHand ? check.against(problem.gradient(name, values)) : check.check();
  }

  private void requireConsistent(Problem problem, Point where) {
    if (trials < 1) {
      throw new IllegalArgumentException("--trials: must be at least 1, not " + trials + ".");
    }
    if (trials > 1 && !where.isRandom()) {
      throw new IllegalArgumentException(
          "--trials: all points would be the same. Use --at random, or random values such as --at x=random[3].");
    }
    Set<String> needed = problem.variables();
    if (problem.differentiable().isEmpty()) {
      throw new IllegalArgumentException("the function has no variables to differentiate by.");
    }
    if (where.names().isEmpty() && !where.drawsTheRest()) {
      throw new IllegalArgumentException(
          "the function needs a point: --at random, or values for %s as in --at %s=1."
              .formatted(String.join(", ", needed), needed.iterator().next()));
    }
    Set<String> missing = new LinkedHashSet<>(needed);
    missing.removeAll(where.names());
    // A name without a use is the misspelt one, and these two the language itself has a word for.
    if (!missing.isEmpty()
        && !where.drawsTheRest()
        && problem.names().containsAll(where.names())
        && missing.stream().noneMatch(Set.of("e", "T")::contains)) {
      throw new IllegalArgumentException(
          "no value for %s: --at %s=…, or --at random."
              .formatted(String.join(" and ", missing), missing.iterator().next()));
    }
    for (String name : where.names()) {
      if (problem.lets().contains(name)) {
        throw new IllegalArgumentException(
            "--at %s: %s is defined by --let as well. Leave one out.".formatted(name, name));
      }
    }
  }

  private static void requireUsed(Problem problem, Point where) {
    Set<String> used = problem.names();
    for (String name : where.names()) {
      if (!used.contains(name)) {
        throw new IllegalArgumentException(
            "--at %s: no formula uses %s. They use %s."
                .formatted(name, name, String.join(", ", used)));
      }
    }
  }

  private static void requireScalar(Tensor y) {
    if (y.shape().rank() != 0) {
      throw new IllegalArgumentException(
          "--gradient: the function has shape %s, but only a scalar has a gradient. Sum it, or leave --gradient out to have the engine's Jacobian checked."
              .formatted(y.shape()));
    }
  }

  private static Function<List<Tensor>, Tensor> noise(SplittableRandom rng) {
    return arguments -> {
      if (arguments.size() != 1) {
        throw new IllegalArgumentException("noise takes one argument: noise(x).");
      }
      Tensor x = arguments.get(0);
      return x.add(Tensor.of(NdArray.randomNormal(rng, DType.FLOAT64, 0, 1, x.shape())));
    };
  }

  private static String describe(NdArray y) {
    return y.rank() == 0 ? " = " + Table.number(y.item()) : ", of shape " + y.shape();
  }

  private void print(Output out, boolean byHand, boolean random, Map<String, Outcome> outcomes) {
    Table table =
        Table.of(
            "∂f/∂", "verdict", "compared", "largest difference", "error estimate", "evaluations");
    outcomes.values().forEach(o -> o.addTo(table));
    out.line(table);
    out.line();
    outcomes.values().forEach(o -> o.leftOut().ifPresent(out::line));
    String shown = "";
    for (Outcome o : outcomes.values()) {
      if (o.explanation().isPresent()) {
        out.line(o.explanation().get());
        if (random && !o.point().equals(shown)) {
          shown = o.point();
          out.line("  at --at " + shown);
        }
        out.line();
      }
    }
    out.line(summary(byHand, outcomes));

    out.fact("function", formula);
    out.fact("gradientsBy", byHand ? "hand" : "engine");
    out.fact("verdict", verdict.name());
    out.fact("trials", trials);
    out.fact("seed", seed);
    out.fact("gradients", outcomes.values().stream().map(Outcome::facts).toList());
  }

  private String summary(boolean byHand, Map<String, Outcome> outcomes) {
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    outcomes.values().forEach(o -> counts.merge(o.verdict(), 1, Integer::sum));
    List<String> parts = new ArrayList<>();
    counts.forEach(
        (v, n) ->
            parts.add(
                v == Verdict.INCONCLUSIVE
                    ? n + " INCONCLUSIVE"
                    : n + " " + v.name().toLowerCase(Locale.ROOT) + (n == 1 ? "s" : "")));
    return "%s%s: %s."
        .formatted(
            byHand ? "Gradients derived by hand" : "Gradients of the engine",
            trials == 1 ? "" : String.format(Locale.ROOT, " at %,d points", trials),
            String.join(", ", parts));
  }
}
