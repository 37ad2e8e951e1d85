package dev.millrace.app;

import dev.millrace.core.api.CleaningOrder;
import dev.millrace.core.api.CleaningReport;
import dev.millrace.core.api.PinReport;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Id;
import dev.millrace.store.Retention.Pin;
import dev.millrace.store.gc.Collected;
import dev.millrace.store.gc.Plan;
import dev.millrace.store.gc.Policy;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Removes what nobody needs, and keeps what somebody says. */
final class Cleaning {

  private final Parts parts;

  Cleaning(Parts parts) {
    this.parts = parts;
  }

  CleaningReport plan(CleaningOrder order) throws IOException {
    return report(parts.collector().plan(policy(order)), Optional.empty());
  }

  CleaningReport clean(CleaningOrder order) throws IOException {
    Plan plan = parts.collector().plan(policy(order));
    return report(plan, Optional.of(parts.collector().collect(plan, parts.actor())));
  }

  private static Policy policy(CleaningOrder order) {
    return new Policy(order.keepRuns(), order.olderThan(), order.leftovers(), order.leftovers());
  }

  private static CleaningReport report(Plan plan, Optional<Collected> collected) {
    return new CleaningReport(
        collected.isPresent(),
        plan.removals().stream()
            .sorted(Comparator.comparingLong(Plan.Removal::bytes).reversed())
            .map(each -> new CleaningReport.Removal(each.digest().hex(), each.type(), each.bytes()))
            .toList(),
        plan.kept().stream()
            .map(
                kept ->
                    new CleaningReport.Kept(
                        kept.keeper().reason().name().toLowerCase(Locale.ROOT),
                        kept.keeper().what(),
                        kept.contents(),
                        kept.bytes()))
            .toList(),
        collected
            .map(Collected::contents)
            .orElse((long) plan.removals().size() + plan.unrecorded().size()),
        collected
            .map(Collected::directories)
            .orElse((long) plan.staging().size() + plan.logs().size()),
        collected.map(Collected::bytes).orElse(plan.bytes()),
        collected.map(Collected::left).orElse(0L));
  }

  PinReport pin(String text, String reason) {
    Id subject = new Things(parts).id(text);
    parts.metadata().pin(subject, reason, parts.actor());
    return find(subject).orElseThrow();
  }

  PinReport unpin(String text) {
    Id subject = new Things(parts).id(text);
    PinReport pin =
        find(subject)
            .orElseThrow(
                () ->
                    UserError.notFound("'" + text + "' is not pinned")
                        .hint("'millrace pins' lists what is"));
    parts.metadata().unpin(subject, parts.actor());
    return pin;
  }

  private Optional<PinReport> find(Id subject) {
    return pins().stream().filter(pin -> pin.id().equals(subject)).findFirst();
  }

  List<PinReport> pins() {
    return parts.metadata().pins().stream().map(Cleaning::report).toList();
  }

  private static PinReport report(Pin pin) {
    return new PinReport(
        pin.subject(),
        pin.kind().name().toLowerCase(Locale.ROOT),
        pin.reason(),
        pin.actor(),
        pin.recordedAt());
  }
}
