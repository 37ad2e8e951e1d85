package dev.millrace.store;

import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import dev.millrace.store.MetadataStore.Firing;
import dev.millrace.store.MetadataStore.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Which triggers are active where, who looks at them, and what they have dealt with. When a method
 * that writes returns, what it wrote is on disk.
 *
 * <p>A firing is recorded together with what it deals with, in one transaction, by whoever has the
 * watch over its environment: so what a trigger waits for fires once, whatever dies when.
 */
public interface TriggerStore {

  // -- activations

  /**
   * Activates the triggers of a pipeline in an environment. If they are active there, what is new
   * about the pipeline is taken up, and triggers that were there before remember what they have
   * dealt with.
   *
   * @throws dev.millrace.core.error.UserError if another file's pipeline of the same name is active
   */
  Activation activate(NewActivation activation);

  /** Ends an activation; empty if there is none. */
  Optional<Activation> deactivate(String environment, String pipeline, String actor);

  /** Those that stand, by environment and pipeline. */
  List<Activation> activations();

  // -- the watch

  /**
   * Takes the watch over an environment that nobody has, or whose holder let it expire, by the
   * machine's clock.
   *
   * @return empty if another holder's still stands
   */
  Optional<Watch> takeWatch(String environment, String holder, Duration duration);

  /**
   * Prolongs a watch.
   *
   * @throws WatchLost if another has it
   */
  void renew(Watch watch, Duration duration);

  /** Gives a watch back, if it was not lost. */
  void release(Watch watch);

  /** Who has the watch over an environment, if anybody does. */
  Optional<String> watchman(String environment);

  /** Ends the watch of a holder that is known to be dead, before it expires. */
  void breakWatch(String environment, String holder);

  // -- firings

  /**
   * What a trigger has dealt with, and the event time of each.
   *
   * @param trigger its key within the activation
   */
  Map<String, Instant> marks(Id activation, String trigger);

  /**
   * Records that a trigger fired, and what it has dealt with thereby.
   *
   * @return false if the firing was recorded before, or the activation has ended
   * @throws WatchLost if another has the watch
   */
  boolean fire(Watch watch, Firing firing, Dealt dealt);

  /**
   * Records that a trigger does not fire for something, and never will.
   *
   * @throws WatchLost if another has the watch
   */
  void pass(Watch watch, String pipeline, Dealt dealt, String reason);

  /** Firings of an activation of which it is not known that they have a run; oldest first. */
  List<Firing> unsettled(Id activation);

  /** Notes that a firing has its run. */
  void settle(Watch watch, Firing firing);

  /** The newest firing of a trigger since it was activated. */
  Optional<Firing> latestFiring(Id activation, String trigger);

  // -- records

  /**
   * @param file of the pipeline
   * @param params values for its parameters in this environment, as JSON
   * @param eventTime from when on
   * @param baseline by each trigger's key, what it has dealt with if it is new: at least one mark
   */
  record NewActivation(
      String environment,
      String pipeline,
      JsonNode spec,
      Digest specDigest,
      String file,
      Map<String, JsonNode> params,
      String actor,
      Instant eventTime,
      Map<String, List<Mark>> baseline) {}

  /**
   * @param since when it was first activated, event time
   * @param eventTime when it was last activated, event time
   */
  record Activation(
      Id id,
      String environment,
      String pipeline,
      JsonNode spec,
      Digest specDigest,
      String file,
      Map<String, JsonNode> params,
      String actor,
      Instant since,
      Instant eventTime,
      Instant recordedAt) {}

  /** Proof of having the watch over an environment; the newest token wins. */
  record Watch(String environment, Token token) {}

  /**
   * What a trigger has dealt with.
   *
   * @param trigger its key within the activation
   */
  record Dealt(Id activation, String trigger, List<Mark> marks) {}

  /** Something that a trigger waits for; a later mark of the same text replaces an earlier one. */
  record Mark(String text, Instant eventTime) {}

  /** Another process looks at an environment's triggers now. */
  final class WatchLost extends RuntimeException {
    private static final long serialVersionUID = 1;

    public WatchLost(String environment) {
      super("another process has the watch over environment '" + environment + "'");
    }
  }
}
