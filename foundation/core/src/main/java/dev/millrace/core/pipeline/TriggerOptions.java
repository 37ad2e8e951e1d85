package dev.millrace.core.pipeline;

import dev.millrace.core.component.Default;
import dev.millrace.core.component.Doc;
import dev.millrace.core.component.Range;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/**
 * What can be said of every trigger, whatever it waits for.
 *
 * @param name by which runs name it; made from its kind if not given
 * @param cooldown after a firing there is no other for so long
 * @param catchUp what becomes of missed firings; {@link CatchUp#LATEST} if not given. Not for
 *     triggers that ask about windows of traffic: there, the newest alone counts
 * @param atMost so many runs of the trigger go on at once
 * @param params values for parameters of the pipeline
 */
public record TriggerOptions(
    @Doc("By which runs name it; made of its kind if not given") Optional<String> name,
    @Doc("For how long there is no other firing after one") @Default("PT0S") Duration cooldown,
    @Doc(
            "Which missed firings happen later; latest if not given. Of new_files not all; of performance and drift it cannot be said")
        Optional<CatchUp> catchUp,
    @Doc("How many runs of it go on at once") @Default("1") @Range(min = 1) int atMost,
    @Doc("Values for parameters of the pipeline, by name") @Default("{}")
        SequencedMap<String, JsonNode> params) {

  /** None said. */
  public static final TriggerOptions NONE =
      new TriggerOptions(
          Optional.empty(), Duration.ZERO, Optional.empty(), 1, new LinkedHashMap<>());

  public TriggerOptions {
    params = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(params));
  }

  public TriggerOptions named(String name) {
    return new TriggerOptions(Optional.of(name), cooldown, catchUp, atMost, params);
  }

  public TriggerOptions cooldown(Duration cooldown) {
    return new TriggerOptions(name, cooldown, catchUp, atMost, params);
  }

  public TriggerOptions catchUp(CatchUp catchUp) {
    return new TriggerOptions(name, cooldown, Optional.of(catchUp), atMost, params);
  }

  public TriggerOptions atMost(int runs) {
    return new TriggerOptions(name, cooldown, catchUp, runs, params);
  }

  public TriggerOptions param(String name, JsonNode value) {
    SequencedMap<String, JsonNode> more = new LinkedHashMap<>(params);
    more.put(name, value);
    return new TriggerOptions(this.name, cooldown, catchUp, atMost, more);
  }
}
