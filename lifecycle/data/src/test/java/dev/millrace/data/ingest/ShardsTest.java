package dev.millrace.data.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Fraction;
import dev.millrace.data.Tables;
import dev.millrace.data.TestTask;
import dev.millrace.data.examples.ExamplesReader;
import dev.millrace.data.examples.Splits;
import dev.millrace.data.statistics.Shard;
import dev.millrace.model.Column;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the rows of a source come to lie in splits and shards. */
class ShardsTest {

  private static final Split BY_ID = new Split.Hash(List.of("id"), new Fraction(0.25));

  @TempDir Path folder;

  private void writeDays(int count) throws Exception {
    for (int day = 0; day < count; day++) {
      LocalDate date = LocalDate.of(2001, 1, 1).plusDays(day);
      Tables.write(
          folder.resolve("data/" + date + ".parquet"),
          "SELECT "
              + day
              + " * 1000 + 1000 + i AS id, TIMESTAMP '"
              + date
              + "' + INTERVAL (i) MINUTE AS date, 'k' || i % 3 AS k FROM range(400) t(i)");
    }
  }

  private Ingesting daily(Split split) {
    return Ingesting.of(folder, "data/{span:yyyy-MM-dd}.parquet").spansOf("1d").splitBy(split);
  }

  private static List<Digest> digests(Examples examples, String split) throws Exception {
    List<Digest> digests = new ArrayList<>();
    for (Path shard : Splits.shards(examples, split)) {
      digests.add(Digest.of(Files.readAllBytes(shard)));
    }
    return digests;
  }

  @Test
  void run_spans_haveAShardEachInEverySplit() throws Exception {
    writeDays(3);

    Examples examples = daily(BY_ID).run();

    for (String split : List.of("train", "eval")) {
      List<Path> shards = Splits.shards(examples, split);
      assertThat(shards).hasSize(3);
      for (int day = 0; day < 3; day++) {
        assertThat(
                Tables.query(
                    "SELECT DISTINCT id // 1000 - 1 FROM " + Tables.table(shards.get(day))))
            .containsExactly("" + day);
      }
      assertThat(Tables.rows(examples, split)).isSorted();
    }
    assertThat(examples.property(Splits.SHARDS).orElseThrow().path("train")).hasSize(3);
  }

  @Test
  void run_anyShard_notesTheDigestOfItsBytes() throws Exception {
    writeDays(3);

    Examples examples = daily(BY_ID).run();

    for (String split : List.of("train", "eval")) {
      List<Digest> noted =
          Shard.of(examples, split).stream().map(shard -> shard.content().orElseThrow()).toList();
      assertThat(noted).hasSize(3).isEqualTo(digests(examples, split));
    }
  }

  @Test
  void run_oneSpanMore_leavesTheShardsOfTheOthersAsTheyAre() throws Exception {
    writeDays(3);
    Ingesting select =
        daily(BY_ID).select("SELECT *, upper(k) AS label FROM source WHERE id % 7 > 0");
    Examples before = select.run();
    writeDays(4);
    Examples after = select.run();

    for (String split : List.of("train", "eval")) {
      assertThat(digests(after, split))
          .hasSize(4)
          .startsWith(digests(before, split).toArray(Digest[]::new));
    }
  }

  @Test
  void run_timeSplit_cutsOnlyTheSpanWhereItFalls() throws Exception {
    writeDays(4);

    Examples examples = daily(new Split.Time("date", new Fraction(0.4))).run();

    assertThat(examples.property(Splits.SHARDS).orElseThrow().toString())
        .isEqualTo("{\"train\":[400,400,160],\"eval\":[240,400]}");
    assertThat(Tables.rows(examples, "train").getLast())
        .isLessThan(Tables.rows(examples, "eval").getFirst());
  }

  @Test
  void run_spanSplit_keepsTheLatestWholeAndTheSameBytesInEitherSplit() throws Exception {
    writeDays(3);
    Examples before = daily(new Split.Span(1)).run();
    writeDays(4);

    Examples after = daily(new Split.Span(1)).run();
    Examples two = daily(new Split.Span(2)).run();

    assertThat(after.property(Splits.SHARDS).orElseThrow().toString())
        .isEqualTo("{\"train\":[400,400,400],\"eval\":[400]}");
    assertThat(Tables.query("SELECT DISTINCT id // 1000 FROM " + shards(after, "eval")))
        .containsExactly("4");
    List<Digest> then = new ArrayList<>(digests(before, "train"));
    then.addAll(digests(before, "eval"));
    assertThat(digests(after, "train")).isEqualTo(then);
    assertThat(digests(two, "train")).isEqualTo(then.subList(0, 2));
    assertThat(digests(two, "eval").getFirst()).isEqualTo(then.get(2));
    assertThat(digests(two, "eval").get(1)).isEqualTo(digests(after, "eval").getFirst());
  }

  private static String shards(Examples examples, String split) {
    return Tables.table(Splits.shards(examples, split));
  }

  @Test
  void run_spanSplitThatLeavesNoSpanOnOneSide_isRefused() throws Exception {
    writeDays(2);

    assertThat(daily(new Split.Span(2)).refusal())
        .contains(
            "the split keeps the latest 2 spans for judging",
            "of 2 that the run reads none is left to train on",
            "let 'spans' select more");
    assertThatThrownBy(() -> new Split.Span(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 or more, found 0");
  }

  @Test
  void run_spanSplitOfASourceWithoutSpans_isRefused() throws Exception {
    writeDays(2);

    assertThat(Ingesting.of(folder, "data/*.parquet").splitBy(new Split.Span(1)).refusal())
        .contains("the split is by span, and the source has no spans", "{span:yyyy-MM-dd}");
  }

  @Test
  void run_spanSplitOfRowsMadeOfSeveral_isRefused() throws Exception {
    writeDays(2);

    assertThat(
            daily(new Split.Span(1))
                .select("SELECT *, max(id) OVER () AS top FROM source")
                .refusal())
        .contains(
            "the split is by span, and select makes its rows of those of several spans",
            "without aggregates, joins and windows; or split by time");
  }

  @Test
  void run_anyThreads_writesTheSameBytes() throws Exception {
    Tables.write(
        folder.resolve("many.csv"),
        "SELECT (i * 7919) % 1200000 AS id, (i % 1000) / 8 AS x, 's' || i % 91 AS s,"
            + " i % 3 = 0 AS b FROM range(1200000) t(i)");
    List<List<Digest>> digests = new ArrayList<>();
    for (int threads : new int[] {1, 7}) {
      Examples examples =
          Ingesting.of(folder, "many.csv")
              .splitBy(new Split.Hash(List.of("id"), new Fraction(0.1)))
              .on(TestTask.in(folder).threads(threads))
              .run();
      List<Digest> all = new ArrayList<>(digests(examples, "train"));
      all.addAll(digests(examples, "eval"));
      digests.add(all);
    }

    assertThat(digests.get(0)).hasSize(3);
    assertThat(digests.get(1)).isEqualTo(digests.get(0));
  }

  @Test
  void run_manyRows_areCutIntoShardsOfOneOrder() throws Exception {
    Tables.write(
        folder.resolve("many.parquet"),
        "SELECT (i * 7919) % 1000000 AS id FROM range(1000000) t(i)");

    Examples examples =
        Ingesting.of(folder, "many.parquet")
            .select(
                "SELECT *, CASE WHEN id < 10 THEN 'eval' ELSE 'train' END AS \"split here\" FROM source")
            .run();

    assertThat(examples.property(Splits.SHARDS).orElseThrow().toString())
        .isEqualTo("{\"eval\":[10],\"train\":[983040,16950]}");
    long expected = 10;
    List<Long> read = new ArrayList<>();
    try (ExamplesReader reader = ExamplesReader.open(examples, folder.resolve("read"), 2)) {
      reader.read(
          "train",
          batch -> {
            for (long id : ((Column.Longs) batch.column("id")).values()) {
              read.add(id);
            }
          });
    }
    for (long id : read) {
      assertThat(id).isEqualTo(expected++);
    }
    assertThat(expected).isEqualTo(1_000_000);
  }

  @Test
  void run_selectOverSeveralRows_makesOnePartOfAllSpans() throws Exception {
    writeDays(2);
    for (String select :
        List.of(
            "SELECT *, max(id) OVER () AS top FROM source",
            "SELECT DISTINCT * FROM source",
            "SELECT id, any_value(k) AS k FROM source GROUP BY id",
            "SELECT * FROM source ORDER BY id LIMIT 700",
            "SELECT *, (SELECT count(*) FROM source) AS n FROM source",
            "SELECT source.* FROM source SEMI JOIN source AS other USING (id)",
            "WITH t AS (SELECT * FROM source) SELECT * FROM t",
            "SELECT * FROM source USING SAMPLE 700 ROWS",
            "SELECT *, row_number() OVER () AS n FROM source",
            "FROM source QUALIFY row_number() OVER (PARTITION BY id) = 1")) {
      assertThat(Splits.shards(daily(BY_ID).select(select).run(), "train")).as(select).hasSize(1);
    }
    for (String select :
        List.of(
            "FROM source",
            "SELECT * EXCLUDE (k), id > 5 AND k LIKE 'k%' AS late FROM source WHERE id % 2 = 0",
            "SELECT id, CASE WHEN k = 'k1' THEN 1 ELSE 0 END AS c, CAST(id AS DOUBLE) AS d,"
                + " coalesce(k, 'x') AS e, -id AS n, date BETWEEN '2001-01-01' AND '2002-01-01' AS b"
                + " FROM source s",
            "SELECT * REPLACE (id + 1 AS id) FROM source")) {
      assertThat(Splits.shards(daily(BY_ID).select(select).run(), "train")).as(select).hasSize(2);
    }
  }

  @Test
  void run_integersInOneSpanAndNumbersInTheNext_areNumbersInBoth() throws Exception {
    Tables.write(folder.resolve("data/2001-01-01.parquet"), "SELECT 1 AS x, 1 AS id");
    Tables.write(folder.resolve("data/2001-01-02.parquet"), "SELECT 2.5::DOUBLE AS x, 2 AS id");

    Examples examples =
        daily(new Split.Column("s")).select("SELECT *, 'train' AS s FROM source").run();

    assertThat(Tables.rows(examples, "train")).containsExactly("1.0,1", "2.5,2");
  }

  @Test
  void run_datesSpreadOverFolders_areSpans() throws Exception {
    Files.createDirectories(folder.resolve("2001/02/03"));
    Files.createDirectories(folder.resolve("2001/02/04"));
    Files.writeString(folder.resolve("2001/02/03/a-03.csv"), "id\n1\n2\n3\n4\n");
    Files.writeString(folder.resolve("2001/02/04/b-04.csv"), "id\n5\n6\n7\n8\n");
    Files.writeString(folder.resolve("2001/02/04/b-05.csv"), "no\n");

    Examples examples =
        Ingesting.of(folder, "{YYYY}/{MM}/{DD}/*-{DD}.csv")
            .spansOf("1d")
            .select("SELECT *, 'train' AS \"split here\" FROM source")
            .run();

    assertThat(Tables.rows(examples, "train"))
        .containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
    assertThat(Splits.shards(examples, "train")).hasSize(2);
    assertThat(examples.property("spans").orElseThrow().get(1).toString())
        .isEqualTo("{\"start\":\"2001-02-04T00:00:00Z\",\"end\":\"2001-02-05T00:00:00Z\"}");
    assertThat(Ingesting.of(folder, "{YYYY}/{DD}/*.csv").refusal()).contains("has a gap", "{MM}");
    assertThat(Ingesting.of(folder, "{YYYY}/{span:yyyy}.csv").refusal()).contains("two spans");
  }

  @Test
  void run_threeWaysByHash_keepsEveryKeyInItsSplit() throws Exception {
    writeDays(2);
    Split two = new Split.Hash(List.of("id"), new Fraction(0.2));
    Split three = new Split.Hash(List.of("id"), new Fraction(0.2), Optional.of(new Fraction(0.3)));

    Examples examples = daily(three).run();

    assertThat(Splits.rows(examples)).containsOnlyKeys("train", "eval", "test");
    assertThat(Splits.rows(examples).get("test")).isBetween(190L, 290L);
    assertThat(Splits.rows(examples).get("eval")).isBetween(120L, 200L);
    assertThat(Splits.rows(examples).values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(800);
    assertThat(Tables.rows(examples, "eval")).isEqualTo(Tables.rows(daily(two).run(), "eval"));
  }

  @Test
  void run_splitByColumn_goesByItsValuesAndLeavesItOut() throws Exception {
    Files.writeString(folder.resolve("x.csv"), "id,part\n1,train\n2,holdout\n3,train\n");

    Examples examples = Ingesting.of(folder, "x.csv").splitBy(new Split.Column("part")).run();

    assertThat(Tables.rows(examples, "train")).containsExactly("1", "3");
    assertThat(Tables.rows(examples, "holdout")).containsExactly("2");
    for (String bad : List.of("../x", "A", "", "a b")) {
      Files.writeString(folder.resolve("x.csv"), "id,part\n1,train\n2,\"" + bad + "\"\n");
      assertThat(Ingesting.of(folder, "x.csv").splitBy(new Split.Column("part")).refusal())
          .contains("is to name the splits", "found '" + bad + "'");
    }
    Files.writeString(folder.resolve("x.csv"), "id,part\n1,train\n2,\n");
    assertThat(Ingesting.of(folder, "x.csv").splitBy(new Split.Column("part")).refusal())
        .contains("1 rows have no 'part'");
  }

  @Test
  void run_splitByFiles_goesByTheirNames() throws Exception {
    for (String name : List.of("train-1", "train-2", "eval-1")) {
      Files.writeString(folder.resolve(name + ".csv"), "id\n" + name.hashCode() % 10 + "\n");
    }
    Split split = new Split.Files("train-*", "eval-*", Optional.empty());

    Examples examples = Ingesting.of(folder, "*.csv").splitBy(split).run();

    assertThat(Splits.rows(examples).toString()).isEqualTo("{train=2, eval=1}");
    assertThat(
            Ingesting.of(folder, "*.csv")
                .splitBy(split)
                .select("SELECT DISTINCT id FROM source")
                .refusal())
        .contains("the split is by files, and select makes its rows of those of several files");
    assertThat(
            Ingesting.of(folder, "*.csv")
                .splitBy(new Split.Files("train-*", "*-1.csv", Optional.empty()))
                .refusal())
        .contains("train-1.csv is of two splits");
    assertThat(
            Ingesting.of(folder, "*.csv")
                .splitBy(new Split.Files("train-1*", "eval-*", Optional.empty()))
                .refusal())
        .contains("train-2.csv is of no split");
  }
}
