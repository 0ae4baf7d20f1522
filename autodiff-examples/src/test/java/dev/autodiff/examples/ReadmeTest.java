package dev.autodiff.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every block of code in the README compiles, runs and prints what its comments say. */
final class ReadmeTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern BLOCK = Pattern.compile("```(\\w+)\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");
  private static final Pattern EXPECTED =
      Pattern.compile("(?:System\\.out\\.println\\(.*|^\\s+\\.agrees\\(\\)\\)); *// (.*)");

  @TempDir Path directory;

  private static String readme() throws IOException {
    return Files.readString(ROOT.resolve("README.md"));
  }

  private static List<String> blocks(String language) throws IOException {
    Matcher m = BLOCK.matcher(readme());
    List<String> blocks = new ArrayList<>();
    while (m.find()) {
      if (m.group(1).equals(language)) {
        blocks.add(m.group(2));
      }
    }
    return blocks;
  }

  static Stream<String> javaBlocks() throws IOException {
    return blocks("java").stream();
  }

  @Test
  void hasTheBlocksThatAreTested() throws IOException {
    assertThat(blocks("java")).hasSize(4);
    assertThat(blocks("console")).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("javaBlocks")
  void runsAndPrintsWhatItSays(String block) throws Exception {
    List<String> expected = new ArrayList<>();
    StringBuilder imports = new StringBuilder();
    StringBuilder body = new StringBuilder();
    for (String line : block.lines().toList()) {
      (line.startsWith("import ") ? imports : body).append(line).append('\n');
      Matcher m = EXPECTED.matcher(line);
      if (m.find()) {
        expected.add(m.group(1));
      }
    }
    String source =
        imports
            + "public final class Block { public static void main(String[] args) throws Exception {\n"
            + body
            + "}}\n";
    Path file = Files.writeString(directory.resolve("Block.java"), source);
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                errors,
                "-Xlint:all,-processing,-path",
                "-Werror",
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                directory.toString(),
                file.toString());
    assertThat(errors.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(compiled).isZero();

    assertThat(expected).isNotEmpty();
    assertThat(run("Block").lines().toList()).isEqualTo(expected);
  }

  private String run(String name) throws Exception {
    PrintStream terminal = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {directory.toUri().toURL()})) {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      loader.loadClass(name).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(terminal);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void shellSessionGivesTheValuesShown() throws IOException {
    List<String> lines = blocks("console").get(0).lines().toList();
    assertThat(lines.get(0))
        .isEqualTo("$ jshell --class-path autodiff-examples/target/autodiff.jar");
    StringWriter session = new StringWriter();
    session.append(lines.get(0)).append('\n');
    try (JShell shell = JShell.builder().executionEngine("local").build()) {
      for (String path :
          Splitter.on(File.pathSeparatorChar).split(System.getProperty("java.class.path"))) {
        shell.addToClasspath(path);
      }
      for (String line : lines) {
        if (line.startsWith("jshell> ")) {
          session.append(line).append('\n').append(evaluate(shell, line.substring(8), lines));
        }
      }
    }
    assertThat(session.toString().lines().toList()).isEqualTo(lines);
  }

  /** Evaluates a snippet and returns what the shell's normal mode would show for it. */
  private static String evaluate(JShell shell, String snippet, List<String> lines) {
    String source = shell.sourceCodeAnalysis().analyzeCompletion(snippet).source();
    SnippetEvent event = shell.eval(source).get(0);
    assertThat(event.status()).as(snippet).isEqualTo(Snippet.Status.VALID);
    String value = event.value();
    if (value == null || value.isEmpty()) {
      return "";
    }
    // The shell numbers its own variables by snippet, and prefixes none it starts with.
    String name =
        snippet.startsWith("var ")
            ? snippet.replaceAll("var (\\w+) .*", "$1")
            : number(event, lines);
    return name + " ==> " + value + "\n";
  }

  private static String number(SnippetEvent event, List<String> lines) {
    String name = "$" + event.snippet().id();
    return lines.stream().anyMatch(l -> l.startsWith(name + " ==> ")) ? name : "(no " + name + ")";
  }

  @Test
  void linksLeadSomewhere() throws IOException {
    List<String> targets =
        LINK.matcher(readme()).results().map(m -> m.group(1)).collect(Collectors.toList());
    assertThat(targets).isNotEmpty();
    assertThat(targets).allSatisfy(target -> assertThat(ROOT.resolve(target)).as(target).exists());
  }

  @Test
  void everyModuleAndItsMapAreLinked() throws IOException {
    String readme = readme();
    for (String module : List.of("autodiff-core", "autodiff-nn", "autodiff-examples")) {
      assertThat(readme).contains("(" + module + ")");
      Path map = Path.of(module, "ARCHITECTURE.md");
      if (Files.exists(ROOT.resolve(map))) {
        assertThat(readme).contains("(" + map.toString().replace('\\', '/') + ")");
      }
    }
  }

  /** Blocks of commands, each followed by what it prints; only the numbers may differ. */
  @Test
  void checksPrintWhatIsShown() throws IOException {
    List<String> commands =
        blocks("sh").stream().filter(c -> c.contains("autodiff.jar check ")).toList();
    assertThat(commands).hasSize(2).hasSameSizeAs(blocks("text"));
    for (int i = 0; i < commands.size(); i++) {
      Cli run = Cli.run(arguments(commands.get(i)));
      assertThat(run.err()).isEmpty();
      assertThat(withoutNumbers(run.out())).isEqualTo(withoutNumbers(blocks("text").get(i)));
    }
  }

  /** Splits a command as a shell does, and leaves out {@code java -jar …}. */
  private static String[] arguments(String command) {
    List<String> words =
        Pattern.compile("(?:[^\\s\"]|\"[^\"]*\")+")
            .matcher(command.replace("\\\n", " "))
            .results()
            .map(m -> m.group().replace("\"", ""))
            .toList();
    return words.subList(3, words.size()).toArray(String[]::new);
  }

  private static String withoutNumbers(String text) {
    return text.replaceAll("\\d+([.,]\\d+)*(e[-+]?\\d+)?", "#").replaceAll(" +", " ");
  }

  @Test
  void commandsAreThoseOfTheBuild() throws IOException {
    assertThat(blocks("sh").get(0).strip())
        .isEqualTo(
            "mvn -B -ntp -DskipTests package && java -jar autodiff-examples/target/autodiff.jar");
    assertThat(blocks("sh").get(1).strip()).isEqualTo("mvn -B -ntp verify");
    for (String command : blocks("sh").get(2).lines().toList()) {
      String[] words = command.split(" ");
      assertThat(command).startsWith("java -jar autodiff-examples/target/autodiff.jar ");
      List<String> help = new ArrayList<>(List.of(words).subList(3, words.length));
      help.add("--help"); // options are parsed, nothing runs
      assertThat(Cli.run(help.toArray(String[]::new)).exitCode()).as(command).isZero();
    }
  }
}
