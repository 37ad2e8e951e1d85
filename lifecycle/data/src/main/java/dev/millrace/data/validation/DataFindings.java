package dev.millrace.data.validation;

import dev.millrace.core.artifact.Handle;
import dev.millrace.core.artifact.Statistics;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.port.FindingSink;
import dev.millrace.core.port.FindingSink.DataFinding;
import dev.millrace.core.port.FindingSink.Kind;
import dev.millrace.core.port.FindingSink.Moved;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tells of distributions that moved where triggers hear it. What a step finds between the same two
 * sets of statistics is one finding, so that a retry, or a run that sees the same data, tells
 * nothing new.
 */
final class DataFindings {

  private final TaskContext task;
  private final FindingSink sink;
  private final Digest data;
  private final Map<Kind, Digest> others;

  private DataFindings(TaskContext task, Digest data, Map<Kind, Digest> others) {
    this.task = task;
    this.sink = task.port(FindingSink.class);
    this.data = data;
    this.others = others;
  }

  /**
   * Of a task.
   *
   * @param others what its data is compared with, at least one
   */
  static DataFindings of(TaskContext task, Statistics data, Map<Kind, Statistics> others) {
    Map<Kind, Digest> digests = new EnumMap<>(Kind.class);
    others.forEach((kind, other) -> digests.put(kind, digest(other)));
    return new DataFindings(task, digest(data), digests);
  }

  /**
   * Of which kind a step of this pipeline has findings about these data, so that what another
   * pipeline found out about the same data, and told of under its own name, is not taken over in
   * silence.
   */
  String known() {
    return sink.dataFindings(task.pipeline()).stream()
        .filter(finding -> finding.step().equals(task.step()))
        .filter(finding -> finding.data().equals(data))
        .filter(finding -> finding.other().equals(others.get(finding.kind())))
        .map(finding -> finding.kind().text())
        .sorted()
        .collect(Collectors.joining(" and ", "known to have moved: ", ""));
  }

  /** Tells of each kind in which anything moved. */
  void tell(List<Compared> comparisons) {
    others.forEach(
        (kind, other) -> {
          List<Moved> moved =
              comparisons.stream()
                  .filter(compared -> compared.kind().equals(kind.text()) && compared.moved())
                  .map(DataFindings::moved)
                  .toList();
          if (!moved.isEmpty()) {
            tell(kind, other, moved);
          }
        });
  }

  private void tell(Kind kind, Digest other, List<Moved> moved) {
    Instant now = task.clock().instant();
    DataFinding finding =
        new DataFinding(
            Id.at(now),
            task.pipeline(),
            task.step(),
            task.run(),
            kind,
            data,
            other,
            task.asOf(),
            now,
            moved);
    task.log(
        kind.text()
            + (sink.record(finding)
                ? " is a finding: triggers that wait for it fire"
                : " was found before between these data: no trigger fires again"));
  }

  private static Moved moved(Compared compared) {
    return new Moved(
        compared.split(),
        compared.path(),
        compared.measure(),
        compared.effect(),
        compared.limit(),
        compared.pValue());
  }

  private static Digest digest(Statistics statistics) {
    return switch (statistics.handle()) {
      case Handle.Stored stored -> stored.digest();
      case Handle.Staged _, Handle.Unmade _ ->
          throw new IllegalStateException("statistics that are compared are stored");
    };
  }
}
