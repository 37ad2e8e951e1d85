package dev.millrace.training.tuning;

import dev.millrace.data.statistics.Workers;
import dev.millrace.training.trainer.FittedModel;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Trials, several at once, begun in the order of their numbers. What they find depends on the plan
 * alone, not on threads or on what is slow: a trial learns from exactly those that began so many
 * before it, and is compared at a rung with those of lower numbers.
 *
 * @param kept finds trials of an earlier, interrupted search, and keeps those of this one
 */
public record Search(
    SearchPlan plan,
    Trying trying,
    TrialStore kept,
    BooleanSupplier cancelled,
    InstantSource clock) {

  /** Keeps trials that have ended. */
  public interface TrialStore {
    Optional<Trial> find(int number, SequencedMap<String, JsonNode> parameters);

    void keep(Trial trial);

    /** Keeps none. */
    static TrialStore none() {
      return new TrialStore() {
        @Override
        public Optional<Trial> find(int number, SequencedMap<String, JsonNode> parameters) {
          return Optional.empty();
        }

        @Override
        public void keep(Trial trial) {
          // Nothing is kept.
        }
      };
    }
  }

  Halving halving() {
    return plan.halving();
  }

  /**
   * Runs all trials.
   *
   * @param threads that may be busy
   * @param listener told of each trial in their order
   */
  public List<Trial> run(int threads, Consumer<Trial> listener) throws InterruptedException {
    Board board = new Board(plan.trials(), halving(), listener);
    Sampler sampler = plan.sampler(trying.metric());
    try {
      new Workers(Math.min(threads, plan.parallel()))
          .run(plan.trials(), () -> worker(sampler, board));
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("a trial reads no files", e);
    }
    return board.first(plan.trials());
  }

  private Workers.Worker worker(Sampler sampler, Board board) {
    return new Workers.Worker() {
      @Override
      public void work(int number) throws InterruptedException {
        int known = sampler.learns() ? Math.max(0, number - plan.parallel() + 1) : 0;
        trial(number, sampler.next(number, board.first(known)), board);
      }

      @Override
      public void close() {
        // Nothing is held between trials.
      }
    };
  }

  private void trial(int number, SequencedMap<String, JsonNode> parameters, Board board)
      throws InterruptedException {
    Optional<Trial> before = kept.find(number, parameters);
    if (before.isPresent()) {
      replay(before.get(), board);
      return;
    }
    Trial trial = run(number, parameters, board);
    kept.keep(trial);
    board.end(trial, trying.loss(trial.value()));
  }

  /** What a trial told the others when it ran. */
  private void replay(Trial trial, Board board) {
    for (Trial.Point point : trial.curve()) {
      int rung = halving().rungs().indexOf(point.rounds());
      if (rung >= 0) {
        board.reached(trial.number(), rung, trying.loss(point.value()));
      }
    }
    board.end(trial, trying.loss(trial.value()));
  }

  private Trial run(int number, SequencedMap<String, JsonNode> parameters, Board board)
      throws InterruptedException {
    Course course = new Course(number, plan.rounds(parameters), this, board);
    long start = clock.millis();
    Trial.State state = Trial.State.FAILED;
    double value = Double.NaN;
    String reason = "";
    try (FittedModel model = trying.fit().with(Map.copyOf(parameters), course)) {
      if (!course.stopped()) {
        course.scored(course.completed(), model.predict(trying.scored().features()));
      }
      value = course.curve().getLast().value();
      state = course.stopped() ? Trial.State.STOPPED : Trial.State.FINISHED;
    } catch (RuntimeException e) {
      reason = String.valueOf(e.getMessage()); // One trial less; the search goes on.
    }
    return new Trial(
        number,
        parameters,
        state,
        value,
        course.completed(),
        course.curve(),
        reason,
        Duration.ofMillis(clock.millis() - start));
  }
}
