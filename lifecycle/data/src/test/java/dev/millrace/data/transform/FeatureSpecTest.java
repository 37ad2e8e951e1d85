package dev.millrace.data.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.component.JsonForm;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Json;
import dev.millrace.core.yaml.YamlFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a pipeline's file may say of a feature, and what is refused without any data. */
class FeatureSpecTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {}                                             | it is made of nothing
          {from: x, expression: x + 1}                   | it has several sources
          {cross: [a]}                                   | cross takes two or more different columns
          {cross: [a, a], hash: 3}                       | cross takes two or more different columns
          {cross: [a, b]}                                | a cross needs vocabulary or hash
          {expression: x +}                              | it is not finished
          {expression: x ^ 2}                            | '^' is out of place, at its character 3
          {expression: sqr(x)}                           | there is no function 'sqr', did you mean 'sqrt'?
          {expression: min(x)}                           | min takes 2 arguments, found 1
          {expression: (x}                               | ')' is missing
          {expression: 1e999 * x}                        | the number 1e999 is too large
          {expression: x, part: hour}                    | part needs from
          {from: x, log: true, hash: 3}                  | it can only be one
          {from: x, hash: 3, vocabulary: {}}             | give vocabulary or hash, not both
          {from: x, hash: 0}                             | must be at least 1
          {from: x, words: {}, hash: 3}                  | words go with neither
          {from: x, words: {}, one_hot: true}            | each word is an output already
          {from: x, words: {ngrams: [2, 1]}}             | ngrams is [2, 1]
          {from: x, words: {ngrams: [1]}}                | ngrams is [1]
          {from: x, buckets: [1, 3, 2]}                  | buckets must ascend, found 3.0 before 2.0
          {from: x, buckets: [1], quantile_buckets: 4}   | give buckets or quantile_buckets
          {from: x, quantile_buckets: 1}                 | must be at least 2
          {from: x, scale: z_score, buckets: [1]}        | drop scale
          {from: x, scale: zscore}                       | expected one of: min_max, max_abs, z_score, robust
          {from: x, per: y}                              | per needs scale or quantile_buckets
          {from: x, buckets: [1], per: y}                | per needs quantile_buckets
          {from: x, clip: {}}                            | clip has no bound
          {from: x, clip: {min: 2, max: 1}}              | min must be less
          {from: x, clip: {min: 2, min_quantile: 1%}}    | clip has both min and min_quantile
          {from: x, clip: {min_quantile: 1%, max_quantile: 0.5%}} | the former must be less
          {from: x, cycle: true}                         | cycle needs a part that comes again
          {from: x, part: year, cycle: true}             | cycle needs a part that comes again
          {from: x, part: hour, cycle: true, log: true}  | cycle goes with part, impute and indicator
          {from: x, part: hour, cycle: true, impute: 24} | cycle is imputed by
          {from: x, part: hour, cycle: true, impute: mean} | cycle is imputed by
          {from: x, one_hot: true}                       | one_hot needs
          {from: x, part: year, one_hot: true}           | years are not one_hot
          {from: x, hash: 5000, one_hot: true}           | is more than 4096 outputs
          {from: x, hash: 5, impute: 3}                  | texts are imputed by a text
          {from: x, log: true, impute: none}             | numbers are imputed by a number
          {from: x, impute: true}                        | expected mean, median, most_frequent
          {from: x, vocabulary: {top: 0}}                | must be at least 1
          {from: x, vocabulary: {topp: 3}}               | unknown key 'topp'
          {frum: x}                                      | unknown key 'frum'
          """)
  void read_contradiction_isNamedWithoutData(String written, String message) {
    assertThatThrownBy(() -> read("  f: " + written))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("features.yaml:2:")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {from: x}
          {from: x, part: hour, cycle: true, impute: 23, indicator: true}
          {from: x, part: weekday, one_hot: true, impute: most_frequent}
          {from: x, impute: mean, clip: {min: 0, max_quantile: 99%}, log: true, scale: robust, per: y}
          {from: x, hash: 5, impute: none, one_hot: true}
          {cross: [a, b], vocabulary: {top: 10, oov_buckets: 0}}
          {from: x, words: {ngrams: [1, 3], weight: tf_idf}, impute: ''}
          {expression: '`air time` > 3 ? distance / `air time` : -1', quantile_buckets: 4}
          """)
  void read_whatGoesTogether_isWrittenAgain(String written) {
    FeatureSpec read = Objects.requireNonNull(read("  f: " + written).get("f"));
    JsonNode again = Json.tree(read);
    again.propertyNames().stream()
        .filter(key -> again.get(key).isNull())
        .toList()
        .forEach(((ObjectNode) again)::remove);
    assertThat(new JsonForm<>(FeatureSpec.class).read(again)).isEqualTo(read);
  }

  @Test
  void read_severalContradictions_namesThemTogetherAndEachFeaturesByItself() {
    assertThatThrownBy(
            () ->
                read(
                    """
                      a: {from: x, cross: [a, a], buckets: [2, 1]}
                      b: {from: x, words: {ngrams: [2, 1]}}
                    """))
        .hasMessageContainingAll(
            "features.yaml:2:", "several sources", "buckets must ascend", "a cross needs")
        .hasMessageContainingAll("features.yaml:3:", "ngrams is [2, 1]");
  }

  private Map<String, FeatureSpec> read(String lines) {
    Path file = directory.resolve("features.yaml");
    try {
      Files.writeString(file, "features:\n" + lines + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return YamlFile.read(file, Declared.class).features();
  }

  /** A part of a pipeline's file. */
  record Declared(Map<String, FeatureSpec> features) {}
}
