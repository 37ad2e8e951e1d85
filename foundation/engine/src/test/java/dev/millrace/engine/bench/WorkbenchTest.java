package dev.millrace.engine.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkbenchTest {

  private static Machine machine(int threads) {
    return Machine.of(threads, 1 << 30);
  }

  @Test
  void work_result_isReturnedFromAPlatformThread() throws Exception {
    try (Workbench bench = new Workbench(machine(2))) {
      assertThat(bench.work(Demand.PLAIN, () -> Thread.currentThread().isVirtual())).isFalse();
    }
  }

  @Test
  void work_exception_isThrownAsItIs() {
    try (Workbench bench = new Workbench(machine(2))) {
      assertThatThrownBy(
              () ->
                  bench.work(
                      Demand.PLAIN,
                      () -> {
                        throw new IOException("no space");
                      }))
          .isInstanceOf(IOException.class)
          .hasMessage("no space");
    }
  }

  @Test
  void work_manyAtOnce_neverMoreThanThreads() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    try (Workbench bench = new Workbench(machine(3));
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> done = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        done.add(
            callers.submit(
                () ->
                    bench.work(
                        Demand.PLAIN,
                        () -> {
                          most.accumulateAndGet(now.incrementAndGet(), Math::max);
                          return now.decrementAndGet();
                        })));
      }
      for (Future<Integer> each : done) {
        each.get();
      }
    }
    assertThat(most.get()).isBetween(1, 3);
  }

  /** The barrier opens only if both are at work at the same time. */
  @Test
  void share_twoAtWork_isHalfOfTheThreads() throws Exception {
    CyclicBarrier both = new CyclicBarrier(2);
    try (Workbench bench = new Workbench(machine(4));
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(bench.work(Demand.PLAIN, () -> bench.share(Demand.PLAIN))).isEqualTo(4);
      List<Future<Integer>> shares = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        shares.add(
            callers.submit(
                () ->
                    bench.work(
                        Demand.PLAIN,
                        () -> {
                          both.await();
                          int share = bench.share(Demand.PLAIN);
                          both.await();
                          return share;
                        })));
      }
      assertThat(shares.get(0).get()).isEqualTo(2);
      assertThat(shares.get(1).get()).isEqualTo(2);
    }
  }

  @Test
  void work_callerInterrupted_interruptsTheWorkAndAwaitsItsEnd() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch cleanedUp = new CountDownLatch(1);
    try (Workbench bench = new Workbench(machine(1))) {
      Thread caller =
          Thread.ofVirtual()
              .start(
                  () ->
                      assertThatThrownBy(
                              () ->
                                  bench.work(
                                      Demand.PLAIN,
                                      () -> {
                                        begun.countDown();
                                        try {
                                          return forever();
                                        } finally {
                                          cleanedUp.countDown();
                                        }
                                      }))
                          .isInstanceOf(InterruptedException.class));
      begun.await();
      caller.interrupt();
      caller.join();

      assertThat(cleanedUp.getCount()).isZero();
      assertThat(bench.work(Demand.PLAIN, () -> Thread.currentThread().isInterrupted())).isFalse();
    }
  }

  private static boolean forever() throws InterruptedException {
    new CountDownLatch(1).await();
    return true;
  }
}
