package dev.millrace.data.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.value.Fraction;
import dev.millrace.data.Tables;
import dev.millrace.data.TestTask;
import dev.millrace.data.examples.Splits;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code select} makes of the rows, and which of them are for judging. */
class SelectAndSplitTest extends WeeklyFiles {

  @Test
  void run_timeSplit_keepsNewestRowsForJudging() throws Exception {
    writeWeeks(2);

    Examples examples = run(weekly("all", "", BY_TIME));

    List<String> train = Tables.rows(examples, "train");
    List<String> eval = Tables.rows(examples, "eval");
    assertThat(train).hasSize(105).isSorted();
    assertThat(eval).hasSize(35).isSorted();
    assertThat(train.getLast()).isLessThan(eval.getFirst());
  }

  @Test
  void run_timeSplitOfEqualMoments_keepsThemTogether() throws Exception {
    Tables.write(
        folder.resolve("x.parquet"),
        "SELECT TIMESTAMP '2001-01-01' + INTERVAL (i // 10) DAY AS date, i FROM range(30) t(i)");

    Examples examples = run(plain("x.parquet", "", new Split.Time("date", new Fraction(0.4))));

    assertThat(Splits.rows(examples).toString()).isEqualTo("{train=20, eval=10}");
  }

  @Test
  void run_hashSplit_placesAKeyAlikeWhateverElseIsThere() throws Exception {
    writeWeeks(2);
    Split byId = new Split.Hash(List.of("id"), new Fraction(0.3));

    List<String> both = ids(run(weekly("all", "", byId)));
    List<String> first =
        ids(run(weekly("last 1", "", byId), TestTask.in(folder).asOf("2001-01-08T00:00:00Z")));

    assertThat(both).containsAll(first);
    assertThat(both.stream().filter(id -> id.compareTo("1000") < 0)).hasSameElementsAs(first);
    assertThat(both.size()).isBetween(25, 60);
  }

  @Test
  void run_select_countsWhatItLeavesOut() throws Exception {
    writeWeeks(1);
    TestTask task = TestTask.in(folder);

    Examples examples =
        run(
            weekly("all", "SELECT *, delay > 3 AS late FROM source WHERE delay <> 6", BY_TIME),
            task);

    assertThat(examples.property("rows_read").orElseThrow().asInt()).isEqualTo(70);
    assertThat(examples.property("rows_selected").orElseThrow().asInt()).isEqualTo(60);
    assertThat(task.lines()).contains("70 rows read, 60 written, 10 left out by select");
  }

  @Test
  void run_timeMadeBySelect_isCutAtAsOf() throws Exception {
    Tables.write(folder.resolve("x.parquet"), "SELECT i AS day FROM range(10) t(i)");
    String select = "SELECT TIMESTAMP '2001-01-01' + INTERVAL (day) DAY AS date, day FROM source";

    Examples examples =
        run(plain("x.parquet", select, BY_TIME), TestTask.in(folder).asOf("2001-01-05T00:00:00Z"));

    assertThat(examples.property("rows_later").orElseThrow().asInt()).isEqualTo(6);
    assertThat(examples.property("rows_written").orElseThrow().asInt()).isEqualTo(4);
  }

  @Test
  void run_selectLeavesNothing_isRefused() throws Exception {
    writeWeeks(1);

    assertRefused(
        weekly("all", "SELECT * FROM source WHERE delay > 100", BY_TIME), "none of the 70 rows");
  }

  @Test
  void run_missingColumnInSelect_saysWhichAreThere() throws Exception {
    writeWeeks(1);

    assertRefused(
        weekly("all", "SELECT *, delai > 3 AS late FROM source", BY_TIME),
        "select does not run",
        "\"delai\" not found",
        "delay",
        "at: delai > 3");
  }

  @Test
  void run_selectOfOneNameTwice_isRefused() throws Exception {
    writeWeeks(1);

    assertRefused(
        weekly("all", "SELECT *, delay * 2 AS Delay FROM source", BY_TIME),
        "select gives two columns named 'Delay'",
        "EXCLUDE");
  }

  @Test
  void run_selectThatIsNotSql_isRefused() throws Exception {
    writeWeeks(1);

    assertRefused(
        weekly("all", "SELEKT * FROM source", BY_TIME), "select does not run", "at: SELEKT");
    assertRefused(
        weekly("all", "SELECT * FROM source); DROP VIEW source; SELECT (1", BY_TIME),
        "select does not run");
  }

  @Test
  void run_selectOfAFileBesidesTheSource_isRefused() throws Exception {
    writeWeeks(1);
    Tables.write(folder.resolve("other.parquet"), "SELECT 1 AS x");

    assertRefused(
        weekly("all", "SELECT * FROM '" + folder.resolve("other.parquet") + "'", BY_TIME),
        "select does not run");
    assertRefused(
        weekly("all", "SELECT * FROM read_text('/etc/hosts')", BY_TIME), "select does not run");
  }

  @Test
  void run_splitOfAnUnknownColumn_suggestsTheNearest() throws Exception {
    writeWeeks(1);

    assertRefused(
        weekly("all", "", new Split.Time("dat", new Fraction(0.2))),
        "the split names column 'dat'",
        "did you mean 'date'?");
  }

  @Test
  void run_nullTime_isRefused() throws Exception {
    Tables.write(folder.resolve("x.parquet"), "SELECT NULL::TIMESTAMP AS date, 1 AS x");

    assertRefused(plain("x.parquet", "", BY_TIME), "1 rows have no 'date'");
  }

  @Test
  void run_oneMomentForAll_cannotBeSplitByTime() throws Exception {
    Tables.write(
        folder.resolve("x.parquet"), "SELECT TIMESTAMP '2001-01-01' AS date FROM range(9)");

    assertRefused(plain("x.parquet", "", BY_TIME), "no row falls into the split 'eval'");
  }
}
