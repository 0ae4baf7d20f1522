package dev.autodiff.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import org.junit.jupiter.api.Test;

final class DotTest {

  @Test
  void seedExample() {
    Tensor a = Tensor.variable("a", 1);
    Tensor b = Tensor.variable("b", 2);
    Tensor c = Tensor.variable("c", 3);
    Tensor d = Tensor.variable("d", 4);
    Tensor f = a.add(b).mul(c.add(d)).square().named("f");
    assertThat(Dot.of(f))
        .isEqualTo(
            """
            digraph {
              rankdir=BT;
              node [fontname="Helvetica"];
              edge [fontname="Helvetica", fontsize=9, fontcolor=gray40, labeldistance=1.7, labelangle=35];
              n0 [label="f = square\\n441", shape=ellipse];
              n1 [label="mul\\n21", shape=ellipse];
              n2 [label="add\\n3", shape=ellipse];
              n3 [label="add\\n7", shape=ellipse];
              n4 [label="a\\n1", shape=box];
              n5 [label="b\\n2", shape=box];
              n6 [label="c\\n3", shape=box];
              n7 [label="d\\n4", shape=box];
              n1 -> n0;
              n2 -> n1 [headlabel="0"];
              n3 -> n1 [headlabel="1"];
              n4 -> n2 [headlabel="0"];
              n5 -> n2 [headlabel="1"];
              n6 -> n3 [headlabel="0"];
              n7 -> n3 [headlabel="1"];
            }
            """);
  }

  @Test
  void drawsEveryUseOfAnInput() {
    Tensor x = Tensor.variable("x", 3);
    assertThat(Dot.of(x.mul(x)))
        .contains("  n1 -> n0 [headlabel=\"0\"];\n  n1 -> n0 [headlabel=\"1\"];\n");
  }

  @Test
  void showsSmallValuesAndOtherwiseShapes() {
    assertThat(labelOf(NdArray.scalar(1 / 3.0))).isEqualTo("x\\n0.333333");
    assertThat(labelOf(NdArray.scalar(-1.25e-7))).isEqualTo("x\\n-1.25E-7");
    assertThat(labelOf(NdArray.scalar(Double.NaN))).isEqualTo("x\\nnan");
    assertThat(labelOf(NdArray.scalar(0))).isEqualTo("x\\n0");
    assertThat(labelOf(NdArray.of(1, 2.5))).isEqualTo("x\\n[1, 2.5]");
    assertThat(labelOf(NdArray.zeros(30))).isEqualTo("x\\nlength 30");
    assertThat(labelOf(NdArray.zeros(32, 784))).isEqualTo("x\\n32×784");
  }

  @Test
  void dashesConstantsAndEscapesNames() {
    assertThat(Dot.of(Tensor.scalar(2))).contains("n0 [label=\"2\", shape=box, style=dashed];");
    assertThat(Dot.of(Tensor.of(NdArray.zeros(2, 2)))).contains("[label=\"constant\\n2×2\"");
    assertThat(Dot.of(Tensor.variable("a \"b\" \\", 1)))
        .contains("[label=\"a \\\"b\\\" \\\\\\n1\"");
  }

  private static String labelOf(NdArray value) {
    String dot = Dot.of(Tensor.variable("x", value));
    int from = dot.indexOf("n0 [label=\"") + 11;
    return dot.substring(from, dot.indexOf('"', from));
  }
}
