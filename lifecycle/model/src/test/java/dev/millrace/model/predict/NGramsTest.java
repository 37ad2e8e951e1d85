package dev.millrace.model.predict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.onnx.GraphBuilder;
import dev.millrace.model.onnx.NGrams;
import dev.millrace.model.onnx.Operators;
import dev.millrace.model.onnx.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Counting of n-grams. The published cases of TfIdfVectorizer are of integers; here the same ones
 * stand as words.
 */
class NGramsTest {

  private static final List<List<String>> BIGRAMS =
      List.of(List.of("5", "6"), List.of("7", "8"), List.of("6", "7"));
  private static final List<List<String>> ALL =
      List.of(
          List.of("2"),
          List.of("3"),
          List.of("5"),
          List.of("4"),
          List.of("5", "6"),
          List.of("7", "8"),
          List.of("6", "7"));

  @Test
  void tfIdf_onlyBigrams() { // test_tfidfvectorizer_tf_onlybigrams_levelempty
    assertThat(counts(new NGrams(BIGRAMS, List.of()), "1 1 3 3 3 7 8 6 7 5 6 8"))
        .isEqualTo(List.of(List.of(1.0, 1.0, 1.0)));
  }

  @Test
  void tfIdf_onlyBigrams_ofABatch() { // …_tf_batch_onlybigrams_skip0, without its unigrams' zeros
    assertThat(counts(new NGrams(BIGRAMS, List.of()), "1 1 3 3 3 7", "8 6 7 5 6 8"))
        .isEqualTo(List.of(List.of(0.0, 0.0, 0.0), List.of(1.0, 0.0, 1.0)));
  }

  @Test
  void tfIdf_uniAndBigrams() { // as …_tf_batch_uniandbigrams_skip5, counted by hand without skips
    assertThat(counts(new NGrams(ALL, List.of()), "1 1 3 3 3 7", "8 6 7 5 6 8", ""))
        .isEqualTo(
            List.of(
                List.of(0.0, 3.0, 0.0, 0.0, 0.0, 0.0, 0.0),
                List.of(0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0),
                List.of(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)));
  }

  @Test
  void tfIdf_weights_scaleTheCounts() { // Int32_TFIDF… of ONNX Runtime's tests: weights 2 and 3
    List<Float> weights = List.of(2f, 2f, 2f, 2f, 3f, 3f, 3f);

    assertThat(counts(new NGrams(ALL, weights), "3 3 5 6 7 8"))
        .isEqualTo(List.of(List.of(0.0, 4.0, 2.0, 0.0, 3.0, 3.0, 3.0)));
  }

  @Test
  void tfIdf_overlappingRepeats_areAllCounted() {
    NGrams grams = new NGrams(List.of(List.of("a", "a"), List.of("a", "a", "a")), List.of());

    assertThat(counts(grams, "a a a a", "a  a b a", "aa a")) // 3 pairs and 2 triples of four
        .isEqualTo(List.of(List.of(3.0, 2.0), List.of(1.0, 0.0), List.of(0.0, 0.0)));
  }

  @Test
  void tfIdf_randomTexts_equalsASlowCount() {
    Random random = new Random(29);
    for (int round = 0; round < 60; round++) {
      List<String> words = List.of("a", "b", "", "é", "✈️", "aa", "a\0", "x".repeat(40));
      Set<List<String>> pool = new LinkedHashSet<>();
      for (int i = 0; i < 1 + random.nextInt(30); i++) {
        List<String> gram = new ArrayList<>(texts(words, 1 + random.nextInt(4), random));
        gram.replaceAll(word -> word.isEmpty() ? "b" : word);
        pool.add(gram);
      }
      List<List<String>> grams = new ArrayList<>(pool);
      grams.sort((x, y) -> Integer.compare(x.size(), y.size()));
      String[] rows = new String[20];
      for (int row = 0; row < rows.length; row++) {
        rows[row] = String.join(" ", texts(words, random.nextInt(30), random));
      }
      List<List<Double>> found = counts(new NGrams(grams, List.of()), rows);
      for (int row = 0; row < rows.length; row++) {
        assertThat(found.get(row)).isEqualTo(slowly(grams, rows[row]));
      }
    }
  }

  private static List<String> texts(List<String> words, int count, Random random) {
    return IntStream.range(0, count)
        .mapToObj(_ -> words.get(random.nextInt(words.size())))
        .toList();
  }

  private static List<Double> slowly(List<List<String>> grams, String row) {
    List<String> words = new ArrayList<>(List.of(row.split(" +")));
    words.removeIf(String::isEmpty);
    List<Double> counts = new ArrayList<>(Collections.nCopies(grams.size(), 0.0));
    for (int from = 0; from < words.size(); from++) {
      for (int to = from + 1; to <= words.size(); to++) {
        int column = grams.indexOf(words.subList(from, to));
        if (column >= 0) {
          counts.set(column, counts.get(column) + 1);
        }
      }
    }
    return counts;
  }

  /** The counts of each row, through a graph of our own operators. */
  private static List<List<Double>> counts(NGrams grams, String... rows) {
    GraphBuilder graph = new GraphBuilder("grams");
    Operators op = new Operators(graph);
    Value matrix = op.tfIdf(op.split(graph.input(new Field("s", DataType.STRING, false))), grams);
    for (int column = 0; column < grams.grams().size(); column++) {
      graph.output("c" + column, op.columnOf(matrix, column));
    }
    SequencedMap<String, Column> columns = new LinkedHashMap<>();
    columns.put("s", Column.Strings.of(rows));
    Predictor predictor = Predictor.of(graph.toBytes(), graph.signature("UTC"));
    Batch predicted = predictor.predict(new Batch(rows.length, columns));
    List<List<Double>> counts = new ArrayList<>();
    for (int row = 0; row < rows.length; row++) {
      List<Double> ofRow = new ArrayList<>();
      for (Column column : predicted.columns().values()) {
        ofRow.add(((Column.Doubles) column).values()[row]);
      }
      counts.add(ofRow);
    }
    return counts;
  }
}
