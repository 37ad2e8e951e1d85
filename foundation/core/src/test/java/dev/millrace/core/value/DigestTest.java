package dev.millrace.core.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class DigestTest {

  /** FIPS 180-2, appendix B.1. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void of_publishedMessage_isItsPublishedDigest() throws IOException {
    assertThat(Digest.of("abc").hex()).isEqualTo(ABC);
    assertThat(Digest.of(new ByteArrayInputStream("abc".getBytes(StandardCharsets.UTF_8))).hex())
        .isEqualTo(ABC);
    assertThat(Digest.of("abc").brief()).isEqualTo("ba7816bf8f01");
  }

  @Test
  void of_treesThatDifferInOrderOnly_areEqual() {
    assertThat(Digest.of(Json.parse("{\"a\": 1, \"b\": {\"d\": 2, \"c\": [3]}}")))
        .isEqualTo(Digest.of(Json.parse("{ \"b\": {\"c\": [3], \"d\": 2}, \"a\": 1 }")));
    assertThat(Digest.of(Json.parse("[1, 2]"))).isNotEqualTo(Digest.of(Json.parse("[2, 1]")));
  }

  @Test
  void new_notHexadecimal_isRefused() {
    assertThatThrownBy(() -> new Digest(ABC.toUpperCase(Locale.ROOT)))
        .hasMessageContaining("not a SHA-256 digest");
  }
}
