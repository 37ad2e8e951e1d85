package dev.millrace.engine.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class HolderTest {

  private static final Holder SELF = Holder.here(Instant.EPOCH);

  @Test
  void parse_writtenForm_isTheSame() {
    assertThat(Holder.parse(SELF.toString())).contains(SELF);
    assertThat(Holder.parse("somebody")).isEmpty();
  }

  @Test
  void dead_onlyWhereItIsCertain() {
    assertThat(SELF.dead()).isFalse();
    assertThat(new Holder(SELF.host(), 1L << 40, 0, "x").dead()).isTrue();
    assertThat(new Holder(SELF.host(), SELF.pid(), 1, "x").dead()).isTrue();
    assertThat(new Holder("elsewhere", 1L << 40, 0, "x").dead()).isFalse();
  }
}
