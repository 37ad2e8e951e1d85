package dev.millrace.engine.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.engine.crash.Journal.Line;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One life after another, the last of which came to its end, and what the steps have noted
 * themselves.
 *
 * @param context what to say with each problem
 */
record History(List<Life> lives, List<Line> journal, String context) {

  void check() {
    Set<String> endedWell = new HashSet<>();
    Set<String> interrupted = new HashSet<>();
    for (int i = 0; i < lives.size(); i++) {
      String what = context + ", process " + (i + 1);
      checkSaid(lives.get(i), what);
      List<String> began = began(i);
      assertThat(began).as(what + ": began again").filteredOn(endedWell::contains).isEmpty();
      assertThat(began.stream().filter(task -> !task.endsWith(" stumble")).toList())
          .as(what)
          .doesNotHaveDuplicates();
      endedWell.addAll(lives.get(i).left().endedWell());
      began.forEach(interrupted::remove);
      assertThat(endedWell)
          .as(what + ": ended well without having begun again")
          .filteredOn(interrupted::contains)
          .isEmpty();
      interrupted.addAll(interrupted(i));
    }
    assertThat(interrupted).as(context + ": did not run again").isEmpty();
  }

  /** How often a task was interrupted whose name has a part in it. */
  int interruptions(String part) {
    int interruptions = 0;
    for (int i = 0; i < lives.size(); i++) {
      interruptions += (int) interrupted(i).stream().filter(task -> task.contains(part)).count();
    }
    return interruptions;
  }

  /** What was acknowledged is on record. */
  private static void checkSaid(Life life, String what) {
    for (String line : life.said()) {
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case "open", "begun" -> {}
        case "ended" ->
            assertThat(life.left().tasks().get(words[1] + " " + words[2]))
                .as(what + ": " + line)
                .isEqualTo(words[3]);
        case "over" ->
            assertThat(life.left().runs().get(words[1])).as(what + ": " + line).isEqualTo(words[2]);
        default -> throw new AssertionError(what + " said: " + line);
      }
    }
  }

  /** The tasks whose steps began in one of the lives, in this order. */
  private List<String> began(int life) {
    return journal.stream()
        .filter(line -> line.life() == life + 1 && line.word().equals(Journal.BEGIN))
        .map(Line::task)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** What one of the lives has begun and not brought to a good end. */
  private Set<String> interrupted(int life) {
    Snapshot left = lives.get(life).left();
    Set<String> interrupted = new HashSet<>(began(life));
    interrupted.addAll(left.running());
    interrupted.removeAll(left.endedWell());
    return interrupted;
  }
}
