package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.value.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

@Order(2)
class InitTest {

  private static final int ROWS = 400;

  @TempDir Path folder;

  private Screen screen = new Screen(Path.of(""));

  @BeforeEach
  void inFolder() {
    screen = new Screen(folder);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static String rows(String header, int rows, IntFunction<String> row) {
    return IntStream.range(0, rows)
        .mapToObj(row)
        .collect(Collectors.joining("\n", header + "\n", "\n"));
  }

  /** Customers of whom the older ones with many calls leave. */
  private static String customers(int rows) {
    Random random = new Random(5);
    return rows(
        "customer_id,age,calls,plan,paid,churned,reason",
        rows,
        row -> {
          int age = 20 + random.nextInt(60);
          int calls = random.nextInt(10);
          boolean leaves = age + 5 * calls + random.nextInt(20) > 85;
          return "C%05d,%d,%s,%s,%.2f,%s,%s"
              .formatted(
                  row,
                  age,
                  calls == 3 ? "NA" : String.valueOf(calls),
                  List.of("basic", "plus", "family").get(row % 3),
                  random.nextDouble() * 100,
                  leaves ? "yes" : "no",
                  leaves ? "asked" : "none");
        });
  }

  private JsonNode init(String... arguments) {
    return json(Stream.concat(Stream.of("init", "p"), Stream.of(arguments)).toArray(String[]::new));
  }

  private JsonNode json(String... arguments) {
    Screen quiet = new Screen(folder);
    String[] command =
        Stream.concat(Stream.of(arguments), Stream.of("--json")).toArray(String[]::new);
    assertThat(quiet.run(command)).as(quiet.err()).isZero();
    return Json.parse(quiet.out());
  }

  private String pipeline() throws IOException {
    return Files.readString(folder.resolve("p/pipeline.yaml"));
  }

  /** The card that a run has written of a version. */
  private JsonNode cardOf(String version) {
    Screen quiet = new Screen(folder);
    assertThat(quiet.run("models", "card", version, "--json")).as(quiet.err()).isZero();
    JsonNode report = Json.parse(quiet.out());
    assertThat(report.get("stored").isString()).isTrue();
    return report;
  }

  /** What a newcomer does, from end to end, on a table of 400 rows that grows to 480. */
  @Test
  void init_customers_areRunPredictedGrownAndRolledBack() throws Exception {
    write("data/customers.csv", customers(ROWS));

    assertThat(screen.run("init", "churn", "--data", "data/customers.csv", "--label", "churned"))
        .isZero();
    assertThat(screen.out())
        .contains("data/customers.csv: 400 rows")
        .contains("'yes', which")
        .contains("written as NA")
        .contains("left out customer_id: is an id")
        .contains("left out reason: gives the label away");
    assertThat(screen.run("run", "churn")).as(screen.err()).isZero();
    assertThat(screen.out()).containsPattern("evaluate +.millrace/.*/evaluation.html\n");
    assertThat(screen.out()).containsPattern("card +.millrace/.*/model_card.html\n");
    assertThat(cardOf("churn").at("/card/use/readme/text").stringValue()).contains("of `churned`");
    assertThat(screen.run("predict", "data/customers.csv", "out.csv", "--null", "NA"))
        .as(screen.err())
        .isZero();
    assertThat(Files.readAllLines(folder.resolve("out.csv"))).hasSize(ROWS + 1);
    write("new.csv", "age,calls,plan,paid\n,4,never seen,1.5\n");
    assertThat(screen.run("predict", "new.csv", "new-out.csv")).as(screen.err()).isZero();
    write("ratio.csv", "age,calls,plan,paid\n30,4,plus,inf\n");
    assertThat(screen.run("predict", "ratio.csv", "ratio-out.csv")).isOne();
    assertThat(screen.err()).contains("'paid' is 'inf'").contains("say so: --null 'inf'");

    write("data/customers.csv", customers(480));
    assertThat(screen.run("run", "churn")).as(screen.err()).isZero();
    assertThat(screen.run("models", "show", "churn")).isZero();
    assertThat(screen.out()).contains("champion = 2").contains("local = 2");
    assertThat(cardOf("churn@2").at("/card/data/rows").toString()).isNotEqualTo("{}");
    assertThat(screen.run("rollback", "churn", "--reason", "to see")).as(screen.err()).isZero();
    assertThat(screen.out()).contains("version 2 → 1");
  }

  /** It is right about nothing, however little doubt there is about that. */
  @Test
  void init_modelThatSaysTheSameOfAll_isNotBlessed() throws Exception {
    write("customers.csv", customers(ROWS));
    init("--data", "customers.csv", "--label", "churned");
    String constant =
        pipeline().replaceFirst("with: \\{ task: binary.*", "with: { trainer: baseline }");
    assertThat(constant).contains("trainer: baseline");
    write("p/pipeline.yaml", constant);
    assertThat(screen.run("run", "p")).isEqualTo(4);
    assertThat(screen.err()).contains("not blessed: auc 0.5");
  }

  @Test
  void init_namesOfAnyKind_makesAPipelineThatRuns() throws Exception {
    write(
        "odd.csv",
        rows(
            "\"the \"\"size\"\"\",select,🎈,\"a ${b}\",yes,it's: #1",
            120,
            row ->
                row % 7
                    + ","
                    + row % 5
                    + ","
                    + row % 3
                    + ",k"
                    + row % 4
                    + ","
                    + row * 31 % 17
                    + ","
                    + (row % 7 > 3 ? "y ${x}" : "n'o")));
    init("--data", "odd.csv", "--label", "it's: #1");

    assertThat(pipeline()).containsPattern("slices: \\[\\[\"a \\$+\\{b}\"]]");
    assertThat(screen.run("lint", "p")).as(screen.out() + screen.err()).isZero();
    assertThat(screen.run("run", "p", "--to", "evaluate")).as(screen.err()).isZero();
  }

  /** Whether they are values or not, only their owner knows. */
  @Test
  void init_marksOfMissingValuesInTexts_areToldWithTheLineThatMakesThemMissing() throws Exception {
    write(
        "plans.csv",
        rows(
            "plan,calls,left",
            120,
            row ->
                List.of("basic", "?", "plus", "N/A").get(row % 4)
                    + ","
                    + row % 7
                    + ","
                    + (row % 7 > 3 ? "yes" : "no")));
    JsonNode report = init("--data", "plans.csv", "--label", "left");

    String unmarked = "nullif(nullif(\"plan\", '?'), 'N/A') AS \"plan\"";
    assertThat(report.required("guesses").valueStream().map(guess -> guess.get("guess").asString()))
        .contains("'?', 'N/A' in 60 of 120 rows of 'plan' are taken as values like others");
    assertThat(
            report.required("guesses").valueStream().map(guess -> guess.get("change").asString()))
        .anyMatch(change -> change.contains(unmarked));
    String line = "# select: SELECT * REPLACE (" + unmarked;
    assertThat(pipeline()).contains(line);
    write(
        "p/pipeline.yaml",
        pipeline().replaceAll("(?m)^      select: .*\n", "").replace(line, line.substring(2)));
    assertThat(screen.run("run", "p", "--to", "validate")).as(screen.err()).isZero();
    String run = json("runs", "list", "--limit", "1").get(0).get("id").asString();
    JsonNode sets = json("data", "show", run + "/ingest.examples").get("sets");
    assertThat(sets.valueStream().mapToInt(set -> set.at("/features/0/missing").asInt()).sum())
        .isEqualTo(60);
  }

  @Test
  void init_datesThatAreNotIso_areTimesAndCanBePredicted() throws Exception {
    write(
        "sales.csv",
        rows(
            "day,shop,sold",
            120,
            row -> {
              LocalDate day = LocalDate.of(2019, 3, 1).plusDays(row);
              return "%02d/%02d/%d,%s,%d"
                  .formatted(
                      day.getMonthValue(), day.getDayOfMonth(), day.getYear(), "s" + row % 3, row);
            }));
    init("--data", "sales.csv", "--label", "sold");

    assertThat(pipeline())
        .contains("strptime(\"day\", '%m/%d/%Y')")
        .contains("split: { by: time, column: day, eval: 20% }")
        .contains("{ from: day, part: weekday }");
    assertThat(Files.readString(folder.resolve("p/README.md"))).contains("--timestamp '%m/%d/%Y'");
    assertThat(screen.run("run", "p", "--to", "transform")).as(screen.err()).isZero();
  }

  /** By lot, all of the ten that are of the rare class could be learnt from and none judged by. */
  @Test
  void init_veryRareClass_isInBothSplits() throws Exception {
    write(
        "rare.csv",
        rows(
            "a,b,c,y",
            700,
            row -> row % 13 + "," + row % 11 + "," + row % 7 + "," + (row % 70 == 17 ? "y" : "n")));
    init("--data", "rare.csv", "--label", "y");

    assertThat(pipeline()).contains("in this order of columns, most evenly");
    assertThat(screen.run("run", "p", "--to", "transform")).as(screen.err()).isZero();
  }

  /** As a table of purchases has them: what was not bought is empty. */
  @Test
  void init_columnsOfOneValueOrNone_areDividedByWhereTheyAreMissing() throws Exception {
    write(
        "ticks.csv",
        rows(
            "milk,bread,tea,eggs,rice,total",
            300,
            row ->
                IntStream.range(0, 5)
                        .mapToObj(column -> (row >> column) % 2 == 0 ? "t" : "")
                        .collect(Collectors.joining(","))
                    + (row % 3 == 0 ? ",high" : ",low")));
    init("--data", "ticks.csv", "--label", "total");

    assertThat(pipeline()).contains("columns: [milk, bread, tea, eggs, rice]");
    assertThat(screen.run("run", "p", "--to", "transform")).as(screen.err()).isZero();
  }

  private static String tick(int value) {
    return value == 1 ? "yes" : "no";
  }

  /**
   * Equal rows stay together, so that there are as few to judge by, however often each is there.
   */
  @Test
  void init_fewDifferentRows_saysHowFewAreForJudging() throws Exception {
    write(
        "ticks.csv",
        rows(
            "a,b,c,y",
            400,
            row ->
                IntStream.of(row % 2, row / 2 % 2, row / 4 % 2, row * 7 % 11 % 2)
                    .mapToObj(InitTest::tick)
                    .collect(Collectors.joining(","))));
    String guesses = init("--data", "ticks.csv", "--label", "y").required("guesses").toString();

    assertThat(guesses)
        .containsPattern("only [2-7] of the 8 different rows are for judging, which tells little");
    assertThat(pipeline()).contains("different rows are for judging");
  }

  @Test
  void init_onlyColumnHasNaN_isDividedByIt() throws Exception {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute(
          "COPY (SELECT CASE WHEN i % 9 = 0 THEN 'nan'::DOUBLE ELSE i * 7 % 101 END AS x,"
              + " i % 3 = 0 AS y FROM range(300) numbers(i)) TO '"
              + folder.resolve("x.parquet")
              + "' (FORMAT parquet)");
    }
    init("--data", "x.parquet", "--label", "y");

    assertThat(pipeline()).contains("columns: [x]");
    assertThat(screen.run("run", "p", "--to", "transform")).as(screen.err()).isZero();
  }

  @Test
  void init_folderOfDays_readsThemAsSpansAndJudgesByTheLatest() throws Exception {
    for (int day = 1; day <= 5; day++) {
      write("days/sales-2024-03-0" + day + ".csv", customers(60));
    }
    init("--data", "days", "--label", "paid");

    assertThat(pipeline())
        .contains("source: \"${params.data}/sales-{span:yyyy-MM-dd}.csv\"")
        .contains("span_length: 1d")
        .contains("split: { by: span, eval: 1 }")
        .contains("task: regression");
    assertThat(screen.run("run", "p", "--to", "validate")).as(screen.err()).isZero();
  }

  @Test
  void init_classesOfWhichOneIsRare_learnsTheOthersAndSaysSo() throws Exception {
    write(
        "kinds.jsonl",
        rows(
            "{\"size\":1,\"kind\":\"rare\"}",
            200,
            row -> "{\"size\":%d,\"kind\":\"k%d\"}".formatted(row % 60, row % 4)));
    JsonNode report = init("--data", "kinds.jsonl", "--label", "kind");

    assertThat(report.required("task").asString()).isEqualTo("multiclass");
    assertThat(report.required("guesses").toString()).contains("'rare' is left out");
    assertThat(pipeline()).contains("WHERE \"kind\" IN ('k0', 'k1', 'k2', 'k3')");
  }

  @Test
  void init_projectThatIsThere_isLeftAlone() throws Exception {
    write("customers.csv", customers(100));
    write("p/notes.txt", "mine");

    assertThat(screen.run("init", "p", "--data", "customers.csv", "--label", "churned"))
        .isEqualTo(2);
    assertThat(screen.err()).contains("p is there already");
    assertThat(folder.resolve("p")).isDirectoryContaining("glob:**notes.txt");
    assertThat(folder.resolve("p/pipeline.yaml")).doesNotExist();
  }

  static Stream<Arguments> noModel() {
    String many = customers(100);
    return Stream.of(
        Arguments.of(1, "too few to learn", "at least 50", customers(20), "churned"),
        Arguments.of(1, "is 'no' in every row", "another", many.replace("yes,", "no,"), "churned"),
        Arguments.of(
            1,
            "'copy' is equal to the label 'y' in every row",
            "--leave-out copy",
            rows("x,copy,y", 90, row -> row % 7 + "," + row % 2 + "," + row % 2),
            "y"),
        Arguments.of(
            1,
            "'seat' has only 2 different values",
            "name it: --key COLUMN",
            rows("seat,y", 90, row -> "s" + row % 2 + "," + row % 3 / 2),
            "y"),
        Arguments.of(
            1,
            "the rows to judge by would all be alike",
            "name it: --key COLUMN",
            rows(
                "a,b,y",
                200,
                row -> tick(row % 2) + "," + tick(row / 2 % 2) + "," + tick(row / 4 % 2)),
            "y"),
        Arguments.of(1, "is missing in all 90 rows", "", rows("x,y", 90, row -> row + ","), "y"),
        Arguments.of(2, "no column 'churnd'", "did you mean 'churned'?", many, "churnd"),
        Arguments.of(1, "no rows", "", "x,y\n", "y"),
        Arguments.of(1, "is empty", "", "", "y"),
        Arguments.of(
            1, "two columns named 'x'", "", rows("x,x,y", 90, row -> "1,2," + row % 2), "y"),
        Arguments.of(
            1,
            "no column is left to learn 'y' from",
            "",
            rows("id,y", 90, row -> row + "," + row % 2),
            "y"));
  }

  @ParameterizedTest
  @MethodSource("noModel")
  void init_dataThatCarriesNoModel_saysWhyAndWritesNothing(
      int code, String reason, String remedy, String data, String label) throws Exception {
    write("data.csv", data);

    assertThat(screen.run("init", "p", "--data", "data.csv", "--label", label)).isEqualTo(code);
    assertThat(screen.err()).contains(reason).contains("hint:").contains(remedy);
    assertThat(folder.resolve("p")).doesNotExist();
  }
}
