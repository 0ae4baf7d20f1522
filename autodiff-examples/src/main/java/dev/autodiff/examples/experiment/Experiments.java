package dev.autodiff.examples.experiment;

import dev.autodiff.examples.checkers.GradientCheckers;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The parent of the experiments; on its own it says which there are. */
@Command(
    name = "experiment",
    description = "Computations known from lectures and books, checked against closed forms.",
    synopsisSubcommandLabel = "EXPERIMENT",
    subcommands = {
      Olah.class,
      Goldberg.class,
      BackpropEquations.class,
      SlowLearning.class,
      GradientCheckers.class
    },
    footer = {"", "Examples:", "  autodiff experiment olah", "  autodiff experiment olah --help"})
@SuppressWarnings("NullAway.Init") // picocli sets the field
public final class Experiments implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    CommandLine command = spec.commandLine();
    throw new ParameterException(
        command,
        "Which experiment? One of " + String.join(", ", command.getSubcommands().keySet()));
  }
}
