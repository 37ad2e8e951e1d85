package dev.millrace.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.core.port.RequestLog;
import dev.millrace.core.port.RequestLog.Label;
import dev.millrace.core.value.Json;
import dev.millrace.model.predict.ModelRuntime;
import dev.millrace.serving.RunningServer.Answer;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelServerTest {

  private static final String ROW =
      "{\"id\":\"r1\",\"inputs\":[{\"name\":\"distance\",\"shape\":[1],\"datatype\":\"FP64\",\"data\":[1.5]}]}";

  private final MemoryLog log = new MemoryLog();
  private final RunningServer running = new RunningServer(log, Limits.STANDARD);

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void infer_oneRow_answersByTheProtocol() throws Exception {
    running.server.serve(EchoModel.version(3));
    Answer answer = running.infer(ROW);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(
            "{\"model_name\":\"echo\",\"model_version\":\"3\",\"id\":\"r1\",\"outputs\":["
                + "{\"name\":\"echo_distance\",\"shape\":[1],\"datatype\":\"FP64\",\"data\":[1.5]},"
                + "{\"name\":\"echo_number\",\"shape\":[1],\"datatype\":\"FP64\",\"data\":[null]},"
                + "{\"name\":\"echo_count\",\"shape\":[1],\"datatype\":\"INT64\",\"data\":[null]},"
                + "{\"name\":\"echo_flag\",\"shape\":[1],\"datatype\":\"BOOL\",\"data\":[null]},"
                + "{\"name\":\"echo_text\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[null]},"
                + "{\"name\":\"echo_date\",\"shape\":[1],\"datatype\":\"INT64\",\"data\":[null]}]}");
  }

  @Test
  void infer_emojiAndNul_comeBackAsTheyWere() throws Exception {
    running.server.serve(EchoModel.version(3));
    Answer answer =
        running.infer(
            """
            {"inputs":[
              {"name":"distance","shape":[2],"datatype":"FP64","data":[1e-300,-0.0]},
              {"name":"text","shape":[2],"datatype":"BYTES","data":["\uD83D\uDE80\\u0000\\"\\\\é\\n",""]}],
             "outputs":[{"name":"echo_text"}]}
            """);
    assertThat(answer.json().required("outputs")).hasSize(1);
    assertThat(answer.json().at("/outputs/0/data/0").asString()).isEqualTo("\uD83D\uDE80\0\"\\é\n");
    assertThat(answer.json().at("/outputs/0/data/1").asString()).isEmpty();
  }

  @Test
  void infer_rows_areLoggedWithIdsAndTimes() throws Exception {
    running.server.serve(EchoModel.version(3));
    running.infer(
        """
        {"id":"r7","parameters":{"event_time":"2001-01-09T10:00:00Z"},"inputs":[
          {"name":"distance","shape":[2],"datatype":"FP64","data":[1,2]},
          {"name":"text","shape":[2],"datatype":"BYTES","data":["JFK",null]}]}
        """);
    assertThat(log.predictions).extracting(row -> row.prediction()).containsExactly("r7-0", "r7-1");
    assertThat(log.predictions.get(1))
        .satisfies(
            row -> {
              assertThat(row.eventTime()).isEqualTo(Instant.parse("2001-01-09T10:00:00Z"));
              assertThat(row.recordedAt()).isEqualTo(RunningServer.NOW);
              assertThat(row.model()).isEqualTo("echo");
              assertThat(row.version()).isEqualTo(3);
              assertThat(row.inputs()).containsEntry("distance", Json.tree(2.0));
              assertThat(row.inputs()).containsEntry("text", RequestLog.missing());
              assertThat(row.outputs()).containsEntry("echo_distance", Json.tree(2.0));
            });
  }

  @Test
  void infer_probe_isAnsweredAndNotLogged() throws Exception {
    running.server.serve(EchoModel.version(3));
    Answer answer =
        running.infer(ROW.replace("{\"id\"", "{\"parameters\":{\"logged\":false},\"id\""));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(log.predictions).isEmpty();
  }

  @Test
  void infer_withoutId_makesOneThatIsNew() throws Exception {
    running.server.serve(EchoModel.version(3));
    String body = ROW.replace("\"id\":\"r1\",", "");
    String first = running.infer(body).json().required("id").asString();
    String second = running.infer(body).json().required("id").asString();
    assertThat(first).isNotEqualTo(second);
    assertThat(log.predictions)
        .extracting(row -> row.prediction())
        .containsExactly(first + "-0", second + "-0");
  }

  @Test
  void metadata_ofServerAndModel_saysWhatIsTakenAndGiven() throws Exception {
    running.server.serve(EchoModel.version(3));
    assertThat(running.get("/v2").json().required("name").asString()).isEqualTo("millrace");
    Answer answer = running.get("/v2/models/echo");
    assertThat(answer.json().at("/versions/0").asString()).isEqualTo("3");
    assertThat(answer.json().at("/inputs/2/name").asString()).isEqualTo("count");
    assertThat(answer.json().at("/inputs/2/datatype").asString()).isEqualTo("INT64");
    assertThat(answer.json().at("/inputs/2/parameters/nullable").asBoolean()).isTrue();
    assertThat(answer.json().required("outputs")).hasSize(6);
    assertThat(running.get("/v2/models/echo/versions/3").body()).isEqualTo(answer.body());
    assertThat(answer.json().required("platform").asString()).isEqualTo("millrace_onnx");
    running.server.serve(EchoModel.version(4, ModelRuntime.ONNXRUNTIME));
    assertThat(running.get("/v2/models/echo").json().required("platform").asString())
        .isEqualTo("onnxruntime_onnx");
  }

  @Test
  void health_beforeAndAfterADeployment_isToldApart() throws Exception {
    assertThat(running.get("/v2/health/live").status()).isEqualTo(200);
    assertThat(running.get("/v2/health/ready").status()).isEqualTo(503);
    running.server.serve(EchoModel.version(3));
    assertThat(running.get("/v2/health/ready").status()).isEqualTo(200);
    assertThat(running.get("/v2/models/echo/ready").status()).isEqualTo(200);
    assertThat(running.get("/v2/models/echo/versions/3/ready").status()).isEqualTo(200);
  }

  @Test
  void version_thatIsNotServed_isNotFound() throws Exception {
    running.server.serve(EchoModel.version(3));
    Answer answer = running.post("/v2/models/echo/versions/2/infer", ROW);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.error()).isEqualTo("version '2' of model 'echo' is not served; version 3 is");
    assertThat(running.post("/v2/models/echo/versions/3/infer", ROW).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/models/ecko",
        "/v2/models/..",
        "/v2/models/%2e%2e",
        "/v2/models/%2e%2e%2fetc/infer",
        "/v2/models/a%5cb",
        "/v2/models/a%00b",
        "/v2/models/%23",
        "/v2/models/%3f",
        "/nothing",
        "/v2/models/echo/versions/%2e%2e",
        "/v2/models",
        "/"
      })
  void path_thatNamesNothing_isNotFound(String path) throws Exception {
    running.server.serve(EchoModel.version(3));
    Answer answer = running.get(path);
    assertThat(answer.status()).isIn(400, 404);
    assertThat(answer.error()).isNotBlank().doesNotContain("Exception", "java");
  }

  @Test
  void model_thatIsAlmostServed_isSuggested() throws Exception {
    running.server.serve(EchoModel.version(3));
    assertThat(running.get("/v2/models/ecko").error())
        .isEqualTo("no model 'ecko' is served here: did you mean 'echo'?");
  }

  @Test
  void labels_whenAnswered_areKept() throws Exception {
    running.server.serve(EchoModel.version(3));
    Answer answer =
        running.post(
            "/v2/models/echo/labels",
            """
            {"labels":[{"prediction":"r1-0","value":true,"event_time":"2001-01-09T13:00:00Z"},
                       {"value":0,"prediction":"r1-1"}]}
            """);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().required("labels").asInt()).isEqualTo(2);
    assertThat(log.labels)
        .containsExactly(
            new Label("r1-0", Instant.parse("2001-01-09T13:00:00Z"), RunningServer.NOW, 1),
            new Label("r1-1", RunningServer.NOW, RunningServer.NOW, 0));
  }

  @Test
  void labels_thatCannotBeKept_areNotAcknowledged() throws Exception {
    running.server.serve(EchoModel.version(3));
    log.failing = true;
    Answer answer =
        running.post(
            "/v2/models/echo/labels", "{\"labels\":[{\"prediction\":\"r1-0\",\"value\":1}]}");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.error()).isEqualTo("the labels could not be kept; send them again later");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"labels\":[]}",
        "{\"labels\":[{}]}",
        "{\"labels\":[{\"prediction\":\"a\"}]}",
        "{\"labels\":[{\"value\":1}]}",
        "{\"labels\":[{\"prediction\":\"a\",\"value\":\"yes\"}]}",
        "{\"labels\":[{\"prediction\":\"a\",\"value\":null}]}",
        "{\"labels\":[{\"prediction\":\"a\",\"value\":1e999}]}",
        "{\"labels\":[{\"prediction\":\"a\",\"value\":0.5}]}",
        "{\"labels\":[{\"prediction\":\"\",\"value\":1}]}",
        "{\"labels\":[{\"prediction\":\"a\",\"value\":1,\"event_time\":7}]}",
        "{\"labels\":[{\"prediction\":\"a\",\"value\":1,\"time\":\"2001-01-09T13:00:00Z\"}]}"
      })
  void labels_thatAreNone_areRefused(String body) throws Exception {
    running.server.serve(EchoModel.version(3));
    assertThat(running.post("/v2/models/echo/labels", body).status()).isEqualTo(400);
    assertThat(log.labels).isEmpty();
  }

  @Test
  void body_ofAnotherType_isUnsupported() throws Exception {
    running.server.serve(EchoModel.version(3));
    HttpRequest.Builder form =
        running
            .request("/v2/models/echo/infer")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(ROW));
    assertThat(running.send(form).status()).isEqualTo(415);
    HttpRequest.Builder utf8 =
        running
            .request("/v2/models/echo/infer")
            .header("Content-Type", "application/json; charset=UTF-8")
            .POST(HttpRequest.BodyPublishers.ofString(ROW));
    assertThat(running.send(utf8).status()).isEqualTo(200);
  }

  @Test
  void predictor_thatFails_isAnsweredWithoutDetail() throws Exception {
    running.server.serve(
        new ServedModel(
            "echo",
            1,
            EchoModel.SIGNATURE,
            batch -> {
              throw new IllegalStateException("secret of /home/someone");
            }));
    Answer answer = running.infer(ROW);
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.error()).isEqualTo("the server failed to answer; its log says why");
  }

  @Test
  void requests_beyondTheLimit_areToldToComeBack() throws Exception {
    Limits two = Limits.STANDARD.withConcurrentRequests(2);
    CountDownLatch inside = new CountDownLatch(2);
    CountDownLatch release = new CountDownLatch(1);
    try (RunningServer narrow = new RunningServer(log, two);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      narrow.server.serve(
          new ServedModel(
              "echo",
              1,
              EchoModel.SIGNATURE,
              batch -> {
                inside.countDown();
                await(release);
                return EchoModel.version(1).predictor().apply(batch);
              }));
      Future<Answer> first = callers.submit(() -> narrow.infer(ROW));
      Future<Answer> second = callers.submit(() -> narrow.infer(ROW));
      inside.await();
      Answer refused = narrow.infer(ROW);
      assertThat(narrow.get("/v2/health/live").status()).isEqualTo(200);
      release.countDown();
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.error()).contains("answering 2 requests already");
      assertThat(first.get().status()).isEqualTo(200);
      assertThat(second.get().status()).isEqualTo(200);
      assertThat(narrow.infer(ROW).status()).isEqualTo(200);
    }
  }

  @Test
  void close_withARequestInside_finishesIt() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    RunningServer closing = new RunningServer(log, Limits.STANDARD);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      closing.server.serve(
          new ServedModel(
              "echo",
              1,
              EchoModel.SIGNATURE,
              batch -> {
                inside.countDown();
                await(release);
                return EchoModel.version(1).predictor().apply(batch);
              }));
      Future<Answer> answer = callers.submit(() -> closing.infer(ROW));
      inside.await();
      Future<?> close = callers.submit(closing.server::close);
      assertThat(close.isDone()).isFalse();
      release.countDown();
      assertThat(answer.get().status()).isEqualTo(200);
      close.get();
    }
    assertThatThrownBy(() -> closing.infer(ROW)).isInstanceOf(java.io.IOException.class);
  }

  @Test
  void serve_whileClientsAsk_answersEveryRequestWithOneOfTheVersions() throws Exception {
    running.server.serve(EchoModel.version(1));
    AtomicBoolean asking = new AtomicBoolean(true);
    int clients = 4;
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<String>>> asked = new ArrayList<>();
      for (int client = 0; client < clients; client++) {
        asked.add(
            callers.submit(
                () -> {
                  List<String> versions = new ArrayList<>();
                  while (asking.get()) {
                    Answer answer = running.infer(ROW);
                    assertThat(answer.status()).isEqualTo(200);
                    versions.add(answer.json().required("model_version").asString());
                  }
                  return versions;
                }));
      }
      for (int version = 2; version <= 200; version++) {
        running.server.serve(EchoModel.version(version));
        assertThat(running.infer(ROW).json().required("model_version").asString())
            .isEqualTo(Integer.toString(version));
      }
      asking.set(false);
      int answered = 199;
      for (Future<List<String>> client : asked) {
        assertThat(client.get().stream().map(Integer::parseInt)).isSorted();
        answered += client.get().size();
      }
      assertThat(log.predictions).hasSize(answered);
    }
  }

  @Test
  void start_onAPortInUse_saysSo() {
    int port = running.server.address().getPort();
    assertThatThrownBy(() -> ModelServer.start(ServerConfig.loopback(port), log, Clock.systemUTC()))
        .isInstanceOf(UserError.class)
        .hasMessage("cannot listen on 127.0.0.1:" + port + ": Address already in use");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
  void start_onAnAddressThatOthersReach_isRefused(String host) {
    assertThatThrownBy(
            () ->
                ModelServer.start(
                    new ServerConfig(host, 0, Limits.STANDARD), log, Clock.systemUTC()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no credentials and no TLS yet");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
