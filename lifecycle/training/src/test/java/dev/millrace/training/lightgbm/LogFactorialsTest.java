package dev.millrace.training.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LogFactorialsTest {

  @Test
  void logGamma_ofIntegers_isTheLogarithmOfTheFactorial() {
    double factorial = 0;
    for (int number = 1; number <= 200; number++) {
      assertThat(LogFactorials.logGamma(number)).isCloseTo(factorial, within(1e-11));
      factorial += Math.log(number);
    }
  }

  @Test
  void logGamma_ofHalves_isOfTheRootOfPi() {
    assertThat(LogFactorials.logGamma(0.5)).isCloseTo(Math.log(Math.PI) / 2, within(1e-14));
    assertThat(LogFactorials.logGamma(1.5))
        .isCloseTo(Math.log(Math.sqrt(Math.PI) / 2), within(1e-14));
  }
}
