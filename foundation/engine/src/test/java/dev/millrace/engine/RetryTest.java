package dev.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.component.GateRefused;
import dev.millrace.core.error.UserError;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New attempts after failures, and the time that an attempt may take. */
class RetryTest {

  /** Unlike any time that the engine itself waits for. */
  private static final Duration DELAY = Duration.ofSeconds(5);

  private static final Duration LONGEST = DELAY.multipliedBy(3);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir Path home;
  private final ManualTimer timer = new ManualTimer();
  private final AtomicInteger attempts = new AtomicInteger();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  @AfterEach
  void release() {
    released.countDown();
  }

  private static PipelineSpec patient() {
    return new Steps()
        .mix("a")
        .policy(policy -> policy.retry(3, DELAY, 2, LONGEST))
        .mix("b", "a")
        .spec();
  }

  private Mix failing(int times) {
    return new Mix(
        (inputs, task) -> {
          if (task.step().equals("a") && attempts.incrementAndGet() <= times) {
            task.metric("loss", attempts.get(), 0);
            throw UserError.failure("no answer from the warehouse");
          }
        });
  }

  private Mill mill(Mix mix) {
    return Mill.with(home, setup -> setup.withTimer(timer), mix);
  }

  @Test
  void run_failsTwice_triesAgainWithGrowingDelaysAndSaysSo() throws Exception {
    try (Mill mill = mill(failing(2))) {
      RunningRun run = mill.engine.start(mill.request(patient()), mill.heard::add);
      timer.await(DELAY);
      assertThat(attempts).hasValue(1);
      timer.advance(DELAY);
      timer.await(DELAY.multipliedBy(2));
      assertThat(attempts).hasValue(2);
      timer.advance(DELAY.multipliedBy(2));
      Outcome outcome = run.await();

      assertThat(outcome.state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(attempts).hasValue(3);
      assertThat(Mill.task(outcome, "a").reason()).isEqualTo("first time; attempt 3");
      assertThat(mill.logs.read(run.id(), "a"))
          .containsExactly(
              "error: no answer from the warehouse",
              "attempt 1 failed: no answer from the warehouse",
              "error: no answer from the warehouse",
              "attempt 2 failed: no answer from the warehouse");
      assertThat(mill.metrics(outcome)).isEmpty();
    }
  }

  @Test
  void run_failsAlways_endsAfterTheLastAttemptWithTheGreatestDelayAtMost() throws Exception {
    try (Mill mill = mill(failing(99))) {
      RunningRun run = mill.engine.start(mill.request(patient()), mill.heard::add);
      for (int times = 1; times <= 3; times++) {
        timer.await(DELAY.multipliedBy(times));
        timer.advance(DELAY.multipliedBy(times));
      }
      Outcome outcome = run.await();

      assertThat(attempts).hasValue(4);
      assertThat(Mill.task(outcome, "a").reason())
          .isEqualTo("attempt 4 of 4: no answer from the warehouse");
      assertThat(Mill.states(outcome)).containsEntry("b", TaskState.BLOCKED);
      assertThat(mill.metrics(outcome)).hasSize(1);
    }
  }

  @Test
  void run_refused_isNotTriedAgain() throws Exception {
    Mix refusing =
        new Mix(
            (inputs, task) -> {
              attempts.incrementAndGet();
              throw new GateRefused("no");
            });
    try (Mill mill = mill(refusing)) {
      assertThat(mill.run(patient()).state()).isEqualTo(RunState.REFUSED);
      assertThat(attempts).hasValue(1);
    }
  }

  @Test
  void cancel_betweenAttempts_endsTheTask() throws Exception {
    try (Mill mill = mill(failing(99))) {
      RunningRun run = mill.engine.start(mill.request(patient()), mill.heard::add);
      timer.await(DELAY);
      run.cancel();
      Outcome outcome = run.await();

      assertThat(outcome.state()).isEqualTo(RunState.CANCELED);
      assertThat(Mill.states(outcome)).containsEntry("a", TaskState.CANCELED);
      assertThat(attempts).hasValue(1);
    }
  }

  private static PipelineSpec limited(int retries) {
    return new Steps()
        .mix("a")
        .policy(policy -> policy.timeout(MINUTE).retry(retries, DELAY, 2, LONGEST))
        .spec();
  }

  @Test
  void run_timeIsOver_interruptsTheTaskAndFailsIt() throws Exception {
    Mix slow =
        new Mix(
            (inputs, task) -> {
              begun.countDown();
              released.await();
            });
    try (Mill mill = mill(slow)) {
      RunningRun run = mill.engine.start(mill.request(limited(0)), mill.heard::add);
      begun.await();
      timer.await(MINUTE);
      timer.advance(MINUTE);
      Outcome outcome = run.await();

      assertThat(outcome.state()).isEqualTo(RunState.FAILED);
      assertThat(outcome.reason()).isEqualTo("step 'a' failed: timed out after PT1M");
    }
  }

  @Test
  void run_timeIsOverOnce_triesAgainWithAllOfItsTime() throws Exception {
    Mix slowOnce =
        new Mix(
            (inputs, task) -> {
              if (attempts.incrementAndGet() == 1) {
                begun.countDown();
                released.await();
              }
              assertThat(task.cancelled()).isFalse();
              assertThat(Thread.currentThread().isInterrupted()).isFalse();
            });
    try (Mill mill = mill(slowOnce)) {
      RunningRun run = mill.engine.start(mill.request(limited(1)), mill.heard::add);
      begun.await();
      timer.await(MINUTE);
      timer.advance(MINUTE);
      timer.await(DELAY);
      timer.advance(DELAY);
      Outcome outcome = run.await();

      assertThat(outcome.state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(Mill.task(outcome, "a").reason()).isEqualTo("first time; attempt 2");
    }
  }

  @Test
  void run_timeIsOverForATaskThatIsDeaf_leavesItBehind() throws Exception {
    Mix deaf =
        new Mix(
            (inputs, task) -> {
              begun.countDown();
              awaitDeaf(released);
              throw new IllegalStateException("too late to be told");
            });
    try (Mill mill = mill(deaf)) {
      RunningRun run = mill.engine.start(mill.request(limited(5)), mill.heard::add);
      begun.await();
      timer.await(MINUTE);
      timer.advance(MINUTE);
      timer.advance(MINUTE);
      Outcome outcome = run.await();

      assertThat(outcome.reason())
          .isEqualTo("step 'a' failed: timed out after PT1M, and did not end");
      released.countDown();
      assertThat(mill.metadata.tasks(run.id())).isEqualTo(outcome.tasks());
    }
  }

  @Test
  void run_endsInTime_isLeftAlone() throws Exception {
    try (Mill mill = mill(new Mix())) {
      Outcome outcome = mill.run(limited(0));
      timer.advance(Duration.ofHours(1));

      assertThat(outcome.state()).isEqualTo(RunState.SUCCEEDED);
    }
  }

  private static void awaitDeaf(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException _) {
        // Deaf: it goes on waiting.
      }
    }
  }
}
