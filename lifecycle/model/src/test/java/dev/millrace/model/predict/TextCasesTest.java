package dev.millrace.model.predict;

import static ai.onnx.proto.OnnxMl.TensorProto.DataType.BOOL;
import static ai.onnx.proto.OnnxMl.TensorProto.DataType.INT64;
import static ai.onnx.proto.OnnxMl.TensorProto.DataType.STRING;
import static dev.millrace.model.predict.RawModel.attribute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.DataType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions of strings, by the published cases that are named beside them. */
class TextCasesTest {

  @ParameterizedTest
  @CsvSource({
    "abc, .com, abc.com", "def, .net, def.net", // test_string_concat
    "'', abc, abc", "abc, '', abc", // test_string_concat_empty_string
    "的, 的, 的的", "中, 中, 中中", // test_string_concat_utf8
  })
  void concat_ofTwoInputs(String x, String y, String z) {
    RawModel model =
        new RawModel()
            .input("x", DataType.STRING)
            .input("y", DataType.STRING)
            .texts("expected", z)
            .node("StringConcat", "x,y", "both")
            .node("Equal", "both,expected", "z")
            .output("z", DataType.BOOLEAN, BOOL);

    assertThat(model.predict("[{\"x\": \"%s\", \"y\": \"%s\"}]".formatted(x, y)))
        .containsExactly("true");
    assertThat(model.predict("[{\"x\": \"%s\", \"y\": \"%s!\"}]".formatted(x, y)))
        .containsExactly("false");
  }

  @ParameterizedTest
  @CsvSource({"cat, cats", "dog, dogs", "snake, snakes"})
  void concat_withAConstant(String x, String z) { // test_string_concat_broadcasting
    RawModel model =
        new RawModel()
            .input("x", DataType.STRING)
            .texts("s", "s")
            .texts("expected", z)
            .node("StringConcat", "x,s", "plural")
            .node("Equal", "plural,expected", "z")
            .output("z", DataType.BOOLEAN, BOOL);

    assertThat(model.predict("[{\"x\": \"" + x + "\"}, {\"x\": \"s\"}]"))
        .containsExactly("true", "false");
  }

  @Test
  void concat_ofConstants_isComputedOnce() { // test_string_concat_zero_dimensional
    RawModel model =
        new RawModel()
            .input("x", DataType.STRING)
            .texts("cat", "cat")
            .texts("s", "s")
            .node("StringConcat", "cat,s", "cats")
            .node("Equal", "x,cats", "z")
            .output("z", DataType.BOOLEAN, BOOL);

    assertThat(model.predictor().kernels()).isEqualTo(1);
    assertThat(model.predict("[{\"x\": \"cats\"}, {\"x\": \"cat\"}]"))
        .containsExactly("true", "false");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        ".|-1|abc.com|abc,com", // test_string_split_basic
        ".|-1|def.net|def,net",
        "|2|hello world|hello,world", // test_string_split_maxsplit
        "|2|def.net|def.net",
        "|2|o n n x|o,n,n x",
        "|2|the quick brown fox|the,quick,brown fox",
        "|2| the  quick brown  fox  |the,quick,brown  fox",
        "-|-1|o-n-n--x-|o,n,n,,x,", // test_string_split_consecutive_delimiters
        "-|-1|o-n----nx|o,n,,,,nx",
        "|-1|hello world !|hello,world,!", // test_string_split_empty_string_delimiter
        "|-1|  hello   world !|hello,world,!",
        "|-1| hello world   ! |hello,world,!",
        "-|1|a-b-c|a,b-c",
        "-|0|a-b-c|a-b-c",
        "==|-1|a===b|a,=b",
      })
  void split_intoWords(String delimiter, long most, String text, String expected) {
    String cut = delimiter == null ? "" : delimiter;
    StringSplitter splitter = new StringSplitter(cut, most < 0 ? Long.MAX_VALUE : most);
    List<String> words = new ArrayList<>();

    int count = splitter.split(text, (all, from, to) -> words.add(all.substring(from, to)));

    assertThat(words).containsExactly(expected.split(",", -1)).hasSize(count);
  }

  @ParameterizedTest
  @CsvSource({"''", "' '", "-"})
  void split_ofNothing_hasNoWords(String delimiter) { // test_string_split_empty_tensor's rows
    RawModel model =
        new RawModel()
            .input("s", DataType.STRING)
            .node("StringSplit", "s", ",count", attribute("delimiter", delimiter))
            .output("count", DataType.INTEGER, INT64);

    assertThat(model.predict("[{\"s\": \"\"}, {\"s\": \"a\"}]")).containsExactly("0", "1");
  }

  @Test
  void split_atSpacesOnly_andOfSpacesOnlyIsNothing() {
    RawModel model =
        new RawModel()
            .input("s", DataType.STRING)
            .node("StringSplit", "s", "words,count")
            .output("count", DataType.INTEGER, INT64);

    assertThat(model.predict("[{\"s\": \"a\\tb\\nc\"}, {\"s\": \"   \"}, {\"s\": \"✈️ 👩🏽‍✈️\"}]"))
        .containsExactly("1", "0", "2");
  }

  /** The vectors of stackoverflow.com/a/31929528, which Boost.Hash2 has too, that are UTF-8. */
  @ParameterizedTest
  @CsvSource({
    "'', 0, 00000000",
    "'', 1, 514E28B7",
    "'', -1, 81F16F39",
    "!, 0, 72661CF4",
    "!C, 0, A0F7B07A",
    "!Ce, 0, 7E4A8634",
    "'', 9747B28C, EBB6C228",
    "a, 9747B28C, 7FA09EA6",
    "aa, 9747B28C, 5D211726",
    "aaa, 9747B28C, 283E0130",
    "aaaa, 9747B28C, 5A97808A",
    "abc, 0, B3DD93FA",
    "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq, 0, EE925B90",
    "'Hello, world!', 9747B28C, 24884CBA",
    "ππππππππ, 9747B28C, D58063C1",
    "The quick brown fox jumps over the lazy dog, 9747B28C, 2FA826CD",
  })
  void hash_ofPublishedVectors(String text, String seed, String hash) {
    int number = seed.equals("-1") ? -1 : Integer.parseUnsignedInt(seed, 16);

    assertThat(MurmurHash3.hash(text, number)).isEqualTo(Integer.parseUnsignedInt(hash, 16));
  }

  @ParameterizedTest
  @CsvSource({"1, 514E28B7", "2, 30F4C306", "3, 85F0B427", "4, 2362F9DE"}) // of the same list
  void hash_ofZeroBytes(int bytes, String hash) {
    assertThat(MurmurHash3.hash("\0".repeat(bytes), 0))
        .isEqualTo(Integer.parseUnsignedInt(hash, 16));
  }

  @ParameterizedTest
  @CsvSource({"é, 2", "中, 3", "𝔘, 4"})
  void hash_isOfTheUtf8Bytes(String letter, int bytes) {
    for (String text : List.of(letter, letter + letter, "a" + letter + "bc", letter + "\0")) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      assertThat(MurmurHash3.hash(text, 7)).isEqualTo(bytewise(utf8, 7));
    }
    assertThat(letter.getBytes(StandardCharsets.UTF_8)).hasSize(bytes);
  }

  @Test
  void hash_ofHalfASurrogatePair_isThatOfAQuestionMark() {
    assertThat(MurmurHash3.hash("a\ud83d", 0)).isEqualTo(MurmurHash3.hash("a?", 0));
    assertThat(MurmurHash3.hash("\udc00b", 0)).isEqualTo(MurmurHash3.hash("?b", 0));
  }

  /** The algorithm as its author's text tells it, over an array. */
  private static int bytewise(byte[] data, int seed) {
    int h = seed;
    for (int from = 0; from < data.length; from += 4) {
      int block = 0;
      for (int i = Math.min(3, data.length - from - 1); i >= 0; i--) {
        block = (block << 8) | (data[from + i] & 0xFF);
      }
      h ^= Integer.rotateLeft(block * 0xcc9e2d51, 15) * 0x1b873593;
      if (from + 4 <= data.length) {
        h = Integer.rotateLeft(h, 13) * 5 + 0xe6546b64;
      }
    }
    h ^= data.length;
    h = (h ^ (h >>> 16)) * 0x85ebca6b;
    h = (h ^ (h >>> 13)) * 0xc2b2ae35;
    return h ^ (h >>> 16);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "positive=1 | 0  | 4138058784, 1158584717", // MultipleStringsKeyUIntResult
        "positive=0 | 0  | -156908512, 1158584717", // StringKeyIntResult
        "positive=1 | 42 | 2972666014, ", // StringKeyUIntWithSeed42
        "positive=0 | 42 | -1322301282, ", // StringKeyIntWithSeed42
      })
  void hash_asOnnxRuntimesOwnTests(String attribute, long seed, String expected) {
    RawModel model =
        new RawModel()
            .input("s", DataType.STRING)
            .node(
                "MurmurHash3",
                "s",
                "h",
                attribute("positive", attribute.equals("positive=1") ? 1 : 0),
                attribute("seed", seed))
            .node("Cast", "h", "z", attribute("to", INT64.getNumber()))
            .output("z", DataType.INTEGER, INT64);
    List<String> hashes = model.predict("[{\"s\": \"foo\"}, {\"s\": \"bar\"}]");

    assertThat(String.join(", ", hashes)).startsWith(expected.strip());
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "-9223372036854775808, -9223372036854775808", "1234567, 1234567"})
  void cast_ofAnInteger_isItsDigits(long x, String digits) {
    RawModel model =
        new RawModel()
            .input("x", DataType.INTEGER)
            .texts("digits", digits)
            .node("Cast", "x", "s", attribute("to", STRING.getNumber()))
            .node("Equal", "s,digits", "z")
            .output("z", DataType.BOOLEAN, BOOL);

    assertThat(model.predict("[{\"x\": " + x + "}, {\"x\": 17}]")).containsExactly("true", "false");
  }

  @Test
  void where_ofStrings_choosesByRow() {
    RawModel model =
        new RawModel()
            .input("c", DataType.BOOLEAN)
            .input("s", DataType.STRING)
            .texts("other", "other")
            .node("Where", "c,s,other", "chosen")
            .node("Equal", "chosen,other", "z")
            .output("z", DataType.BOOLEAN, BOOL);

    assertThat(
            model.predict(
                """
                [{"c": true, "s": "a"}, {"c": false, "s": "a"}, {"c": true, "s": "other"}]
                """))
        .containsExactly("false", "true", "true");
  }
}
