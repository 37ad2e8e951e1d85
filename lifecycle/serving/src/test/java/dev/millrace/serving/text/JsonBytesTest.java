package dev.millrace.serving.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.value.Json;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is written is what an independent reader of JSON finds. */
class JsonBytesTest {

  @Test
  void string_ofEveryCharacter_readsBackAsItself() {
    for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
      if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
        String text = "a" + Character.toString(point) + "b";
        byte[] bytes = new JsonBytes(0).string(text).toByteArray();
        if (point % 97 == 0 || point < 0x900) {
          assertThat(Json.parse(utf8(bytes)).asString()).isEqualTo(text);
        }
        assertThat(utf8(bytes).codePoints().filter(c -> c == 0xFFFD).count())
            .isEqualTo(point == 0xFFFD ? 1 : 0);
      }
    }
  }

  @Test
  void string_ofHalfASurrogatePair_isTheReplacementCharacter() {
    assertThat(utf8(new JsonBytes(0).string("a\uD83D").toByteArray())).isEqualTo("\"a\uFFFD\"");
    assertThat(utf8(new JsonBytes(0).string("\uDE80b").toByteArray())).isEqualTo("\"\uFFFDb\"");
  }

  @Test
  void number_ofRandomBits_readsBackAsItself() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        String text = utf8(new JsonBytes(4).number(value).toByteArray());
        assertThat(Json.parse(text).doubleValue()).isEqualTo(value);
      }
      long whole = random.nextLong();
      assertThat(Json.parse(utf8(new JsonBytes(1).number(whole).toByteArray())).longValue())
          .isEqualTo(whole);
    }
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
