package dev.autodiff.examples.bench;

import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Scanner;

/**
 * The negative of a log-posterior of Gaussian mixtures: the GMM objective of ADBench (Šrajer,
 * Kukelova and Fitzgibbon, "A benchmark of selected algorithmic differentiation tools on some
 * problems in computer vision and machine learning", 2018).
 *
 * <pre>
 * F = −½nd ln 2π + Σᵢ lse_k(α_k + Σq_k − ½‖Q_k(xᵢ − μ_k)‖²) − n·lse(α)
 *     + Σ_k (½γ²(‖exp q_k‖² + ‖l_k‖²) − m Σq_k) − K·C
 * </pre>
 *
 * <p>with C = νd(ln γ − ½ ln 2) − ln Γ_d(½ν), ν = d + m + 1, and Q_k lower triangular: exp q_k on
 * the diagonal, l_k below it, column by column.
 */
final class Mixture {
  private final int d;
  private final int components;
  private final int n;
  private final int wishartM;
  private final double gamma;
  private final NdArray alphas; // [K]
  private final NdArray means; // [K, d]
  private final NdArray q; // [K, d]
  private final NdArray l; // [K, d(d − 1)/2]
  private final NdArray points; // [d + 1, n], the last row 1

  private final NdArray
      lower; // for each entry of a d×d matrix its place in l, or in what follows l
  private final NdArray diagonal; // [d, d]

  private Mixture(Scanner in) {
    d = in.nextInt();
    components = in.nextInt();
    n = in.nextInt();
    int below = d * (d - 1) / 2;
    alphas = NdArray.of(read(in, components));
    means = NdArray.wrap(read(in, components * d), Shape.of(components, d));
    double[] qs = new double[components * d];
    double[] ls = new double[components * below];
    for (int k = 0; k < components; k++) {
      System.arraycopy(read(in, d), 0, qs, k * d, d);
      System.arraycopy(read(in, below), 0, ls, k * below, below);
    }
    q = NdArray.wrap(qs, Shape.of(components, d));
    l = NdArray.wrap(ls, Shape.of(components, below));
    double[] x = new double[(d + 1) * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        x[j * n + i] = Double.parseDouble(in.next());
      }
      x[d * n + i] = 1;
    }
    points = NdArray.wrap(x, Shape.of(d + 1, n));
    gamma = Double.parseDouble(in.next());
    wishartM = in.nextInt();

    int[] place = new int[d * d];
    double[] one = new double[d * d];
    Arrays.fill(place, below);
    int at = 0;
    for (int j = 0; j < d; j++) {
      one[j * d + j] = 1;
      for (int i = j + 1; i < d; i++) {
        place[i * d + j] = at++;
      }
    }
    lower = NdArray.wrap(place, Shape.of(d * d));
    diagonal = NdArray.wrap(one, Shape.of(d, d));
  }

  private static double[] read(Scanner in, int n) {
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = Double.parseDouble(in.next());
    }
    return x;
  }

  /**
   * Reads ADBench's format: d K n, α, μ, for each component q and l, the points, γ and m.
   *
   * @throws IOException if the file cannot be read or is not in this format
   */
  static Mixture read(Path file) throws IOException {
    try (Scanner in = new Scanner(Files.readString(file))) {
      return new Mixture(in);
    } catch (NoSuchElementException | IllegalArgumentException e) {
      throw new IOException(file + ": not a mixture of ADBench (d K n, then numbers).", e);
    }
  }

  /** Returns α, μ, q and l. */
  List<NdArray> parameters() {
    return List.of(alphas, means, q, l);
  }

  /**
   * Returns the objective. The points lie along the innermost axis throughout. Q(x − μ) is taken as
   * [Q, −Qμ]·[x; 1], one matrix product for all components and points, whose adjoint is one more.
   */
  Tensor objective(List<Tensor> parameters) {
    Tensor a = parameters.get(0);
    Tensor mu = parameters.get(1);
    Tensor logs = parameters.get(2);
    Tensor below = parameters.get(3);
    Tensor scales = logs.exp();
    Tensor sumLogs = logs.sum(1);

    Tensor zero = Tensor.of(NdArray.zeros(components, 1));
    Tensor triangles =
        Tensor.concat(1, below, zero)
            .transpose()
            .gatherRows(lower)
            .transpose()
            .reshape(components, d, d);
    Tensor factors = triangles.add(scales.expandDims(2).mul(Tensor.of(diagonal))); // Q, [K, d, d]
    Tensor centres = factors.matmul(mu.expandDims(2)); // Qμ, [K, d, 1]
    Tensor affine = Tensor.concat(2, factors, centres.neg()).reshape(components * d, d + 1);
    Tensor z = affine.matmul(Tensor.of(points)).reshape(components, d, n);

    Tensor inner = a.add(sumLogs).expandDims(1).sub(z.square().sum(1).mul(0.5)); // [K, n]
    Tensor likelihood = logSumExp(inner).sum().sub(a.logsumexp(0).mul(n));
    Tensor prior =
        scales
            .square()
            .sum()
            .add(below.square().sum())
            .mul(0.5 * gamma * gamma)
            .sub(sumLogs.sum().mul(wishartM));
    return likelihood.add(prior).add(constant());
  }

  /**
   * ln Σ_k exp x[k, i] for each point i, by elementwise operations along the points: their loops
   * join those around them. The maximum m cancels, so it needs no derivative.
   */
  private static Tensor logSumExp(Tensor x) {
    Tensor m = x.max(true, 0).detach();
    return x.sub(m).exp().sum(0).log().add(m.squeeze(0));
  }

  private double constant() {
    double nu = d + wishartM + 1;
    double c = nu * d * (Math.log(gamma) - 0.5 * Math.log(2)) - logMultivariateGamma(nu / 2, d);
    return -0.5 * n * d * Math.log(2 * Math.PI) - components * c;
  }

  private static double logMultivariateGamma(double a, int dimension) {
    double r = 0.25 * dimension * (dimension - 1) * Math.log(Math.PI);
    for (int j = 1; j <= dimension; j++) {
      r += logGamma(a + 0.5 * (1 - j));
    }
    return r;
  }

  /** ln Γ of a positive multiple of ½, by Γ(x) = (x − 1)Γ(x − 1) from Γ(½) = √π or Γ(1) = 1 on. */
  private static double logGamma(double x) {
    double r = x == Math.rint(x) ? 0 : 0.5 * Math.log(Math.PI);
    for (double y = x - 1; y > 0.25; y--) {
      r += Math.log(y);
    }
    return r;
  }
}
