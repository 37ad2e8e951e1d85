package dev.millrace.data.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8CheckTest {

  private final Random random = new Random(5);

  private static boolean decodes(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  @Test
  void ends_anyBytesInAnyParts_agreesWithTheDecoder() {
    int[] interesting = {0, 0x7F, 0x80, 0xBF, 0xC0, 0xC2, 0xE0, 0xA0, 0xED, 0x9F, 0xF0, 0x90, 0xF4};
    int valid = 0;
    for (int trial = 0; trial < 200_000; trial++) {
      byte[] bytes = new byte[random.nextInt(6)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] =
            (byte)
                (random.nextInt(4) == 0
                    ? random.nextInt(256)
                    : interesting[random.nextInt(interesting.length)]);
      }
      int cut = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
      boolean ends =
          new Utf8Check()
              .add(bytes, cut)
              .add(Arrays.copyOfRange(bytes, cut, bytes.length), bytes.length - cut)
              .ends();
      assertThat(ends).as(Arrays.toString(bytes)).isEqualTo(decodes(bytes));
      valid += ends ? 1 : 0;
    }
    assertThat(valid).isBetween(1_000, 199_000);
  }
}
