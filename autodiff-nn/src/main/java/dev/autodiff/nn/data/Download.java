package dev.autodiff.nn.data;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fetches the files of a published data set into a folder, checked and complete or not at all.
 *
 * <ul>
 *   <li>A file that is there and has the right checksum is not fetched again.
 *   <li>A file arrives under a temporary name, {@code NAME.part}, and gets its own by an atomic
 *       renaming once its checksum is right.
 *   <li>A transfer that broke off is continued where it stopped, now or at the next call, if the
 *       server allows.
 *   <li>If one mirror fails, the next is tried.
 * </ul>
 *
 * <p>Checksums are SHA-256 of the decompressed content, as the mirrors compress the same content
 * differently.
 *
 * <pre>{@code
 * Path dir = Download.mnist().to(Download.userCache().resolve("mnist"));
 * DataSet train = Mnist.load(dir, true, DType.FLOAT32);
 * }</pre>
 */
public final class Download {
  /** Told how a file's transfer goes on. */
  @FunctionalInterface
  public interface Progress {
    /**
     * Called after each piece of a file, on the thread that downloads.
     *
     * @param file the file's name
     * @param done the number of bytes that are there, continued transfers included
     * @param total the size of the file in bytes, −1 if the server does not tell
     */
    void update(String file, long done, long total);
  }

  private final String name;
  private final List<URI> mirrors;
  private final Map<String, String> checksums;
  private final Progress progress;

  private Download(
      String name, List<URI> mirrors, Map<String, String> checksums, Progress progress) {
    this.name = name;
    this.mirrors = mirrors;
    this.checksums = checksums;
    this.progress = progress;
  }

  /** Returns the download of the four files of MNIST, 11 MB. */
  public static Download mnist() {
    return of(
        "mnist",
        Map.of(
            "train-images-idx3-ubyte.gz",
            "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
            "train-labels-idx1-ubyte.gz",
            "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
            "t10k-images-idx3-ubyte.gz",
            "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
            "t10k-labels-idx1-ubyte.gz",
            "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
        URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
        URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/"));
  }

  /** Returns the download of the four files of Fashion-MNIST, 30 MB. */
  public static Download fashionMnist() {
    return of(
        "fashion-mnist",
        Map.of(
            "train-images-idx3-ubyte.gz",
            "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
            "train-labels-idx1-ubyte.gz",
            "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
            "t10k-images-idx3-ubyte.gz",
            "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
            "t10k-labels-idx1-ubyte.gz",
            "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"),
        URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
        URI.create("https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/"));
  }

  /**
   * Returns the download of a data set by name, for command lines.
   *
   * @throws IllegalArgumentException if there is none of that name, listing those there are
   */
  public static Download named(String name) {
    return switch (name) {
      case "mnist" -> mnist();
      case "fashion-mnist" -> fashionMnist();
      default ->
          throw new IllegalArgumentException(
              "Download: no data set is named \"" + name + "\". Use mnist or fashion-mnist.");
    };
  }

  /**
   * Returns the download of any files.
   *
   * @param name what to call the data set in errors
   * @param checksums for each file name the SHA-256 of its content, decompressed if it is
   *     compressed by gzip, in hexadecimal
   * @param mirrors folders with these files, to be tried in order
   */
  public static Download of(String name, Map<String, String> checksums, URI... mirrors) {
    return new Download(
        name, folders(mirrors), new TreeMap<>(checksums), (file, done, total) -> {});
  }

  /** Returns this download from other mirrors, to be tried in order. */
  public Download from(URI... folders) {
    return new Download(name, folders(folders), checksums, progress);
  }

  /** Returns this download with someone told how it goes on. */
  public Download progress(Progress listener) {
    return new Download(name, mirrors, checksums, listener);
  }

  private static List<URI> folders(URI... mirrors) {
    if (mirrors.length == 0) {
      throw new IllegalArgumentException("Download: needs at least one mirror.");
    }
    // Without a slash at its end, resolving a file name would replace the last folder.
    return Arrays.stream(mirrors)
        .map(m -> m.toString().endsWith("/") ? m : URI.create(m + "/"))
        .toList();
  }

  /**
   * Returns the folder in which this system keeps what a program can fetch again: {@code
   * $XDG_CACHE_HOME/autodiff}, or {@code autodiff} in {@code ~/.cache}, {@code ~/Library/Caches} or
   * {@code %LOCALAPPDATA%}. It need not exist.
   */
  public static Path userCache() {
    return userCache(
        System.getenv(), System.getProperty("os.name", ""), System.getProperty("user.home", "."));
  }

  static Path userCache(Map<String, String> environment, String system, String home) {
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    String local = environment.getOrDefault("LOCALAPPDATA", "");
    Path caches;
    if (!xdg.isEmpty()) {
      caches = Path.of(xdg);
    } else if (system.startsWith("Windows") && !local.isEmpty()) {
      caches = Path.of(local);
    } else if (system.startsWith("Mac")) {
      caches = Path.of(home, "Library", "Caches");
    } else {
      caches = Path.of(home, ".cache");
    }
    return caches.resolve("autodiff");
  }

  /**
   * Sees to it that all files are in a folder, which is made if need be, and returns that folder.
   *
   * @throws IOException if a file could not be had from any mirror, saying for each why; files that
   *     were complete before then stay
   * @throws InterruptedIOException if the thread is interrupted, which it remains
   */
  public Path to(Path folder) throws IOException {
    Files.createDirectories(folder);
    HttpClient client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(20))
            .build();
    for (Map.Entry<String, String> file : checksums.entrySet()) {
      Transfer transfer =
          new Transfer(client, folder.resolve(file.getKey()), file.getValue(), progress);
      if (!transfer.isComplete()) {
        fetch(transfer, file.getKey(), folder);
      }
    }
    return folder;
  }

  private void fetch(Transfer transfer, String file, Path folder) throws IOException {
    StringBuilder reasons = new StringBuilder();
    List<IOException> failures = new ArrayList<>();
    for (URI mirror : mirrors) {
      URI source = mirror.resolve(file);
      try {
        transfer.from(source);
        return;
      } catch (IOException e) {
        if (Thread.currentThread().isInterrupted()) {
          InterruptedIOException interrupted =
              new InterruptedIOException("Download: interrupted while fetching " + source + ".");
          interrupted.initCause(e);
          throw interrupted;
        }
        reasons.append("\n  ").append(source).append(": ").append(Transfer.reason(e));
        failures.add(e);
      }
    }
    IOException failure =
        new IOException(
            "Download: "
                + name
                + ": no mirror gave "
                + file
                + ":"
                + reasons
                + "\nTry again later: it goes on from what has arrived. Or put the file into "
                + folder
                + " by hand.");
    failures.forEach(failure::addSuppressed);
    throw failure;
  }
}
