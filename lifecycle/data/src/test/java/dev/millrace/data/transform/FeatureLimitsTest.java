package dev.millrace.data.transform;

import static dev.millrace.data.transform.Transforming.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.data.transform.FeatureSpec.Scale;
import dev.millrace.data.transform.FeatureSpec.Vocabulary;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of columns that are too much for a feature, or too little. */
class FeatureLimitsTest {

  private static final String NUMBERS = column("DOUBLE", 4, 1, "NULL", 1, 10);

  @TempDir private Path directory;
  private Transforming transforming;

  @BeforeEach
  void setUp() {
    transforming = new Transforming(directory);
  }

  @Test
  void category_ofAMegabyte_isOneOfTheOthers() throws Exception {
    String rows = "SELECT repeat('ab', 500000) AS x FROM range(3) UNION ALL SELECT 'c'";
    assertThat(rows(rows, FeatureSpec.from("x").vocabulary(Vocabulary.usual()).build()))
        .containsExactly("1.0", "1.0", "1.0", "0.0");
  }

  @Test
  void category_tooLongForAPlace_isHashedWholeAndNeverImputedOrAKey() throws Exception {
    String rows =
        """
        SELECT x, k FROM (VALUES (1, 0.0::DOUBLE, repeat('é', 513)), (2, 10.0, repeat('é', 513)), (3, 4.0, 'a'),
          (4, 6.0, repeat('é', 512)), (5, 8.0, repeat('é', 512)), (6, 5.0, NULL)) t(i, x, k) ORDER BY i
        """;
    FeatureSpec scaled = FeatureSpec.from("x").scale(Scale.MIN_MAX).per("k").build();
    assertThat(rows(rows, scaled)).containsExactly("0.0", "1.0", "0.0", "0.0", "1.0", "0.5");

    FeatureSpec imputed =
        FeatureSpec.from("k").impute(Impute.mostFrequent()).vocabulary(Vocabulary.usual()).build();
    assertThat(rows(rows, imputed)).containsExactly("2.0", "2.0", "1.0", "0.0", "0.0", "0.0");

    String apartAtTheEnd = column("VARCHAR", "repeat('é', 513) || 'a'", "repeat('é', 513) || 'b'");
    assertThat(rows(apartAtTheEnd, FeatureSpec.from("x").hash(1000).build()))
        .doesNotHaveDuplicates();
  }

  @Test
  void vocabulary_ofTooMuchText_isRefusedWithTheFeaturesName() {
    String rows = "SELECT repeat(i::VARCHAR || '-', 110) AS x FROM range(120000) t(i)";
    assertThatThrownBy(
            () -> rows(rows, FeatureSpec.from("x").vocabulary(Vocabulary.usual()).build()))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> {
              assertThat(error).hasMessageContaining("feature 'f': there are more than 1,000,000");
              assertThat(error.hint().orElseThrow()).contains("say hash:");
            });
  }

  @Test
  void scale_furtherApartThanDoubles_isRefused() {
    String rows = column("DOUBLE", "-1.7e308", "1.7e308");
    assertThatThrownBy(() -> rows(rows, FeatureSpec.from("x").scale(Scale.MIN_MAX).build()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("lie further apart than a number can say; clip them");
  }

  @Test
  void outputs_tooMany_areRefusedWithTheWidest() {
    String rows = "SELECT 'v' || i AS x FROM range(5000) t(i)";
    FeatureSpec wide = FeatureSpec.from("x").vocabulary(Vocabulary.top(5000)).oneHot().build();
    assertThatThrownBy(() -> rows(rows, wide))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("'f' alone 5,001; at most 4,096 are allowed");
  }

  @Test
  void per_ofTooManyKeys_isRefused() {
    String rows = "SELECT i::DOUBLE AS x, i AS k FROM range(1001) t(i)";
    assertThatThrownBy(
            () -> rows(rows, FeatureSpec.from("x").scale(Scale.MIN_MAX).per("k").build()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("'per' names a column of more than 1000 different values");
  }

  @Test
  void analysis_ofNoValues_isRefusedForEachFeature() {
    String rows = column("DOUBLE", "NULL", "NULL");
    Map<String, FeatureSpec> features =
        Map.of(
            "a", FeatureSpec.from("x").impute(Impute.mean()).build(),
            "b", FeatureSpec.from("x").scale(Scale.ROBUST).build());
    assertThatThrownBy(() -> transforming.rows(rows, features))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("'a': impute: no row of the training split has a value to tell by")
        .hasMessageContaining("'b': scale: no row");
  }

  @Test
  void outputs_ofOneName_areRefused() {
    Map<String, FeatureSpec> features =
        Map.of(
            "a", FeatureSpec.from("x").indicator().build(),
            "A_missing", FeatureSpec.from("x").build());
    assertThatThrownBy(() -> transforming.rows(NUMBERS, features))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("both have an output 'a_missing'");
  }

  private List<String> rows(String rows, FeatureSpec feature) throws Exception {
    return transforming.rows(rows, feature);
  }
}
