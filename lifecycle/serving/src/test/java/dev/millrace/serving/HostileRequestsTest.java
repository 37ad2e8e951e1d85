package dev.millrace.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.serving.RunningServer.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever arrives, the answer is a refusal and the server goes on. */
class HostileRequestsTest {

  private static final RunningServer RUNNING = RunningServer.withEcho();
  private static final String ROW =
      "{\"inputs\":[{\"name\":\"distance\",\"shape\":[1],\"datatype\":\"FP64\",\"data\":[1.5]}]}";

  @AfterAll
  static void stop() {
    RUNNING.close();
  }

  @AfterEach
  void goesOn() throws Exception {
    assertThat(RUNNING.infer(ROW).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]"})
  void host_ofThisMachine_isAnswered(String name) throws Exception {
    assertThat(RUNNING.raw(get("Host: " + name + ":" + port()))).startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: evil.example",
        "Host: evil.example:PORT",
        "Host: localhost",
        "Host: localhost:1",
        "Host: localhost:PORT.evil.example",
        "Host: 127.0.0.1.evil.example:PORT",
        "Host: ",
        "Host: 127.1:PORT",
        "X-Forwarded-Host: localhost:PORT"
      })
  void host_ofAnotherName_isRefused(String header) throws Exception {
    String answer = RUNNING.raw(get(header.replace("PORT", Integer.toString(port()))));
    assertThat(answer).containsPattern("^HTTP/1.1 40[03]").contains("{\"error\":");
  }

  @Test
  void host_givenTwice_isRefused() throws Exception {
    String own = "Host: localhost:" + port();
    assertThat(RUNNING.raw(get(own + "\r\nHost: evil.example")))
        .containsPattern("^HTTP/1.1 40[03]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.example",
        "null",
        "https://localhost:PORT",
        "http://localhost:1",
        "http://localhost:PORT.evil.example"
      })
  void origin_ofAnotherSite_isRefused(String origin) throws Exception {
    String own = "Host: localhost:" + port() + "\r\nOrigin: ";
    String answer = RUNNING.raw(get(own + origin.replace("PORT", Integer.toString(port()))));
    assertThat(answer).startsWith("HTTP/1.1 403").contains("this server answers no other site");
    assertThat(answer).doesNotContainIgnoringCase("access-control");
  }

  @Test
  void origin_ofItsOwn_isAnswered() throws Exception {
    String own = "Host: localhost:" + port() + "\r\nOrigin: http://localhost:" + port();
    assertThat(RUNNING.raw(get(own))).startsWith("HTTP/1.1 200");
  }

  @Test
  void body_of10MegabytesOfGarbage_isTooLarge() throws Exception {
    byte[] garbage = new byte[10_000_000];
    new Random(1).nextBytes(garbage);
    Answer answer = RUNNING.post("/v2/models/echo/infer", garbage);
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.error())
        .isEqualTo("the body is larger than the 8388608 bytes this server takes");
  }

  @Test
  void body_of10MegabytesInChunks_isTooLarge() throws Exception {
    byte[] megabyte = "x".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII);
    java.io.ByteArrayOutputStream request = new java.io.ByteArrayOutputStream();
    request.writeBytes(
        ascii(
            "POST /v2/models/echo/infer HTTP/1.1\r\nHost: localhost:"
                + port()
                + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
                + "Connection: close\r\n\r\n"));
    for (int i = 0; i < 10; i++) {
      request.writeBytes(ascii("F4240\r\n"));
      request.writeBytes(megabyte);
      request.writeBytes(ascii("\r\n"));
    }
    request.writeBytes(ascii("0\r\n\r\n"));
    assertThat(RUNNING.raw(request.toByteArray())).startsWith("HTTP/1.1 413");
  }

  @Test
  void body_thatEndsEarly_isRefused() throws Exception {
    String answer =
        RUNNING.raw(
            ascii(
                "POST /v2/models/echo/infer HTTP/1.1\r\nHost: localhost:"
                    + port()
                    + "\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"));
    assertThat(answer).doesNotContain("200 OK").doesNotContain("Exception");
  }

  @Test
  void url_thatIsVeryLong_isRefused() throws Exception {
    String answer =
        RUNNING.raw(ascii("GET /v2/" + "a".repeat(6_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    assertThat(answer).startsWith("HTTP/1.1 4").contains("{\"error\":");
  }

  @Test
  void headers_thatAreVeryLarge_areRefused() throws Exception {
    String answer = RUNNING.raw(get("Host: localhost\r\nX-Long: " + "a".repeat(20_000)));
    assertThat(answer).startsWith("HTTP/1.1 4").contains("{\"error\":");
  }

  @Test
  void body_ofRandomBytes_isRefused() throws Exception {
    Random random = new Random(20010305);
    for (int round = 0; round < 200; round++) {
      byte[] body = new byte[random.nextInt(2_000)];
      random.nextBytes(body);
      Answer answer = RUNNING.post("/v2/models/echo/infer", body);
      assertThat(answer.status()).as("round %d", round).isEqualTo(400);
      assertThat(answer.error()).doesNotContain("Exception", "dev.millrace");
    }
  }

  @Test
  void body_ofMutatedRequests_isAnsweredOrRefused() throws Exception {
    Random random = new Random(7);
    byte[] sound = ROW.getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < 500; round++) {
      byte[] body = sound.clone();
      for (int change = random.nextInt(4); change >= 0; change--) {
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      }
      Answer answer = RUNNING.post("/v2/models/echo/infer", body);
      assertThat(answer.status()).as("round %d: %s", round, answer).isIn(200, 400, 413);
    }
  }

  @Test
  void connection_ofRandomBytes_isNeverAnsweredWell() throws Exception {
    Random random = new Random(42);
    for (int round = 0; round < 100; round++) {
      byte[] bytes = new byte[1 + random.nextInt(500)];
      random.nextBytes(bytes);
      assertThat(RUNNING.raw(bytes)).as("round %d", round).matches("(?s)(HTTP/1.1 4.*)?");
    }
  }

  private static byte[] get(String headers) {
    return ascii("GET /v2 HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static int port() {
    return RUNNING.server.address().getPort();
  }
}
