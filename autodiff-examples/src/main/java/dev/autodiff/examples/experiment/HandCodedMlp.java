package dev.autodiff.examples.experiment;

import java.util.SplittableRandom;

/**
 * A sigmoid MLP and its backpropagation in plain loops, as a student would write it from the
 * equations: no engine in here, so that it can be compared with the engine.
 */
final class HandCodedMlp {
  private final double[][][] w; // w[l][j][k]: to neuron j from neuron k
  private final double[][] b;

  /** The errors δ and the weight gradients of every layer; bias gradients equal the errors. */
  static final class Backward {
    final double[][] delta;
    final double[][][] weight;

    private Backward(double[][] delta, double[][][] weight) {
      this.delta = delta;
      this.weight = weight;
    }
  }

  private HandCodedMlp(double[][][] w, double[][] b) {
    this.w = w;
    this.b = b;
  }

  static HandCodedMlp random(int[] sizes, SplittableRandom rng) {
    double[][][] w = new double[sizes.length - 1][][];
    double[][] b = new double[sizes.length - 1][];
    for (int l = 0; l < w.length; l++) {
      w[l] = new double[sizes[l + 1]][];
      for (int j = 0; j < w[l].length; j++) {
        w[l][j] = uniform(sizes[l], rng);
      }
      b[l] = uniform(sizes[l + 1], rng);
    }
    return new HandCodedMlp(w, b);
  }

  static double[] uniform(int n, SplittableRandom rng) {
    double[] v = new double[n];
    for (int i = 0; i < n; i++) {
      v[i] = rng.nextDouble(-1, 1);
    }
    return v;
  }

  int layers() {
    return w.length;
  }

  double[][] weight(int l) {
    return w[l];
  }

  double[] bias(int l) {
    return b[l];
  }

  static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  static double sigmoidPrime(double z) {
    return sigmoid(z) * (1 - sigmoid(z));
  }

  static double[] softmax(double[] z) {
    double sum = 0;
    for (double v : z) {
      sum += Math.exp(v);
    }
    double[] a = new double[z.length];
    for (int i = 0; i < z.length; i++) {
      a[i] = Math.exp(z[i]) / sum;
    }
    return a;
  }

  /** Backpropagation for C = ½‖y − a‖². */
  Backward backward(double[] x, double[] y) {
    int n = w.length;
    double[][] z = new double[n][];
    double[][] a = new double[n + 1][]; // a[l] goes into layer l
    a[0] = x;
    for (int l = 0; l < n; l++) {
      z[l] = new double[w[l].length];
      a[l + 1] = new double[w[l].length];
      for (int j = 0; j < w[l].length; j++) {
        z[l][j] = b[l][j];
        for (int k = 0; k < a[l].length; k++) {
          z[l][j] += w[l][j][k] * a[l][k];
        }
        a[l + 1][j] = sigmoid(z[l][j]);
      }
    }
    double[][] delta = new double[n][];
    double[][][] weight = new double[n][][];
    for (int l = n - 1; l >= 0; l--) {
      delta[l] = new double[w[l].length];
      weight[l] = new double[w[l].length][a[l].length];
      for (int j = 0; j < w[l].length; j++) {
        double error = 0;
        if (l == n - 1) {
          error = a[n][j] - y[j]; // equation 1
        } else {
          for (int k = 0; k < w[l + 1].length; k++) {
            error += w[l + 1][k][j] * delta[l + 1][k]; // equation 2
          }
        }
        delta[l][j] = error * sigmoidPrime(z[l][j]);
        for (int k = 0; k < a[l].length; k++) {
          weight[l][j][k] = delta[l][j] * a[l][k]; // equation 3; equation 4 is delta itself
        }
      }
    }
    return new Backward(delta, weight);
  }
}
