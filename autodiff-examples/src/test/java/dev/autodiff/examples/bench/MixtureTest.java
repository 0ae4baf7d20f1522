package dev.autodiff.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.Autodiff;
import dev.autodiff.Gradients;
import dev.autodiff.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mixture's objective against loops over components, points and coordinates. */
final class MixtureTest {
  private static final int D = 3;
  private static final int K = 2;
  private static final int N = 7;
  private static final int BELOW = D * (D - 1) / 2;
  private static final double GAMMA = 0.75;
  private static final int M = 2;

  @TempDir Path directory;

  private double[] parameters; // α, μ, q, l
  private double[] points;
  private Path file;

  @BeforeEach
  void writeInstance() throws IOException {
    SplittableRandom rng = new SplittableRandom(42);
    parameters = rng.doubles(K * (1 + 2 * D + BELOW), -1, 1).toArray();
    points = rng.doubles(N * D, -1, 1).toArray();
    List<String> lines = new ArrayList<>(List.of(D + " " + K + " " + N));
    lines.add(text(0, K));
    lines.add(text(K, K * D));
    for (int k = 0; k < K; k++) {
      lines.add(text(K + K * D + k * D, D) + " " + text(K + 2 * K * D + k * BELOW, BELOW));
    }
    lines.add(DoubleStream.of(points).mapToObj(Double::toString).collect(Collectors.joining(" ")));
    lines.add(GAMMA + " " + M);
    file = Files.write(directory.resolve("mixture.txt"), lines);
  }

  private String text(int from, int n) {
    return DoubleStream.of(parameters)
        .skip(from)
        .limit(n)
        .mapToObj(Double::toString)
        .collect(Collectors.joining(" "));
  }

  /** The objective, one term at a time. */
  private double objective(double[] p) {
    int mu = K;
    int q = mu + K * D;
    int l = q + K * D;
    double f = -0.5 * N * D * Math.log(2 * Math.PI);
    double expAlphas = 0;
    for (int k = 0; k < K; k++) {
      expAlphas += Math.exp(p[k]);
    }
    f -= N * Math.log(expAlphas);
    for (int i = 0; i < N; i++) {
      double sum = 0;
      for (int k = 0; k < K; k++) {
        double exponent = p[k];
        for (int r = 0; r < D; r++) {
          exponent += p[q + k * D + r];
          double z = Math.exp(p[q + k * D + r]) * (points[i * D + r] - p[mu + k * D + r]);
          for (int c = 0; c < r; c++) {
            int at = c * D - c * (c + 1) / 2 + r - c - 1; // column by column
            z += p[l + k * BELOW + at] * (points[i * D + c] - p[mu + k * D + c]);
          }
          exponent -= 0.5 * z * z;
        }
        sum += Math.exp(exponent);
      }
      f += Math.log(sum);
    }
    for (int k = 0; k < K; k++) {
      for (int r = 0; r < D; r++) {
        double e = Math.exp(p[q + k * D + r]);
        f += 0.5 * GAMMA * GAMMA * e * e - M * p[q + k * D + r];
      }
      for (int r = 0; r < BELOW; r++) {
        double x = p[l + k * BELOW + r];
        f += 0.5 * GAMMA * GAMMA * x * x;
      }
    }
    // ν = 6: ln Γ₃(3) = 3/2 ln π + ln Γ(3) + ln Γ(5/2) + ln Γ(2), with Γ(5/2) = ¾√π.
    double logGamma3 = 1.5 * Math.log(Math.PI) + Math.log(2) + Math.log(0.75 * Math.sqrt(Math.PI));
    double c = 6 * D * (Math.log(GAMMA) - 0.5 * Math.log(2)) - logGamma3;
    return f - K * c;
  }

  @Test
  void valueIsThatOfTheLoops() throws IOException {
    Mixture m = Mixture.read(file);
    List<Tensor> leaves = m.parameters().stream().map(Tensor::variable).toList();
    assertThat(m.objective(leaves).item()).isCloseTo(objective(parameters), within(1e-11));
  }

  @Test
  void gradientIsThatOfDifferencesOfTheLoops() throws IOException {
    Mixture m = Mixture.read(file);
    Tensor[] leaves = m.parameters().stream().map(Tensor::variable).toArray(Tensor[]::new);
    Gradients g = Autodiff.gradients(m.objective(List.of(leaves)), leaves);
    int at = 0;
    for (Tensor leaf : leaves) {
      for (double partial : g.of(leaf).toDoubles()) {
        assertThat(partial).as("parameter %s", at).isCloseTo(difference(at), within(1e-7));
        at++;
      }
    }
    assertThat(at).isEqualTo(parameters.length);
  }

  private double difference(int i) {
    double h = 1e-5;
    double[] p = parameters.clone();
    p[i] += h;
    double right = objective(p);
    p[i] -= 2 * h;
    return (right - objective(p)) / (2 * h);
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    Path text = Files.writeString(directory.resolve("a.txt"), "not numbers");
    Path cut = Files.writeString(directory.resolve("b.txt"), "3 2 7\n0.5");
    for (Path p : List.of(text, cut)) {
      assertThatThrownBy(() -> Mixture.read(p))
          .isInstanceOf(IOException.class)
          .hasMessage(p + ": not a mixture of ADBench (d K n, then numbers).");
    }
  }
}
