package dev.millrace.benchmark;

import dev.millrace.core.value.Json;
import dev.millrace.model.Batch;
import dev.millrace.model.RowCodec;
import dev.millrace.model.bundle.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The model that the main example trains: its transform and some trees of depth 6.
 *
 * @param artifacts of the home it was trained in
 * @param directory of its bundle
 * @param report what the run printed with {@code --json}
 */
public record FlightsModel(Path artifacts, Path directory, ModelBundle bundle, JsonNode report) {

  /** Of flights, as many as the example learns from. */
  public static final int USUAL_WEEKS = 8;

  /** Of flights, as many as there are. */
  public static final int ALL_WEEKS = 26;

  private static final int TREES = 100;
  private static final LocalDate FIRST_DAY = LocalDate.of(2001, 1, 1);

  /** Trained from nothing, with 100 trees. */
  public static FlightsModel train(Bench bench) throws IOException, InterruptedException {
    return train(bench, TREES, USUAL_WEEKS);
  }

  /** Trained from nothing, the last two weeks held out. */
  public static FlightsModel train(Bench bench, int trees, int weeks)
      throws IOException, InterruptedException {
    Launch launch = new Launch(bench, bench.folder("home"));
    String example = bench.root().resolve("examples/flights").toString();
    String day = FIRST_DAY.plusWeeks(weeks).toString();
    ProcessRun run =
        launch.good(
            "run",
            example,
            "--as-of",
            day,
            "--set",
            "trees=" + trees,
            "--set",
            "weeks=last " + weeks,
            "--json");
    Path artifacts = launch.home().resolve("artifacts");
    Path directory = folderOf(artifacts, "bundle.json");
    return new FlightsModel(
        artifacts, directory, ModelBundle.open(directory), Json.parse(run.out()));
  }

  private static Path folderOf(Path artifacts, String file) throws IOException {
    try (Stream<Path> files = Files.walk(artifacts)) {
      return files
          .filter(folder -> Files.isRegularFile(folder.resolve(file)))
          .findFirst()
          .orElseThrow();
    }
  }

  /**
   * The Parquet files of an artifact's split that the run made, in their order.
   *
   * @param step that made it
   * @param output its name
   */
  public List<Path> shards(String step, String output, String split) throws IOException {
    String digest = step(step).required("outputs").required(output).required("digest").asString();
    Path folder = artifacts.resolve(digest.substring(0, 2)).resolve(digest).resolve("files");
    try (Stream<Path> files = Files.list(folder.resolve(split))) {
      return files.filter(file -> file.toString().endsWith(".parquet")).sorted().toList();
    }
  }

  /** What the run told of a step. */
  public JsonNode step(String name) {
    return report
        .required("steps")
        .valueStream()
        .filter(step -> step.required("step").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** What the whole run took. */
  public double seconds() {
    return seconds(report.required("run"));
  }

  /** What a step took. */
  public double seconds(String step) {
    return seconds(step(step));
  }

  private static double seconds(JsonNode told) {
    return Duration.parse(told.required("took").asString()).toNanos() / 1e9;
  }

  /** The bundle's sample rows, each in a batch of its own. */
  public List<Batch> rows() {
    RowCodec codec = RowCodec.ofInputs(bundle.contents().signature());
    return IntStream.range(0, bundle.contents().samples().size())
        .mapToObj(i -> codec.decode(bundle.contents().samples().subList(i, i + 1)))
        .toList();
  }
}
