package dev.autodiff.examples.bench;

import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All workloads, with the results that other engines agree on. */
final class Workloads {
  static final String GMM = "gmm_1k_d10_K5";

  private static final List<Integer> PRODUCTS = List.of(16, 32, 64, 128, 256, 512, 1024, 2048);
  private static final int CHAIN = 1000;

  private Workloads() {}

  /** Returns all workloads. */
  static List<Workload> all(@Nullable Path data) {
    Network wide = Network.of(false, 32, 784, 128, 10);
    Stream<Workload> named =
        Stream.of(
            new Training(
                "mlp_784_30_10_sigmoid_mse_b10",
                Network.of(true, 10, 784, 30, 10),
                0.277498782,
                0.006160018),
            new Training("mlp_784_128_10_relu_ce_b32", wide, 2.32618403, -0.1006094),
            new Training(
                "mlp_784_128_10_relu_ce_b128",
                Network.of(false, 128, 784, 128, 10),
                2.31905365,
                0.1333044),
            new Training(
                "mlp_784_1024_1024_10_relu_ce_b256",
                Network.of(false, 256, 784, 1024, 1024, 10),
                2.30607581,
                -0.1284019),
            elementwise("elementwise_chain_1e3", 1_000, 1352.59363, 32.14329),
            elementwise("elementwise_chain_1e6", 1_000_000, 1330860.75, -12.56311),
            elementwise("elementwise_chain_1e7", 10_000_000, 13332968.0, 2516.114),
            new GradientWorkload(
                "softmax_ce_128x1000",
                DType.FLOAT32,
                8.35194683,
                -0.01208357,
                () ->
                    new GradientWorkload.Instance(
                        in -> in.get(0).logSoftmax(1).pick(in.get(1)).mean().neg(),
                        List.of(
                            Inputs.uniform(30, -4, 4, 128, 1000), Inputs.labels(31, 128, 1000)))),
            new GradientWorkload(
                "scalar_seed",
                DType.FLOAT64,
                9.0,
                12.81657,
                () ->
                    new GradientWorkload.Instance(
                        in -> in.get(0).add(in.get(1)).mul(in.get(2).add(in.get(3))).square(),
                        scalars(1.5, -0.5, 2.25, 0.75))),
            new GradientWorkload(
                "scalar_chain_1000",
                DType.FLOAT64,
                1.08004913,
                0.5520874,
                () -> new GradientWorkload.Instance(Workloads::chain, scalars(0.7, 1.1, 0.3))),
            new HessianProduct("hvp_mlp", wide, 1.04610252, -7.615483),
            mixture(data));
    Stream<Workload> products =
        Stream.of(DType.FLOAT32, DType.FLOAT64)
            .flatMap(t -> PRODUCTS.stream().map(n -> new MatrixProduct(t, n)));
    return Stream.concat(named, products).toList();
  }

  /**
   * Returns the workload of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Workload named(String name, @Nullable Path data) {
    List<Workload> all = all(data);
    return all.stream()
        .filter(w -> w.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no workload "
                        + name
                        + ". There are: "
                        + all.stream().map(Workload::name).collect(Collectors.joining(", "))
                        + "."));
  }

  private static Workload elementwise(String name, int n, double loss, double gradientCheck) {
    return new GradientWorkload(
        name,
        DType.FLOAT32,
        loss,
        gradientCheck,
        () ->
            new GradientWorkload.Instance(
                in -> {
                  Tensor x = in.get(0);
                  Tensor z = x.mul(in.get(1)).add(in.get(2));
                  return z.tanh().mul(x.sigmoid()).add(x.mul(x)).sum();
                },
                List.of(
                    Inputs.uniform(20, -2, 2, n),
                    Inputs.uniform(21, -1, 1, n),
                    Inputs.uniform(22, -1, 1, n))));
  }

  private static List<NdArray> scalars(double... values) {
    return Arrays.stream(values).mapToObj(NdArray::scalar).toList();
  }

  private static Tensor chain(List<Tensor> in) {
    Tensor y = in.get(0);
    for (int i = 0; i < CHAIN; i++) {
      y = i % 3 == 0 ? y.mul(in.get(1)) : i % 3 == 1 ? y.add(in.get(2)) : y.sin();
    }
    return y;
  }

  private static Workload mixture(@Nullable Path data) {
    GradientWorkload.Problem problem =
        () -> {
          if (data == null) {
            throw new IllegalArgumentException(GMM + " needs --data DIR.");
          }
          Mixture m = Mixture.read(mixtureFile(data));
          return new GradientWorkload.Instance(m::objective, m.parameters());
        };
    return new GradientWorkload(GMM, DType.FLOAT64, -31302.5409, 1283.765, problem) {
      @Override
      Optional<String> obstacle() throws IOException {
        if (data == null) {
          return Optional.of("needs --data DIR with ADBench's " + GMM + ".txt");
        }
        mixtureFile(data);
        return Optional.empty();
      }
    };
  }

  /** Returns the file of the mixture, in {@code data} itself or in one of ADBench's folders. */
  private static Path mixtureFile(Path data) throws IOException {
    for (String folder : List.of("", "gmm", "adbench/gmm")) {
      Path file = data.resolve(folder).resolve(GMM + ".txt");
      if (Files.exists(file)) {
        return file;
      }
    }
    throw new IOException(
        "--data: there is no " + GMM + ".txt in " + data + ", nor in gmm or adbench/gmm below it.");
  }
}
