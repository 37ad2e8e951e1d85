package dev.millrace.core.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpansTest {

  @ParameterizedTest
  @ValueSource(strings = {"all", "last 8", "last 1", "last 4 skip 1", "2001-01-01..2001-02-19"})
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

  @Test
  void parse_skipNone_isWrittenWithoutIt() {
    assertThat(Spans.parse("last 4 skip 0")).isEqualTo(new Spans.Last(4));
    assertThat(Spans.parse("last 4 skip 0").text()).isEqualTo("last 4");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0, '[5]'",
    "2, 1, '[3, 4]'",
    "9, 0, '[1, 2, 3, 4, 5]'",
    "9, 3, '[1, 2]'",
    "2, 5, '[]'",
    "2, 9, '[]'"
  })
  void of_lastWithSkip_countsFromTheLatest(int count, int skip, String chosen) {
    List<Integer> spans = new Spans.Last(count, skip).of(List.of(1, 2, 3, 4, 5));
    assertThat(spans.toString()).isEqualTo(chosen);
  }

  @ParameterizedTest
  @CsvSource({
    "last 0, selects no span",
    "Last 8, is not a selection of spans",
    "last 0 skip 1, selects no span",
    "last 4 skip, is not a selection of spans",
    "last 4 skip -1, is not a selection of spans",
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
