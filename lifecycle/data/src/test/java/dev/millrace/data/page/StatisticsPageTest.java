package dev.millrace.data.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.data.Counts;
import dev.millrace.data.Tables;
import dev.millrace.data.statistics.DatasetStatistics;
import dev.millrace.data.statistics.Shard;
import dev.millrace.data.statistics.Slice;
import dev.millrace.data.statistics.StatisticsOptions;
import dev.millrace.data.statistics.TableStatistics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatisticsPageTest {

  private static final int MOST_BYTES = 2_000_000;

  @TempDir Path folder;

  private DatasetStatistics count(String query, StatisticsOptions options) throws Exception {
    Path file = folder.resolve("rows.parquet");
    return TableStatistics.with(folder, 2)
        .of(List.of(Shard.of(Tables.write(file, query))), options);
  }

  private static String page(Counts counts) {
    return StatisticsPage.of(new DataSet("rows", counts.build()));
  }

  /** What is shown of a feature, by the heading of each column. */
  private static Map<String, String> cells(String page, String feature) {
    String start = "data-feature=\"" + feature + "\"";
    assertThat(page).contains(start);
    String row = page.substring(page.indexOf(start));
    Matcher cell =
        Pattern.compile("<td data-label=\"(\\w+)\"[^>]*>(.*?)</td>")
            .matcher(row.substring(0, row.indexOf("</tbody>")));
    Map<String, String> cells = new LinkedHashMap<>();
    while (cell.find()) {
      cells.put(
          cell.group(1),
          cell.group(2).replace("</span><span", "</span>|<span").replaceAll("<[^>]*>", ""));
    }
    return cells;
  }

  private static String wide(int features) {
    return IntStream.range(0, features)
        .mapToObj(
            i ->
                switch (i % 4) {
                  case 0, 1 -> "(hash(i + %d) %% 100003) / 7.0 AS number_%d".formatted(i, i);
                  case 2 -> "CAST(hash(i + %d) %% 5000 AS BIGINT) AS integer_%d".formatted(i, i);
                  default -> "'name ' || (hash(i + %d) %% 3000) AS string_%d".formatted(i, i);
                })
        .collect(Collectors.joining(", ", "SELECT i % 2 = 0 AS b, ", " FROM range(5000) t(i)"));
  }

  @Test
  void of_twoSetsOf200Features_isUnder2Megabytes() throws Exception {
    StatisticsOptions options =
        StatisticsOptions.PLAIN
            .withPairs()
            .withLabel("b")
            .withSlices(List.of(new Slice.ByColumn("b")));
    DatasetStatistics statistics = count(wide(199), options);

    String page =
        StatisticsPage.of(new DataSet("one", statistics), new DataSet("other", statistics));

    assertThat(statistics.features()).hasSize(200);
    assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(MOST_BYTES);
  }

  @Test
  void of_hostileNamesAndValues_areShownAndNothingElse() {
    String script = "<script>alert('x')</script>";
    String page =
        StatisticsPage.of(
            new DataSet(
                "</title>" + script,
                new Counts()
                    .strings(script, "\"><img onerror=\"x\">", "a\0b", "&amp;", "\u202Eabc")
                    .integers("emoji 🛫 ' \" \0 &lt;", 1, 2, 3, 4)
                    .build()));

    assertThat(page)
        .doesNotContain("<script>alert", "<img", "onerror=\"x\"", "\0", "\u202E")
        .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;")
        .contains("emoji 🛫 &#39; &quot; ␀ &amp;lt;")
        .contains("a␀b");
    assertThat(Pattern.compile("<script").matcher(page).results().count()).isEqualTo(1);
    assertThat(Pattern.compile("</title>").matcher(page).results().count()).isEqualTo(1);
  }

  @Test
  void of_anySet_asksNothingOfAServer() {
    String page = page(new Counts().integers("n", 1, 2, 3).strings("s", "a", "b", null));

    assertThat(page)
        .doesNotContain("http:", "https:", "src=", "href=", "url(", "@import", " style=")
        .contains("default-src &#39;none&#39;");
  }

  @Test
  void of_styleAndScript_areThoseThePolicyLetsIn() throws Exception {
    String page = page(new Counts().integers("n", 1, 2, 3));
    String policy = page.substring(page.indexOf("Content-Security-Policy")).replace("&#39;", "'");

    for (String tag : List.of("style", "script")) {
      String content =
          page.substring(
              page.indexOf("<" + tag + ">") + tag.length() + 2, page.indexOf("</" + tag + ">"));
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      assertThat(policy)
          .contains(tag + "-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
    }
  }

  @Test
  void of_oneSet_tellsItsFigures() {
    String page =
        page(
            new Counts()
                .integers("n", 0, 1, 2, 3, 4, 0, 0, 10)
                .numbers("x", 1.5, 2.5, 3.5, 4.5, 1.5, 2.5, 3.5, 4.5)
                .booleans("b", true, true, true, false, null, null, null, null)
                .strings("s", "a", "a", "a", "b", null, "b", "c", "d"));

    assertThat(cells(page, "n"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "missing", "0 %",
                "distinct", "6",
                "zeros", "37.5 %",
                "mean", "2.5",
                "std", "3.162",
                "min", "0",
                "median", "1",
                "max", "10"));
    assertThat(cells(page, "x")).containsEntry("mean", "3").containsEntry("std", "1.118");
    assertThat(cells(page, "b")).containsEntry("missing", "50 %").containsEntry("mean", "0.75");
    assertThat(cells(page, "s"))
        .containsEntry("missing", "12.5 %")
        .containsEntry("distinct", "4")
        .containsEntry("mean", "–");
  }

  /** 1 counts three times and 5 once: (3 · 1 + 5) / 4. */
  @Test
  void of_weightedRows_tellsTheWeightAndTheMeanByIt() throws Exception {
    DatasetStatistics statistics =
        count(
            "SELECT * FROM (VALUES (1, 3.0), (5, 1.0)) t(n, w)",
            StatisticsOptions.PLAIN.withWeight("w"));

    assertThat(StatisticsPage.of(new DataSet("rows", statistics)))
        .contains("<dt>weight by w</dt><dd>4</dd>", "<dt>mean, weighted</dt><dd>2</dd>");
  }

  /** Lengths 2, 0 and 1 of three lists, of which the rows weigh 1, 1 and 2; and a row without. */
  @Test
  void of_lists_tellsTheirLengthsAndTheirElements() throws Exception {
    DatasetStatistics statistics =
        count(
            """
            SELECT * FROM (VALUES ([4, 6], 1, 'x'), ([], 1, 'x'), ([8], 2, 'y'), (NULL, 1, 'y'))
              t(tags, w, label)""",
            StatisticsOptions.PLAIN.withWeight("w").withLabel("label"));

    String page = StatisticsPage.of(new DataSet("rows", statistics));
    String elements = page.substring(page.lastIndexOf("data-feature=\"tags\""));

    assertThat(cells(page, "tags"))
        .containsEntry("missing", "25 %")
        .containsEntry("zeros", "33.3 %")
        .containsEntry("mean", "1")
        .containsEntry("min", "0")
        .containsEntry("max", "2");
    assertThat(cells(elements, "tags"))
        .containsEntry("missing", "0 %")
        .containsEntry("mean", "6")
        .containsEntry("max", "8");
    assertThat(page)
        .contains("length of lists</span>", "integer in lists</span>")
        .contains("<dt>features of lists</dt><dd>1</dd>")
        .contains("length of tags</th>", "in tags</th>");
    assertThat(elements).contains("<dt>mean, weighted</dt><dd>6.5</dd>");
  }

  @Test
  void of_twoSets_tellsBothFiguresAndTheirDistance() {
    DatasetStatistics one = new Counts().booleans("b", true, true, true, true).build();
    DatasetStatistics other = new Counts().booleans("b", false, false, false, false).build();

    String page = StatisticsPage.of(new DataSet("one", one), new DataSet("other", other));

    assertThat(cells(page, "b")).containsEntry("distance", "1.0000").containsEntry("mean", "1|0");
    assertThat(page).contains(Mark.APART.words());
  }

  @Test
  void of_featureOfOneSetOrOfOtherKinds_isMarkedAndNotCompared() {
    DatasetStatistics one = new Counts().integers("n", 1, 2).strings("s", "a", "b").build();
    DatasetStatistics other = new Counts().strings("n", "x", "y").build();

    String page = StatisticsPage.of(new DataSet("one", one), new DataSet("other", other));

    assertThat(page).contains(Mark.ONLY_HERE.words(), Mark.OTHER_TYPE.words());
    assertThat(cells(page, "n")).containsEntry("distance", "–");
    assertThat(cells(page, "s")).containsEntry("distance", "–").containsEntry("distinct", "2|–");
  }

  @Test
  void of_sameSet_givesTheSameBytes() throws Exception {
    DatasetStatistics statistics = count(wide(20), StatisticsOptions.PLAIN.withPairs());
    DatasetStatistics again = DatasetStatistics.fromJson(statistics.toJson());

    assertThat(StatisticsPage.of(new DataSet("rows", again)))
        .isEqualTo(StatisticsPage.of(new DataSet("rows", statistics)));
  }

  @Test
  void of_noRowsAndExtremeNumbers_isDrawnAllTheSame() {
    String page =
        page(
            new Counts()
                .numbers("huge", -Double.MAX_VALUE, 0, Double.MAX_VALUE)
                .numbers("tiny", Double.MIN_VALUE, 0, -Double.MIN_VALUE)
                .numbers("odd", Double.NaN, Double.POSITIVE_INFINITY, 1)
                .integers("wide", Long.MIN_VALUE, 0, Long.MAX_VALUE)
                .integers("one", 5, 5, 5));

    assertThat(page).doesNotContain("NaN V", "Infinity V", "\"NaN", "hNaN", "MNaN", "vNaN");
    assertThat(page).contains(Mark.NOT_FINITE.words(), Mark.CONSTANT.words());
    assertThat(page(new Counts().numbers("none"))).contains("no values");
  }
}
