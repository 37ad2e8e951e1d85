package dev.millrace.data.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.data.Counts;
import dev.millrace.data.schema.DataSchema;
import dev.millrace.data.statistics.DatasetStatistics;
import dev.millrace.data.statistics.StatisticsFile;
import dev.millrace.data.validation.AnomaliesFile;
import dev.millrace.data.validation.Examination;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnomaliesPageTest {

  @TempDir Path folder;

  private static DatasetStatistics data(double mean, String... values) {
    Random random = new Random(3);
    return new Counts()
        .numbers("x", random.doubles(500).map(each -> mean + each).toArray())
        .strings("<script>alert(1)</script>", values)
        .build();
  }

  private String page(String schema) throws Exception {
    StatisticsFile now = Counts.file(data(0.4, repeated("</style><img src=x>")));
    StatisticsFile before = Counts.file(data(0, repeated("b")));
    AnomaliesFile found =
        Examination.of(now, DataSchema.parse("s", schema), Optional.empty())
            .after(Optional.of(before))
            .anomalies(folder);
    return AnomaliesPage.of(
        List.of(new DataSet("train", now.split("train"))),
        List.of(new DataSet("before", before.split("train"))),
        found);
  }

  private static String[] repeated(String value) {
    String[] values = new String[500];
    Arrays.fill(values, value);
    return values;
  }

  private static final String SCHEMA =
      """
      features:
        x: { type: number, max: 1, drift: { kolmogorov_smirnov: 0.1, wasserstein: 9 } }
        gone: { type: boolean }
      """;

  @Test
  void of_whatWasFound_showsItBesideTheOtherRows() throws Exception {
    String page = page(SCHEMA);

    assertThat(page)
        .contains("FLOAT_TYPE_BIG_FLOAT", "SCHEMA_MISSING_COLUMN", "SCHEMA_NEW_COLUMN")
        .contains("A pipeline would stop here.", "COMPARATOR_DISTANCE_HIGH")
        .contains("class=\"a\"", "class=\"b line\"")
        .contains("kolmogorov smirnov", ">moved<");
    assertThat(page.split(">moved<", -1)).hasSize(2);
    assertThat(page(SCHEMA)).isEqualTo(page);
  }

  @Test
  void of_hostileNamesAndValues_areOnlyText() throws Exception {
    String page = page(SCHEMA);

    assertThat(page)
        .doesNotContain("<script", "<img", "http://", "https://")
        .contains("&lt;script&gt;alert(1)")
        .contains("default-src &#39;none&#39;");
    assertThat(page.split("</style>", -1)).hasSize(2);
  }

  @Test
  void of_dataAsItShouldBe_saysSo() throws Exception {
    StatisticsFile fine = Counts.file(new Counts().integers("n", 1, 2, 3).build());
    AnomaliesFile found =
        Examination.of(
                fine, DataSchema.parse("s", "features: { n: { type: integer } }"), Optional.empty())
            .anomalies(folder);

    assertThat(
            AnomaliesPage.of(List.of(new DataSet("train", fine.split("train"))), List.of(), found))
        .contains("0 errors, 0 warnings. Nothing would stop a pipeline.")
        .doesNotContain("Distances");
  }
}
