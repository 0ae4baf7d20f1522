package dev.autodiff.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class DownloadTest {
  private static final String FILE = "a.gz";

  @TempDir Path temporary;
  private Path dir;
  private FileServer server;
  private FileServer other;
  private byte[] content;
  private byte[] compressed;
  private Download download;

  @BeforeEach
  void serve() throws Exception {
    content = new byte[200_000];
    new Random(1).nextBytes(content);
    compressed = IdxTest.gzip(content);
    dir = temporary.resolve("cache").resolve("set");
    server = new FileServer();
    other = new FileServer();
    server.files.put(FILE, compressed);
    other.files.put(FILE, compressed);
    download = Download.of("letters", Map.of(FILE, sha256(content)), server.uri());
  }

  @AfterEach
  void stop() {
    server.close();
    other.close();
  }

  @Test
  void fetchesChecksAndRenames() throws IOException {
    List<Long> done = new ArrayList<>();
    Path part = dir.resolve(FILE + ".part");
    Path result =
        download
            .progress(
                (file, n, total) -> {
                  assertThat(file).isEqualTo(FILE);
                  assertThat(total).isEqualTo(compressed.length);
                  assertThat(part).hasSize(n);
                  assertThat(dir.resolve(FILE)).doesNotExist();
                  done.add(n);
                })
            .to(dir);
    assertThat(result).isEqualTo(dir);
    assertOnlyTheFile();
    assertThat(done).isSorted().endsWith((long) compressed.length).hasSizeGreaterThan(1);
    assertThat(server.requests).containsExactly("/a.gz");
  }

  @Test
  void plainFilesAreCheckedAsTheyAre() throws IOException {
    server.files.put(FILE, content);
    download.to(dir);
    assertThat(dir.resolve(FILE)).hasBinaryContent(content);
  }

  @Test
  void aSoundFileIsNotFetchedAgain() throws IOException {
    download.to(dir);
    FileTime old = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(dir.resolve(FILE), old);
    download.to(dir);
    assertThat(server.requests).hasSize(1);
    assertThat(Files.getLastModifiedTime(dir.resolve(FILE))).isEqualTo(old);
  }

  @Test
  void aDamagedFileIsReplaced() throws IOException {
    Files.createDirectories(dir);
    Files.write(dir.resolve(FILE), Arrays.copyOf(compressed, 1000));
    download.to(dir);
    assertOnlyTheFile();
  }

  @Test
  void aWrongFileIsDiscardedAndTheOldOneStays() throws Exception {
    byte[] wrong = IdxTest.gzip(new byte[] {1, 2, 3});
    server.files.put(FILE, wrong);
    Files.createDirectories(dir);
    Files.write(dir.resolve(FILE), new byte[] {9});
    assertThatThrownBy(() -> download.to(dir))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Download: letters: no mirror gave a.gz:\n  "
                + server.uri()
                + "/a.gz: checksum mismatch: expected content of SHA-256 "
                + sha256(content)
                + ", found "
                + sha256(new byte[] {1, 2, 3})
                + "; the file was discarded\nTry again later: it goes on from what has arrived. Or"
                + " put the file into "
                + dir
                + " by hand.");
    assertThat(dir.resolve(FILE)).hasBinaryContent(new byte[] {9});
    assertThat(dir).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void aDamagedGzipStreamIsAMismatchToo() {
    server.files.put(FILE, Arrays.copyOf(compressed, 5000));
    assertThatThrownBy(() -> download.to(dir))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("found a damaged gzip stream; the file was discarded");
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void aBrokenTransferGoesOnWhereItStopped() throws IOException {
    breakTransferAfter(70_000);
    assertThat(dir.resolve(FILE)).doesNotExist();
    assertThat(dir.resolve(FILE + ".part")).hasSize(70_000);
    List<Long> done = new ArrayList<>();
    download
        .progress(
            (file, n, total) -> {
              assertThat(total).isEqualTo(compressed.length);
              done.add(n);
            })
        .to(dir);
    assertOnlyTheFile();
    assertThat(done).allMatch(n -> n > 70_000).endsWith((long) compressed.length);
    assertThat(server.requests).containsExactly("/a.gz", "/a.gz bytes=70000-");
  }

  @Test
  void theNextMirrorGoesOnAtOnce() throws IOException {
    server.breakAfter = 70_000;
    server.breakWhen = new CountDownLatch(1);
    download.from(server.uri(), other.uri()).progress(openAt(70_000)).to(dir);
    assertOnlyTheFile();
    assertThat(other.requests).containsExactly("/a.gz bytes=70000-");
  }

  @Test
  void aServerWithoutRangesSendsAllAgain() throws IOException {
    breakTransferAfter(70_000);
    server.ranges = FileServer.Ranges.IGNORED;
    download.to(dir);
    assertOnlyTheFile();
    assertThat(server.requests).containsExactly("/a.gz", "/a.gz bytes=70000-");
  }

  @Test
  void anotherRangeThanAskedForIsNotTaken() throws IOException {
    breakTransferAfter(70_000);
    server.ranges = FileServer.Ranges.ANSWERED_FROM_THE_START;
    download.to(dir);
    assertOnlyTheFile();
    assertThat(server.requests).containsExactly("/a.gz", "/a.gz bytes=70000-", "/a.gz");
  }

  @Test
  void aPartThatDoesNotFitIsFetchedAnew() throws IOException {
    Files.createDirectories(dir);
    Files.write(dir.resolve(FILE + ".part"), new byte[1000]);
    download.to(dir);
    assertOnlyTheFile();
    assertThat(server.requests).containsExactly("/a.gz bytes=1000-", "/a.gz");
  }

  @Test
  void aPartLongerThanTheFileIsFetchedAnew() throws IOException {
    Files.createDirectories(dir);
    Files.write(dir.resolve(FILE + ".part"), new byte[compressed.length + 1]);
    download.to(dir);
    assertOnlyTheFile();
    assertThat(server.requests)
        .containsExactly("/a.gz bytes=" + (compressed.length + 1) + "-", "/a.gz");
  }

  @Test
  void aCompletePartOnlyNeedsItsName() throws IOException {
    Files.createDirectories(dir);
    Files.write(dir.resolve(FILE + ".part"), compressed);
    download.to(dir);
    assertOnlyTheFile();
    assertThat(server.requests).isEmpty();
  }

  @Test
  void theSecondMirrorIsTriedIfTheFirstFails() throws IOException {
    server.files.clear();
    download.from(URI.create(server.uri() + "/"), other.uri()).to(dir);
    assertOnlyTheFile();
    assertThat(server.requests).containsExactly("/a.gz");
    assertThat(other.requests).containsExactly("/a.gz");
  }

  @Test
  void theSecondMirrorIsTriedIfTheFirstSendsSomethingElse() throws IOException {
    server.files.put(FILE, new byte[] {'<', 'h', 't', 'm', 'l', '>'});
    download.from(server.uri(), other.uri()).to(dir);
    assertOnlyTheFile();
  }

  @Test
  void whyEachMirrorFailedIsSaid() {
    URI gone = other.uri();
    other.close();
    server.files.clear();
    assertThatThrownBy(() -> download.from(server.uri(), gone).to(dir))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(
            "no mirror gave a.gz:\n  "
                + server.uri()
                + "/a.gz: the server answered with HTTP status 404\n  "
                + gone
                + "/a.gz: no connection\n")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(2));
  }

  @Test
  void filesThatAreCompleteStayIfAnotherFails() throws Exception {
    Download two =
        Download.of("two", Map.of(FILE, sha256(content), "b.gz", sha256(content)), server.uri());
    assertThatThrownBy(() -> two.to(dir)).hasMessageContaining("no mirror gave b.gz");
    assertOnlyTheFile();
    server.files.put("b.gz", compressed);
    two.to(dir);
    assertThat(server.requests).containsExactly("/a.gz", "/b.gz", "/b.gz");
  }

  @Test
  void anInterruptEndsItAndKeepsTheFlag() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> download.from(server.uri(), other.uri()).to(dir))
        .isInstanceOf(InterruptedIOException.class)
        .hasMessageContaining("interrupted while fetching " + server.uri() + "/a.gz");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(other.requests).isEmpty();
  }

  @Test
  void knowsTwoDataSetsByName() {
    assertThat(Download.named("mnist")).isNotNull();
    assertThat(Download.named("fashion-mnist")).isNotNull();
    assertThatThrownBy(() -> Download.named("cifar"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Download: no data set is named \"cifar\". Use mnist or fashion-mnist.");
    assertThatThrownBy(() -> Download.of("none", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Download: needs at least one mirror.");
  }

  @Test
  void cachesWhereTheSystemDoes() {
    Path cache = Path.of("/home/ada/.cache/autodiff");
    assertThat(Download.userCache(Map.of(), "Linux", "/home/ada")).isEqualTo(cache);
    assertThat(Download.userCache(Map.of(), "Windows 11", "/home/ada")).isEqualTo(cache);
    assertThat(Download.userCache(Map.of("LOCALAPPDATA", "/local"), "Windows 11", "/home/ada"))
        .isEqualTo(Path.of("/local/autodiff"));
    assertThat(Download.userCache(Map.of(), "Mac OS X", "/Users/ada"))
        .isEqualTo(Path.of("/Users/ada/Library/Caches/autodiff"));
    assertThat(Download.userCache(Map.of("XDG_CACHE_HOME", "/xdg"), "Linux", "/home/ada"))
        .isEqualTo(Path.of("/xdg/autodiff"));
    assertThat(Download.userCache().getFileName()).isEqualTo(Path.of("autodiff"));
  }

  private void breakTransferAfter(int bytes) {
    server.breakAfter = bytes;
    server.breakWhen = new CountDownLatch(1);
    assertThatThrownBy(() -> download.progress(openAt(bytes)).to(dir))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no mirror gave a.gz");
    server.breakAfter = 0;
  }

  private Download.Progress openAt(int bytes) {
    return (file, done, total) -> {
      if (done == bytes) {
        server.breakWhen.countDown();
      }
    };
  }

  private void assertOnlyTheFile() {
    assertThat(dir.resolve(FILE)).hasBinaryContent(compressed);
    assertThat(dir.toFile().list()).containsExactly(FILE);
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
