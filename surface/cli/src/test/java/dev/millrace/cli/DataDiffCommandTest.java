package dev.millrace.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.value.Json;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DataDiffCommandTest {

  private static final String FLIGHTS =
      Path.of("../../examples/flights/data").toAbsolutePath().normalize().toString();

  private static final String BEFORE = "id,city,miles\n1,Paris,10\n2,Roma,20\n3,Bern,\n5,Wien,1\n";
  private static final String AFTER =
      "id,city,miles,late\n1,Paris,10.4,true\n2,Rome,20,true\n4,Oslo,7,false\n5,Wien,1,true\n";

  @TempDir Path folder;

  private Screen screen = new Screen(Path.of(""));

  @BeforeEach
  void inFolder() {
    screen = new Screen(folder);
  }

  private void write(String name, String text) throws Exception {
    Files.writeString(folder.resolve(name), text);
  }

  private int diff(String... arguments) {
    screen = new Screen(folder);
    String[] all = new String[arguments.length + 2];
    all[0] = "data";
    all[1] = "diff";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return screen.run(all);
  }

  private JsonNode answer() {
    return Json.parse(screen.out());
  }

  @Test
  void diff_ofTwoFiles_tellsEveryDifferenceInWords() throws Exception {
    write("a.csv", BEFORE);
    write("b.csv", AFTER);

    assertThat(diff("a.csv", "b.csv", "--key", "id", "--confusion", "city")).isZero();

    assertThat(screen.out().lines())
        .containsExactly(
            "before: a.csv",
            "after:  b.csv",
            "",
            "matched by id  before  after",
            "rows                4      4",
            "  matched           3      3",
            "    changed         2      2",
            "  removed           1",
            "  added                    1",
            "",
            "removed: 3",
            "",
            "added: 4",
            "",
            "column  changed  key  before  after",
            "city          1    2  Roma    Rome",
            "miles         1    1  10.0    10.4",
            "",
            "column",
            "late    is only after",
            "",
            "city before  city after  rows",
            "Paris        Paris          1",
            "Roma         Rome           1",
            "Wien         Wien           1",
            "",
            "They are different.");
    assertThat(screen.err()).isEmpty();
  }

  @Test
  void diff_ofTheSameFile_findsNothing() throws Exception {
    write("a.csv", BEFORE);

    assertThat(diff("a.csv", "a.csv", "--key", "id", "--exit-code")).isZero();

    assertThat(screen.out()).contains("unchanged: city, miles").endsWith("Nothing is different.\n");
  }

  @Test
  void diff_withExitCode_endsWithFourIfAnythingDiffers() throws Exception {
    write("a.csv", BEFORE);
    write("b.csv", AFTER);
    write("twice.csv", "id,x\n1,1\n1,1\n2,1\n");
    write("ragged.csv", "id,x\n1,1\n2\n3,1\n");

    assertThat(diff("a.csv", "b.csv", "--key", "id", "--exit-code", "--json")).isEqualTo(4);
    assertThat(answer().get("same").booleanValue()).isFalse();
    assertThat(diff("twice.csv", "twice.csv", "--key", "id", "--exit-code")).isEqualTo(4);
    assertThat(screen.out()).contains("  ambiguous", "keys there more than once", "not compared");
    assertThat(diff("ragged.csv", "ragged.csv", "--key", "id", "--exit-code")).isEqualTo(4);
    assertThat(screen.err()).contains("1 row of ", "could not be read", "line 3");
  }

  @Test
  void diff_ignoringAndRounding_leavesTheRest() throws Exception {
    write("a.csv", BEFORE);
    write("b.csv", AFTER);

    assertThat(
            diff(
                "a.csv",
                "b.csv",
                "--key",
                "id",
                "--ignore",
                "city",
                "--ignore",
                "late",
                "--round",
                "0",
                "--samples",
                "0",
                "--json"))
        .isZero();

    assertThat(answer().get("changed").intValue()).isZero();
    assertThat(answer().get("columns").size()).isEqualTo(1);
    assertThat(answer().get("columns").get(0).get("state").stringValue()).isEqualTo("compared");
    assertThat(answer().get("removed").get("count").intValue()).isEqualTo(1);
    assertThat(answer().get("removed").get("keys").size()).isZero();
  }

  @Test
  void diff_ofOtherFormats_readsThemAlike() throws Exception {
    write("a1.csv", "id,city\n1,Paris\n2,Roma\n");
    write("a2.csv", "id,city\n3,\n");
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("b.jsonl.gz")))) {
      out.write(
          "{\"id\":1,\"city\":\"Paris\"}\n{\"id\":2,\"city\":\"Roma\"}\n{\"id\":3}\n"
              .getBytes(UTF_8));
    }
    write("c.tsv", "id\tcity\n1\tParis\n2\t7\n3\t\n");

    assertThat(diff("a1.csv,a2.csv", "b.jsonl.gz", "--key", "id", "--exit-code")).isZero();
    assertThat(diff("a1.csv,a2.csv", "c.tsv", "--key", "id", "--json")).isZero();

    assertThat(answer().get("before").get("name").stringValue()).isEqualTo("a1.csv and 1 more");
    assertThat(answer().get("columns").get(0).get("samples").get(0).get("after").stringValue())
        .isEqualTo("7");
  }

  @Test
  void diff_valuesOneWouldNotSee_areEscapedAndFitALine() throws Exception {
    String start = "x".repeat(300);
    write("a.csv", "id,text\n1,\"a\0b\"\n2,\n3,\" a\"\n4," + start + "A\n5,a\u202eb\n");
    write("b.csv", "id,text\n1,\"a\u001b[1m\"\n2,👩‍🚀\n3,a\n4," + start + "👩‍🚀\n5,–\n");

    assertThat(diff("a.csv", "b.csv", "--key", "id", "--samples", "9")).isZero();

    assertThat(screen.out().lines().filter(line -> line.matches("(text)? .*")).skip(4))
        .containsExactly(
            "text          5    1  a\\u0000b  a\\u001b[1m",
            "                   2  –         👩‍🚀",
            "                   3  \" a\"      a",
            "                   4  …xxxxxA   …xxxxx👩‍🚀",
            "                   5  a\\u202eb  \"–\"");
    assertThat(screen.out().lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
  }

  @Test
  void diff_whatARunReadAgainstFiles_comparesAllSplitsOrOne() throws Exception {
    write("rows.csv", rows("Wien"));
    write(
        "pipeline.yaml",
        """
        name: look
        steps:
          was: { uses: ingest, with: { source: rows.csv, split: { by: hash, columns: [id], eval: 50% } } }
          is: { uses: ingest, with: { source: late.csv, split: { by: hash, columns: [id], eval: 50% } } }
          diff:
            uses: diff
            with: { before: "${steps.was.examples}", after: "${steps.is.examples}", key: [id] }
          statistics:
            uses: statistics
            when: "${steps.diff.diff.properties.changed > 0}"
            with: { examples: "${steps.is.examples}" }
        """);
    write("late.csv", rows("Bern"));
    Screen ran = new Screen(folder);
    assertThat(ran.run("run", ".")).as(ran.err()).isZero();
    Screen list = new Screen(folder);
    assertThat(list.run("runs", "list", "--json")).isZero();
    String run = Json.parse(list.out()).get(0).get("id").stringValue();
    assertThat(new Screen(folder).run("data", "show", run + "/statistics.statistics")).isZero();

    assertThat(diff(run + "/was.examples", "rows.csv", "--key", "id", "--exit-code"))
        .as(screen.out() + screen.err())
        .isZero();
    assertThat(screen.out()).contains("before: " + run.substring(24) + "/was.examples");
    assertThat(diff(run + "/was.examples", "rows.csv", "--key", "id", "--split", "train", "--json"))
        .isZero();
    assertThat(answer().get("before").get("rows").intValue()).isBetween(1, 39);
    assertThat(answer().get("removed").get("count").intValue()).isZero();
    assertThat(diff(run + "/was.examples", "rows.csv", "--key", "id", "--split", "trian"))
        .isEqualTo(5);
    assertThat(screen.err()).contains("has no split 'trian'", "did you mean 'train'?");
    assertThat(diff(run + "/diff.diff", "rows.csv", "--key", "id")).isEqualTo(2);
    assertThat(screen.err()).contains("is of type ExamplesDiff");
  }

  /** Forty rows, the last of another city. */
  private static String rows(String last) {
    return "id,city\n"
        + IntStream.range(1, 40).mapToObj(i -> i + ",Roma\n").collect(Collectors.joining())
        + "40,"
        + last
        + "\n";
  }

  @Test
  void diff_badRequests_areSaidInWords() throws Exception {
    write("a.csv", BEFORE);
    write("b.csv", "id,town\nx,Paris\n");
    write("empty.csv", "");
    write("header.csv", "id,city,miles\n");
    String week = FLIGHTS + "/2001-01-01.parquet";

    assertThat(diff("a.csv", "b.csv", "--key", "city")).isEqualTo(1);
    assertThat(screen.err()).contains("b.csv has no column 'city'", "use one of: id, town");
    assertThat(diff("a.csv", "a.csv", "--key", "idd")).isEqualTo(1);
    assertThat(screen.err()).contains("did you mean 'id'?");
    assertThat(diff("a.csv", "a.csv", "--key", "id", "--ignore", "citty")).isEqualTo(1);
    assertThat(diff("a.csv", "a.csv", "--key", "id", "--ignore", "id")).isEqualTo(2);
    assertThat(screen.err()).contains("column 'id' is part of the key and ignored");
    assertThat(diff("a.csv", "a.csv", "--key", "id", "--round", "16")).isEqualTo(2);
    assertThat(diff("a.csv", "a.csv", "--key", "id", "--samples", "-1")).isEqualTo(2);
    assertThat(diff("a.csv", "a.csv")).isEqualTo(2);
    assertThat(diff("a.csv", "--key", "id")).isEqualTo(2);
    assertThat(diff("a.csv", "empty.csv", "--key", "id")).isEqualTo(1);
    assertThat(screen.err()).contains("empty.csv is empty (0 bytes)");
    assertThat(diff("a.csv", "no.csv", "--key", "id")).isEqualTo(5);
    assertThat(diff("a.csv", "0123abcd/ingest.examples", "--key", "id")).isEqualTo(5);
    write("flights.csv", "origin\n12\n");
    assertThat(diff(week, "flights.csv", "--key", "origin")).isEqualTo(1);
    assertThat(screen.err())
        .contains(
            "column 'origin' is VARCHAR in 2001-01-01.parquet and BIGINT in flights.csv",
            "rows are matched by columns of one type")
        .doesNotContain("Exception", "\tat ");
    assertThat(diff("a.csv", "header.csv", "--key", "id", "--json")).isZero();
    assertThat(answer().get("removed").get("count").intValue()).isEqualTo(4);
  }
}
