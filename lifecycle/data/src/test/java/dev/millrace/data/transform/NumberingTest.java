package dev.millrace.data.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NumberingTest {

  @Test
  void of_keysAgainAndAgain_numbersEachInTheOrderItCame() {
    Random random = new Random(5);
    Numbering numbering = new Numbering();
    List<Long> seen = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      long key = random.nextInt(3) == 0 ? random.nextLong() : random.nextInt(700) << 20;
      if (!seen.contains(key)) {
        seen.add(key);
      }

      int number = numbering.of(key);

      assertThat(number).isEqualTo(seen.indexOf(key));
      assertThat(numbering.key(number)).isEqualTo(key);
    }
    assertThat(numbering.size()).isEqualTo(seen.size());
  }
}
