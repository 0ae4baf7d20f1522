package dev.autodiff.nn.train;

import dev.autodiff.Autodiff;
import dev.autodiff.Gradients;
import dev.autodiff.Parameter;
import dev.autodiff.Tensor;
import dev.autodiff.array.NdArray;
import dev.autodiff.nn.data.Batch;
import dev.autodiff.nn.data.DataSet;
import dev.autodiff.nn.layer.Layer;
import dev.autodiff.nn.loss.Loss;
import dev.autodiff.nn.loss.Regularizer;
import dev.autodiff.nn.metric.Metric;
import dev.autodiff.nn.optim.Optimizer;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Trains a network: shuffle, cut into batches, step, evaluate; epoch after epoch until a criterion
 * says stop.
 *
 * <pre>{@code
 * Optimizer sgd = Sgd.of(net.parameters(), 0.5).withMomentum(0.9);
 * History history = Trainer.of(net, Losses::softmaxCrossEntropy, sgd)
 *     .epochs(30).batchSize(32).seed(42)
 *     .validation(valid).metric("accuracy", Metrics::accuracy)
 *     .earlyStopping(5).progress(System.err)
 *     .fit(train);
 * }</pre>
 *
 * <p>The methods that set something return this trainer. The same network, data, settings and seed
 * give bitwise the same parameters and losses.
 */
public final class Trainer {
  private final Layer net;
  private final Loss loss;
  private final Optimizer optimizer;
  private final Map<String, Metric> metrics = new LinkedHashMap<>();
  private final List<StoppingCriterion> criteria = new ArrayList<>();
  private int epochLimit; // 0: none
  private int batchSize = 32;
  private Supplier<RandomGenerator> randomness = () -> new SplittableRandom(0);
  private @Nullable DataSet validation;
  private @Nullable Regularizer regularizer;
  private boolean restoreBest;
  private boolean compiled = true;
  private @Nullable Predictor predictor; // of the settings now
  private PrintStream out = new PrintStream(OutputStream.nullOutputStream());

  private Trainer(Layer net, Loss loss, Optimizer optimizer) {
    this.net = net;
    this.loss = loss;
    this.optimizer = optimizer;
  }

  /**
   * Returns a trainer with batches of 32, seed 0, and nothing else set.
   *
   * @throws IllegalArgumentException if the network has parameters and the optimizer none of them
   */
  public static Trainer of(Layer net, Loss loss, Optimizer optimizer) {
    List<Parameter> own = net.parameters();
    if (!own.isEmpty() && Collections.disjoint(own, optimizer.parameters())) {
      throw new IllegalArgumentException(
          "trainer: the optimizer changes no parameter of the network. Create it with"
              + " net.parameters().");
    }
    return new Trainer(net, loss, optimizer);
  }

  // --- settings

  /** Sets the greatest number of epochs, passes through the training set. */
  public Trainer epochs(int limit) {
    epochLimit = requirePositive("epochs", limit);
    return this;
  }

  /**
   * Sets how many examples make a step: 1 is stochastic learning, the size of the training set is
   * batch learning, anything between is mini-batch learning. The last batch of an epoch may be
   * smaller.
   */
  public Trainer batchSize(int examples) {
    batchSize = requirePositive("batchSize", examples);
    predictor = null;
    return this;
  }

  /** Sets the seed that {@link #fit} shuffles by; each call starts from it anew. */
  public Trainer seed(long seed) {
    randomness = () -> new SplittableRandom(seed);
    return this;
  }

  /** Sets the generator that {@link #fit} shuffles by; each call takes more of its numbers. */
  public Trainer rng(RandomGenerator generator) {
    randomness = () -> generator;
    return this;
  }

  /** Sets the examples that are evaluated after each epoch and not trained on. */
  public Trainer validation(DataSet examples) {
    validation = examples;
    return this;
  }

  /**
   * Adds a metric, computed after each epoch on the validation set or, without one, on the training
   * set.
   */
  public Trainer metric(String name, Metric metric) {
    if (!name.matches("[\\w .%-]+") || metrics.containsKey(name)) {
      throw new IllegalArgumentException(
          "metric: \""
              + name
              + "\" is taken or no name. Use letters, digits and spaces; taken are "
              + metrics.keySet()
              + ".");
    }
    metrics.put(name, metric);
    return this;
  }

  /** Sets a penalty that is added to the loss of each batch. */
  public Trainer regularizer(Regularizer penalty) {
    regularizer = penalty;
    return this;
  }

  /**
   * Ends training when the validation loss (without validation, the training loss) has had no new
   * low for {@code patience} epochs, and puts back the parameters of the best epoch, however
   * training ends.
   */
  public Trainer earlyStopping(int patience) {
    restoreBest = true;
    return stopWhen(StoppingCriteria.patience(patience));
  }

  /** Adds a criterion; training ends when the first of them says so. */
  public Trainer stopWhen(StoppingCriterion criterion) {
    criteria.add(criterion);
    return this;
  }

  /** Shows progress: a bar if {@code stream} is a terminal, else a line for each epoch. */
  public Trainer progress(PrintStream stream) {
    out = stream;
    return this;
  }

  /**
   * Sets whether steps and evaluations are compiled, as they are unless this says otherwise. They
   * are recorded once for each size of batch and then replayed: layers and losses that read values
   * or draw random numbers need {@code compiled(false)}. Results are the same within rounding.
   */
  public Trainer compiled(boolean on) {
    compiled = on;
    predictor = null;
    return this;
  }

  private static int requirePositive(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "trainer: " + what + " must be at least 1, not " + value + ".");
    }
    return value;
  }

  // --- training

  /**
   * Trains. Modifies the parameters and state of the optimizer. Training also ends, and the history
   * says so, when the loss is no longer a number.
   *
   * @throws IllegalStateException if neither {@link #epochs} nor a criterion says when to stop
   * @throws IllegalArgumentException if a data set is empty or does not fit network and loss, which
   *     one example of each is tried for; no parameter is changed then. If a later example fails,
   *     parameters stay as the last complete step left them
   */
  public History fit(DataSet train) {
    if (epochLimit == 0 && criteria.isEmpty()) {
      throw new IllegalStateException(
          "trainer: nothing says when to stop. Call epochs(n) or stopWhen(criterion).");
    }
    requireUsable("training", train);
    DataSet held = validation;
    if (held != null) {
      requireUsable("validation", held);
      // In one piece, if it was shuffled: then no evaluation has to gather its rows again.
      held = DataSet.of(held.inputs(), held.labels());
    }
    RandomGenerator rng = randomness.get();
    List<NdArray> best = parameterValues();
    CompiledStep step =
        compiled ? new CompiledStep(net, loss, regularizer, optimizer, train, batchSize) : null;
    try (Progress progress = Progress.to(out, epochLimit)) {
      List<Epoch> epochs = new ArrayList<>();
      Optional<String> reason;
      do {
        Epoch epoch = epoch(epochs.size() + 1, train, held, rng, step, progress);
        progress.epochDone(epoch);
        epochs.add(epoch);
        History soFar = History.of(epochs, "");
        if (restoreBest && soFar.best().number() == epoch.number()) {
          best = parameterValues();
        }
        reason = reasonToStop(soFar);
      } while (reason.isEmpty());
      History done = History.of(epochs, reason.orElseThrow());
      if (restoreBest) {
        restore(best);
      }
      progress.stopped(done);
      return done;
    }
  }

  private Epoch epoch(
      int number,
      DataSet train,
      @Nullable DataSet held,
      RandomGenerator rng,
      @Nullable CompiledStep step,
      Progress progress) {
    long start = System.nanoTime();
    int batches = 1 + (train.size() - 1) / batchSize;
    int lastFull = Math.max(train.size() / batchSize - 1, 0);
    progress.epochStarts(number, batches);
    double sum = 0;
    int seen = 0;
    double rate = 0;
    double update = 0;
    DataSet shuffled = train.shuffled(rng);
    for (int b = 0; b < batches; b++) {
      int from = seen;
      seen += Math.min(batchSize, train.size() - from);
      rate = optimizer.learningRate();
      if (b == lastFull) {
        Gradients g = gradients(whole(shuffled.slice(from, seen)), train.size());
        update = rate * GradientNorms.sum(optimizer.parameters(), g);
      }
      double mean =
          step == null
              ? eagerStep(whole(shuffled.slice(from, seen)), train.size())
              : step.run(shuffled, from, seen);
      sum += mean * (seen - from);
      progress.batchDone(sum / seen);
    }
    Optional<Evaluation> evaluated =
        held == null && metrics.isEmpty()
            ? Optional.empty()
            : Optional.of(evaluate(held == null ? train : held));
    return new Epoch(
        number,
        sum / train.size(),
        held == null ? OptionalDouble.empty() : OptionalDouble.of(evaluated.orElseThrow().loss()),
        evaluated.map(Evaluation::metrics).orElse(Map.of()),
        rate,
        update,
        (System.nanoTime() - start) / 1e9);
  }

  private double eagerStep(Batch batch, int examples) {
    Tensor c = loss.apply(net.apply(batch.inputs()), batch.labels());
    optimizer.step(Autodiff.gradients(penalized(c, examples), optimizer.parameters()));
    return c.item();
  }

  private Gradients gradients(Batch batch, int examples) {
    Tensor c = loss.apply(net.apply(batch.inputs()), batch.labels());
    return Autodiff.gradients(penalized(c, examples), optimizer.parameters());
  }

  private Tensor penalized(Tensor c, int examples) {
    return regularizer == null ? c : c.add(regularizer.apply(optimizer.parameters(), examples));
  }

  private Optional<String> reasonToStop(History history) {
    double last = history.last().trainingLoss();
    if (!Double.isFinite(last)) {
      return Optional.of("the training loss is " + last + "; lower the learning rate?");
    }
    for (StoppingCriterion criterion : criteria) {
      Optional<String> reason = criterion.reasonToStop(history);
      if (reason.isPresent()) {
        return reason;
      }
    }
    return epochLimit > 0
        ? StoppingCriteria.maxEpochs(epochLimit).reasonToStop(history)
        : Optional.empty();
  }

  // --- evaluation

  /**
   * Returns the loss over all examples, without penalties, and the metrics added so far. Modifies
   * nothing.
   */
  public Evaluation evaluate(DataSet data) {
    requireNotEmpty("evaluated", data);
    Predictor p = predictor == null ? new Predictor(net, batchSize, compiled) : predictor;
    predictor = p;
    return Evaluation.of(p, loss, metrics, data);
  }

  private void requireUsable(String which, DataSet data) {
    requireNotEmpty(which, data);
    Batch one = whole(data.slice(0, 1));
    loss.apply(net.apply(one.inputs()), one.labels());
  }

  private static Batch whole(DataSet data) {
    return new Batch(
        Tensor.constant("inputs", data.inputs()), Tensor.constant("labels", data.labels()));
  }

  private static void requireNotEmpty(String which, DataSet data) {
    if (data.size() == 0) {
      throw new IllegalArgumentException("trainer: the " + which + " set has no examples.");
    }
  }

  private List<NdArray> parameterValues() {
    return optimizer.parameters().stream().map(Parameter::value).toList(); // references, no copies
  }

  private void restore(List<NdArray> values) {
    for (int i = 0; i < values.size(); i++) {
      optimizer.parameters().get(i).set(values.get(i));
    }
  }
}
