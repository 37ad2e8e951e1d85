package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.value.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests that the real server, in a process of its own, cannot answer or that only look so. After
 * each it goes on: the same sound request gets the same answer.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadRequestTest {

  private static final String SOUND = request("900", "1.5", "\"Oslo\"");

  private Path directory;
  private MillraceProcess server;
  private URI address;
  private HttpClient client;
  private double soundAnswer;

  @BeforeAll
  void serve(@TempDir Path given) throws Exception {
    directory = given;
    Trips trips = Trips.upTo("deploy", directory);
    trips.week(
        1,
        "* REPLACE (CASE WHEN id % 5 = 0 THEN NULL ELSE wind END AS wind,"
            + " CASE id % 3 WHEN 0 THEN '🛫' WHEN 1 THEN 'a' || chr(0) || 'b' ELSE city END AS city)");
    Screen run = new Screen(directory);
    assertThat(run.run("run", ".")).as(run.err()).isZero();
    server = MillraceProcess.start(directory, "serve", "--port", "0");
    address = URI.create(server.firstLine());
    client = HttpClient.newHttpClient();
    soundAnswer = answer(SOUND);
  }

  @AfterAll
  void stop() throws Exception {
    client.close();
    server.interrupt();
    server.exitCode();
    assertThat(server.err())
        .as("nothing of what was sent troubled the server")
        .isEqualTo("serving trips version 1\nstop with Ctrl-C\nstopped");
  }

  @AfterEach
  void theServerGoesOn() throws Exception {
    assertThat(answer(SOUND)).isEqualTo(soundAnswer);
  }

  @Test
  void infer_nullString_whereTheModelRequiresOne_isRefused() throws Exception {
    refuses(400, request("900", "1.5", "null"), "input 'city', row 0 is null");
  }

  @Test
  void infer_nullNumber_whereTheModelKnowsNulls_isAnswered() throws Exception {
    assertThat(answer(request("900", "null", "\"Oslo\""))).isBetween(0.0, 1.0);
  }

  @Test
  void infer_nan_isRefused() throws Exception {
    refuses(
        400,
        request("900", "NaN", "\"Oslo\""),
        "not valid JSON at line 1, column",
        "NaN and infinities are no values; a missing value is null");
    refuses(400, request("900", "-Infinity", "\"Oslo\""), "a missing value is null");
    refuses(400, request("900", "1e999", "\"Oslo\""), "input 'wind', row 0 is 1e999");
  }

  @Test
  void infer_missingInput_isRefusedByItsName() throws Exception {
    refuses(
        400,
        "{\"inputs\":[" + input("distance", "INT64", "1") + "," + input("wind", "FP64", "1") + "]}",
        "inputs that the model requires are missing: 'city' (BYTES)");
  }

  @Test
  void infer_inputOfAnotherType_isRefused() throws Exception {
    refuses(400, request("\"far\"", "1.5", "\"Oslo\""), "input 'distance', row 0 is a string");
    refuses(400, request("1.5", "1.5", "\"Oslo\""), "expected an integer");
  }

  @Test
  void infer_categoriesNeverSeen_areAllAlike() throws Exception {
    double unseen = answer(request("900", "1.5", "\"Atlantis\""));
    assertThat(answer(request("900", "1.5", "\"🚀\""))).isEqualTo(unseen);
    assertThat(answer(request("900", "1.5", "\"\""))).isEqualTo(unseen);
    assertThat(answer(request("900", "1.5", "\"a\\u0000c\""))).isEqualTo(unseen);
  }

  @Test
  void infer_emojiAndNulThatWereLearnt_areAnsweredAsFromAFile() throws Exception {
    Trips.copy(
        "SELECT 900 AS distance, 1.5 AS wind, unnest(['🛫', 'a' || chr(0) || 'b', 'Oslo']) AS city",
        directory.resolve("rows.parquet"));
    Screen predict = new Screen(directory);
    assertThat(predict.run("predict", "rows.parquet", "rows.jsonl")).as(predict.err()).isZero();
    double[] fromFile =
        Files.readAllLines(directory.resolve("rows.jsonl")).stream()
            .mapToDouble(line -> Json.parse(line).get("probability").doubleValue())
            .toArray();
    assertThat(fromFile)
        .containsExactly(
            answer(request("900", "1.5", "\"🛫\"")),
            answer(request("900", "1.5", "\"a\\u0000b\"")),
            soundAnswer);
  }

  @Test
  void infer_tenMegabytesOfGarbage_areRefusedUnread() throws Exception {
    byte[] garbage = new byte[10_000_000];
    new Random(7).nextBytes(garbage);
    refuses(413, post(BodyPublishers.ofByteArray(garbage)), "larger than the 8388608 bytes");
  }

  @Test
  void infer_garbageWithinTheLimit_isNotJson() throws Exception {
    byte[] garbage = new byte[5_000_000];
    new Random(8).nextBytes(garbage);
    refuses(400, post(BodyPublishers.ofByteArray(garbage)), "not a JSON object");
    refuses(400, "{\"inputs\": [", "not valid JSON at line 1", "it ends too early");
    refuses(400, "", "the body is empty");
  }

  @Test
  void serve_portInUse_saysSo() {
    Screen second = new Screen(directory);
    String port = Integer.toString(address.getPort());
    assertThat(second.run("serve", "--port", port)).isEqualTo(1);
    Complaint.isClear(
        second.err(), "cannot listen on 127.0.0.1:" + port + ": Address already in use", "--port");
  }

  @Test
  void serve_noPort_isUsage() {
    Screen serve = new Screen(directory);
    assertThat(serve.run("serve", "--port", "99999")).isEqualTo(2);
    Complaint.isClear(serve.err(), "there is no port 99999", "0 for one that is free");
  }

  private void refuses(int status, String body, String... parts) throws Exception {
    refuses(status, post(BodyPublishers.ofString(body)), parts);
  }

  private static void refuses(int status, HttpResponse<String> response, String... parts) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(Json.parse(response.body()).get("error").stringValue())
        .contains(parts)
        .doesNotContain("\n", "Exception", "JsonReadFeature", "dev.millrace");
  }

  /** The probability that a request of one row is answered with. */
  private double answer(String body) throws IOException, InterruptedException {
    HttpResponse<String> response = post(BodyPublishers.ofString(body));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Json.parse(response.body()).get("outputs").get(0).get("data").get(0).doubleValue();
  }

  private HttpResponse<String> post(HttpRequest.BodyPublisher body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/v2/models/trips/infer"))
            .header("Content-Type", "application/json")
            .POST(body)
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private static String request(String distance, String wind, String city) {
    return "{\"inputs\":["
        + input("distance", "INT64", distance)
        + ","
        + input("wind", "FP64", wind)
        + ","
        + input("city", "BYTES", city)
        + "]}";
  }

  private static String input(String name, String type, String value) {
    return "{\"name\":\"%s\",\"shape\":[1],\"datatype\":\"%s\",\"data\":[%s]}"
        .formatted(name, type, value);
  }
}
