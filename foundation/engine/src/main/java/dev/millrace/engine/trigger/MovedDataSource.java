package dev.millrace.engine.trigger;

import dev.millrace.core.port.FindingSink;
import dev.millrace.core.port.FindingSink.DataFinding;
import dev.millrace.core.port.FindingSink.Moved;
import dev.millrace.store.TriggerStore.Mark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks at what the runs of a pipeline found about their data. Since the same is found once between
 * the same two sets of data, it fires once: a run that follows, of whatever pipeline, and sees the
 * same data again finds nothing new. As with spans, the newest is fired for as of the moment it is
 * seen, older ones as of the runs that found them.
 */
record MovedDataSource(String pipeline, FindingSink findings) implements Source {

  private static final Comparator<Moved> FARTHEST =
      Comparator.comparingDouble(MovedDataSource::excess)
          .thenComparing(Moved::feature)
          .thenComparing(Moved::measure)
          .thenComparing(Moved::split);

  @Override
  public Sight look(Moment moment) {
    List<DataFinding> ready =
        visible(moment.now())
            .filter(finding -> !moment.dealt().containsKey(mark(finding).text()))
            .toList();
    if (ready.isEmpty()) {
      return Sight.nothing(
          "no run of pipeline '" + pipeline + "' found further data that moved", Optional.empty());
    }
    List<Occurrence> occurrences = new ArrayList<>();
    for (DataFinding finding : ready) {
      boolean newest = finding.equals(ready.getLast());
      occurrences.add(occurrence(finding, newest ? moment.now() : finding.eventTime()));
    }
    return Sight.of(occurrences, moment.first(), Optional.empty());
  }

  /** What was found before is nothing new. */
  @Override
  public List<Mark> baseline(Instant now) {
    return Stream.concat(Stream.of(new Mark(SINCE, now)), visible(now).map(MovedDataSource::mark))
        .toList();
  }

  /** Nothing is known yet of what is as of a later time. */
  private Stream<DataFinding> visible(Instant now) {
    return findings.dataFindings(pipeline).stream()
        .filter(finding -> !finding.eventTime().isAfter(now));
  }

  private static Occurrence occurrence(DataFinding finding, Instant eventTime) {
    Mark mark = mark(finding);
    return new Occurrence(mark.text(), eventTime, reason(finding), List.of(mark));
  }

  private static Mark mark(DataFinding finding) {
    return new Mark(finding.id().hex(), finding.eventTime());
  }

  private static String reason(DataFinding finding) {
    Moved moved = finding.moved().stream().max(FARTHEST).orElseThrow();
    long others = finding.moved().stream().map(Moved::feature).distinct().count() - 1;
    return "%s of %s%s: %s %s, limit %s, p = %s; of %s in run %s of pipeline '%s'"
        .formatted(
            finding.kind().text(),
            moved.feature(),
            others == 0 ? "" : " and %d more".formatted(others),
            moved.measure(),
            Figures.apart(moved.effect(), moved.limit()),
            Figures.of(moved.limit()),
            Figures.probability(moved.pValue()),
            moved.split(),
            finding.run().brief(),
            finding.pipeline());
  }

  private static double excess(Moved moved) {
    return moved.limit() > 0 ? moved.effect() / moved.limit() : Double.POSITIVE_INFINITY;
  }
}
