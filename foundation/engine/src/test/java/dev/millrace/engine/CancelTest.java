package dev.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;
import dev.millrace.store.MetadataStore.RunQuery;
import dev.millrace.store.MetadataStore.Task;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("it measures time")
class CancelTest {

  private static final Duration PROMPT = Duration.ofSeconds(4);
  private static final PipelineSpec CHAIN = new Steps().mix("a").mix("b", "a").mix("c", "b").spec();

  @TempDir Path home;
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final CompletableFuture<Thread> leftBehind = new CompletableFuture<>();

  /** Waits in step b until it is interrupted. */
  private final Mix heedful =
      new Mix(
          (inputs, task) -> {
            if (task.step().equals("b")) {
              begun.countDown();
              released.await();
            }
          });

  /** Waits in step b whatever happens, as native code does. */
  private final Mix deaf =
      new Mix(
          (inputs, task) -> {
            if (task.step().equals("b")) {
              leftBehind.complete(Thread.currentThread());
              begun.countDown();
              awaitDeaf(released);
            }
          });

  @AfterEach
  void release() {
    released.countDown();
  }

  @Test
  void cancel_taskThatHeeds_endsTheRunAtOnce() throws Exception {
    try (Mill mill = Mill.open(home, heedful)) {
      Outcome outcome = cancelled(mill);

      assertThat(outcome.state()).isEqualTo(RunState.CANCELED);
      assertThat(outcome.tasks())
          .extracting(Task::state)
          .containsExactly(TaskState.SUCCEEDED, TaskState.CANCELED, TaskState.CANCELED);
    }
  }

  @Test
  void requestCancel_throughTheStore_endsTheRunWithinASecond() throws Exception {
    ManualTimer timer = new ManualTimer();
    try (Mill mill = Mill.with(home, setup -> setup.withTimer(timer), heedful);
        Mill elsewhere = Mill.open(home, new Mix())) {
      RunningRun run = mill.engine.start(mill.request(CHAIN), mill.heard::add);
      begun.await();
      assertThat(elsewhere.metadata.requestCancel(run.id(), "bob")).isTrue();
      timer.advance(Duration.ofSeconds(1));

      assertThat(run.await().state()).isEqualTo(RunState.CANCELED);
    }
  }

  @Test
  void cancel_taskThatIsDeaf_isLeftBehindAndRecordsNothingMore() throws Exception {
    Outcome outcome;
    try (Mill mill = Mill.open(home, deaf)) {
      Instant start = Instant.now();
      outcome = cancelled(mill);

      assertThat(outcome.state()).isEqualTo(RunState.CANCELED);
      assertThat(Duration.between(start, Instant.now())).isLessThan(PROMPT);
    }
    released.countDown();
    // Its thread ends with its task, since no other comes: the mill is closed.
    leftBehind.join().join();
    try (Mill mill = Mill.open(home, deaf)) {
      assertThat(mill.metadata.tasks(outcome.run().id())).isEqualTo(outcome.tasks());
    }
  }

  @Test
  void run_afterCancellation_goesOnWhereItWasInANewRun() throws Exception {
    try (Mill mill = Mill.open(home, heedful)) {
      Outcome first = cancelled(mill);
      released.countDown();
      Outcome second = mill.run(CHAIN);

      assertThat(second.run().id()).isNotEqualTo(first.run().id());
      assertThat(second.tasks())
          .extracting(Task::state)
          .containsExactly(TaskState.CACHED, TaskState.SUCCEEDED, TaskState.SUCCEEDED);
    }
  }

  @Test
  void resume_canceledRun_goesOnInTheSameRun() throws Exception {
    try (Mill mill = Mill.open(home, heedful)) {
      Outcome first = cancelled(mill);
      released.countDown();
      Outcome second = mill.engine.resume(first.run().id(), mill.heard::add).await();

      assertThat(second.run().id()).isEqualTo(first.run().id());
      assertThat(second.state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(Mill.task(second, "a")).isEqualTo(Mill.task(first, "a"));
    }
  }

  @Test
  void await_interrupted_cancelsTheRun() throws Exception {
    try (Mill mill = Mill.open(home, heedful)) {
      RunningRun run = mill.engine.start(mill.request(CHAIN), mill.heard::add);
      begun.await();
      Thread.currentThread().interrupt();

      assertThatThrownBy(run::await).isInstanceOf(InterruptedException.class);
      assertThat(mill.metadata.findRun(run.id()).orElseThrow().state())
          .isEqualTo(RunState.CANCELED);
    }
  }

  @Test
  void close_withRunUnderWay_cancelsIt() throws Exception {
    try (Mill mill = Mill.open(home, heedful)) {
      mill.engine.start(mill.request(CHAIN), mill.heard::add);
      begun.await();
      mill.engine.close();

      assertThat(mill.metadata.runs(RunQuery.newest(1)).getFirst().state())
          .isEqualTo(RunState.CANCELED);
    }
  }

  private Outcome cancelled(Mill mill) throws InterruptedException {
    RunningRun run = mill.engine.start(mill.request(CHAIN), mill.heard::add);
    begun.await();
    mill.engine.cancel(run.id());
    return run.await();
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
