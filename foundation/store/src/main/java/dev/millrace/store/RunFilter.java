package dev.millrace.store;

import dev.millrace.core.run.RunState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which runs are meant: those that fit all that is said here.
 *
 * @param states any of them; all if empty
 * @param trigger the name of what started the run
 * @param text part of the pipeline's name, the reason or the description, in either case
 * @param tags all of them, with these contents
 * @param asOfFrom the run's as-of time, or later
 * @param asOfBefore earlier than this
 */
public record RunFilter(
    Optional<String> pipeline,
    Set<RunState> states,
    Optional<String> trigger,
    Optional<String> text,
    Map<String, String> tags,
    Optional<Instant> asOfFrom,
    Optional<Instant> asOfBefore) {

  private static final RunFilter ANY = of(Optional.empty(), Optional.empty());

  public RunFilter {
    states = Set.copyOf(states);
    tags = Map.copyOf(tags);
  }

  public static RunFilter any() {
    return ANY;
  }

  static RunFilter of(Optional<String> pipeline, Optional<RunState> state) {
    return new RunFilter(
        pipeline,
        state.map(Set::of).orElse(Set.of()),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Optional.empty());
  }

  public RunFilter ofPipeline(String name) {
    return new RunFilter(Optional.of(name), states, trigger, text, tags, asOfFrom, asOfBefore);
  }

  public RunFilter in(Set<RunState> anyOf) {
    return new RunFilter(pipeline, anyOf, trigger, text, tags, asOfFrom, asOfBefore);
  }

  public RunFilter startedBy(String name) {
    return new RunFilter(pipeline, states, Optional.of(name), text, tags, asOfFrom, asOfBefore);
  }

  public RunFilter saying(String part) {
    return new RunFilter(pipeline, states, trigger, Optional.of(part), tags, asOfFrom, asOfBefore);
  }

  public RunFilter tagged(String name, String content) {
    Map<String, String> more = new LinkedHashMap<>(tags);
    more.put(name, content);
    return new RunFilter(pipeline, states, trigger, text, more, asOfFrom, asOfBefore);
  }

  /** With an as-of time from the first instant on, and before the second. */
  public RunFilter asOf(Instant from, Instant before) {
    return new RunFilter(
        pipeline, states, trigger, text, tags, Optional.of(from), Optional.of(before));
  }
}
