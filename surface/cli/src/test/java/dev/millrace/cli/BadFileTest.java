package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that {@code predict} cannot take: the rows at fault are named with their values, and no
 * file of predictions appears.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadFileTest {

  private static final int FAILURE = 1;
  private static final int USAGE = 2;
  private static final int NOT_FOUND = 5;

  private Path directory;

  @BeforeAll
  void model(@TempDir Path given) throws Exception {
    directory = given;
    Trips trips = Trips.upTo("register", directory);
    trips.week(1, "* REPLACE (CASE WHEN id % 5 = 0 THEN NULL ELSE wind END AS wind)");
    Screen run = new Screen(directory);
    assertThat(run.run("run", ".")).as(run.err()).isZero();
  }

  @AfterEach
  void theHomeGoesOn() throws IOException {
    csv("sound.csv", "900,1.5,Oslo", "100,,Rome", "100,1,Atlantis", "100,1,🚀");
    Screen predict = new Screen(directory);
    assertThat(predict.run("predict", "sound.csv", "good.csv")).as(predict.err()).isZero();
    assertThat(Files.readAllLines(directory.resolve("good.csv")))
        .hasSize(5)
        .allSatisfy(line -> assertThat(line.split(",")).hasSize(4));
    try (Stream<Path> work = Files.list(directory.resolve(".millrace/work"))) {
      assertThat(work).isEmpty();
    }
  }

  @Test
  void predict_noFile_isNotFound() throws Exception {
    refuses(NOT_FOUND, "none.csv", "there is no file " + directory.resolve("none.csv"), "name a");
  }

  @Test
  void predict_directory_isUsage() throws Exception {
    refuses(USAGE, "data", "data is a directory", "name a .parquet, .csv or .jsonl file");
  }

  @Test
  void predict_emptyFile_saysWhatItNeeds() throws Exception {
    Files.write(directory.resolve("empty.csv"), new byte[0]);
    refuses(FAILURE, "empty.csv", "empty.csv is empty", "the names of its columns");
  }

  @Test
  void predict_columnGone_namesItAndThoseThereAre() throws Exception {
    Files.writeString(directory.resolve("gone.csv"), "distance,city\n100,Rome\n");
    refuses(
        FAILURE,
        "gone.csv",
        "gone.csv lacks what the model takes: wind (number)",
        "its columns are distance, city");
  }

  @Test
  void predict_valuesOfAnotherType_areNamedByRowTogether() throws Exception {
    csv("type.csv", "100,1,Rome", "1.5,strong,Rome", "200,nan,Rome", "far,inf,Rome");
    refuses(
        FAILURE,
        "type.csv",
        "type.csv does not fit the model: ",
        "row 2: 'distance' is '1.5', expected a whole number (and 1 more)",
        "row 2: 'wind' is 'strong', expected a finite number (and 2 more)",
        "they count from 1, without a header");
  }

  @Test
  void predict_columnOfAnotherType_isNotRounded() throws Exception {
    Trips.copy(
        "SELECT unnest([1.0, 2.5]) AS distance, 1 AS wind, 'Rome' AS city",
        directory.resolve("type.parquet"));
    refuses(FAILURE, "type.parquet", "row 2: 'distance' is '2.5', expected a whole number");
  }

  @Test
  void predict_noValueWhereTheModelRequiresOne_namesTheRow() throws Exception {
    csv("null.csv", "100,1,Rome", ",,Rome", "100,1,");
    refuses(
        FAILURE,
        "null.csv",
        "row 2: 'distance' has no value, and the model requires one",
        "row 3: 'city' has no value, and the model requires one");
  }

  @Test
  void predict_corruptParquet_namesTheFile() throws Exception {
    Path whole = directory.resolve("data/2024-01-01.parquet");
    Path half = directory.resolve("half.parquet");
    byte[] bytes = Files.readAllBytes(whole);
    Files.write(half, Arrays.copyOf(bytes, bytes.length / 2));
    refuses(FAILURE, "half.parquet", "half.parquet cannot be read: ", "the file is damaged");
  }

  @Test
  void predict_garbage_namesTheFileBriefly() throws Exception {
    byte[] garbage = new byte[200_000];
    new Random(7).nextBytes(garbage);
    Files.write(directory.resolve("garbage.csv"), garbage);
    Screen screen =
        refuses(FAILURE, "garbage.csv", "garbage.csv cannot be read: ", "the file is damaged");
    assertThat(screen.err()).hasSizeLessThan(1000).doesNotContain("sample_size", "strict_mode");
  }

  @Test
  void predict_intoADirectory_isUsage() throws Exception {
    csv("sound.csv", "900,1.5,Oslo");
    Files.createDirectories(directory.resolve("folder.csv"));
    Screen screen = new Screen(directory);
    assertThat(screen.run("predict", "sound.csv", "folder.csv")).isEqualTo(USAGE);
    Complaint.isClear(screen.err(), "folder.csv is a directory", "name the file to write");
  }

  @Test
  void predict_whereNothingCanBeWritten_blamesTheOutput() throws Exception {
    assumeThat(Path.of("/proc/self")).isDirectory();
    csv("sound.csv", "900,1.5,Oslo");
    Screen screen = new Screen(directory);
    assertThat(screen.run("predict", "sound.csv", "/proc/self/out.csv")).isEqualTo(FAILURE);
    Complaint.isClear(
        screen.err(),
        "the predictions cannot be written to /proc/self/out.csv: ",
        "see that you may write there");
  }

  @Test
  void predict_interrupted_leavesNoHalfFile() throws Exception {
    Trips.copy(
        "SELECT range % 1000 AS distance, 1 AS wind, 'Oslo' AS city FROM range(2000000)",
        directory.resolve("many.parquet"));
    try (MillraceProcess predict =
        MillraceProcess.start(directory, "predict", "many.parquet", "out.csv")) {
      predict.awaitTrue(() -> !startingWith(".out.csv").isEmpty());
      int expected = predict.interrupt();
      assertThat(predict.exitCode()).as(predict.err()).isEqualTo(expected);
      assertThat(predict.err()).isEqualTo("interrupted; the same command does what is left to do");
    }
    nothingWritten();
  }

  private Screen refuses(int code, String input, String... parts) throws IOException {
    Screen screen = new Screen(directory);
    assertThat(screen.run("predict", input, "out.csv")).as(screen.err()).isEqualTo(code);
    Complaint.isClear(screen.err(), parts);
    assertThat(screen.out()).isEmpty();
    nothingWritten();
    return screen;
  }

  private void nothingWritten() throws IOException {
    assertThat(startingWith("out.csv")).isEmpty();
    assertThat(startingWith(".out.csv")).isEmpty();
  }

  private List<Path> startingWith(String start) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.getFileName().toString().startsWith(start)).toList();
    }
  }

  private void csv(String name, String... rows) throws IOException {
    Files.writeString(
        directory.resolve(name), "distance,wind,city\n" + String.join("\n", rows) + "\n");
  }
}
