package dev.millrace.engine.trigger;

import dev.millrace.core.component.Component;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.SpanSource;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.component.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A component of the tests that knows of the spans a test has put there. */
@Named("read_spans")
public final class ReadSpans
    implements Component<ReadSpans.Inputs, ReadSpans.Outputs>, SpanSource<ReadSpans.Inputs> {

  public record Inputs(Value<String> from) {}

  public record Outputs(Value<Integer> rows) {}

  final List<Span> there = Collections.synchronizedList(new ArrayList<>());
  final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  /** Adds a day that was written as it ended. */
  void day(String day) {
    Instant end = Instant.parse(day + "T00:00:00Z").plus(Duration.ofDays(1));
    day(day, end.toString());
  }

  void day(String day, String changed) {
    Instant start = Instant.parse(day + "T00:00:00Z");
    there.add(new Span(start, start.plus(Duration.ofDays(1)), Instant.parse(changed)));
  }

  @Override
  public List<Span> spans(Inputs inputs, Path directory) {
    asked.add(inputs.from().get() + " in " + directory.getFileName());
    return List.copyOf(there);
  }

  @Override
  public Outputs run(Inputs inputs, TaskContext task) {
    return new Outputs(Value.of(there.size()));
  }
}
