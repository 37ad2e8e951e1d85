package dev.millrace.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.core.error.UserError;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InferenceClientTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final MemoryLog log = new MemoryLog();
  private final RunningServer running = new RunningServer(log, Limits.STANDARD);
  private final InferenceClient client = new InferenceClient(running.server.address(), TIMEOUT);

  @AfterEach
  void stop() {
    client.close();
    running.close();
  }

  @Test
  void describe_servedModel_tellsVersionAndSignature() throws Exception {
    running.server.serve(EchoModel.version(3));
    Endpoint endpoint = client.describe("echo", Optional.empty());
    assertThat(endpoint).isEqualTo(new Endpoint("echo", Optional.of(3), EchoModel.SIGNATURE));
  }

  @Test
  void infer_valuesOfEveryType_comeBackAsTheyWereSent() throws Exception {
    running.server.serve(EchoModel.version(3));
    Batch sent = rows();
    InferenceClient.Answer answer =
        client.infer(client.describe("echo", Optional.empty()), Question.of(sent));
    assertThat(answer.version()).isEqualTo(3);
    assertThat(doubles(answer.outputs(), "echo_distance"))
        .containsExactly(doubles(sent, "distance"));
    assertThat(doubles(answer.outputs(), "echo_number")[0]).isEqualTo(-0.0);
    assertThat(answer.outputs().column("echo_number").present(1)).isFalse();
    assertThat(((Column.Longs) answer.outputs().column("echo_count")).values())
        .containsExactly(Long.MIN_VALUE, Long.MAX_VALUE);
    assertThat(((Column.Longs) answer.outputs().column("echo_date")).values()[0])
        .isEqualTo(983_779_200_000_001L);
    Column.Strings texts = (Column.Strings) answer.outputs().column("echo_text");
    assertThat(texts.value(0)).isEqualTo("\uD83D\uDEEB\0é");
    assertThat(texts.value(1)).isEmpty();
  }

  @Test
  void infer_versionThatIsReplaced_isAnsweredByNoOther() throws Exception {
    running.server.serve(EchoModel.version(3));
    Endpoint third = client.describe("echo", Optional.empty());
    running.server.serve(EchoModel.version(4));
    assertThatThrownBy(() -> client.infer(third, Question.of(rows())))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.kind()).isEqualTo(UserError.Kind.NOT_FOUND))
        .hasMessageContaining("version '3' of model 'echo' is not served; version 4 is");
    assertThat(client.infer(third.ofAnyVersion(), Question.of(rows())).version()).isEqualTo(4);
  }

  @Test
  void infer_probe_isAnsweredAndNotLogged() throws Exception {
    running.server.serve(EchoModel.version(3));
    Endpoint endpoint = client.describe("echo", Optional.empty());
    Instant arose = Instant.parse("2001-01-09T10:00:00Z");
    client.infer(endpoint, Question.probe(rows()));
    client.infer(endpoint, new Question(Optional.of("r1"), Optional.of(arose), true, rows()));
    assertThat(log.predictions).extracting(row -> row.prediction()).containsExactly("r1-0", "r1-1");
    assertThat(log.predictions.getFirst().eventTime()).isEqualTo(arose);
  }

  @Test
  void describe_modelThatIsNotServed_isNotFoundWithWhatIs() {
    running.server.serve(EchoModel.version(3));
    UserError error = failure(() -> client.describe("ecoh", Optional.empty()));
    assertThat(error.kind()).isEqualTo(UserError.Kind.NOT_FOUND);
    assertThat(error).hasMessageContaining("'ecoh'").hasMessageContaining("'echo'");
  }

  @Test
  void infer_refusedRequest_isAFailureInTheServersWords() throws Exception {
    running.server.serve(EchoModel.version(3));
    Endpoint endpoint = client.describe("echo", Optional.empty());
    SequencedMap<String, Column> columns = new LinkedHashMap<>(rows().columns());
    columns.put("distance", new Column.Doubles(new double[2], new boolean[2]));
    UserError error = failure(() -> client.infer(endpoint, Question.of(new Batch(2, columns))));
    assertThat(error.kind()).isEqualTo(UserError.Kind.FAILURE);
    assertThat(error)
        .hasMessageContaining("answered 400: input 'distance', row 0 is null")
        .hasMessageNotContaining("\n");
  }

  @Test
  void describe_whereNothingListens_isUnreachable() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    unreachable(URI.create("http://127.0.0.1:" + port), "nothing listens there");
  }

  @Test
  void describe_noSuchHost_isUnreachable() {
    unreachable(URI.create("http://nowhere.invalid"), "there is no such host");
  }

  @Test
  void describe_serverThatSaysNothing_isUnreachableAfterTheTimeout() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        InferenceClient patient =
            new InferenceClient(
                URI.create("http://127.0.0.1:" + socket.getLocalPort()), Duration.ofMillis(200))) {
      UserError error = failure(() -> patient.describe("echo", Optional.empty()));
      assertThat(error.kind()).isEqualTo(UserError.Kind.UNREACHABLE);
      assertThat(error).hasMessageContaining("it said nothing within");
    }
  }

  @Test
  void describe_redirect_isNotFollowed() throws Exception {
    AtomicInteger visits = new AtomicInteger();
    try (Foreign elsewhere = new Foreign(exchange -> visits.incrementAndGet());
        Foreign foreign =
            new Foreign(
                exchange -> {
                  exchange.getResponseHeaders().add("Location", elsewhere.address() + "/v2");
                  exchange.sendResponseHeaders(302, -1);
                })) {
      UserError error = ask(foreign);
      assertThat(error.kind()).isEqualTo(UserError.Kind.FAILURE);
      assertThat(error).hasMessageContaining("a redirect is not followed");
      assertThat(visits).hasValue(0);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>hello</html>",
        "{}",
        "[]",
        "{\"name\":\"echo\",\"versions\":[\"one\"],\"inputs\":[],\"outputs\":[]}",
        "{\"name\":\"echo\",\"versions\":[\"1\"],\"inputs\":[{\"name\":\"x\"}],\"outputs\":[]}"
      })
  void describe_anotherKindOfServer_isAFailureThatSaysSo(String answer) throws Exception {
    try (Foreign foreign = new Foreign(exchange -> send(exchange, 200, answer))) {
      UserError error = ask(foreign);
      assertThat(error.kind()).isEqualTo(UserError.Kind.FAILURE);
      assertThat(error).hasMessageContaining("did not answer as a Millrace server does");
      assertThat(error.hint()).isPresent();
    }
  }

  @Test
  void describe_errorOfAnotherKindOfServer_isShownWithoutItsPage() throws Exception {
    try (Foreign foreign = new Foreign(exchange -> send(exchange, 500, "<h1>Oh no</h1>"))) {
      assertThat(ask(foreign)).hasMessageEndingWith("/v2/models/echo answered 500");
    }
  }

  @Test
  void describe_answerWithoutEnd_isNotReadToTheEnd() throws Exception {
    try (Foreign foreign =
        new Foreign(
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              byte[] block = new byte[1 << 20];
              try (OutputStream body = exchange.getResponseBody()) {
                while (true) {
                  body.write(block);
                }
              }
            })) {
      assertThat(ask(foreign)).hasMessageContaining("it broke off: body exceeds capacity");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "jar:http://127.0.0.1!/x",
        "localhost:8470",
        "127.0.0.1",
        "http:///v2",
        "http://127.0.0.1?to=elsewhere",
        "http://127.0.0.1/#here",
        "http://me:secret@127.0.0.1"
      })
  void client_notAServersUrl_isUsageAndTellsNoSecret(String url) {
    UserError error = failure(() -> new InferenceClient(URI.create(url), TIMEOUT));
    assertThat(error.kind()).isEqualTo(UserError.Kind.USAGE);
    assertThat(error).hasMessageNotContaining("secret");
  }

  @Test
  void client_urlWithAPath_asksBelowIt() throws Exception {
    try (Foreign foreign =
            new Foreign(exchange -> send(exchange, 418, exchange.getRequestURI().getPath()));
        InferenceClient below =
            new InferenceClient(URI.create(foreign.address() + "/models/"), TIMEOUT)) {
      assertThat(failure(() -> below.describe("echo", Optional.of(2))))
          .hasMessageContaining("/models/v2/models/echo/versions/2 answered 418");
    }
  }

  private static UserError ask(Foreign server) {
    try (InferenceClient client = new InferenceClient(server.address(), TIMEOUT)) {
      return failure(() -> client.describe("echo", Optional.empty()));
    }
  }

  private static void unreachable(URI server, String why) {
    try (InferenceClient client = new InferenceClient(server, TIMEOUT)) {
      UserError error = failure(() -> client.describe("echo", Optional.empty()));
      assertThat(error.kind()).isEqualTo(UserError.Kind.UNREACHABLE);
      assertThat(error).hasMessageContaining(server.toString()).hasMessageContaining(why);
    }
  }

  private interface Asking {
    Object ask() throws Exception;
  }

  private static UserError failure(Asking asking) {
    return catchThrowableOfType(UserError.class, asking::ask);
  }

  private static Batch rows() {
    SequencedMap<String, Column> columns = new LinkedHashMap<>();
    columns.put("distance", new Column.Doubles(new double[] {0.1 + 0.2, Double.MIN_VALUE}, null));
    columns.put("number", new Column.Doubles(new double[] {-0.0, 0}, new boolean[] {true, false}));
    columns.put("count", new Column.Longs(new long[] {Long.MIN_VALUE, Long.MAX_VALUE}, null));
    columns.put("flag", new Column.Booleans(new boolean[] {true, false}, null));
    columns.put("text", Column.Strings.of("\uD83D\uDEEB\0é", ""));
    columns.put(
        "date",
        new Column.Longs(new long[] {983_779_200_000_001L, 0}, new boolean[] {true, false}));
    return new Batch(2, columns);
  }

  private static double[] doubles(Batch batch, String name) {
    return ((Column.Doubles) batch.column(name)).values();
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** A server that is no model server. */
  private static final class Foreign implements AutoCloseable {
    private final HttpServer server;

    Foreign(HttpHandler handler) throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            try (exchange) {
              handler.handle(exchange);
            }
          });
      server.start();
    }

    URI address() {
      return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
