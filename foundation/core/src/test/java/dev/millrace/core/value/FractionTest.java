package dev.millrace.core.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FractionTest {

  @ParameterizedTest
  @CsvSource({"20%, 0.2", "95%, 0.95", "0%, 0", "100%, 1", "99.9 %, 0.999", "0.1%, 0.001"})
  void parse_percentage_isTheNearestDouble(String text, double value) {
    assertThat(Fraction.parse(text).value()).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"20", "120%", "-5%", "%", "", "x%", "1e1%", "20%%"})
  void parse_anythingElse_saysWhatIsExpected(String text) {
    assertThatThrownBy(() -> Fraction.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a fraction from 0 to 1, such as 0.2 or 20%");
  }

  @Test
  void json_eitherForm_isReadAndWrittenAsNumber() {
    assertThat(Json.as(Json.parse("\"20%\""), Fraction.class)).isEqualTo(new Fraction(0.2));
    assertThat(Json.as(Json.parse("0.2"), Fraction.class)).isEqualTo(new Fraction(0.2));
    assertThat(Json.as(Json.parse("1"), Fraction.class)).isEqualTo(new Fraction(1));
    assertThat(Json.tree(new Fraction(0.2))).isEqualTo(Json.parse("0.2"));
  }

  @Test
  void new_outsideTheUnitInterval_isRefused() {
    assertThatThrownBy(() -> new Fraction(1.01)).hasMessageContaining("found 1.01");
    assertThatThrownBy(() -> new Fraction(Double.NaN)).hasMessageContaining("found NaN");
  }
}
