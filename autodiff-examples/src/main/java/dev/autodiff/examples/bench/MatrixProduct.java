package dev.autodiff.examples.bench;

import dev.autodiff.Tensor;
import dev.autodiff.Trace;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import dev.autodiff.compile.Program;
import java.util.Optional;

/**
 * C = A·B for square matrices. Checked as Freivalds does (1977): C·p = A·(B·p) for a vector p costs
 * n² instead of n³ operations. The sum of C·p stands for the loss, C·p for the gradient.
 */
final class MatrixProduct extends Workload {
  private final DType type;
  private final int n;

  MatrixProduct(DType type, int n) {
    super("gemm_" + (type == DType.FLOAT64 ? "f64_" : "f32_") + n, type, Double.NaN, Double.NaN);
    this.type = type;
    this.n = n;
  }

  private NdArray a() {
    return Inputs.uniform(40, 0, 1, n, n).cast(type);
  }

  private NdArray b() {
    return Inputs.uniform(41, 0, 1, n, n).cast(type);
  }

  /** Returns X·v, computed apart from the engine. */
  private double[] times(NdArray matrix, double[] v) {
    double[] x = matrix.toDoubles();
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        y[i] += x[i * n + j] * v[j];
      }
    }
    return y;
  }

  private double[] probe() {
    double[] p = new double[n];
    for (int j = 0; j < n; j++) {
      p[j] = Inputs.u(42, j);
    }
    return p;
  }

  private static double sum(double[] v) {
    double s = 0;
    for (double x : v) {
      s += x;
    }
    return s;
  }

  private double checksum(double[] v) {
    return new Inputs.Checksum().add(NdArray.wrap(v, Shape.of(n))).sum();
  }

  @Override
  boolean agrees(double firstLoss, double firstGradientCheck) {
    double[] expected = times(a(), times(b(), probe()));
    return isClose(firstLoss, sum(expected)) && isClose(firstGradientCheck, checksum(expected));
  }

  @Override
  double flops() {
    return 2.0 * n * n * n;
  }

  /** Nothing is read in a step: the product stays where it is. */
  private abstract class Product implements Step {
    abstract NdArray product();

    @Override
    public double loss() {
      return sum(times(product(), probe()));
    }

    @Override
    public double gradientCheck() {
      return checksum(times(product(), probe()));
    }
  }

  @Override
  Step eager() {
    Tensor a = Tensor.of(a());
    Tensor b = Tensor.of(b());
    return new Product() {
      private NdArray c = a.value();

      @Override
      public double take() {
        c = a.matmul(b).value();
        return c.size();
      }

      @Override
      NdArray product() {
        return c;
      }
    };
  }

  @Override
  Step compiled() {
    Program program = Program.of(in -> Trace.Result.of(in.get(0).matmul(in.get(1))), a(), b());
    return new Product() {
      @Override
      public double take() {
        program.run();
        return n;
      }

      @Override
      NdArray product() {
        return program.output(0);
      }
    };
  }

  @Override
  Optional<Step> function() {
    return Optional.empty();
  }
}
