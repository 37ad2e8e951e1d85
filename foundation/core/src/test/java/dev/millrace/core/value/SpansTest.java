package dev.millrace.core.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpansTest {

  @ParameterizedTest
  @ValueSource(strings = {"all", "last 8", "last 1", "2001-01-01..2001-02-19"})
  void parse_writtenForm_isWrittenAgain(String text) {
    Spans spans = Spans.parse(text);
    assertThat(spans.text()).isEqualTo(text);
    assertThat(Json.as(Json.tree(spans), Spans.class)).isEqualTo(spans);
  }

  @Test
  void parse_range_includesBothDays() {
    assertThat(Spans.parse("2001-01-01..2001-01-01"))
        .isEqualTo(new Spans.Range(LocalDate.of(2001, 1, 1), LocalDate.of(2001, 1, 1)));
  }

  @ParameterizedTest
  @CsvSource({
    "last 0, selects no span",
    "Last 8, is not a selection of spans",
    "last eight, is not a selection of spans",
    "'', is not a selection of spans",
    "2001-02-30..2001-03-01, names a day that does not exist",
    "2001-02-02..2001-02-01, ends before it starts"
  })
  void parse_anythingElse_saysWhy(String text, String why) {
    assertThatThrownBy(() -> Spans.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }
}
