package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.value.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/** A small project with a model: is a parcel late? Three weeks of it, and commands on it. */
final class Parcels {

  static final String PIPELINE =
      """
      name: parcels
      params:
        spans: { type: spans, default: all }
        trees: { type: integer, default: 5 }
      steps:
        ingest:
          uses: ingest
          with:
            source: data/{span:yyyy-MM-dd}.csv
            span_length: 7d
            spans: ${params.spans}
            split: { by: span, eval: 1 }
        statistics: { uses: statistics }
        schema: { uses: schema }
        validate: { uses: validate }
        transform:
          uses: transform
          with:
            label: late
            features: { size: { from: size }, colour: { from: colour, vocabulary: {} } }
        train: { uses: train, with: { trainer: xgboost, label: late, rounds: "${params.trees}" } }
        evaluate:
          uses: evaluate
          with: { slices: [[colour]], min_slice_size: 20, thresholds: { auc: { at_least: 0.6 } } }
        serving: { uses: bless_serving }
        register: { uses: register }
      """;

  private static final LocalDateTime FIRST = LocalDateTime.parse("2026-01-05T00:00:00");
  private static final int WEEKS = 3;
  private static final int ROWS = 300;

  private final Path directory;

  private Parcels(Path directory) {
    this.directory = directory;
  }

  /** Commands on a directory in which there is nothing yet. */
  static Parcels at(Path directory) {
    return new Parcels(directory);
  }

  static Parcels in(Path directory) throws IOException {
    Parcels parcels = at(directory);
    Files.createDirectories(directory.resolve("data"));
    for (int week = 0; week < WEEKS; week++) {
      Files.writeString(parcels.week(week), rows(FIRST.plusWeeks(week), new Random(week)));
    }
    parcels.write(PIPELINE);
    return parcels;
  }

  void write(String yaml) throws IOException {
    Files.writeString(directory.resolve("pipeline.yaml"), yaml);
  }

  /** The file of a week, counted from 0. */
  Path week(int number) {
    return directory.resolve("data/%s.csv".formatted(FIRST.plusWeeks(number).toLocalDate()));
  }

  private static String rows(LocalDateTime start, Random random) {
    StringBuilder rows = new StringBuilder("at,size,colour,late\n");
    for (int row = 0; row < ROWS; row++) {
      int size = random.nextInt(100);
      String colour = new String[] {"red", "green", "blue"}[random.nextInt(3)];
      boolean late = size + (colour.equals("red") ? 40 : 0) + random.nextInt(-30, 31) > 70;
      rows.append("%s:00,%d,%s,%b%n".formatted(start.plusMinutes(30L * row), size, colour, late));
    }
    return rows.toString();
  }

  /** Runs the pipeline as of a time, which has to succeed, and gives the run's id. */
  String run(String asOf, String... more) {
    String[] command = Arrays.copyOf(new String[] {"run", ".", "--as-of", asOf}, 4 + more.length);
    System.arraycopy(more, 0, command, 4, more.length);
    expect(0, command);
    return json("runs", "list", "--limit", "1").get(0).get("id").asString();
  }

  /** Does a command that has to end with this code; what it said. */
  Screen expect(int code, String... command) {
    Screen screen = new Screen(directory, Map.of());
    assertThat(screen.run(command)).as("%s%s", screen.out(), screen.err()).isEqualTo(code);
    return screen;
  }

  /** Does a command that has to succeed, and reads its answer. */
  JsonNode json(String... command) {
    String[] all = Arrays.copyOf(command, command.length + 1);
    all[command.length] = "--json";
    return Json.parse(expect(0, all).out());
  }
}
