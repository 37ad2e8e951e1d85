package dev.millrace.data.transform;

import static dev.millrace.data.transform.Transforming.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Fraction;
import dev.millrace.data.transform.FeatureSpec.Clip;
import dev.millrace.data.transform.FeatureSpec.Scale;
import dev.millrace.data.transform.FeatureSpec.Vocabulary;
import dev.millrace.data.transform.FeatureSpec.Weight;
import dev.millrace.data.transform.FeatureSpec.Words;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each key makes of small columns, worked out by hand. */
class FeatureValuesTest {

  private static final String NUMBERS = column("DOUBLE", 4, 1, "NULL", 1, 10);

  @TempDir private Path directory;
  private Transforming transforming;

  @BeforeEach
  void setUp() {
    transforming = new Transforming(directory);
  }

  @Test
  void oneHot_ofCategoriesThatAreAllTooRare_leavesTheIndicatorAlone() throws Exception {
    FeatureSpec rare =
        FeatureSpec.from("x").vocabulary(new Vocabulary(9, 3, 0)).oneHot().indicator().build();

    assertThat(rows(column("VARCHAR", "'a'", "NULL", "'b'"), rare))
        .containsExactly("0.0", "1.0", "0.0");
  }

  @Test
  void from_extremeNumbers_areKeptWithinSinglePrecision() throws Exception {
    assertThat(
            rows(
                column("DOUBLE", "1e308", "-1e308", "0.1", "NULL", "3.5e38"),
                FeatureSpec.from("x").build()))
        .containsExactly("3.4028235E38", "-3.4028235E38", "0.1", "null", "3.4028235E38");
    assertThat(
            rows(
                column("BIGINT", "-9223372036854775808", "9223372036854775807"),
                FeatureSpec.from("x").build()))
        .containsExactly("-9.223372E18", "9.223372E18");
    assertThat(rows(column("BOOLEAN", "true", "NULL", "false"), FeatureSpec.from("x").build()))
        .containsExactly("1.0", "null", "0.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a / b               | 2.0, null, null, -1.0
          -a + 2 * b - 1      | -1.0, null, -1.0, 8.0
          a - b - a           | -2.0, null, 0.0, -3.0
          a < b               | 0.0, null, 0.0, 1.0
          a >= b              | 1.0, null, 1.0, 0.0
          a == b              | 0.0, null, 1.0, 0.0
          a != b              | 1.0, null, 0.0, 1.0
          a > 1 ? a : 7       | 4.0, 5.0, 7.0, 7.0
          b ? a : 7           | 4.0, null, 7.0, -3.0
          min(a, b)           | 2.0, null, 0.0, -3.0
          max(a, b)           | 4.0, null, 0.0, 3.0
          abs(a) + floor(2.5) | 6.0, 7.0, 2.0, 5.0
          sqrt(a)             | 2.0, 2.236068, 0.0, null
          log(a)              | 1.3862944, 1.609438, null, null
          exp(a * 1000)       | null, null, 1.0, 0.0
          pow(a, b)           | 16.0, null, 1.0, -27.0
          pow(b, 0)           | 1.0, null, 1.0, 1.0
          a * 1e308           | null, null, 0.0, null
          t - u               | 0.5, 0.5, 0.5, 0.5
          """)
  void expression_overRows_isComputedInDoubles(String expression, String expected)
      throws Exception {
    String rows =
        """
        SELECT a, b, t, t - INTERVAL 500 MILLISECONDS AS u
        FROM (VALUES (1, 4.0::DOUBLE, 2), (2, 5.0, NULL), (3, 0.0, 0), (4, -3.0, 3)) v(i, a, b),
        (SELECT TIMESTAMP '1969-12-31 23:59:59.75' AS t) ORDER BY i
        """;
    assertThat(String.join(", ", rows(rows, FeatureSpec.expression(expression).build())))
        .isEqualTo(expected);
  }

  @Test
  void impute_eachKind_standsForMissingValues() throws Exception {
    assertThat(rows(NUMBERS, FeatureSpec.from("x").impute(Impute.mean()).build()))
        .containsExactly("4.0", "1.0", "4.0", "1.0", "10.0");
    assertThat(rows(NUMBERS, FeatureSpec.from("x").impute(Impute.median()).build()))
        .containsExactly("4.0", "1.0", "1.0", "1.0", "10.0");
    assertThat(rows(NUMBERS, FeatureSpec.from("x").impute(Impute.mostFrequent()).build()))
        .containsExactly("4.0", "1.0", "1.0", "1.0", "10.0");
    assertThat(rows(NUMBERS, FeatureSpec.from("x").impute(Impute.number(-1)).indicator().build()))
        .containsExactly("4.0,0.0", "1.0,0.0", "-1.0,1.0", "1.0,0.0", "10.0,0.0");
    assertThat(transforming.outputs(NUMBERS, FeatureSpec.from("x").indicator().build()))
        .containsExactly("f", "f_missing");
  }

  @Test
  void clip_toBoundsAndToQuantiles_keepsWhatIsMissing() throws Exception {
    assertThat(rows(NUMBERS, FeatureSpec.from("x").clip(Clip.to(2, 5)).build()))
        .containsExactly("4.0", "2.0", "null", "2.0", "5.0");
    assertThat(rows(NUMBERS, FeatureSpec.from("x").clip(Clip.toQuantiles(0.6, 0.75)).build()))
        .containsExactly("4.0", "4.0", "null", "4.0", "4.0");
    Clip crossed =
        new Clip(
            Optional.of(5.0), Optional.empty(), Optional.empty(), Optional.of(new Fraction(0.5)));
    assertThatThrownBy(() -> rows(NUMBERS, FeatureSpec.from("x").clip(crossed).build()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("'f': clip has the bounds 5.0 and 1.0, which leave nothing");
  }

  @Test
  void logAndPower_outsideTheirDomain_areMissing() throws Exception {
    String rows = column("DOUBLE", 1, 0, -8, "NULL", 1e200);
    assertThat(rows(rows, FeatureSpec.from("x").log().build()))
        .containsExactly("0.0", "null", "null", "null", "460.51703");
    assertThat(rows(rows, FeatureSpec.from("x").power(2).build()))
        .containsExactly("1.0", "0.0", "64.0", "null", "null");
    assertThat(rows(rows, FeatureSpec.from("x").power(-1).build()))
        .containsExactly("1.0", "null", "-0.125", "null", "0.0");
    assertThat(rows(rows, FeatureSpec.from("x").power(0).build()))
        .containsExactly("1.0", "1.0", "1.0", "null", "1.0");
    assertThat(rows(rows, FeatureSpec.from("x").power(0.5).build()))
        .containsExactly("1.0", "0.0", "null", "null", "3.4028235E38");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          MIN_MAX | 0.33333334, 0.0, null, 0.0, 1.0
          MAX_ABS | 0.4, 0.1, null, 0.1, 1.0
          Z_SCORE | 0.0, -0.8164966, null, -0.8164966, 1.6329932
          ROBUST  | 1.0, 0.0, null, 0.0, 3.0
          """)
  void scale_ofEachKind_isOfTheTrainingSplit(Scale scale, String expected) throws Exception {
    assertThat(String.join(", ", rows(NUMBERS, FeatureSpec.from("x").scale(scale).build())))
        .isEqualTo(expected);
    assertThat(rows(column("DOUBLE", 0, 0, "NULL"), FeatureSpec.from("x").scale(scale).build()))
        .containsExactly("0.0", "0.0", "null");
  }

  @Test
  void expression_ofTimestamps_countsSecondsWithTheirFraction() throws Exception {
    String rows = column("TIMESTAMP", "'1970-01-01 00:00:02.25'", "'1969-12-31 23:59:59.5'");
    assertThat(rows(rows, FeatureSpec.expression("x").build())).containsExactly("2.25", "-0.5");
  }

  @Test
  void scale_perKey_looksAtEachByItselfAndAtAllForOthers() throws Exception {
    String rows =
        """
        SELECT x, k FROM (VALUES (1, 0.0::DOUBLE, 'a'), (2, 10.0, 'a'), (3, 5.0, NULL),
          (4, 3.0, 'b'), (5, NULL, 'c'), (6, 4.0, '')) t(i, x, k) ORDER BY i
        """;
    assertThat(rows(rows, FeatureSpec.from("x").scale(Scale.MIN_MAX).per("k").build()))
        .containsExactly("0.0", "1.0", "0.5", "0.0", "null", "0.0");
    assertThat(rows(rows, FeatureSpec.from("x").quantileBuckets(2).per("k").build()))
        .containsExactly("1.0", "1.0", "1.0", "1.0", "null", "1.0");
  }

  @Test
  void buckets_countBordersNotAbove() throws Exception {
    assertThat(rows(NUMBERS, FeatureSpec.from("x").buckets(1.0, 5.0).build()))
        .containsExactly("1.0", "1.0", "null", "1.0", "2.0");
    assertThat(rows(NUMBERS, FeatureSpec.from("x").buckets(2.0).oneHot().build()))
        .containsExactly("0.0,1.0", "1.0,0.0", "null,null", "1.0,0.0", "0.0,1.0");
    assertThat(rows(NUMBERS, FeatureSpec.from("x").quantileBuckets(4).build()))
        .containsExactly("2.0", "1.0", "null", "1.0", "2.0");
    assertThat(transforming.outputs(NUMBERS, FeatureSpec.from("x").buckets(2.0).oneHot().build()))
        .containsExactly("f:0", "f:1");
  }

  @Test
  void cycleAndOneHot_ofParts_placeThemInTheirCycle() throws Exception {
    String rows = column("TIMESTAMP", "'1969-12-31 18:00:00'", "NULL", "'2300-01-01 06:30:00'");
    assertThat(rows(rows, FeatureSpec.from("x").part(DatePart.HOUR).cycle().build()))
        .containsExactly("-1.0,-1.8369701E-16", "null,null", "1.0,6.123234E-17");
    assertThat(
            rows(
                rows,
                FeatureSpec.from("x").part(DatePart.HOUR).cycle().impute(Impute.number(0)).build()))
        .element(1)
        .isEqualTo("0.0,1.0");
    assertThat(
            transforming.outputs(
                rows, FeatureSpec.from("x").part(DatePart.QUARTER).oneHot().build()))
        .containsExactly("f=1", "f=2", "f=3", "f=4");
    assertThat(rows(rows, FeatureSpec.from("x").part(DatePart.QUARTER).oneHot().build()))
        .containsExactly("0.0,0.0,0.0,1.0", "null,null,null,null", "1.0,0.0,0.0,0.0");
  }

  @Test
  void vocabulary_ofStrings_givesPlacesByFrequency() throws Exception {
    String rows = column("VARCHAR", "'b'", "'a'", "'a'", "''", "''", "''", "'🛫'", "NULL");
    assertThat(rows(rows, FeatureSpec.from("x").vocabulary(new Vocabulary(2, 2, 1)).build()))
        .containsExactly("2.0", "1.0", "1.0", "0.0", "0.0", "0.0", "2.0", "null");
    assertThat(rows(rows, FeatureSpec.from("x").vocabulary(new Vocabulary(2, 2, 0)).build()))
        .containsExactly("null", "1.0", "1.0", "0.0", "0.0", "0.0", "null", "null");
    assertThat(
            rows(
                rows,
                FeatureSpec.from("x")
                    .vocabulary(new Vocabulary(2, 2, 0))
                    .impute(Impute.text("a"))
                    .indicator()
                    .build()))
        .endsWith("0.0,0.0", "null,0.0", "1.0,1.0");
    assertThat(
            transforming.outputs(
                rows, FeatureSpec.from("x").vocabulary(new Vocabulary(3, 1, 2)).oneHot().build()))
        .containsExactly("f=", "f=a", "f=b", "f:other_0", "f:other_1");
  }

  @Test
  void vocabulary_ofIntegersAndBooleans_isOfTheirTexts() throws Exception {
    assertThat(
            rows(
                column("BIGINT", 7, 7, -3, "NULL"),
                FeatureSpec.from("x").vocabulary(Vocabulary.top(1)).build()))
        .containsExactly("0.0", "0.0", "1.0", "null");
    assertThat(
            transforming.outputs(
                column("BOOLEAN", "true", "false", "true"),
                FeatureSpec.from("x").vocabulary(new Vocabulary(5, 1, 0)).oneHot().build()))
        .containsExactly("f=true", "f=false");
  }

  @Test
  void vocabulary_namesThatDifferByCaseOnly_areNumbered() throws Exception {
    assertThat(
            transforming.outputs(
                column("VARCHAR", "'a'", "'a'", "'A'"),
                FeatureSpec.from("x").vocabulary(new Vocabulary(5, 1, 0)).oneHot().build()))
        .containsExactly("f=a", "f:1");
  }

  @Test
  void hash_ofStrings_isThePublishedOne() throws Exception {
    // MurmurHash3_x86_32 with seed 0: of "" 0, of "hello" 0x248bfa47, of "hello, world" 0x149bbb7f.
    assertThat(
            rows(
                column("VARCHAR", "''", "'hello'", "'hello, world'", "NULL"),
                FeatureSpec.from("x").hash(1000).build()))
        .containsExactly("0.0", 0x248bfa47L % 1000 + ".0", 0x149bbb7fL % 1000 + ".0", "null");
  }

  @Test
  void cross_ofColumns_isOneCategoryOfAll() throws Exception {
    String rows =
        """
        SELECT a, b FROM (VALUES (1, 'x', 1), (2, 'x', 1), (3, 'x', 11), (4, 'x' || chr(31) || '1', 1),
          (5, NULL, 1)) t(i, a, b) ORDER BY i
        """;
    FeatureSpec cross = FeatureSpec.cross("a", "b").vocabulary(new Vocabulary(9, 1, 0)).build();
    assertThat(rows(rows, cross)).containsExactly("0.0", "0.0", "1.0", "null", "null");
  }

  @Test
  void words_ofTexts_areCountedWeighedOrSeen() throws Exception {
    String rows = column("VARCHAR", "'late  late fog'", "' fog '", "''", "NULL");
    assertThat(rows(rows, FeatureSpec.from("x").words(Words.top(2)).build()))
        .containsExactly("1.0,2.0", "1.0,0.0", "0.0,0.0", "null,null");
    assertThat(
            rows(
                rows,
                FeatureSpec.from("x")
                    .words(new Words(List.of(1, 1), 2, 1, Weight.PRESENCE))
                    .impute(Impute.text("late"))
                    .build()))
        .containsExactly("1.0,1.0", "0.0,1.0", "0.0,0.0", "1.0,0.0");
    // ln(4 / 3) + 1 for fog, ln(4 / 2) + 1 for late.
    assertThat(
            rows(
                rows,
                FeatureSpec.from("x").words(new Words(List.of(1, 1), 2, 1, Weight.TF_IDF)).build()))
        .containsExactly("1.287682,3.3862944", "1.287682,0.0", "0.0,0.0", "null,null");
    assertThat(
            transforming.outputs(
                rows,
                FeatureSpec.from("x").words(new Words(List.of(1, 2), 9, 1, Weight.COUNT)).build()))
        .containsExactly("f=fog", "f=late", "f=late fog", "f=late late");
  }

  @Test
  void impute_ofACross_mayNameOneThatOccurs() throws Exception {
    String rows =
        """
        SELECT a, b FROM (VALUES (1, 'x', 1), (2, 'x', 1), (3, 'y', 2), (4, 'y', NULL)) t(i, a, b)
        ORDER BY i
        """;
    FeatureSpec cross =
        FeatureSpec.cross("a", "b")
            .impute(Impute.text("y\u001F2"))
            .vocabulary(new Vocabulary(9, 1, 0))
            .build();
    assertThat(rows(rows, cross)).containsExactly("0.0", "0.0", "1.0", "1.0");
  }

  private List<String> rows(String rows, FeatureSpec feature) throws Exception {
    return transforming.rows(rows, feature);
  }
}
