package dev.millrace.model.predict;

import static ai.onnx.proto.OnnxMl.TensorProto.DataType.FLOAT;
import static dev.millrace.model.predict.RawModel.attribute;
import static dev.millrace.model.predict.RawModel.floats;
import static dev.millrace.model.predict.RawModel.integers;
import static dev.millrace.model.predict.RawModel.strings;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import dev.millrace.model.DataType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * TfIdfVectorizer by the published cases without skips, which are of integers: here they stand as
 * words. Its pool has the words 2, 3, 5, 4 and the pairs 5 6, 7 8 and 6 7.
 */
class TfIdfCasesTest {

  private static final String[] PAIRS = {"5", "6", "7", "8", "6", "7"};
  private static final String[] ALL = {"2", "3", "5", "4", "5", "6", "7", "8", "6", "7"};

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // test_tfidfvectorizer_tf_only_bigrams_skip0
        "1 1 3 3 3 7 8 6 7 5 6 8 | 0 0 0 0 1 1 1",
        // test_tfidfvectorizer_tf_batch_onlybigrams_skip0
        "1 1 3 3 3 7             | 0 0 0 0 0 0 0",
        "8 6 7 5 6 8             | 0 0 0 0 1 0 1",
      })
  void tf_ofPairsOnly_leavesTheWordsColumnsZero(String words, String counts) {
    assertThat(
            counts(
                words,
                7,
                attribute("mode", "TF"),
                attribute("min_gram_length", 2),
                integers("ngram_counts", 0L, 4L),
                strings("pool_strings", ALL)))
        .isEqualTo(counts);
  }

  @ParameterizedTest
  @CsvSource("1 1 3 3 3 7 8 6 7 5 6 8, 1 1 1") // test_tfidfvectorizer_tf_onlybigrams_levelempty
  void tf_withoutWordsInThePool(String words, String counts) {
    assertThat(
            counts(
                words,
                3,
                attribute("mode", "TF"),
                attribute("min_gram_length", 2),
                integers("ngram_counts", 0L, 0L),
                strings("pool_strings", PAIRS)))
        .isEqualTo(counts);
  }

  /** "TF": counts; "IDF": the weight where there is any; "TFIDF": count times weight. */
  @ParameterizedTest
  @CsvSource({"TF, 0 3 1 0 1 1 1", "IDF, 0 2 3 0 5 6 7", "TFIDF, 0 6 3 0 5 6 7"})
  void weights_byMode(String mode, String expected) {
    assertThat(
            counts(
                "1 1 3 3 3 7 8 6 7 5 6 8",
                7,
                attribute("mode", mode),
                attribute("min_gram_length", 1),
                integers("ngram_counts", 0L, 4L),
                strings("pool_strings", ALL),
                floats("weights", 1f, 2f, 3f, 4f, 5f, 6f, 7f)))
        .isEqualTo(expected);
  }

  /** The counts of one row, as text. */
  private static String counts(String words, int width, AttributeProto... attributes) {
    List<AttributeProto> all = new ArrayList<>(List.of(attributes));
    Long[] columns = new Long[width];
    for (int i = 0; i < width; i++) {
      columns[i] = (long) i;
    }
    all.add(attribute("max_gram_length", 2));
    all.add(integers("ngram_indexes", columns));
    List<String> counts = new ArrayList<>();
    for (int column = 0; column < width; column++) {
      RawModel model =
          new RawModel()
              .input("s", DataType.STRING)
              .integer("column", column)
              .node("StringSplit", "s", "words,count")
              .node("TfIdfVectorizer", "words", "counts", all.toArray(AttributeProto[]::new))
              .node("Gather", "counts,column", "z", attribute("axis", 1))
              .output("z", DataType.NUMBER, FLOAT);
      String count = model.predict("[{\"s\": \"" + words + "\"}]").getFirst();
      counts.add(count.replace(".0", ""));
    }
    return String.join(" ", counts);
  }
}
