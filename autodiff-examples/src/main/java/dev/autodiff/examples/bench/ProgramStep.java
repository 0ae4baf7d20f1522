package dev.autodiff.examples.bench;

import dev.autodiff.compile.Program;

/** Runs a program and reads its loss; or, where that is asked for, all numbers it gives. */
final class ProgramStep implements Step {
  private final Program program;
  private final int read;

  /** Makes a step that reads the first {@code read} outputs. */
  ProgramStep(Program program, int read) {
    this.program = program;
    this.read = read;
  }

  @Override
  public double take() {
    program.run();
    double sum = 0;
    for (int i = 0; i < read; i++) {
      sum += program.scalar(i);
    }
    return sum;
  }

  @Override
  public double loss() {
    return program.scalar(0);
  }

  @Override
  public double gradientCheck() {
    Inputs.Checksum check = new Inputs.Checksum();
    for (int i = 1; i < program.outputs(); i++) {
      check.add(program.output(i));
    }
    return check.sum();
  }
}
