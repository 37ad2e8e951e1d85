package dev.millrace.app;

import dev.millrace.core.api.CancelReport;
import dev.millrace.core.api.RunListener;
import dev.millrace.core.api.WhyReport;
import dev.millrace.core.error.UserError;
import dev.millrace.core.run.RunState;
import dev.millrace.engine.Why;
import dev.millrace.store.MetadataStore.Run;
import java.util.Locale;

/** Ends runs, and explains them. */
final class RunControl {

  private final Parts parts;

  RunControl(Parts parts) {
    this.parts = parts;
  }

  /**
   * Asks the process that has a run to end it. A run whose process is gone is taken over for that:
   * its exit steps run here.
   */
  CancelReport cancel(Run run) throws InterruptedException {
    if (run.state().ended()) {
      throw UserError.failure(
              "run " + run.id().brief() + " has ended already: it " + ended(run.state()))
          .hint("'millrace runs list --state running' shows those that go on");
    }
    if (parts.engine().interrupted().stream().anyMatch(each -> each.id().equals(run.id()))) {
      var taken = parts.engine().resume(run.id(), RunListener.silent());
      taken.cancel();
      return new CancelReport(run.id(), taken.await().state());
    }
    parts.metadata().requestCancel(run.id(), parts.actor());
    return new CancelReport(
        run.id(), parts.metadata().findRun(run.id()).map(Run::state).orElse(run.state()));
  }

  private static String ended(RunState state) {
    return switch (state) {
      case SUCCEEDED, FAILED -> state.name().toLowerCase(Locale.ROOT);
      case REFUSED -> "was refused";
      case CANCELED -> "was canceled";
      case PENDING, RUNNING -> throw new IllegalArgumentException("a run that has not ended");
    };
  }

  WhyReport why(Run run, String step) {
    Why why = parts.engine().why(run.id(), step);
    return new WhyReport(
        run.id(), why.step(), why.state(), why.reason(), why.nearest().map(RunControl::nearest));
  }

  private static WhyReport.Execution nearest(Why.Nearest nearest) {
    return new WhyReport.Execution(
        nearest.run(),
        nearest.pipeline(),
        nearest.step(),
        nearest.recordedAt(),
        nearest.same(),
        nearest.differences().stream()
            .map(part -> new WhyReport.Difference(part.name(), part.there(), part.here()))
            .toList());
  }
}
