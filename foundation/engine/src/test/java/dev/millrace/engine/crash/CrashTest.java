package dev.millrace.engine.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A process that runs one pipeline after another is killed again and again at random moments. What
 * it leaves is held against what it has said, what the steps have noted themselves, and what it
 * makes undisturbed. {@code -Dmillrace.crash.kills=200} kills more often, {@code
 * -Dmillrace.crash.seed=} at the moments of an earlier test.
 */
@Isolated("its kills must meet runs that go on")
class CrashTest {

  private static final int KILLS = Integer.getInteger("millrace.crash.kills", 10);

  /** Kills come when so many tasks have begun at most, and a moment later. */
  private static final int MOST_BEGUN = 16;

  private static final long LONGEST_MOMENT = TimeUnit.MILLISECONDS.toNanos(30);

  private static final long LONGEST_START = TimeUnit.MILLISECONDS.toNanos(500);

  /** In the names of tasks that are programs. */
  private static final String PROGRAM = " program[";

  /** Runs that a first process does to its end. */
  private static final int UNDISTURBED = 2;

  @TempDir Path directory;
  private final long seed = Long.getLong("millrace.crash.seed", System.nanoTime());
  private final String context = "-Dmillrace.crash.seed=" + seed;
  private final SplittableRandom random = new SplittableRandom(seed);

  @Test
  void runs_killedAtRandomMoments_keepEveryPromise() throws Exception {
    say(KILLS + " kills, " + context);
    ChildJvm jvm = ChildJvm.in(Files.createDirectory(directory.resolve("jvm")));
    Place undisturbed = Place.in(directory.resolve("undisturbed"));
    toItsEnd(jvm, jvm.learning(undisturbed.arguments(1, 1, UNDISTURBED)));

    Place killed = Place.in(directory.resolve("killed"));
    List<Life> lives = killedAgainAndAgain(jvm, killed);
    int last = (int) lives.getLast().left().complete() + 1;
    List<String> said = toItsEnd(jvm, jvm.start(killed.arguments(KILLS + 1, last, last)));
    Snapshot atLast = killed.checker(context).lookAtLast();
    lives.add(new Life(said, atLast));
    toItsEnd(jvm, jvm.start(undisturbed.arguments(2, UNDISTURBED + 1, last)));

    assertThat(atLast.complete()).as(context).isEqualTo(last).isEqualTo(atLast.runs().size());
    assertThat(atLast.made())
        .as(context)
        .isEqualTo(undisturbed.checker(context).lookAtLast().upTo(last).made());
    History history = new History(lives, killed.journal(), context);
    history.check();
    say(
        "%d runs; %d times a task was interrupted, %d times a program"
            .formatted(last, history.interruptions(""), history.interruptions(PROGRAM)));
    assertThat(lives)
        .as(context)
        .filteredOn(life -> life.left().isLive())
        .hasSizeGreaterThan(KILLS / 2); // on a busy machine many die before they have begun
    assertThat(history.interruptions("")).as(context).isGreaterThan(KILLS / 4);
    assertDamageIsFound(killed);
  }

  private List<Life> killedAgainAndAgain(ChildJvm jvm, Place place) throws Exception {
    List<Life> lives = new ArrayList<>();
    OutsideChecker checker = place.checker(context);
    int next = 1;
    for (int life = 1; life <= KILLS; life++) {
      try (Child child = jvm.start(place.arguments(life, next, Integer.MAX_VALUE))) {
        awaitTheMoment(child);
        assertThat(child.kill()).as("%s: ended with %s", context, jvm.errors()).isTrue();
        Snapshot left = checker.look();
        lives.add(new Life(child.said(), left));
        next = (int) left.complete() + 1;
      }
    }
    return lives;
  }

  /** Hardly after its start, while a program runs, or anywhere: a moment that is drawn. */
  private void awaitTheMoment(Child child) throws InterruptedException {
    Predicate<String> begun = line -> line.startsWith("begun ");
    switch (random.nextInt(6)) {
      case 0 -> LockSupport.parkNanos(random.nextLong(LONGEST_START));
      case 1 -> {
        child.await(begun.and(line -> line.contains(PROGRAM)), 1);
        LockSupport.parkNanos(random.nextLong(LONGEST_MOMENT));
      }
      default -> {
        child.await(begun, 1 + random.nextInt(MOST_BEGUN));
        LockSupport.parkNanos(random.nextLong(LONGEST_MOMENT));
      }
    }
  }

  private List<String> toItsEnd(ChildJvm jvm, Child child) throws Exception {
    try (child) {
      assertThat(child.awaitExit()).as("%s: %s", context, jvm.errors()).isZero();
      return child.said();
    }
  }

  /** That nothing was found means something only if what is wrong is found. */
  private static void assertDamageIsFound(Place place) throws Exception {
    try (Database database = Database.open(place.database())) {
      database.change("UPDATE task SET state = 'PENDING' WHERE step = 'source'");
      assertThatThrownBy(() -> place.checker("a state without its event").look())
          .hasMessageContaining("a state without its event");
      database.change("UPDATE task SET state = 'SUCCEEDED' WHERE step = 'source'");
      database.change("UPDATE artifact SET bytes = bytes + 1");
      assertThatThrownBy(() -> place.checker("another size").look())
          .hasMessageContaining("another size");
      database.change("UPDATE artifact SET bytes = bytes - 1");
    }
    place.checker("all is well again").look();
    Path file = place.anyFile();
    Files.delete(file);
    assertThatThrownBy(() -> place.checker("").look()).hasMessageContaining(file.toString());
  }

  @SuppressWarnings("SystemOut") // whoever wants to repeat it reads it
  private static void say(String line) {
    System.out.println(line);
  }
}
