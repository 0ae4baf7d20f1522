package dev.autodiff.nn.data;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A mirror on this machine that can be told to misbehave. */
final class FileServer implements AutoCloseable {
  /** Whether requests for a range get one. */
  enum Ranges {
    SERVED,
    IGNORED,
    ANSWERED_FROM_THE_START
  }

  final Map<String, byte[]> files = new ConcurrentHashMap<>();

  /** Path and range of each request, such as {@code /a.gz bytes=5-}. */
  final List<String> requests = new CopyOnWriteArrayList<>();

  volatile Ranges ranges = Ranges.SERVED;

  /** If positive, the connection of every request breaks off after so many bytes. */
  volatile int breakAfter;

  /** The connection breaks once this is open, so that the client has seen what came before. */
  volatile CountDownLatch breakWhen = new CountDownLatch(0);

  private final HttpServer server;

  FileServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  URI uri() {
    return URI.create(
        "http://" + server.getAddress().getHostString() + ":" + server.getAddress().getPort());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String range = exchange.getRequestHeaders().getFirst("Range");
      requests.add(range == null ? path : path + " " + range);
      byte[] file = files.get(path.substring(1));
      if (file == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      int start = 0;
      if (range != null && ranges == Ranges.SERVED) {
        start = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
        if (start >= file.length) {
          exchange.sendResponseHeaders(416, -1);
          return;
        }
      }
      boolean partial = range != null && ranges != Ranges.IGNORED;
      if (partial) {
        exchange
            .getResponseHeaders()
            .set("Content-Range", "bytes " + start + "-" + (file.length - 1) + "/" + file.length);
      }
      exchange.sendResponseHeaders(partial ? 206 : 200, file.length - start);
      OutputStream out = exchange.getResponseBody();
      if (breakAfter > 0) {
        out.write(file, start, breakAfter);
        out.flush();
        await(breakWhen);
        throw new IOException("the connection breaks");
      }
      out.write(file, start, file.length - start);
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new IOException("the client saw no bytes");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
