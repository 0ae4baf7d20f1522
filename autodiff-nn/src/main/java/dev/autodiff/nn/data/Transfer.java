package dev.autodiff.nn.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.zip.ZipException;

/** One file on its way from a mirror to its place. */
final class Transfer {
  private static final int PIECE = 1 << 16;

  private final HttpClient client;
  private final Path target;
  private final Path part;
  private final String sha256;
  private final Download.Progress progress;

  Transfer(HttpClient client, Path target, String sha256, Download.Progress progress) {
    this.client = client;
    this.target = target;
    this.part = target.resolveSibling(target.getFileName() + ".part");
    this.sha256 = sha256;
    this.progress = progress;
  }

  /** Returns whether the file is in its place with the right content. */
  boolean isComplete() throws IOException {
    return Files.isRegularFile(target) && contentDigest(target).equalsIgnoreCase(sha256);
  }

  /**
   * Fetches the file. What a broken transfer left is continued; if the whole then proves wrong (the
   * pieces may come from mirrors that compress differently), it is fetched anew, once.
   *
   * @throws IOException if that fails; what arrived is kept unless its checksum is wrong
   */
  void from(URI source) throws IOException {
    if (Files.exists(part) && Files.size(part) > 0) {
      if (contentDigest(part).equalsIgnoreCase(sha256)) {
        install();
        return;
      }
      if (receive(source, Files.size(part)) && contentDigest(part).equalsIgnoreCase(sha256)) {
        install();
        return;
      }
      Files.deleteIfExists(part);
    }
    receive(source, 0);
    String found = contentDigest(part);
    if (!found.equalsIgnoreCase(sha256)) {
      Files.delete(part);
      throw new IOException(
          "checksum mismatch: expected content of SHA-256 "
              + sha256
              + ", found "
              + found
              + "; the file was discarded");
    }
    install();
  }

  /**
   * Receives the bytes from {@code start} on.
   *
   * @return whether the server had them to give
   */
  private boolean receive(URI source, long start) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(source).timeout(Duration.ofSeconds(60)).GET();
    if (start > 0) {
      request.header("Range", "bytes=" + start + "-");
    }
    HttpResponse<InputStream> response = send(request.build());
    try (InputStream body = response.body()) {
      int status = response.statusCode();
      if (start > 0 && status == 416) {
        return false;
      }
      if (status != 200 && !(start > 0 && status == 206)) {
        throw new IOException("the server answered with HTTP status " + status);
      }
      if (status == 206 && !range(response).startsWith("bytes " + start + "-")) {
        return false;
      }
      // A server that does not know ranges answers 200 with the whole file.
      long from = status == 206 ? start : 0;
      long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
      write(body, from, length < 0 ? -1 : from + length);
    }
    return true;
  }

  private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static String range(HttpResponse<?> response) {
    return response.headers().firstValue("Content-Range").orElse("");
  }

  private void write(InputStream body, long from, long total) throws IOException {
    try (FileChannel out =
        FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      out.truncate(from).position(from);
      byte[] piece = new byte[PIECE];
      long done = from;
      for (int n = body.read(piece); n >= 0; n = body.read(piece)) {
        ByteBuffer bytes = ByteBuffer.wrap(piece, 0, n);
        while (bytes.hasRemaining()) {
          done += out.write(bytes);
        }
        progress.update(target.getFileName().toString(), done, total);
      }
      out.force(true);
    }
  }

  private void install() throws IOException {
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Returns the SHA-256 of the decompressed content, or why there is none. */
  private static String contentDigest(Path file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
    try (InputStream raw = Files.newInputStream(file)) {
      byte[] piece = new byte[PIECE];
      try (InputStream in = Gzip.open(raw)) {
        for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
          digest.update(piece, 0, n);
        }
      } catch (EOFException | ZipException e) {
        return "a damaged gzip stream";
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Returns why a transfer failed, in words, where Java's own message is none. */
  static String reason(IOException e) {
    if (e instanceof HttpConnectTimeoutException) {
      return "no connection within 20 seconds";
    }
    if (e instanceof ConnectException) {
      return "no connection";
    }
    if (e instanceof FileSystemException f) {
      return "cannot write "
          + f.getFile()
          + (f instanceof AccessDeniedException ? ": no permission" : "")
          + (f.getReason() == null ? "" : ": " + f.getReason());
    }
    return e.getMessage() == null ? "the transfer broke off" : e.getMessage();
  }
}
