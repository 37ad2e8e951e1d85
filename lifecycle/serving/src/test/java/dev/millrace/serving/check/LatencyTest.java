package dev.millrace.serving.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.value.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyTest {

  @ParameterizedTest
  @CsvSource({
    "2ms, 2000, 2ms",
    "850us, 850, 850us",
    "850 µs, 850, 850us",
    "1.5s, 1500000, 1.5s",
    "1500us, 1500, 1.5ms",
    "0.02s, 20000, 20ms",
    "1.2345ms, 1234, 1.234ms"
  })
  void read_numberAndUnit_areMicroseconds(String text, long micros, String again) {
    Latency latency = Json.as(Json.tree(text), Latency.class);
    assertThat(latency).isEqualTo(new Latency(micros));
    assertThat(latency.text()).isEqualTo(again);
    assertThat(Json.as(Json.tree(latency), Latency.class)).isEqualTo(latency);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"20\"', such as 2ms or 850us",
    "20, found '20'",
    "'\"PT0.02S\"', found 'PT0.02S'",
    "'\"-1ms\"', found '-1ms'",
    "'\"0ms\"', at least 1us",
    "'\"0.1us\"', at least 1us"
  })
  void read_anythingElse_saysWhy(String json, String why) {
    assertThatThrownBy(() -> Json.as(Json.parse(json), Latency.class)).hasMessageContaining(why);
  }

  @Test
  void ofNanos_aLittleMoreThanALimit_isMore() {
    assertThat(Latency.ofNanos(2_000_001)).isGreaterThan(Latency.read("2ms"));
    assertThat(Latency.ofNanos(2_000_000)).isEqualByComparingTo(Latency.read("2ms"));
  }

  @Test
  void measured_percentiles_areByNearestRank() {
    long[] nanos = new long[200];
    for (int i = 0; i < 200; i++) {
      nanos[i] = (200 - i) * 1_000L;
    }
    Measured measured = Measured.of(nanos, 7);
    assertThat(measured)
        .isEqualTo(new Measured(new Latency(100), new Latency(180), new Latency(198), 7));
    assertThat(Measured.of(new long[] {5_000}, 7).p99()).isEqualTo(new Latency(5));
  }
}
