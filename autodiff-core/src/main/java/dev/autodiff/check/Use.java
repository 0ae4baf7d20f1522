package dev.autodiff.check;

import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import java.util.ArrayList;
import java.util.List;

/** An edge of a graph: a node as one of the inputs of another. */
final class Use {
  private final Tensor user;
  private final int position;
  private final List<NdArray> values; // of the user's inputs

  Use(Tensor user, int position) {
    this(user, position, user.inputs().stream().map(Tensor::value).toList());
  }

  private Use(Tensor user, int position, List<NdArray> values) {
    this.user = user;
    this.position = position;
    this.values = values;
  }

  Tensor user() {
    return user;
  }

  int position() {
    return position;
  }

  Tensor input() {
    return user.inputs().get(position);
  }

  /** The same with another value of one of the inputs. */
  Use with(int which, NdArray value) {
    List<NdArray> changed = new ArrayList<>(values);
    changed.set(which, value);
    return new Use(user, position, changed);
  }

  /**
   * What the user sends along this edge if the gradient by the user is {@code adjoint}.
   *
   * @throws IllegalArgumentException if other values were given and the operation refuses them
   */
  NdArray part(Differentiator differentiator, NdArray adjoint) {
    List<Tensor> in = new ArrayList<>();
    for (NdArray v : values) {
      in.add(in.size() == position ? Tensor.variable(v) : Tensor.of(v));
    }
    Tensor again = in.get(0).apply(user.op().orElseThrow(), in);
    return differentiator.gradients(again, adjoint, List.of(in.get(position))).get(0);
  }
}
