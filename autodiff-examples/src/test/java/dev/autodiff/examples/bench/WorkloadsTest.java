package dev.autodiff.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.annotations.Param;

final class WorkloadsTest {
  private static final List<String> SLOW =
      List.of(
          "mlp_784_1024_1024_10_relu_ce_b256",
          "elementwise_chain_1e6",
          "elementwise_chain_1e7",
          "gmm_1k_d10_K5",
          "gemm_f32_512",
          "gemm_f32_1024",
          "gemm_f32_2048",
          "gemm_f64_512",
          "gemm_f64_1024",
          "gemm_f64_2048");

  static Stream<String> quick() {
    return Workloads.all(null).stream().map(Workload::name).filter(n -> !SLOW.contains(n));
  }

  private static void assertAgrees(Workload w, Step step) {
    step.take();
    double loss = step.loss();
    double gradientCheck = step.gradientCheck();
    assertThat(w.agrees(loss, gradientCheck))
        .as("%s: loss %s, gradient check %s", w.name(), loss, gradientCheck)
        .isTrue();
  }

  @ParameterizedTest
  @MethodSource("quick")
  void eagerGivesWhatOtherEnginesGive(String name) throws IOException {
    Workload w = Workloads.named(name, null);
    assertAgrees(w, w.eager());
  }

  @ParameterizedTest
  @MethodSource("quick")
  void compiledGivesWhatOtherEnginesGive(String name) throws IOException {
    Workload w = Workloads.named(name, null);
    assertAgrees(w, w.compiled());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlp_784_30_10_sigmoid_mse_b10", "hvp_mlp", "scalar_chain_1000"})
  void theValueAloneIsTheSameLoss(String name) throws IOException {
    Workload w = Workloads.named(name, null);
    Step gradient = w.compiled();
    Step value = w.function().orElseThrow();
    gradient.take();
    value.take();
    assertThat(value.loss()).isEqualTo(gradient.loss());
  }

  @Test
  void trainingGoesOn() throws IOException {
    Step step = Workloads.named("mlp_784_128_10_relu_ce_b32", null).compiled();
    step.take();
    double first = step.loss();
    step.take();
    assertThat(step.loss()).isLessThan(first);
  }

  @Test
  void anotherResultDisagrees() {
    Workload seed = Workloads.named("scalar_seed", null);
    assertThat(seed.agrees(9, 12.81657)).isTrue();
    assertThat(seed.agrees(9.0001, 12.81657)).isFalse();
    assertThat(seed.agrees(9, 12.8167)).isFalse();
    assertThat(seed.agrees(Double.NaN, 12.81657)).isFalse();
    Workload product = Workloads.named("gemm_f64_16", null);
    assertThat(product.agrees(1, 1)).isFalse();
  }

  @Test
  void unknownNamesAreAnsweredWithThoseThereAre() {
    assertThatThrownBy(() -> Workloads.named("gemm", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("there is no workload gemm. There are: mlp_784_30_10_")
        .hasMessageEndingWith("gemm_f64_2048.");
  }

  @Test
  void jmhKnowsTheNames() throws ReflectiveOperationException {
    Param names = WorkloadBenchmark.class.getField("workload").getAnnotation(Param.class);
    assertThat(Workloads.all(null)).extracting(Workload::name).contains(names.value());
  }
}
