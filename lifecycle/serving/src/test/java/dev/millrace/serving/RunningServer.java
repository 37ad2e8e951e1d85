package dev.millrace.serving;

import dev.millrace.core.port.RequestLog;
import dev.millrace.core.value.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import tools.jackson.databind.JsonNode;

/** A server on a free port with clients for it: a well-behaved one and a bare socket. */
final class RunningServer implements AutoCloseable {

  static final Instant NOW = Instant.parse("2001-03-05T08:00:00Z");

  final ModelServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  RunningServer(RequestLog log, Limits limits) {
    this.server =
        ModelServer.start(
            ServerConfig.loopback(0).with(limits), log, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  static RunningServer withEcho() {
    RunningServer running = new RunningServer(new MemoryLog(), Limits.STANDARD);
    running.server.serve(EchoModel.version(3));
    return running;
  }

  record Answer(int status, String body) {
    JsonNode json() {
      return Json.parse(body);
    }

    String error() {
      return json().required("error").asString();
    }
  }

  Answer get(String path) throws Exception {
    return send(request(path).GET());
  }

  Answer post(String path, String body) throws Exception {
    return post(path, body.getBytes(StandardCharsets.UTF_8));
  }

  Answer post(String path, byte[] body) throws Exception {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  Answer infer(String body) throws Exception {
    return post("/v2/models/echo/infer", body);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.address() + path))
        .timeout(Duration.ofSeconds(20));
  }

  Answer send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.body());
  }

  /**
   * Sends bytes as they are and reads until the server closes the connection; both at once, since
   * it may answer and close before it has read all.
   */
  String raw(byte[] request) throws IOException, InterruptedException {
    try (Socket socket = new Socket(server.address().getHost(), server.address().getPort())) {
      socket.setSoTimeout(20_000);
      Thread writer = Thread.startVirtualThread(() -> write(socket, request));
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      try {
        socket.getInputStream().transferTo(answer);
      } catch (IOException e) {
        // a connection that is reset has been refused as well
      }
      writer.join();
      return answer.toString(StandardCharsets.UTF_8);
    }
  }

  private static void write(Socket socket, byte[] request) {
    try {
      socket.getOutputStream().write(request);
      socket.shutdownOutput();
    } catch (IOException e) {
      // the server does not want the rest
    }
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
