package dev.millrace.engine.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.engine.crash.Journal.Line;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
    Set<String> worked = new HashSet<>();
    for (int i = 0; i < lives.size(); i++) {
      String what = context + ", process " + (i + 1);
      checkSaid(lives.get(i), what);
      worked.addAll(noted(Journal.END, i));
      assertThat(lives.get(i).left().in("SUCCEEDED"))
          .as(what + ": ended well without having come to its end")
          .allMatch(worked::contains);
      List<String> began = noted(Journal.BEGIN, i);
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

  /** The tasks whose steps noted a word in one of the lives, in this order. */
  private List<String> noted(String word, int life) {
    return journal.stream()
        .filter(line -> line.life() == life + 1 && line.word().equals(word))
        .map(Line::task)
        .toList();
  }

  /** What one of the lives has begun and not brought to a good end. */
  private Set<String> interrupted(int life) {
    Snapshot left = lives.get(life).left();
    Set<String> interrupted = new HashSet<>(noted(Journal.BEGIN, life));
    interrupted.addAll(left.in("RUNNING"));
    interrupted.removeAll(left.endedWell());
    return interrupted;
  }
}
