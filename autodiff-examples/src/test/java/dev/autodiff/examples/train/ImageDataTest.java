package dev.autodiff.examples.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import com.sun.net.httpserver.HttpServer;
import dev.autodiff.array.DType;
import dev.autodiff.array.Shape;
import dev.autodiff.nn.data.Download;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageDataTest {
  @TempDir Path directory;

  @Test
  void downloadsThenReads() throws IOException {
    Path source = SmallMnist.write(Files.createDirectory(directory.resolve("source")), 20, 10);
    Path cache = directory.resolve("cache");
    Map<String, String> checksums = new HashMap<>();
    for (Path file : MoreFiles.listFiles(source)) {
      checksums.put(
          file.getFileName().toString(),
          MoreFiles.asByteSource(file).hash(Hashing.sha256()).toString());
    }
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body =
              Files.readAllBytes(source.resolve(exchange.getRequestURI().getPath().substring(1)));
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    ByteArrayOutputStream progress = new ByteArrayOutputStream();
    try {
      URI mirror = URI.create("http://localhost:" + server.getAddress().getPort() + "/");
      Download download = Download.of("mnist", checksums, mirror);
      ImageData data =
          ImageData.download(
              download,
              "mnist",
              cache,
              DType.FLOAT32,
              new PrintStream(progress, true, StandardCharsets.UTF_8));
      assertThat(data.train().inputs().shape()).isEqualTo(Shape.of(20, 784));
      assertThat(data.test().inputs().shape()).isEqualTo(Shape.of(10, 784));
      assertThat(data.source()).isEqualTo(cache.toString());
      assertThat(progress.toString(StandardCharsets.UTF_8).lines().toList())
          .containsExactlyInAnyOrderElementsOf(
              List.copyOf(checksums.keySet()).stream().map(f -> "fetching " + f).toList());
    } finally {
      server.stop(0);
    }
  }

  @Test
  void describesWhatItHolds() {
    assertThat(ImageData.sample(DType.FLOAT32).describe(9000, 1000))
        .isEqualTo(
            "mnist (sample): 9,000 images to train on, 1,000 to validate on, 2,000 to test on");
    assertThat(ImageData.sample(DType.FLOAT32).describe(10_000, 0))
        .isEqualTo("mnist (sample): 10,000 images to train on, 2,000 to test on");
  }
}
