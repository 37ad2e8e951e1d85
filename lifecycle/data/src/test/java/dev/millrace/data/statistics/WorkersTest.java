package dev.millrace.data.statistics;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WorkersTest {

  /** Waits for what never comes in the first task, and fails in the second. */
  private static final class Waiting implements Workers.Worker {
    @Override
    public void work(int number) throws IOException, InterruptedException {
      if (number > 0) {
        throw new IOException("no space left");
      }
      new CountDownLatch(1).await();
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }

  @Test
  @Timeout(60)
  void run_oneFailsThatAnotherWaitsFor_ends() {
    assertThatThrownBy(() -> new Workers(2).run(2, Waiting::new))
        .isInstanceOf(IOException.class)
        .hasMessage("no space left");
  }
}
