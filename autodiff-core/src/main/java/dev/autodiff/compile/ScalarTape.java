package dev.autodiff.compile;

import dev.autodiff.array.DType;
import dev.autodiff.kernel.BinaryKernel;
import dev.autodiff.kernel.Recipe;
import dev.autodiff.kernel.ScalarMath;
import dev.autodiff.kernel.UnaryKernel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Elementwise operations on single numbers: an instruction tape over a file of registers, without
 * arrays or loops.
 */
final class ScalarTape implements Step {
  /** One operation on registers: unary, binary, or, with neither, a choice by a between b and c. */
  private record Instruction(
      @Nullable UnaryKernel unary, @Nullable BinaryKernel binary, int a, int b, int c, int to) {

    static Instruction of(Recipe r, int a, int b, int c, int to) {
      return new Instruction(
          r instanceof Recipe.Unary u ? u.kernel() : null,
          r instanceof Recipe.Binary x ? x.kernel() : null,
          a,
          b,
          c,
          to);
    }
  }

  private final boolean single;
  private final double[] registers;
  private final Instruction[] tape;
  private final Buffer[] loads;
  private final int[] loadOffsets;
  private final Buffer[] stores;
  private final int[] storeRegisters;

  private ScalarTape(
      boolean single,
      double[] registers,
      List<Instruction> tape,
      List<Buffer> loads,
      List<Integer> loadOffsets,
      List<Buffer> stores,
      List<Integer> storeRegisters) {
    this.single = single;
    this.registers = registers;
    this.tape = tape.toArray(new Instruction[0]);
    this.loads = loads.toArray(new Buffer[0]);
    this.loadOffsets = loadOffsets.stream().mapToInt(Integer::intValue).toArray();
    this.stores = stores.toArray(new Buffer[0]);
    this.storeRegisters = storeRegisters.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * Returns the tape of a stage of single numbers. Registers: first what is loaded, then constants,
   * then results.
   */
  static Step of(Stage stage) {
    List<Buffer> loads = new ArrayList<>();
    List<Integer> offsets = new ArrayList<>();
    List<Buffer> stores = new ArrayList<>();
    List<Integer> stored = new ArrayList<>();
    IdentityHashMap<Node, Integer> at = new IdentityHashMap<>();
    List<Node> constants = new ArrayList<>();
    Set<Node> members = Collections.newSetFromMap(new IdentityHashMap<>());
    members.addAll(stage.members);
    for (Node m : stage.members) {
      for (Node in : m.in) {
        if (Pairs.resolve(in, members) != in || members.contains(in) || at.containsKey(in)) {
          continue;
        }
        if (in.kind == Node.Kind.CONSTANT) {
          constants.add(in);
        } else {
          at.put(in, loads.size());
          loads.add(in.requireBuffer());
          offsets.add(in.requireArray().offset());
        }
      }
    }
    int next = loads.size();
    List<Double> values = new ArrayList<>();
    for (Node c : constants) {
      if (at.putIfAbsent(c, next) == null) {
        values.add(c.example.item());
        next++;
      }
    }
    List<Instruction> tape = new ArrayList<>();
    for (Node m : stage.members) {
      int[] r = new int[3];
      for (int i = 0; i < m.in.length; i++) {
        Integer known = at.get(m.in[i]);
        Integer through = known == null ? at.get(m.in[i].through()) : known;
        if (through == null) {
          throw new AssertionError(m);
        }
        r[i] = through;
      }
      if (m.recipe instanceof Recipe.Clip c) {
        values.add(c.low());
        values.add(c.high());
        tape.add(new Instruction(null, BinaryKernel.MAXIMUM, r[0], next, 0, next + 2));
        values.add(0.0);
        tape.add(new Instruction(null, BinaryKernel.MINIMUM, next + 2, next + 1, 0, next + 3));
        next += 3;
      } else {
        tape.add(Instruction.of(m.recipe, r[0], r[1], r[2], next));
      }
      values.add(0.0);
      at.put(m, next);
      if (m.buffer != null) {
        stores.add(m.buffer);
        stored.add(next);
      }
      next++;
    }
    double[] registers = new double[next];
    for (int i = 0; i < values.size(); i++) {
      registers[loads.size() + i] = values.get(i);
    }
    return new ScalarTape(
        stage.members.get(0).example.dtype() == DType.FLOAT32,
        registers,
        tape,
        loads,
        offsets,
        stores,
        stored);
  }

  @Override
  public void run() {
    double[] reg = registers;
    for (int i = 0; i < loads.length; i++) {
      Object x = loads[i].array;
      reg[i] = x instanceof double[] d ? d[loadOffsets[i]] : ((float[]) x)[loadOffsets[i]];
    }
    if (single) {
      runSingle(reg);
    } else {
      runDouble(reg);
    }
    for (int i = 0; i < stores.length; i++) {
      Object y = stores[i].array;
      if (y instanceof double[] d) {
        d[0] = reg[storeRegisters[i]];
      } else {
        ((float[]) y)[0] = (float) reg[storeRegisters[i]];
      }
    }
  }

  private void runDouble(double[] reg) {
    for (Instruction i : tape) {
      double a = reg[i.a];
      if (i.unary != null) {
        reg[i.to] = ScalarMath.unary(i.unary, a);
      } else if (i.binary != null) {
        reg[i.to] = ScalarMath.binary(i.binary, a, reg[i.b]);
      } else {
        reg[i.to] = a != 0 ? reg[i.b] : reg[i.c];
      }
    }
  }

  private void runSingle(double[] reg) {
    for (Instruction i : tape) {
      float a = (float) reg[i.a];
      if (i.unary != null) {
        reg[i.to] = ScalarMath.unary(i.unary, a);
      } else if (i.binary != null) {
        reg[i.to] = ScalarMath.binary(i.binary, a, (float) reg[i.b]);
      } else {
        reg[i.to] = a != 0 ? reg[i.b] : reg[i.c];
      }
    }
  }
}
