package dev.millrace.engine.trigger;

import dev.millrace.core.value.Digest;
import dev.millrace.engine.trigger.FilePattern.Found;
import dev.millrace.store.TriggerStore.Mark;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Looks at files. All that have come or changed since are one occurrence: a pipeline reads them
 * together.
 */
record FilesSource(FilePattern pattern, Duration quiet) implements Source {

  private static final int DIGITS = 16;

  @Override
  public Sight look(Moment moment) throws IOException {
    List<Found> whole = new ArrayList<>();
    Optional<Instant> again = Optional.empty();
    for (Found file : pattern.find()) {
      Instant settled = file.changed().plus(quiet);
      if (moment.dealt().containsKey(file.state())) {
        continue;
      }
      if (settled.isAfter(moment.now())) {
        again = Optional.of(again.filter(settled::isAfter).orElse(settled));
      } else {
        whole.add(file);
      }
    }
    if (whole.isEmpty()) {
      String why = "no file that matches " + pattern.text() + " has come or changed";
      return Sight.nothing(
          again.isPresent() ? "a file that matches was written to just now" : why, again);
    }
    return Sight.of(List.of(occurrence(whole, moment.now())), moment.first(), again);
  }

  @Override
  public List<Mark> baseline(Instant now) throws IOException {
    List<Mark> marks = new ArrayList<>(List.of(new Mark(SINCE, now)));
    pattern.find().stream()
        .filter(file -> !file.changed().plus(quiet).isAfter(now))
        .map(file -> new Mark(file.state(), now))
        .forEach(marks::add);
    return marks;
  }

  private Occurrence occurrence(List<Found> files, Instant now) {
    String states = files.stream().map(Found::state).collect(Collectors.joining("\n"));
    String reason =
        files.getFirst().name()
            + (files.size() == 1 ? " has" : " and " + (files.size() - 1) + " more have")
            + " come or changed ("
            + pattern.text()
            + ")";
    return new Occurrence(
        Digest.of(states).hex().substring(0, DIGITS),
        now,
        reason,
        files.stream().map(file -> new Mark(file.state(), now)).toList());
  }
}
