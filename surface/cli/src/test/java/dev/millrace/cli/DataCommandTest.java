package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.value.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DataCommandTest {

  private static final String FLIGHTS =
      Path.of("../../examples/flights/data").toAbsolutePath().normalize().toString();

  @TempDir Path folder;

  private Screen screen = new Screen(Path.of(""));

  @BeforeEach
  void inFolder() {
    screen = new Screen(folder);
  }

  private void write(String name, String text) throws Exception {
    Files.writeString(folder.resolve(name), text);
  }

  @Test
  void stats_ofCsv_isATableInWords() throws Exception {
    write("trips.csv", "city,miles,late\nParis,10,true\nRoma,20,false\nParis,,true\n");

    assertThat(screen.run("data", "stats", "trips.csv")).isZero();

    assertThat(screen.out().lines())
        .containsExactly(
            "trips.csv: 3 rows, 3 features",
            "",
            "feature  type     missing  distinct  mean  values",
            "city     string       0 %         2     –  Paris 66.7 %",
            "miles    integer   33.3 %         2    15  10 … 10 … 20",
            "late     boolean      0 %         2     –  66.7 % true");
  }

  @Test
  void stats_ofParquet_fitsAHundredColumnsAndIsTheSameFromTheCache() {
    String week = FLIGHTS + "/2001-01-01.parquet";
    assertThat(screen.run("data", "stats", week)).isZero();
    Screen again = new Screen(folder);
    assertThat(again.run("data", "stats", week)).isZero();

    assertThat(screen.out()).contains("113,493 rows, 5 features").isEqualTo(again.out());
    assertThat(screen.out().lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
  }

  @Test
  void stats_ofTypeWithoutStatistics_saysWhichColumnIsNotCounted() throws Exception {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute(
          "COPY (SELECT 1 AS n, INTERVAL 3 DAY AS wait) TO '"
              + folder.resolve("x.parquet")
              + "' (FORMAT parquet)");
    }

    assertThat(screen.run("data", "stats", "x.parquet", "--html", "x.html")).isZero();
    assertThat(screen.out() + screen.err())
        .contains("1 row, 1 feature")
        .contains("wait is not counted: its type INTERVAL has no statistics");
    assertThat(Files.readString(folder.resolve("x.html")))
        .contains("types without statistics")
        .contains("wait (INTERVAL)");
    Screen json = new Screen(folder);
    assertThat(json.run("data", "stats", "x.parquet", "--json")).isZero();
    assertThat(Json.parse(json.out()).at("/sets/0/skipped/0/type").asString())
        .isEqualTo("INTERVAL");
  }

  @Test
  void stats_json_hasAllThatWasAskedFor() throws Exception {
    write("rows.jsonl", "{\"x\": 1, \"y\": true}\n{\"x\": 2, \"y\": false}\n");

    assertThat(
            screen.run(
                "data",
                "stats",
                "rows.jsonl",
                "--json",
                "--label",
                "y",
                "--weight",
                "x",
                "--slice",
                "y"))
        .isZero();

    JsonNode set = Json.parse(screen.out()).get("sets").get(0);
    assertThat(set.get("rows").intValue()).isEqualTo(2);
    assertThat(set.get("features").get(0).get("numbers").get("mean").doubleValue()).isEqualTo(1.5);
    assertThat(set.get("statistics").propertyNames())
        .contains("features", "label", "weighted", "slices", "pairs");
  }

  @Test
  void stats_json_hasDistributionsReadyToBeDrawn() throws Exception {
    StringBuilder rows = new StringBuilder("n,s,b\n");
    for (int i = 0; i < 100; i++) {
      rows.append(i)
          .append(i % 4 == 0 ? ",often" : ",x" + i)
          .append(i % 5 == 0 ? ",true\n" : ",false\n");
    }
    write("rows.csv", rows.toString());

    assertThat(screen.run("data", "stats", "rows.csv", "--json")).isZero();

    JsonNode features = Json.parse(screen.out()).get("sets").get(0).get("features");
    JsonNode numbers = features.get(0).get("distribution");
    assertThat(numbers.get("histogram")).hasSize(10);
    assertThat(numbers.get("histogram").get(0).toString())
        .isEqualTo("{\"low\":0.0,\"high\":9.9,\"count\":10.0}");
    assertThat(numbers.get("quantiles")).hasSize(10);
    assertThat(numbers.get("quantiles").get(1).toString())
        .isEqualTo("{\"low\":9.0,\"high\":19.0,\"count\":10.0}");
    JsonNode texts = features.get(1).get("distribution");
    assertThat(texts.get("top")).hasSize(20);
    assertThat(texts.get("top").get(0).toString()).isEqualTo("{\"value\":\"often\",\"count\":25}");
    assertThat(texts.get("ranks")).hasSize(76);
    assertThat(texts.get("ranks").get(1).intValue()).isEqualTo(1);
    assertThat(texts.get("lengths").toString()).isEqualTo("{\"min\":2,\"mean\":3.43,\"max\":5}");
    assertThat(features.get(2).get("distribution").get("top").toString())
        .isEqualTo("[{\"value\":\"false\",\"count\":80},{\"value\":\"true\",\"count\":20}]");
  }

  @Test
  void stats_ofLists_tellsTheirLengthsAndTheirValues() throws Exception {
    String lists = "lists.parquet";
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = database.createStatement()) {
      statement.execute(
          "COPY (SELECT i AS id, CASE WHEN i < 3 THEN ['a', 'b'] WHEN i = 3 THEN [] END AS tags,"
              + " 1e300 AS far FROM range(4) t(i)) TO '"
              + folder.resolve(lists)
              + "' (FORMAT parquet)");
    }

    assertThat(screen.run("data", "stats", lists)).isZero();

    assertThat(screen.out().lines())
        .containsExactly(
            "lists.parquet: 4 rows, 3 features",
            "",
            "feature  type     missing  distinct    mean  values",
            "id       integer      0 %         4     1.5  0 … 1 … 3",
            "far      number       0 %         1  1e+300  1e+300 … 1e+300 … 1e+300  one value only",
            "tags     list         0 %         2     1.5  0 … 2 … 2 long",
            "tags[]   string       0 %         2       –  a 50 %");
    Screen compared = new Screen(folder);
    assertThat(compared.run("data", "show", lists, "--against", lists)).isZero();
    assertThat(compared.out()).contains("tags ", "tags[] ");
  }

  @Test
  void stats_withRowsThatCannotBeRead_countsThemAndNamesTheFirst() throws Exception {
    write("rows.csv", "a,b\n1,2\n3\n4,5\n");

    assertThat(screen.run("data", "stats", "rows.csv")).isZero();

    assertThat(screen.out()).contains("2 rows");
    assertThat(screen.err()).contains("1 row could not be read").contains("line 3");
  }

  @Test
  void show_twoFiles_comparesThemAndWritesAPage() throws Exception {
    assertThat(
            screen.run(
                "data",
                "show",
                FLIGHTS + "/2001-01-01.parquet",
                "--against",
                FLIGHTS + "/2001-06-18.parquet",
                "--html",
                "page.html"))
        .isZero();

    assertThat(screen.out().lines().skip(3).findFirst().orElse(""))
        .startsWith("feature ")
        .contains("distance");
    assertThat(screen.out().lines().skip(4).findFirst().orElse("")).startsWith("date");
    assertThat(folder.resolve("page.html")).content().contains("113,493", "117,592", "<svg");
  }

  @Test
  void show_whatARunMade_comparesItsSplits() throws Exception {
    write(
        "pipeline.yaml",
        """
        name: look
        steps:
          ingest:
            uses: ingest
            with: { source: %s/2001-01-01.parquet, split: { by: time, column: date, eval: 20%% } }
          statistics: { uses: statistics }
        """
            .formatted(FLIGHTS));
    assertThat(screen.run("run", ".")).isZero();
    Screen list = new Screen(folder);
    assertThat(list.run("runs", "list", "--json")).isZero();
    String run = Json.parse(list.out()).get(0).get("id").stringValue();
    String brief = run.substring(24);
    Screen kept = new Screen(folder);
    Screen counted = new Screen(folder);

    assertThat(kept.run("data", "show", run + "/statistics.statistics", "--html", "run.html"))
        .isZero();
    assertThat(counted.run("data", "show", run + "/ingest.examples")).isZero();

    assertThat(kept.out())
        .contains("train of " + brief + "/statistics.statistics", "eval of " + brief, "origin");
    assertThat(counted.out().lines().skip(2))
        .containsExactlyElementsOf(kept.out().lines().skip(2).toList());
    assertThat(folder.resolve("run.html")).content().contains("eval of " + brief);
    assertThat(kept.run("data", "show", run)).isEqualTo(5);
  }

  @Test
  void show_whatIsNotThere_isNotFound() {
    assertThat(screen.run("data", "show", "0123abcd/statistics.statistics")).isEqualTo(5);
    assertThat(screen.run("data", "stats", "no.parquet")).isEqualTo(5);
    assertThat(screen.err()).contains("there is no file");
  }

  @Test
  void stats_badRequests_areSaidInWords() throws Exception {
    write("a.csv", "x\n1\n");
    write("b.csv", "y\n1\n");
    write("c.jsonl", "{\"x\": 1}\n");
    write("d.parquet", "no Parquet at all");
    write("e.txt", "x");

    assertThat(screen.run("data", "stats", "a.csv", "b.csv")).isEqualTo(1);
    assertThat(screen.run("data", "stats", "a.csv", "c.jsonl")).isEqualTo(2);
    assertThat(screen.run("data", "stats", "d.parquet")).isEqualTo(1);
    assertThat(screen.run("data", "stats", "e.txt")).isEqualTo(2);
    assertThat(screen.run("data", "stats", "a.csv", "--label", "z")).isEqualTo(1);
    assertThat(screen.run("data", "stats", "a.csv", "--html", "no/page.html")).isEqualTo(5);
    assertThat(screen.run("data")).isEqualTo(2);
    assertThat(screen.err()).doesNotContain("Exception", "\tat ");
  }
}
