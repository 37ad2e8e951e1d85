package dev.millrace.engine.trigger;

import dev.millrace.core.pipeline.CatchUp;
import dev.millrace.store.TriggerStore.Mark;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** What is to be done about what a trigger sees. */
sealed interface Judgement {

  /**
   * The trigger fires.
   *
   * @param reason of the occurrence, and how many were passed over for it
   * @param marks of all that is dealt with
   */
  record Fire(Occurrence occurrence, String reason, List<Mark> marks) implements Judgement {}

  /** Nothing fires for what is there, now or later. */
  record Pass(String why, List<Mark> marks) implements Judgement {}

  /**
   * Nothing happens now.
   *
   * @param again when that may change, if it is known
   */
  record Wait(String why, Optional<Instant> again) implements Judgement {}

  /**
   * Why a trigger must not fire now, though what it waits for is there.
   *
   * @param ofTrigger false if it is not the trigger's own doing
   */
  record Hold(String why, Optional<Instant> until, boolean ofTrigger) {

    /** It is not the turn of the trigger. */
    static final Hold NO_ROOM =
        new Hold("as many runs go on as may at once", Optional.empty(), false);
  }

  /**
   * The rule of {@link CatchUp}.
   *
   * @param holds asked only if there is something to fire for
   */
  static Judgement of(CatchUp catchUp, Sight sight, Supplier<Optional<Hold>> holds) {
    List<Occurrence> ready = sight.ready();
    if (ready.isEmpty()) {
      return new Wait(sight.otherwise(), sight.again());
    }
    Optional<Hold> hold = holds.get();
    boolean held = hold.filter(Hold::ofTrigger).isPresent();
    if (catchUp == CatchUp.NONE && (held || sight.missed())) {
      String because = held ? hold.get().why() : "nothing was up";
      return new Pass(
          times(sight.count()) + " passed over (catch_up: none): " + because, marks(ready));
    }
    if (hold.isPresent()) {
      return new Wait(hold.get().why(), hold.get().until());
    }
    return catchUp == CatchUp.ALL ? first(ready) : last(sight);
  }

  private static Fire first(List<Occurrence> ready) {
    Occurrence first = ready.getFirst();
    return new Fire(first, first.reason(), first.marks());
  }

  private static Fire last(Sight sight) {
    Occurrence last = sight.ready().getLast();
    long before = sight.count() - 1;
    String others = before == 0 ? "" : "; " + times(before) + " passed over before it";
    return new Fire(last, last.reason() + others, marks(sight.ready()));
  }

  private static List<Mark> marks(List<Occurrence> occurrences) {
    return occurrences.stream().flatMap(occurrence -> occurrence.marks().stream()).toList();
  }

  private static String times(long count) {
    if (count > Sight.MOST_COUNTED) {
      return String.format(Locale.ROOT, "more than %,d were", Sight.MOST_COUNTED);
    }
    return count == 1 ? "one was" : String.format(Locale.ROOT, "%,d were", count);
  }
}
