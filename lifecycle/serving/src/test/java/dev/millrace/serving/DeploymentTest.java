package dev.millrace.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Json;
import dev.millrace.serving.RunningServer.Answer;
import dev.millrace.serving.log.RequestLogFiles;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new version takes over whole, or the old one goes on. */
class DeploymentTest {

  private static final String ROW =
      "{\"inputs\":[{\"name\":\"distance\",\"shape\":[1],\"datatype\":\"FP64\",\"data\":[0]}]}";

  @TempDir Path directory;
  private RequestLogFiles log;
  private RunningServer running;

  @BeforeEach
  void deployFirst() throws IOException {
    log = RequestLogFiles.open(directory.resolve("home"), Clock.systemUTC());
    running = new RunningServer(log, Limits.STANDARD);
    running.server.deploy("late", 1, Bundles.write(directory.resolve("sound")));
  }

  @AfterEach
  void stop() throws IOException {
    running.close();
    log.close();
  }

  @Test
  void deploy_soundBundle_answersFromThenOn() throws Exception {
    running.server.deploy("late", 2, directory.resolve("sound"));
    Answer answer = infer();
    assertThat(answer.json().required("model_version").asString()).isEqualTo("2");
    assertThat(answer.json().at("/outputs/0/data/0").doubleValue()).isEqualTo(0.5);
  }

  @Test
  void deploy_bundleThatIsDeletedAfterwards_goesOnAnswering() throws Exception {
    Path moved = Bundles.write(directory.resolve("moved"));
    running.server.deploy("late", 2, moved);
    try (Stream<Path> files = Files.list(moved)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    assertThat(infer().status()).isEqualTo(200);
  }

  @Test
  void deploy_anyFileTruncated_isRefusedAndTheOldGoesOn() throws Exception {
    Path bad = Bundles.write(directory.resolve("bad"));
    for (Path file : filesOf(bad)) {
      byte[] whole = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(whole, whole.length / 2));
      refused(bad);
      Files.write(file, whole);
    }
  }

  @Test
  void deploy_anyBitFlipped_isRefusedAndTheOldGoesOn() throws Exception {
    Random random = new Random(3);
    Path bad = Bundles.write(directory.resolve("bad"));
    List<Path> files = new ArrayList<>(filesOf(bad));
    files.remove(bad.resolve("bundle.json")); // holds the others' digests; the store keeps its own
    for (Path file : files) {
      byte[] whole = Files.readAllBytes(file);
      for (int round = 0; round < 10; round++) {
        byte[] flipped = whole.clone();
        flipped[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, flipped);
        refused(bad);
      }
      Files.write(file, whole);
    }
  }

  @Test
  void deploy_signatureOfAnotherModel_isRefusedAndTheOldGoesOn() throws Exception {
    Path bad = Bundles.write(directory.resolve("bad"));
    Path signature = bad.resolve("signature.json");
    Files.writeString(signature, Files.readString(signature).replace("distance", "duration"));
    refused(bad);
  }

  @Test
  void deploy_fileBeyondTheLimit_isRefusedAndTheOldGoesOn() throws Exception {
    Path bad = Bundles.write(directory.resolve("bad"));
    try (RandomAccessFile graph = new RandomAccessFile(bad.resolve("model.onnx").toFile(), "rw")) {
      graph.setLength(10L << 30); // sparse
    }
    refused(bad);
  }

  @Test
  void deploy_directoryThatIsNotThere_isRefusedAndTheOldGoesOn() throws Exception {
    refused(directory.resolve("nowhere"));
  }

  @Test
  void deploy_underLoad_dropsNoRequest() throws Exception {
    AtomicBoolean asking = new AtomicBoolean(true);
    AtomicLong sent = new AtomicLong();
    List<Future<Long>> clients = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int client = 0; client < 4; client++) {
        clients.add(threads.submit(() -> askWhile(asking, sent)));
      }
      for (int version = 2; version <= 50; version++) {
        running.server.deploy("late", version, directory.resolve("sound"));
      }
      asking.set(false);
      long answered = 0;
      for (Future<Long> client : clients) {
        answered += client.get();
      }
      assertThat(answered).isEqualTo(sent.get()).isPositive();
    }
    log.flush();
    AtomicLong logged = new AtomicLong();
    log.readPredictions(
        "late",
        Instant.EPOCH,
        RunningServer.NOW.plusSeconds(1),
        row -> {
          assertThat(row.outputs()).containsEntry("late", Json.tree(0.5));
          logged.incrementAndGet();
        });
    assertThat(logged.get() + log.dropped()).isEqualTo(sent.get());
  }

  private long askWhile(AtomicBoolean asking, AtomicLong sent) throws Exception {
    long answered = 0;
    while (asking.get()) {
      sent.incrementAndGet();
      answered += infer().status() == 200 ? 1 : 0;
    }
    return answered;
  }

  private void refused(Path bundle) throws Exception {
    assertThatThrownBy(() -> running.server.deploy("late", 9, bundle))
        .isInstanceOf(UserError.class);
    Answer answer = infer();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().required("model_version").asString()).isEqualTo("1");
  }

  private Answer infer() throws Exception {
    return running.post("/v2/models/late/infer", ROW);
  }

  private static List<Path> filesOf(Path bundle) throws IOException {
    try (Stream<Path> files = Files.list(bundle)) {
      return files.sorted().toList();
    }
  }
}
