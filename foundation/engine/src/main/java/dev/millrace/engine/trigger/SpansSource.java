package dev.millrace.engine.trigger;

import dev.millrace.core.component.SpanSource.Span;
import dev.millrace.store.TriggerStore.Mark;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Looks at the data that a step would read. The newest complete span is fired for as of the moment
 * it is seen, as a person would run the pipeline then; older ones, which were missed, as of their
 * own ends, so that a run for each sees the data up to it and no later.
 */
record SpansSource(KnownInputs inputs, String step, Duration quiet) implements Source {

  private static final Comparator<Span> IN_TIME =
      Comparator.comparing(Span::end).thenComparing(Span::start);

  @Override
  public Sight look(Moment moment) throws IOException {
    List<Span> complete = new ArrayList<>();
    Optional<Instant> again = Optional.empty();
    for (Span span : spans()) {
      Instant whole = whole(span);
      if (moment.dealt().containsKey(span.toString())) {
        continue;
      }
      if (whole.isAfter(moment.now())) {
        again = Optional.of(again.filter(whole::isAfter).orElse(whole));
      } else {
        complete.add(span);
      }
    }
    if (complete.isEmpty()) {
      String next =
          again.map(whole -> ", the next is at " + Figures.moment(whole)).orElse(" or begun");
      return Sight.nothing("no further span of step '" + step + "' is complete" + next, again);
    }
    List<Occurrence> ready = new ArrayList<>();
    for (Span span : complete) {
      boolean newest = span.equals(complete.getLast());
      ready.add(occurrence(span, newest ? moment.now() : span.end()));
    }
    return Sight.of(ready, moment.first(), again);
  }

  @Override
  public List<Mark> baseline(Instant now) throws IOException {
    List<Mark> marks = new ArrayList<>(List.of(new Mark(SINCE, now)));
    spans().stream().filter(span -> !whole(span).isAfter(now)).map(this::mark).forEach(marks::add);
    return marks;
  }

  private List<Span> spans() throws IOException {
    return inputs.spans(step).stream().sorted(IN_TIME).toList();
  }

  /** When it has ended and its files are left alone. */
  private Instant whole(Span span) {
    Instant written = span.changed().plus(quiet);
    return written.isAfter(span.end()) ? written : span.end();
  }

  private Occurrence occurrence(Span span, Instant eventTime) {
    String reason =
        "the span %s…%s of step '%s' is complete"
            .formatted(Figures.moment(span.start()), Figures.moment(span.end()), step);
    return new Occurrence(span.toString(), eventTime, reason, List.of(mark(span)));
  }

  private Mark mark(Span span) {
    return new Mark(span.toString(), span.end());
  }
}
