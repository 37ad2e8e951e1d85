package dev.millrace.core.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class IdTest {

  private static final Instant NOW = Instant.parse("2001-02-26T00:00:00.123Z");

  @Test
  void at_anInstant_isAVersion7UuidOfIt() {
    Id id = Id.at(NOW);
    assertThat(id.uuid().version()).isEqualTo(7);
    assertThat(id.uuid().variant()).isEqualTo(2);
    assertThat(id.uuid().getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
  }

  @Test
  void at_laterInstants_sortLater() {
    assertThat(Id.at(NOW)).isLessThan(Id.at(NOW.plusMillis(1)));
  }

  @Test
  void parse_eitherForm_isTheSameId() {
    Id id = Id.at(NOW);
    assertThat(Id.parse(id.hex())).isEqualTo(id);
    assertThat(Id.parse(id.toString())).isEqualTo(id);
    assertThat(id.hex()).hasSize(32).endsWith(id.brief());
  }

  @Test
  void json_ofAnId_isItsDigits() {
    Id id = Id.at(NOW);
    assertThat(Json.tree(id).stringValue()).isEqualTo(id.hex());
    assertThat(Json.as(Json.tree(id), Id.class)).isEqualTo(id);
  }

  @Test
  void parse_anythingElse_isRefused() {
    assertThatThrownBy(() -> Id.parse("x")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Id.parse("z".repeat(32))).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void json_isThe32DigitsAndReadsBack() {
    Id id = Id.at(NOW);
    assertThat(Json.tree(id)).isEqualTo(Json.tree(id.hex()));
    assertThat(Json.as(Json.tree(id.toString()), Id.class)).isEqualTo(id);
  }
}
