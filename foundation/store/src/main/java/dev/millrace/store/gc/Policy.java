package dev.millrace.store.gc;

import java.time.Duration;

/**
 * What is kept for the cache's sake, and what else is looked through.
 *
 * @param newestRuns of each pipeline whose outputs are kept
 * @param youngerThan outputs of executions and runs of this age are kept, by the store's clock
 * @param staging also what crashed runs left in their staging directories goes
 * @param logs also the logs of runs that nothing is kept of go
 */
public record Policy(int newestRuns, Duration youngerThan, boolean staging, boolean logs) {
  public static final Policy USUAL = new Policy(10, Duration.ofDays(30), false, false);

  public Policy {
    if (newestRuns < 0 || youngerThan.isNegative()) {
      throw new IllegalArgumentException(
          "no policy keeps " + newestRuns + " runs and what is younger than " + youngerThan);
    }
  }
}
