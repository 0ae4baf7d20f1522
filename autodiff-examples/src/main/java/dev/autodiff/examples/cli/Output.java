package dev.autodiff.examples.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a command writes: lines of text for a person, and facts for a program, which become the
 * JSON object of the last line.
 */
public final class Output {
  private static final Gson GSON =
      new GsonBuilder()
          .serializeNulls()
          .disableHtmlEscaping()
          .registerTypeAdapter(Double.class, (JsonSerializer<Double>) (d, t, c) -> number(d))
          .registerTypeHierarchyAdapter(
              Enum.class, (JsonSerializer<Enum<?>>) (e, t, c) -> new JsonPrimitive(e.toString()))
          .create();

  private final PrintWriter out;
  private final JsonObject facts = new JsonObject();

  /** Writes text to {@code out}. */
  public Output(PrintWriter out) {
    this.out = out;
  }

  /** JSON knows no NaN and no infinity: they become null. */
  private static JsonElement number(double d) {
    return Double.isFinite(d) ? new JsonPrimitive(d) : JsonNull.INSTANCE;
  }

  /** Prints an empty line. */
  public void line() {
    line("");
  }

  /** Prints a text as a line of its own. */
  public void line(Object text) {
    out.println(text);
    out.flush();
  }

  /** Prints a formatted line, with a point as the decimal sign everywhere. */
  public void format(String format, @Nullable Object... args) {
    line(String.format(Locale.ROOT, format, args));
  }

  /** Records a fact for the JSON object: a number, text, list, map or record. */
  public void fact(String name, @Nullable Object value) {
    facts.add(name, GSON.toJsonTree(value));
  }

  /** Records every component of a record as a fact. */
  public void facts(Record components) {
    GSON.toJsonTree(components).getAsJsonObject().asMap().forEach(facts::add);
  }

  /** Prints the facts recorded so far as one JSON object. */
  public void printFacts() {
    line(GSON.toJson(facts));
  }
}
