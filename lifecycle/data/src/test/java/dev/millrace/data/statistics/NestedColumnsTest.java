package dev.millrace.data.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.core.value.Json;
import dev.millrace.data.Tables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NestedColumnsTest {

  @TempDir Path folder;

  private DatasetStatistics count(String... queries) throws Exception {
    return count(StatisticsOptions.PLAIN, queries);
  }

  private DatasetStatistics count(StatisticsOptions options, String... queries) throws Exception {
    List<Shard> shards = new ArrayList<>();
    for (String query : queries) {
      Path file = folder.resolve("part-" + shards.size() + ".parquet");
      shards.add(Shard.of(Tables.write(file, query)));
    }
    return TableStatistics.with(folder, 2).of(shards, options);
  }

  private static NumericStatistics numbers(FeatureStatistics statistics) {
    return (NumericStatistics) statistics;
  }

  @Test
  void struct_fields_areFeaturesByThemselves() throws Exception {
    DatasetStatistics counted =
        count(
            """
            SELECT CASE WHEN i <> 3 THEN
              {'city': 'c' || (i % 2), 'at': {'x': i, 'a "b'': c': i / 2}} END AS place
            FROM range(10) t(i)""");

    assertThat(counted.features())
        .containsOnlyKeys("place.city", "place.at.x", "place.at.a \"b': c");
    assertThat(counted.feature("place.city").missing()).isEqualTo(1);
    assertThat(numbers(counted.feature("place.at.x")).sum().value()).isEqualByComparingTo("42");
    assertThat(numbers(counted.feature("place.at.a \"b': c")).mean()).isEqualTo(42 / 18.0);
    assertThat(counted.lists()).isEmpty();
  }

  @Test
  void list_lengthsAndElements_areCountedOverShards() throws Exception {
    String rows = "SELECT unnest([[1, 2, NULL], [], NULL, [5]]::BIGINT[][]) AS tags, 1 AS other";
    DatasetStatistics counted = count(rows, rows + " LIMIT 1");

    ListStatistics tags = counted.lists().orElseThrow().firstEntry().getValue();
    assertThat(counted.rows()).isEqualTo(5);
    assertThat(counted.features()).containsOnlyKeys("other");
    assertThat(tags.lengths().count()).isEqualTo(4);
    assertThat(tags.lengths().missing()).isEqualTo(1);
    assertThat(tags.lengths().sum().value()).isEqualByComparingTo("7");
    assertThat(tags.lengths().quantile(1)).isEqualTo(3);
    NumericStatistics elements = numbers(tags.elements().orElseThrow());
    assertThat(elements.count()).isEqualTo(5);
    assertThat(elements.missing()).isEqualTo(2);
    assertThat(elements.sum().value()).isEqualByComparingTo("11");
  }

  @Test
  void nested_listsOfStructsAndOfListsAndMaps_areToldByPath() throws Exception {
    DatasetStatistics counted =
        count(
            """
            SELECT [{'price': 1.5::DOUBLE, 'name': 'a'}, {'price': 2.5, 'name': NULL}] AS items,
              [[1, 2], [3], NULL] AS matrix, MAP {'k': 1, 'l': 2} AS labels,
              [1.0::DOUBLE, 2.0]::DOUBLE[2] AS point""");
    SequencedMap<String, ListStatistics> lists = counted.lists().orElseThrow();

    assertThat(lists.keySet())
        .containsExactly(
            "items",
            "items.price",
            "items.name",
            "matrix",
            "matrix[]",
            "labels",
            "labels.key",
            "labels.value",
            "point");
    assertThat(list(lists, "items").elements()).isEmpty();
    assertThat(numbers(list(lists, "items.price").elements().orElseThrow()).mean()).isEqualTo(2);
    assertThat(list(lists, "items.name").elements().orElseThrow().missing()).isEqualTo(1);
    assertThat(list(lists, "matrix").lengths().mean()).isEqualTo(3);
    assertThat(list(lists, "matrix[]").lengths().missing()).isEqualTo(1);
    assertThat(list(lists, "matrix[]").lengths().mean()).isEqualTo(1.5);
    assertThat(numbers(list(lists, "matrix[]").elements().orElseThrow()).sum().value())
        .isEqualByComparingTo("6");
    assertThat(numbers(list(lists, "point").elements().orElseThrow()).mean()).isEqualTo(1.5);
  }

  private static final String WEIGHTED =
      """
      SELECT * FROM (VALUES
        ([1, 2, NULL], [[1], [2, 3]], 'a', 3),
        ([], [[4]], 'b', 2),
        (NULL, NULL, 'a', 5),
        ([5], [[], NULL], 'b', 1)) t(tags, "carried0", label, w)""";

  /** As if each row, with its list, were there as often as its weight says. */
  @Test
  void list_weighted_isOfRepeatedRows() throws Exception {
    StatisticsOptions options = StatisticsOptions.PLAIN.withLabel("label").withWeight("w");
    var weighted =
        count(options, WEIGHTED, WEIGHTED).weighted().orElseThrow().lists().orElseThrow();
    String repeated = "SELECT t.* FROM (" + WEIGHTED + ") t, range(6) r(k) WHERE k < w";
    var expected = count(repeated, repeated).lists().orElseThrow();

    assertThat(weighted.keySet()).isEqualTo(expected.keySet());
    for (String name : List.of("tags", "carried0", "carried0[]")) {
      same(list(weighted, name).lengths(), list(expected, name).lengths());
    }
    for (String name : List.of("tags", "carried0[]")) {
      same(
          numbers(list(weighted, name).elements().orElseThrow()),
          numbers(list(expected, name).elements().orElseThrow()));
    }
  }

  private static void same(NumericStatistics weighted, NumericStatistics repeated) {
    assertThat((double) weighted.count() * Weighted.UNIT).isEqualTo((double) repeated.count());
    assertThat((double) weighted.missing() * Weighted.UNIT).isEqualTo((double) repeated.missing());
    assertThat((double) weighted.zeros() * Weighted.UNIT).isEqualTo((double) repeated.zeros());
    assertThat(weighted.range()).isEqualTo(repeated.range());
    assertThat(weighted.mean()).isEqualTo(repeated.mean());
    assertThat(weighted.standardDeviation()).isEqualTo(repeated.standardDeviation());
    assertThat(weighted.median()).isEqualTo(repeated.median());
  }

  /**
   * Of 60 rows, those of label y have lists of two and the others lists of one, so that the length
   * tells one bit. The elements are p, p for y and q for n: one bit too, of (⅓, ⅔): 0.9183 bits.
   */
  @Test
  void list_withALabel_tellsWhatLengthsAndElementsSayOfIt() throws Exception {
    String rows =
        "SELECT CASE WHEN i % 2 = 0 THEN ['p', 'p'] ELSE ['q'] END AS tags,"
            + " CASE WHEN i % 2 = 0 THEN 'y' ELSE 'n' END AS label,"
            + " [[i % 2, 7]] AS nested FROM range(30) t(i)";
    LabelStatistics label =
        count(StatisticsOptions.PLAIN.withLabel("label"), rows, rows).label().orElseThrow();
    SequencedMap<String, LabelStatistics.OfList> lists = label.lists().orElseThrow();
    LabelStatistics.OfList tags = Objects.requireNonNull(lists.get("tags"));

    assertThat(lists.keySet()).containsExactly("tags", "nested", "nested[]");
    assertThat(tags.lengths().rows()).isEqualTo(60);
    assertThat(tags.lengths().mutualInformation()).isCloseTo(1, within(1e-12));
    Association elements = tags.elements().orElseThrow();
    double third = 1 / 3.0;
    assertThat(elements.rows()).isEqualTo(90);
    assertThat(elements.mutualInformation())
        .isCloseTo(
            -(third * Math.log(third) + 2 * third * Math.log(2 * third)) / Math.log(2),
            within(1e-12));
    assertThat(elements.lifts())
        .contains(new Association.Lift("p", false, "y", 60, 1.5))
        .contains(new Association.Lift("q", false, "n", 30, 3));
    Association nested = Objects.requireNonNull(lists.get("nested[]")).elements().orElseThrow();
    assertThat(nested.rows()).isEqualTo(120);
    assertThat(nested.mutualInformation()).isCloseTo(0.5, within(1e-12));
  }

  private static ListStatistics list(SequencedMap<String, ListStatistics> lists, String name) {
    return lists.entrySet().stream()
        .filter(list -> list.getKey().equals(name))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  @Test
  void bytes_thatAreNoUtf8_areCounted() throws Exception {
    StringStatistics counted =
        (StringStatistics)
            count(
                    """
                    SELECT unnest(['\\xFF'::BLOB, 'ok'::BLOB, '\\xC3\\xA9'::BLOB,
                      repeat('\\xE2\\x82\\xAC', 2000)::BLOB, repeat('\\xE2\\x82', 2000)::BLOB,
                      '\\xFF'::BLOB]) AS b""")
                .feature("b");

    assertThat(counted.invalid()).isEqualTo(3);
    assertThat(counted.count()).isEqualTo(6);
    assertThat(counted.distinct()).isEqualTo(new Distinct(5, true));
  }

  @Test
  void columns_ofOtherTypes_areNamedAsSkipped() throws Exception {
    DatasetStatistics counted =
        count("SELECT 1 AS a, TIME '12:00:00' AS clock, INTERVAL 1 DAY AS span");

    assertThat(counted.features()).containsOnlyKeys("a");
    assertThat(counted.skipped().orElseThrow()).containsOnlyKeys("clock", "span");
  }

  @Test
  void columns_ofRawNumbers_areCountedAsTheyAre() throws Exception {
    DatasetStatistics counted =
        count(
            "SELECT unnest(['nan'::FLOAT, 'inf'::FLOAT, 1.5::FLOAT]) AS f,"
                + " 18446744073709551615::UBIGINT AS u, 9007199254740993::BIGINT AS big,"
                + " 12.50::DECIMAL(9,2) AS d, DATE '1970-01-02' AS day");

    assertThat(numbers(counted.feature("f")).notFinite()).isEqualTo(new NotFinite(1, 1, 0));
    assertThat(numbers(counted.feature("u")).mean()).isEqualTo(0x1p64);
    assertThat(numbers(counted.feature("big")).range().orElseThrow().max())
        .isEqualByComparingTo("9007199254740993");
    assertThat(numbers(counted.feature("d")).mean()).isEqualTo(12.5);
    assertThat(numbers(counted.feature("day")).quantile(0.5)).isEqualTo(86_400_000_000.0);
  }

  @Test
  void fromJson_ofLists_isTheSame() throws Exception {
    DatasetStatistics counted =
        count(
            StatisticsOptions.PLAIN.withLabel("i").withWeight("i"),
            "SELECT i, [i, i + 1] AS l, TIME '12:00:00' AS t FROM range(9) t(i)");

    assertThat(Json.canonical(DatasetStatistics.fromJson(counted.toJson()).toJson()))
        .isEqualTo(Json.canonical(counted.toJson()));
  }
}
