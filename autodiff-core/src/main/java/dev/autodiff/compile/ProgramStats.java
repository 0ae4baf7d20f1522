package dev.autodiff.compile;

import dev.autodiff.kernel.Recipe;
import dev.autodiff.kernel.Recipe.Convolution.Role;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * What a run of a program costs, counted from its schedule and not measured.
 *
 * @param flops arithmetic operations: 2mnk for a product of matrices, and so for a convolution as a
 *     product with the unfolded images, 1 for each element of an elementwise operation, whatever it
 *     is, or of a reduction's input, 4 for each of a softmax's; what operations of users do is not
 *     known and counts 0
 * @param bytesMoved bytes that stages read from and write to memory, each operand and result once
 *     for each stage; what stays within a fused loop counts 0
 * @param buffers places for intermediate values and outputs, each used for several of them in turn
 * @param peakBytes memory that the program holds: those places, and inputs, parameters and
 *     constants; not counted are scratch space within one stage, and what the arrays leave free in
 *     which large ones lie together, less than a 2048th of the heap
 * @param stages steps that run one after the other; a matrix product and its epilogue are one
 * @param loops how many of them are fused loops or tapes of elementwise operations, epilogues not
 *     counted
 * @param tracedOperations operations that the function performed on what depends on its inputs or
 *     parameters, derivatives included
 * @param operations operations that are left of them after simplification
 */
public record ProgramStats(
    long flops,
    long bytesMoved,
    int buffers,
    long peakBytes,
    int stages,
    int loops,
    int tracedOperations,
    int operations) {

  static ProgramStats of(Graph graph, List<Stage> stages, Memory memory) {
    long flops = 0;
    int operations = 0;
    long held = memory.buffers.stream().mapToLong(ProgramStats::bytes).sum();
    for (Node n : graph.nodes) {
      operations += n.kind == Node.Kind.OPERATION ? 1 : 0;
      flops += flops(n);
      held += n.kind == Node.Kind.OPERATION ? 0 : bytes(n.requireBuffer());
    }
    return new ProgramStats(
        flops,
        stages.stream().mapToLong(ProgramStats::moved).sum(),
        memory.buffers.size(),
        held,
        stages.size(),
        (int) stages.stream().filter(s -> s.fused && s.product == null).count(),
        graph.traced,
        operations);
  }

  private static long bytes(Buffer b) {
    return (long) b.length * b.dtype.bytes();
  }

  private static long flops(Node n) {
    Recipe r = n.recipe;
    if (r instanceof Recipe.MatMul) {
      return 2L * n.size() * n.in[0].example.shape().dim(-1);
    }
    if (r instanceof Recipe.MatMulUpdate) {
      return 2L * n.size() * n.in[1].example.shape().dim(-1) + n.size();
    }
    if (r instanceof Recipe.Convolution c) {
      Node results = c.role() == Role.RESULTS ? n : n.in[0];
      Node filters = c.role() == Role.FILTERS ? n : n.in[1];
      int count = Math.max(1, filters.example.shape().dim(0));
      return 2L * results.size() * (filters.size() / count);
    }
    if (r instanceof Recipe.Indexed i && i.kind() == Recipe.Indexed.Kind.ADD_PICKED) {
      return n.in[0].size();
    }
    if (r instanceof Recipe.Reduction) {
      return n.in[0].size();
    }
    if (r instanceof Recipe.Softmax
        || r instanceof Recipe.LogSumExp
        || r instanceof Recipe.PickLogSoftmax) {
      return 4L * n.in[0].size();
    }
    if (r instanceof Recipe.Clip) {
      return 2L * n.size();
    }
    return n.isElementwise() ? n.size() : 0;
  }

  private static long moved(Stage stage) {
    long bytes = 0;
    Set<Node> read = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Node> all = stage.all();
    Set<Node> members = Collections.newSetFromMap(new IdentityHashMap<>());
    members.addAll(all);
    for (Node n : all) {
      boolean leaves = n.buffer != null && (n != stage.product || !overwritten(stage));
      bytes += leaves ? (long) n.size() * n.example.dtype().bytes() : 0;
      for (Node in : n.in) {
        Node root = in.root();
        if (!members.contains(root) && read.add(root)) {
          bytes += (long) Math.min(in.size(), root.size()) * root.example.dtype().bytes();
        }
      }
    }
    return bytes;
  }

  /** Returns whether the epilogue of a stage's product writes over the product. */
  private static boolean overwritten(Stage stage) {
    Node product = stage.product;
    return product != null && stage.members.stream().anyMatch(n -> n.buffer == product.buffer);
  }
}
