package dev.autodiff.examples.experiment;

import com.google.common.graph.SuccessorsFunction;
import com.google.common.graph.Traverser;
import dev.autodiff.Autodiff;
import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import dev.autodiff.examples.cli.JsonCommand;
import dev.autodiff.examples.cli.Output;
import dev.autodiff.examples.cli.Table;
import dev.autodiff.explain.Dot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The three computation graphs of an MLP over words: without input, with a concrete input, and with
 * the expected output and the loss.
 *
 * <p>Source: Goldberg, "A Primer on Neural Network Models for Natural Language Processing" (2015),
 * section 6.1, figure 5; the sizes are the figure's (50 numbers a word, 20 hidden units, 17 tags).
 */
@Command(
    name = "goldberg",
    description =
        "Three graphs of an MLP over words: no input, concrete input, expected output and loss.",
    footer = {
      "",
      "Examples:",
      "  autodiff experiment goldberg",
      "  autodiff experiment goldberg --out pictures && dot -Tsvg -O pictures/*.dot"
    })
public final class Goldberg extends JsonCommand {
  private static final List<String> VOCABULARY =
      List.of("a", "and", "black", "cat", "dog", "in", "of", "that", "the", "white");
  private static final List<String> WORDS = List.of("the", "black", "dog");
  private static final int EMBEDDING = 50;
  private static final int HIDDEN = 20;
  private static final int TAGS = 17;
  private static final int EXPECTED = 5;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where to write the DOT files (default: ${DEFAULT-VALUE}).")
  private Path directory = Path.of("target");

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the random weights (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  /** The network: a word vector lookup, a tanh layer and a softmax over tags. */
  private record Model(Tensor embeddings, Tensor w1, Tensor b1, Tensor w2, Tensor b2) {
    static Model random(SplittableRandom rng) {
      return new Model(
          weights("E", rng, VOCABULARY.size(), EMBEDDING),
          weights("W1", rng, WORDS.size() * EMBEDDING, HIDDEN),
          weights("b1", rng, 1, HIDDEN),
          weights("W2", rng, HIDDEN, TAGS),
          weights("b2", rng, 1, TAGS));
    }

    private static Tensor weights(String name, SplittableRandom rng, int rows, int columns) {
      double bound = Math.sqrt(6.0 / (rows + columns));
      return Tensor.variable(
          name, NdArray.randomUniform(rng, DType.FLOAT64, -bound, bound, Shape.of(rows, columns)));
    }

    Tensor lookup(List<String> words) {
      List<Tensor> vectors = new ArrayList<>();
      for (String word : words) {
        Tensor index = Tensor.constant("“" + word + "”", NdArray.ofInts(VOCABULARY.indexOf(word)));
        vectors.add(embeddings.gatherRows(index).named("lookup " + word));
      }
      return Tensor.concat(1, vectors).named("x");
    }

    Tensor scores(Tensor x) {
      Tensor h = x.matmul(w1).add(b1).tanh().named("h");
      return h.matmul(w2).add(b2).named("scores");
    }
  }

  @Override
  protected boolean run(Output out) throws IOException {
    Model model = Model.random(new SplittableRandom(seed));
    Tensor placeholder =
        Tensor.variable("x (placeholder)", NdArray.zeros(1, WORDS.size() * EMBEDDING));
    Tensor noInput = model.scores(placeholder).softmax(1).named("p");
    Tensor scores = model.scores(model.lookup(WORDS));
    Tensor probabilities = scores.softmax(1).named("p");
    Tensor label = Tensor.constant("expected", NdArray.ofInts(EXPECTED));
    Tensor loss = probabilities.pick(label).named("picked").log().neg().named("loss");

    out.line("Goldberg's graphs of an MLP that tags the middle word of three");
    Map<String, String> files = new LinkedHashMap<>();
    show(out, files, "a", "no-input", "without input", noInput);
    out.line(
        "  The engine computes while it builds, so x is a stand-in: zeros of the right shape.");
    out.line("  Only structure and shapes of this graph mean something.");
    show(
        out, files, "b", "concrete-input", "with input: " + String.join(" ", WORDS), probabilities);
    show(out, files, "c", "loss", "with expected output " + EXPECTED + " and loss", loss);
    out.line();

    // Softmax followed by −ln gives p − onehot; words that do not occur get no gradient.
    double[] p = probabilities.value().toDoubles();
    double[] delta = Autodiff.gradients(loss, scores).of(scores).toDoubles();
    double largest = 0;
    for (int i = 0; i < TAGS; i++) {
      largest = Math.max(largest, Math.abs(delta[i] - (p[i] - (i == EXPECTED ? 1 : 0))));
    }
    List<String> touched = touched(Autodiff.gradients(loss, model.embeddings).of(model.embeddings));
    boolean passed =
        largest <= 1e-12 && touched.equals(WORDS.stream().sorted().toList()) && loss.item() > 0;

    out.format("Loss −ln p[%d] = %s", EXPECTED, Table.number(loss.item()));
    out.format(
        "Gradient by the scores is p − onehot(%d): largest difference %.1e", EXPECTED, largest);
    out.line("Rows of E with a gradient: " + String.join(", ", touched));
    out.fact("files", files);
    out.fact("loss", loss.item());
    out.fact("largestDifference", largest);
    out.fact("wordsWithGradient", touched);
    return passed;
  }

  private static List<String> touched(NdArray gradient) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < VOCABULARY.size(); i++) {
      NdArray row = gradient.slice(0, i, i + 1);
      if (!row.equals(NdArray.zeros(row.dtype(), row.shape()))) {
        words.add(VOCABULARY.get(i));
      }
    }
    return words;
  }

  private void show(
      Output out, Map<String, String> files, String letter, String name, String title, Tensor y)
      throws IOException {
    Files.createDirectories(directory);
    Path file = directory.resolve("goldberg-" + letter + "-" + name + ".dot");
    Files.writeString(file, Dot.of(y));
    files.put(letter, file.toString());
    out.line();
    out.format("(%s) %s: %s", letter, title, file);
    out.line();
    out.line(listing(y));
  }

  /** Returns every node of a graph with its inputs, each after those it was computed from. */
  private static Table listing(Tensor y) {
    IdentityHashMap<Tensor, String> names = new IdentityHashMap<>();
    Table table = Table.of("node", "operation", "inputs", "shape");
    for (Tensor node :
        Traverser.forGraph((SuccessorsFunction<Tensor>) Tensor::inputs).depthFirstPostOrder(y)) {
      names.put(node, node.name().orElse("t" + (names.size() + 1)));
      String kind = node.isDifferentiable() ? "variable" : "constant";
      table.row(
          names.getOrDefault(node, ""),
          node.op().map(Object::toString).orElse(kind),
          node.inputs().stream()
              .map(input -> names.getOrDefault(input, ""))
              .collect(Collectors.joining(", ")),
          node.shape());
    }
    return table;
  }
}
