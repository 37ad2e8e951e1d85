package dev.millrace.model.predict;

import static dev.millrace.model.predict.RawModel.attribute;
import static dev.millrace.model.predict.RawModel.floats;
import static dev.millrace.model.predict.RawModel.integers;
import static dev.millrace.model.predict.RawModel.strings;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.millrace.core.error.UserError;
import dev.millrace.model.DataType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Graphs of strings that are not computed, each with the one message that says why. */
class TextRefusalsTest {

  private static final AttributeProto STARTS = integers("ngram_counts", 0L, 2L);
  private static final AttributeProto COLUMNS = integers("ngram_indexes", 0L, 1L, 2L);
  private static final AttributeProto POOL = strings("pool_strings", "a", "b", "c", "d");

  @Test
  void of_wordsInAnyOtherPlace_areRefused() {
    RawModel equal = words().texts("a", "a").node("Equal", "words,a", "y");
    RawModel split = words().node("StringSplit", "words", "y,n");
    RawModel grams = grams("s", least(1), most(2), STARTS, COLUMNS, POOL);

    refused(equal, "'Equal'", "with the words of strings");
    refused(split, "'StringSplit'", "with the words of strings");
    refused(grams, "an input that is not the words of StringSplit");
  }

  @Test
  void of_moreOutputsThanThereAre_isRefused() {
    refused(text().node("StringSplit", "s", "a,b,c"), "with 3 outputs");
    refused(text().node("Identity", "s", "a,b"), "with 2 outputs");
    refused(text().node("Identity", "s", ""), "it has no output");
  }

  @Test
  void of_hashesThatAreNotCast_areRefused() {
    RawModel sum = text().node("MurmurHash3", "s", "h").node("Add", "h,h", "y");
    RawModel numbers = number().node("MurmurHash3", "x", "h");

    refused(sum, "'Add'", "integers of 32 bits");
    refused(numbers, "'com.microsoft.MurmurHash3'", "DOUBLE [N]");
  }

  @Test
  void of_numbersAsText_areRefused() {
    RawModel cast =
        number().node("Cast", "x", "y", attribute("to", TensorProto.DataType.STRING.getNumber()));
    RawModel concat = number().texts("a", "a").node("StringConcat", "x,a", "y");
    RawModel split = number().node("StringSplit", "x", "y,n");

    refused(cast, "DOUBLE to STRING");
    refused(concat, "an input is DOUBLE; expected STRING");
    refused(split, "an input of DOUBLE [N]");
  }

  @Test
  void of_splitsThatHaveNoMeaning_areRefused() {
    RawModel column = text().constant("one", 1).node("Unsqueeze", "s,one", "c");

    refused(text().node("StringSplit", "s", "y,n", attribute("maxsplit", -1)), "cuts -1 times");
    refused(column.node("StringSplit", "c", "y,n"), "shape [N, 1]");
  }

  @Test
  void of_matricesOfStrings_areRefused() {
    RawModel wide =
        text()
            .constant("one", 1)
            .node("Unsqueeze", "s,one", "c")
            .texts("pair", "a", "b")
            .node("StringConcat", "c,pair", "y");

    refused(wide, "strings of shape [N, 2]");
  }

  @Test
  void of_stringsThatDoubleAndDouble_areRefused() {
    RawModel model = text().node("StringConcat", "s,s", "s0");
    for (int i = 0; i < 40; i++) {
      model.node("StringConcat", "s" + i + ",s" + i, "s" + (i + 1));
    }
    RawModel constants = text().texts("s0", "0123456789");
    for (int i = 0; i < 40; i++) {
      constants.node("StringConcat", "s" + i + ",s" + i, "s" + (i + 1));
    }

    refused(model, "strings of more than 256 strings");
    refused(constants, "constants of more than 16777216 characters");
  }

  @Test
  void of_lengthsOfNGramsThatCannotBe_areRefused() {
    String lengths = "n-grams have from ";
    refused(grams("words", least(0), most(2), STARTS, COLUMNS, POOL), lengths + "0 to 2");
    refused(grams("words", least(-3), most(2), STARTS, COLUMNS, POOL), lengths + "-3 to 2");
    refused(grams("words", least(2), most(1), STARTS, COLUMNS, POOL), lengths + "2 to 1");
    refused(grams("words", least(1), most(3), STARTS, COLUMNS, POOL), lengths + "1 to 3");
    refused(grams("words", most(1L << 40), least(1), STARTS, COLUMNS, POOL), "1 to 1099511627776");
  }

  @Test
  void of_poolsThatDoNotFit_areRefused() {
    AttributeProto none = integers("ngram_indexes");
    refused(grams(integers("ngram_counts", 0L, 9L), COLUMNS, POOL), "1 words end outside");
    refused(grams(integers("ngram_counts", 0L, -1L), COLUMNS, POOL), "1 words end outside");
    refused(grams(integers("ngram_counts", 1L, 2L), COLUMNS, POOL), "1 words end outside");
    refused(grams(integers("ngram_counts", 0L, 3L), COLUMNS, POOL), "of 2 words is cut off");
    refused(grams(STARTS, none, POOL), "3 n-grams and columns for 0");
    refused(grams(STARTS, COLUMNS, floats("weights", 1f), POOL), "3 n-grams and 1 weights");
    refused(grams(STARTS, COLUMNS, strings("pool_strings", "a", "a", "a", "b")), "column 0 twice");
    refused(grams(STARTS, COLUMNS), "no pool of strings");
    refused(grams(STARTS, COLUMNS, POOL, integers("pool_int64s", 1L)), "'pool_int64s'");
  }

  @Test
  void of_variantsOfNGramsWithoutKernel_areRefused() {
    AttributeProto swapped = integers("ngram_indexes", 1L, 0L, 2L);
    AttributeProto empty = strings("pool_strings", "", "b", "a", "b");
    refused(grams(STARTS, COLUMNS, POOL, attribute("max_skip_count", 1)), "that skip words");
    Long[] starts = Collections.nCopies(101, 0L).toArray(Long[]::new);
    AttributeProto many = integers("ngram_counts", starts);
    refused(grams("words", least(1), most(101), many, COLUMNS, POOL), "more than 100 words");
    refused(grams(STARTS, swapped, POOL), "in another order");
    refused(grams(STARTS, COLUMNS, empty), "n-gram of the empty string");
    refused(
        words().node("TfIdfVectorizer", "words", "y", least(1), most(2), STARTS, COLUMNS, POOL),
        "the mode ''");
  }

  @Test
  void of_poolsTooWide_areRefused() {
    int many = 70_000;
    String[] pool = new String[many];
    for (int i = 0; i < many; i++) {
      pool[i] = "w" + i;
    }
    Long[] columns = LongStream.range(0, many).boxed().toArray(Long[]::new);

    refused(
        grams(
            "words",
            least(1),
            most(1),
            integers("ngram_counts", 0L),
            integers("ngram_indexes", columns),
            strings("pool_strings", pool)),
        "more than 65536 elements a row");
  }

  private static RawModel grams(AttributeProto... attributes) {
    List<AttributeProto> all = new ArrayList<>(List.of(attributes));
    all.add(least(1));
    all.add(most(2));
    return grams("words", all.toArray(AttributeProto[]::new));
  }

  private static RawModel grams(String input, AttributeProto... attributes) {
    List<AttributeProto> all = new ArrayList<>(List.of(attributes));
    all.add(attribute("mode", "TF"));
    return words().node("TfIdfVectorizer", input, "y", all.toArray(AttributeProto[]::new));
  }

  private static AttributeProto least(long words) {
    return attribute("min_gram_length", words);
  }

  private static AttributeProto most(long words) {
    return attribute("max_gram_length", words);
  }

  private static RawModel words() {
    return text().node("StringSplit", "s", "words,count");
  }

  private static RawModel text() {
    return number().input("s", DataType.STRING);
  }

  private static RawModel number() {
    return new RawModel()
        .input("x", DataType.NUMBER)
        .node("Identity", "x", "z")
        .output("z", DataType.NUMBER, TensorProto.DataType.DOUBLE);
  }

  private static void refused(RawModel model, String... messages) {
    assertThatThrownBy(model::predictor)
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(messages);
  }
}
